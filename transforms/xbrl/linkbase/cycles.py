"""Cycles of networks, where the arcrole allows none (XBRL 2.1 §5.1.4.3).

An arcrole allows any cycle, undirected ones alone, or none. A directed cycle leads from a concept
back to itself along its arcs; an undirected one does if arcs may be walked backwards as well, none
twice. What counts are the effective relationships of one base set.

Almost every network is a forest. So all networks of one kind of extended link are first taken as
one graph, of which little is left when leaves are stripped; only what is left is looked at by base
set.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import compress, count
from typing import Final, NamedTuple

from transforms.xbrl.findings.rules import Finding, Rule
from transforms.xbrl.linkbase.checks import arc_finding
from transforms.xbrl.linkbase.components import (
    between_inner,
    following,
    strongly_connected,
    two_edge_connected,
)
from transforms.xbrl.linkbase.locator import Target
from transforms.xbrl.linkbase.network import SUMMATION_ARCROLES
from transforms.xbrl.linkbase.relationship import Drawn, Link, Relationship, Relationships
from transforms.xbrl.names import (
    DIMENSION_ARCROLES,
    ESSENCE_ALIAS,
    GENERAL_SPECIAL,
    PARENT_CHILD,
    SUMMATION_ITEM_11,
)

# Of the arcroles of XBRL 2.1, XBRL Dimensions 1.0 and Calculations 1.1, those that do not allow any cycle:
# XBRL 2.1 §5.2.4.2, §5.2.6.2.1, §5.2.6.2.2, and the schemas xbrldt-2005.xsd and calculation-1.1.xsd.
_STANDARD: Final = {
    **dict.fromkeys(
        (PARENT_CHILD, GENERAL_SPECIAL, ESSENCE_ALIAS, SUMMATION_ITEM_11), "undirected"
    ),
    **{DIMENSION_ARCROLES + name: "undirected" for name in ("all", "notAll", "domain-member")},
    **{
        DIMENSION_ARCROLES + name: "none"
        for name in ("hypercube-dimension", "dimension-domain", "dimension-default")
    },
}
# Any, and so whatever a filing declares. That sums have no directed cycle is what the SEC wants, of both arcroles.
_ANY: Final = frozenset(
    f"http://www.xbrl.org/2003/arcrole/{name}"
    for name in ("summation-item", "similar-tuples", "requires-element")
)


class _BaseSet(NamedTuple):
    """What a network is of (XBRL 2.1 §3.5.3.9.7.3)."""

    linkbase: str
    role_uri: str
    element: str
    arcrole: str


_Row = tuple[Link, Relationship[Target]]


def cycle_findings(
    arcs: Relationships[Target], reasons: Mapping[int, str], declared: Mapping[str, str]
) -> Iterator[Finding]:
    """A finding for each component of a network in which all concepts lie on common cycles.

    Args:
        arcs: All relationships between concepts.
        reasons: Rows that are not effective, and why.
        declared: Which cycles the arcroles allow that the filing's own schemas declare: `any`,
            `undirected` or `none`.
    """
    own = {uri: allowed for uri, allowed in declared.items() if uri not in _ANY} | _STANDARD
    forests = {arcrole for arcrole, allowed in own.items() if allowed == "none"}
    attributes = set(compress(count(), map(forests.__contains__, arcs.arcroles())))
    for drawn in arcs.drawn().values():
        suspects = _in_directed_cycles(arcs.identities(), drawn)
        suspects |= _in_diamonds(arcs, drawn, attributes)
        for base_set, network in _networks(arcs, suspects - reasons.keys()).items():
            allowed = own.get(base_set.arcrole)
            if base_set.linkbase == "calculation" and base_set.arcrole in SUMMATION_ARCROLES:
                yield from _directed(network, "cycle")
            if allowed in ("undirected", "none"):
                yield from _directed(network, "directed-cycle")
            if allowed == "none":
                yield from _undirected(network)


def _in_directed_cycles(identities: Sequence[str], drawn: Drawn) -> set[int]:
    """Indexes of relationships on directed cycles, were all networks one."""
    sources, targets = drawn.sources, drawn.targets
    parents = {identities[number] for number in set(sources)}
    inner = {number for number in set(targets) if identities[number] in parents}
    drawn_ends = zip(sources, targets, strict=True)
    between = set(compress(drawn_ends, map(inner.__contains__, targets)))
    edges = between_inner({(identities[one], identities[other]) for one, other in between})
    if not edges:
        return set()
    component = strongly_connected(following(edges))
    closing = {edge for edge in edges if component[edge[0]] == component[edge[1]]}
    ends = zip(
        map(identities.__getitem__, sources), map(identities.__getitem__, targets), strict=True
    )
    return set(compress(drawn.indexes, map(closing.__contains__, ends)))


def _in_diamonds(
    arcs: Relationships[Target], drawn: Drawn, attributes: Collection[int]
) -> set[int]:
    """Indexes of relationships in networks that allow no cycle and have a concept with two sources.

    Without such a concept, and without a directed cycle, a network is a forest.

    Args:
        arcs: All relationships.
        drawn: Those of one kind of extended link.
        attributes: Numbers of the attributes that have an arcrole which allows no cycle.
    """
    mask = list(map(attributes.__contains__, drawn.attributes))
    indexes = list(compress(drawn.indexes, mask))
    if not indexes:
        return set()
    arcroles = map(arcs.arcroles().__getitem__, compress(drawn.attributes, mask))
    targets = map(arcs.identities().__getitem__, compress(drawn.targets, mask))
    met = list(zip(arcs.roles(indexes), arcroles, targets, strict=True))
    if len(set(met)) == len(met):
        return set()
    twice = {end[:2] for end, times in Counter(met).items() if times > 1}
    return {index for index, end in zip(indexes, met, strict=True) if end[:2] in twice}


def _networks(arcs: Relationships[Target], indexes: Collection[int]) -> dict[_BaseSet, list[_Row]]:
    """Relationships of some indexes by their base set, in document order."""
    networks: defaultdict[_BaseSet, list[_Row]] = defaultdict(list)
    for index in sorted(indexes):
        link, row = arcs.link_of(index), arcs[index]
        element, arcrole = row.attributes.element, row.attributes.arcrole
        networks[_BaseSet(link.linkbase, link.role_uri, element, arcrole)].append((link, row))
    return networks


def _directed(network: list[_Row], rule: Rule) -> Iterator[Finding]:
    component = strongly_connected(following(_edges(network)))
    yield from _of_components(network, component, set(), rule, "directed cycle")


def _undirected(network: list[_Row]) -> Iterator[Finding]:
    """Components with undirected cycles alone; the others are found by their directed ones."""
    edges = _edges(network)
    directed, component = strongly_connected(following(edges)), two_edge_connected(edges)
    found = {component[one] for one, other in edges if directed[one] == directed[other]}
    yield from _of_components(network, component, found, "undirected-cycle", "undirected cycle")


def _of_components(
    network: list[_Row],
    component: Mapping[str, int],
    left_out: Collection[int],
    rule: Rule,
    what: str,
) -> Iterator[Finding]:
    """A finding for each component with a relationship, at the first of them."""
    members: dict[int, dict[str, None]] = defaultdict(dict)
    first: dict[int, _Row] = {}
    for link, row in network:
        number = component[row.source.identity]
        if number == component[row.target.identity] and number not in left_out:
            first.setdefault(number, (link, row))
            members[number].update({row.source.concept: None, row.target.concept: None})
    for number, (link, row) in first.items():
        yield arc_finding(row, link, rule, f"{what} among {', '.join(sorted(members[number]))}")


def _edges(network: list[_Row]) -> list[tuple[str, str]]:
    return [(row.source.identity, row.target.identity) for _, row in network]
