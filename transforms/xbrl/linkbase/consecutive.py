"""Consecutive relationships of dimensional relationship sets (XBRL Dimensions 1.0 §2.4.3).

By its target role, a relationship leads on in the network of another role.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from transforms.xbrl.linkbase.locator import Target
from transforms.xbrl.linkbase.relationship import Drawn, Link, Relationships

Place = tuple[str, str]
"""A role, and the identity of a concept in its network."""


class Step(NamedTuple):
    """A relationship by its number, and the place it leads to: in its own role or its target role."""

    number: int
    link: Link
    target: Place


Steps = dict[tuple[str, Place], list[Step]]
"""Effective relationships by arcrole and what they come from, in document order."""


def definition_parts(arcs: Relationships[Target]) -> Iterator[tuple[Link, range, slice]]:
    """Definition links: the indexes of their relationships, and where they stand among the drawn."""
    begin = 0
    for link, indexes in arcs.ranges():
        if link.linkbase == "definition":
            yield link, indexes, slice(begin, begin + len(indexes))
            begin += len(indexes)


def steps_in(
    roles: Collection[str], arcs: Relationships[Target], drawn: Drawn, reasons: Mapping[int, str]
) -> Steps:
    """The steps of some roles.

    Args:
        roles: The roles.
        arcs: All relationships between concepts.
        drawn: Those of definition links.
        reasons: Rows that are not effective, and why.
    """
    target_roles, identities, arcroles = arcs.target_roles(), arcs.identities(), arcs.arcroles()
    steps: defaultdict[tuple[str, Place], list[Step]] = defaultdict(list)
    for link, indexes, part in definition_parts(arcs):
        role = link.role_uri
        if role not in roles:
            continue
        ends = drawn.sources[part], drawn.targets[part], drawn.attributes[part]
        for index, source, target, attributes in zip(indexes, *ends, strict=True):
            if index not in reasons:
                place = target_roles[attributes] or role, identities[target]
                came_from = arcroles[attributes], (role, identities[source])
                steps[came_from].append(Step(index, link, place))
    return dict(steps)
