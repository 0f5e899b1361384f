"""Networks: which relationships survive prohibition and override (XBRL 2.1 §3.5.3.9.7).

Relationships of one base set (extended link element, role, arc element, arcrole) are
equivalent where their ends are the same and their non-exempt attributes s-equal. Of each
equivalence class one relationship of the highest priority survives, unless one of that
priority is prohibited: then none does.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from transforms.xbrl.calculation.summation import Item, Summation
from transforms.xbrl.linkbase.arc import Attributes
from transforms.xbrl.linkbase.codes import IneffectiveReason
from transforms.xbrl.linkbase.locator import Target
from transforms.xbrl.linkbase.relationship import Link, Relationship, Relationships
from transforms.xbrl.names import SUMMATION_ITEM, SUMMATION_ITEM_11

SUMMATION_ARCROLES = frozenset((SUMMATION_ITEM, SUMMATION_ITEM_11))


def ineffective(relationships: Relationships[Any]) -> dict[int, IneffectiveReason]:
    """Rows that are not in the network, with the reason."""
    any_prohibits = relationships.any_prohibits
    hashes = set(map(hash, relationships.equivalence_keys()))
    if not any_prohibits and len(hashes) == len(relationships):
        return {}
    classes = defaultdict(list)
    for index, key in enumerate(relationships.equivalence_keys()):
        classes[key].append(index)
    reasons: dict[int, IneffectiveReason] = {}
    for members in classes.values():
        if any_prohibits or len(members) > 1:
            attributes = {index: relationships[index].attributes for index in members}
            reasons.update(_reasons(attributes))
    return reasons


def _reasons(members: dict[int, Attributes]) -> Iterator[tuple[int, IneffectiveReason]]:
    highest = max(attributes.rank for attributes in members.values())
    top = [index for index, attributes in members.items() if attributes.rank == highest]
    prohibited = any(members[index].use == "prohibited" for index in top)
    for index, attributes in members.items():
        if attributes.use == "prohibited":
            yield index, "prohibiting"
        elif prohibited:
            yield index, "prohibited"
        elif attributes.rank < highest:
            yield index, "overridden"
        elif index != top[0]:
            yield index, "duplicate"


def calculation_arcs(
    arcs: Relationships[Target],
) -> Iterator[tuple[int, Link, Relationship[Target]]]:
    """Every relationship of a calculation arc, effective or not, with index and link."""
    for index, link, row in arcs.of_linkbase("calculation"):
        if row.attributes.is_calculation:
            yield index, link, row


def summations(
    arcs: Relationships[Target], reasons: dict[int, IneffectiveReason]
) -> list[Summation]:
    """What the calculation networks say must add up, for both summation-item arcroles.

    An arc without a usable weight, which one of zero is not (§5.2.5.2.1), is no item; that its
    total lacks it, and so has no sum to be checked, is kept.
    """
    totals: dict[tuple[str, str, str], list[Item]] = defaultdict(list)
    incomplete = set()
    for index, link, row in calculation_arcs(arcs):
        arcrole, weight = row.attributes.arcrole, row.attributes.exact_weight
        if index in reasons or arcrole not in SUMMATION_ARCROLES:
            continue
        key = link.role_uri, arcrole, concept_name(row.source)
        items = totals[key]
        if weight:
            items.append(Item(concept_name(row.target), weight, row.attributes.exact_order))
        else:
            incomplete.add(key)
    return [
        Summation(*key, tuple(sorted(items, key=lambda item: item.order)), key in incomplete)
        for key, items in totals.items()
    ]


def concept_name(target: Target) -> str:
    """Clark name of a concept; `prefix:LocalName` where its namespace is unknown."""
    return target.concept if target.namespace is None else target.identity
