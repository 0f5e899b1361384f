"""Members that stand twice in one tree of a table (EFM 6.16.04).

XBRL Dimensions 1.0 lets a member have several parents. The manual does not: what an axis leads to
in a dimensional relationship set, by consecutive relationships (§2.4.3) over one role or several,
must be a tree, and so must what a primary item of a table leads to. The same member in
another table or below another axis is none of this, and neither are members of no table.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from itertools import compress
from typing import Final

from transforms.xbrl.linkbase.checks import arc_finding
from transforms.xbrl.linkbase.locator import Target
from transforms.xbrl.linkbase.relationship import Link, Relationship, Relationships
from transforms.xbrl.linkbase.rules import Finding
from transforms.xbrl.names import DIMENSION_ARCROLES

_DOMAIN: Final = f"{DIMENSION_ARCROLES}dimension-domain"
_MEMBER: Final = f"{DIMENSION_ARCROLES}domain-member"
_AXIS: Final = f"{DIMENSION_ARCROLES}hypercube-dimension"
_TABLE: Final = frozenset({f"{DIMENSION_ARCROLES}all", f"{DIMENSION_ARCROLES}notAll"})

_Place = tuple[str, str]
"""A role, and the identity of a concept in its network."""
_Row = tuple[Link, Relationship[Target]]


def tangled_domain_findings(
    arcs: Relationships[Target], reasons: Mapping[int, str]
) -> Iterator[Finding]:
    """A finding for each axis or primary item below which a concept stands twice.

    Args:
        arcs: All relationships between concepts.
        reasons: Rows that are not effective, and why.
    """
    if not _may_be_tangled(arcs):
        return
    from_place = _effective(arcs, reasons)
    below: set[_Place] = set()
    for arcrole, place in _tops(from_place):
        if arcrole == _MEMBER and place in below:  # of a tree that was looked at
            continue
        twice = _met_twice(from_place, arcrole, place, below)
        if twice:
            link, row = next(iter(twice.values()))
            (_, top), *_ = from_place[arcrole, place]
            names = ", ".join(sorted(row.target.concept for _, row in twice.values()))
            what = "axis" if arcrole == _DOMAIN else "primary item"
            message = (
                f"more than one relationship leads to {names} below the {what} {top.source.concept}"
            )
            yield arc_finding(row, link, "tangled-domain", message)


def _may_be_tangled(arcs: Relationships[Target]) -> bool:
    """Whether a concept is twice a member in one role, or any relationship leads to another role."""
    drawn = arcs.drawn().get("definition")
    if drawn is None:
        return False
    is_member = [arcrole in (_DOMAIN, _MEMBER) for arcrole in arcs.arcroles()]
    mask = list(map(is_member.__getitem__, drawn.attributes))
    if any(map(arcs.target_roles().__getitem__, set(compress(drawn.attributes, mask)))):
        return True
    identities = map(arcs.identities().__getitem__, compress(drawn.targets, mask))
    ends = Counter(zip(arcs.roles(compress(drawn.indexes, mask)), identities, strict=True))
    return max(ends.values(), default=0) > 1


def _effective(
    arcs: Relationships[Target], reasons: Mapping[int, str]
) -> dict[tuple[str, _Place], list[_Row]]:
    """Effective relationships by arcrole and what they come from, in document order."""
    found: defaultdict[tuple[str, _Place], list[_Row]] = defaultdict(list)
    for index, link, row in arcs.of_linkbase("definition"):
        if index not in reasons:
            place = link.role_uri, row.source.identity
            found[row.attributes.arcrole, place].append((link, row))
    return dict(found)


def _tops(from_place: Mapping[tuple[str, _Place], list[_Row]]) -> list[tuple[str, _Place]]:
    """Axes and primary items of tables that lead to members; those that are no members first."""
    found: dict[tuple[str, _Place], None] = {}
    members: set[_Place] = set()
    for (arcrole, place), rows in from_place.items():
        if arcrole == _MEMBER:
            members.update(_leads_to(row) for row in rows)
        if arcrole not in _TABLE:
            continue
        found[_MEMBER, place] = None
        for table in rows:
            for axis in from_place.get((_AXIS, _leads_to(table)), ()):
                found[_DOMAIN, _leads_to(axis)] = None
    tops = [top for top in found if top in from_place]
    return sorted(tops, key=lambda top: top[1] in members)


def _leads_to(row: _Row) -> _Place:
    link, relationship = row
    return relationship.attributes.target_role or link.role_uri, relationship.target.identity


def _met_twice(
    from_place: Mapping[tuple[str, _Place], list[_Row]],
    arcrole: str,
    top: _Place,
    below: set[_Place],
) -> dict[str, _Row]:
    """Concepts that a second relationship leads to, with that; `below` takes all places there."""
    met = {top[1]}
    reached = {top}
    twice: dict[str, _Row] = {}
    waiting = deque(from_place[arcrole, top])
    while waiting:
        row = waiting.popleft()
        place = _leads_to(row)
        if place[1] in met:
            twice.setdefault(place[1], row)
        met.add(place[1])
        if place not in reached:
            reached.add(place)
            waiting.extend(from_place.get((_MEMBER, place), ()))
    below |= reached - {top}
    return twice
