"""Directed cycles of dimensional relationship sets over several roles (XBRL Dimensions 1.0 §2.4).

By its target role, a relationship from a domain to a member leads on in the network of another
role. So a concept can stand below itself without a cycle in any one network. A cycle within one
network is found as that of the network.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from transforms.xbrl.findings.rules import Finding
from transforms.xbrl.linkbase.checks import arc_finding
from transforms.xbrl.linkbase.components import Node, following, strongly_connected
from transforms.xbrl.linkbase.consecutive import Place, Step, steps_in
from transforms.xbrl.linkbase.locator import Target
from transforms.xbrl.linkbase.relationship import Drawn, Relationships
from transforms.xbrl.names import DIMENSION_DOMAIN, DOMAIN_MEMBER

# How many concepts are looked for at once, as bits of one number.
_AT_ONCE: Final = 1024

_Led = tuple[Place, Step]
"""A step, with the place it comes from."""


def dimensional_cycle_findings(
    arcs: Relationships[Target], reasons: Mapping[int, str]
) -> Iterator[Finding]:
    """A finding for each set of concepts that stand below each other by way of target roles.

    Args:
        arcs: All relationships between concepts.
        reasons: Rows that are not effective, and why.
    """
    drawn = arcs.drawn().get("definition") if _leads_on(arcs) else None
    if drawn is None:
        return
    below = _below_dimensions(arcs, drawn, reasons)
    component = strongly_connected(following((place[1], step.target[1]) for place, step in below))
    rings: defaultdict[int, list[_Led]] = defaultdict(list)
    for place, step in below:
        number = component[place[1]]
        if number == component[step.target[1]]:
            rings[number].append((place, step))
    for ring in rings.values():
        if not _within_a_network(ring) and _comes_back(ring):
            rows = [arcs[step.number] for _, step in ring]
            names = {each.concept for row in rows for each in (row.source, row.target)}
            message = f"directed cycle over several roles among {', '.join(sorted(names))}"
            yield arc_finding(rows[0], ring[0][1].link, "directed-cycle", message)


def _leads_on(arcs: Relationships[Target]) -> bool:
    """Whether a relationship to a member or between members has a target role."""
    return any(
        target_role and arcrole in (DIMENSION_DOMAIN, DOMAIN_MEMBER)
        for target_role, arcrole in zip(arcs.target_roles(), arcs.arcroles(), strict=True)
    )


def _below_dimensions(
    arcs: Relationships[Target], drawn: Drawn, reasons: Mapping[int, str]
) -> list[_Led]:
    """Relationships that dimensions lead to, in document order."""
    steps = steps_in({link.role_uri for link, _ in arcs.ranges()}, arcs, drawn, reasons)
    tops = (found for (arcrole, _), found in steps.items() if arcrole == DIMENSION_DOMAIN)
    reached = dict.fromkeys(step.target for found in tops for step in found)
    waiting = list(reached)
    below: list[_Led] = []
    for place in waiting:  # grows as it is read
        for step in steps.get((DOMAIN_MEMBER, place), ()):
            below.append((place, step))
            if step.target not in reached:
                reached[step.target] = None
                waiting.append(step.target)
    return sorted(below, key=lambda led: led[1].number)


def _within_a_network(ring: Collection[_Led]) -> bool:
    """Whether one network alone has a directed cycle of these concepts."""
    networks: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for (role, source), step in ring:
        networks[role].append((source, step.target[1]))
    return any(_is_cyclic(edges) for edges in networks.values())


def _is_cyclic(edges: Sequence[tuple[Node, Node]]) -> bool:
    component = strongly_connected(following(edges))
    return any(component[source] == component[target] for source, target in edges)


def _comes_back(ring: Collection[_Led]) -> bool:
    """Whether steps that follow each other lead from a concept to itself, in whatever role."""
    edges = [(place, step.target) for place, step in ring]
    if _is_cyclic(edges):
        return True
    nexts = following(edges)
    component = strongly_connected(nexts)
    lowest_first = sorted(component, key=component.__getitem__, reverse=True)
    concepts = list(dict.fromkeys(concept for _, concept in component))
    for begin in range(0, len(concepts), _AT_ONCE):
        bits = {each: 1 << bit for bit, each in enumerate(concepts[begin : begin + _AT_ONCE])}
        below: dict[Place, int] = {}
        for place in lowest_first:
            below[place] = 0
            for lower in nexts.get(place, ()):
                below[place] |= below[lower] | bits.get(lower[1], 0)
            if below[place] & bits.get(place[1], 0):
                return True
    return False
