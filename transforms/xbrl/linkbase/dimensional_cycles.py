"""Directed cycles of dimensional relationship sets over several roles (XBRL Dimensions 1.0 §2.4).

By its target role, a relationship from a domain to a member leads on in the network of another
role. So a concept can stand below itself without a cycle in any one network. A cycle within one
network is found as that of the network.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from transforms.xbrl.linkbase.checks import arc_finding
from transforms.xbrl.linkbase.components import Node, following, strongly_connected
from transforms.xbrl.linkbase.locator import Target
from transforms.xbrl.linkbase.relationship import Link, Relationship, Relationships
from transforms.xbrl.linkbase.rules import Finding
from transforms.xbrl.names import DIMENSION_DOMAIN, DOMAIN_MEMBER

# How many concepts are looked for at once, as bits of one number.
_AT_ONCE: Final = 1024

_Place = tuple[str, str]
"""A role, and the identity of a concept in its network."""


class _Step(NamedTuple):
    """A relationship, from a place to a place; the second has the role where it leads on."""

    source: _Place
    target: _Place
    link: Link
    row: Relationship[Target]


def dimensional_cycle_findings(
    arcs: Relationships[Target], reasons: Mapping[int, str]
) -> Iterator[Finding]:
    """A finding for each set of concepts that stand below each other by way of target roles.

    Args:
        arcs: All relationships between concepts.
        reasons: Rows that are not effective, and why.
    """
    if not _leads_on(arcs):
        return
    steps = _below_dimensions(arcs, reasons)
    ends = [(source[1], target[1]) for source, target, _, _ in steps]
    component = strongly_connected(following(ends))
    rings: defaultdict[int, list[_Step]] = defaultdict(list)
    for step in steps:
        number = component[step.source[1]]
        if number == component[step.target[1]]:
            rings[number].append(step)
    for ring in rings.values():
        if not _within_a_network(ring) and _comes_back(ring):
            names = {each.concept for _, _, _, row in ring for each in (row.source, row.target)}
            message = f"directed cycle over several roles among {', '.join(sorted(names))}"
            yield arc_finding(ring[0].row, ring[0].link, "directed-cycle", message)


def _leads_on(arcs: Relationships[Target]) -> bool:
    """Whether a relationship to a member or between members has a target role."""
    return any(
        target_role and arcrole in (DIMENSION_DOMAIN, DOMAIN_MEMBER)
        for target_role, arcrole in zip(arcs.target_roles(), arcs.arcroles(), strict=True)
    )


def _below_dimensions(arcs: Relationships[Target], reasons: Mapping[int, str]) -> list[_Step]:
    """Relationships that dimensions lead to, in document order of what they come from."""
    of_places: defaultdict[_Place, list[_Step]] = defaultdict(list)
    waiting: list[_Place] = []
    for index, link, row in arcs.of_linkbase("definition"):
        attributes = row.attributes
        if index in reasons or attributes.arcrole not in (DIMENSION_DOMAIN, DOMAIN_MEMBER):
            continue
        target = attributes.target_role or link.role_uri, row.target.identity
        if attributes.arcrole == DIMENSION_DOMAIN:
            waiting.append(target)
        else:
            source = link.role_uri, row.source.identity
            of_places[source].append(_Step(source, target, link, row))
    steps: list[_Step] = []
    reached = set(waiting)
    while waiting:
        place = waiting.pop()
        for step in of_places.get(place, ()):
            steps.append(step)
            if step.target not in reached:
                reached.add(step.target)
                waiting.append(step.target)
        of_places.pop(place, None)
    steps.sort(key=lambda step: (step.link.file, step.link.number, step.row.arc_index))
    return steps


def _within_a_network(ring: Collection[_Step]) -> bool:
    """Whether one network alone has a directed cycle of these concepts."""
    networks: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for (_, source), (_, target), link, _ in ring:
        networks[link.role_uri].append((source, target))
    return any(_is_cyclic(edges) for edges in networks.values())


def _is_cyclic(edges: Sequence[tuple[Node, Node]]) -> bool:
    component = strongly_connected(following(edges))
    return any(component[source] == component[target] for source, target in edges)


def _comes_back(ring: Collection[_Step]) -> bool:
    """Whether steps that follow each other lead from a concept to itself, in whatever role."""
    edges = [(source, target) for source, target, _, _ in ring]
    if _is_cyclic(edges):
        return True
    nexts = following(edges)
    component = strongly_connected(nexts)
    lowest_first = sorted(component, key=component.__getitem__, reverse=True)
    concepts = list(dict.fromkeys(concept for _, concept in component))
    for begin in range(0, len(concepts), _AT_ONCE):
        bits = {each: 1 << bit for bit, each in enumerate(concepts[begin : begin + _AT_ONCE])}
        below: dict[_Place, int] = {}
        for place in lowest_first:
            below[place] = 0
            for lower in nexts.get(place, ()):
                below[place] |= below[lower] | bits.get(lower[1], 0)
            if below[place] & bits.get(place[1], 0):
                return True
    return False
