"""Members that stand twice in one tree of a table (EFM 6.16.04).

XBRL Dimensions 1.0 lets a member have several parents. The manual does not: what an axis leads to
in a dimensional relationship set, by consecutive relationships (§2.4.3) over one role or several,
must be a tree, and so must what a primary item of a table leads to. The same member in
another table or below another axis is none of this, and neither are members of no table.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import compress
from typing import Final

from transforms.errors import Reject
from transforms.xbrl.findings.rules import Finding
from transforms.xbrl.linkbase.checks import arc_finding
from transforms.xbrl.linkbase.consecutive import Place, Step, Steps, definition_parts, steps_in
from transforms.xbrl.linkbase.locator import Target
from transforms.xbrl.linkbase.relationship import Drawn, Relationships
from transforms.xbrl.names import DIMENSION_ARCROLES, DIMENSION_DOMAIN, DOMAIN_MEMBER

_AXIS: Final = f"{DIMENSION_ARCROLES}hypercube-dimension"
_TABLE: Final = frozenset({f"{DIMENSION_ARCROLES}all", f"{DIMENSION_ARCROLES}notAll"})

MAX_STEPS: Final = 2_000_000
"""Relationships that are followed in a filing: a thousand axes may share a domain of a thousand."""
_MOST_NAMES: Final = 100  # that a message has
_UNSAID: Final = (
    f"tables lead over more than {MAX_STEPS} relationships to their members; of the axes and primary"
    " items that are left it is not said whether a concept stands twice below them"
)


def tangled_domain_findings(
    arcs: Relationships[Target], reasons: Mapping[int, str], reject: Callable[[Reject], object]
) -> Iterator[Finding]:
    """A finding for each axis or primary item below which a concept stands twice.

    Args:
        arcs: All relationships between concepts.
        reasons: Rows that are not effective, and why.
        reject: Takes the reject of a filing that has too many to look at.
    """
    drawn = arcs.drawn().get("definition")
    if drawn is None:
        return
    steps = steps_in(_perhaps_tangled(arcs, drawn), arcs, drawn, reasons)
    below: set[Place] = set()
    left = MAX_STEPS
    for arcrole, place in _tops(steps):
        if arcrole == DOMAIN_MEMBER and place in below:  # of a tree that was looked at
            continue
        if left <= 0:
            reject(Reject("linkbase", "too-many-steps", _UNSAID))
            return
        twice, taken = _met_twice(steps, arcrole, place, below)
        left -= taken
        if twice:
            names = _names(arcs[step.number].target.concept for step in twice)
            what = "axis" if arcrole == DIMENSION_DOMAIN else "primary item"
            top = arcs[steps[arcrole, place][0].number].source.concept
            message = f"more than one relationship leads to {names} below the {what} {top}"
            yield arc_finding(arcs[twice[0].number], twice[0].link, "tangled-domain", message)


def _names(concepts: Iterable[str]) -> str:
    """Names for a message, in order; how many more there are where they are many."""
    names = sorted(concepts)
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _perhaps_tangled(arcs: Relationships[Target], drawn: Drawn) -> set[str]:
    """Roles in which a concept is twice a member, or that lead to another role or from one.

    Most roles of a filing are none of these, so that few relationships are looked at one by one.
    """
    target_roles, identities = arcs.target_roles(), arcs.identities()
    is_member = [arcrole in (DIMENSION_DOMAIN, DOMAIN_MEMBER) for arcrole in arcs.arcroles()]
    members: defaultdict[str, list[str]] = defaultdict(list)
    roles: set[str] = set()
    for link, _, part in definition_parts(arcs):
        attributes = drawn.attributes[part]
        targets = compress(drawn.targets[part], map(is_member.__getitem__, attributes))
        members[link.role_uri].extend(map(identities.__getitem__, targets))
        others = {role for role in map(target_roles.__getitem__, set(attributes)) if role}
        if others:
            roles |= others | {link.role_uri}
    roles.update(role for role, found in members.items() if len(set(found)) < len(found))
    return roles


def _tops(steps: Steps) -> list[tuple[str, Place]]:
    """Axes and primary items of tables that lead to members; those that are no members first."""
    found: dict[tuple[str, Place], None] = {}
    members: set[Place] = set()
    for (arcrole, place), leading in steps.items():
        if arcrole == DOMAIN_MEMBER:
            members.update(step.target for step in leading)
        if arcrole not in _TABLE:
            continue
        found[DOMAIN_MEMBER, place] = None
        for table in leading:
            for axis in steps.get((_AXIS, table.target), ()):
                found[DIMENSION_DOMAIN, axis.target] = None
    tops = [top for top in found if top in steps]
    return sorted(tops, key=lambda top: top[1] in members)


def _met_twice(steps: Steps, arcrole: str, top: Place, below: set[Place]) -> tuple[list[Step], int]:
    """The second relationship to each concept that has one, and how many were followed.

    `below` takes all places there.
    """
    taken = 0
    met = {top[1]}
    reached = {top}
    twice: dict[str, Step] = {}
    waiting = deque(steps[arcrole, top])
    while waiting:
        step = waiting.popleft()
        taken += 1
        if step.target[1] in met:
            twice.setdefault(step.target[1], step)
        met.add(step.target[1])
        if step.target not in reached:
            reached.add(step.target)
            waiting.extend(steps.get((DOMAIN_MEMBER, step.target), ()))
    below |= reached - {top}
    return list(twice.values()), taken
