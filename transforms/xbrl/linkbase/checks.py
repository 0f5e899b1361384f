"""Findings that take the whole filing: weights, balances, arcs without effect.

A check is made only where all that it needs is known.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from transforms.xbrl.catalog import StandardConcept, standard_concept
from transforms.xbrl.derivation import Types
from transforms.xbrl.findings.rules import Finding, Rule, finding
from transforms.xbrl.linkbase.locator import Target
from transforms.xbrl.linkbase.network import SUMMATION_ARCROLES, calculation_arcs
from transforms.xbrl.linkbase.relationship import Link, Relationship, Relationships, Resource
from transforms.xbrl.names import split_clark
from transforms.xbrl.schema import Schema

_UNITS: Final = (Decimal(1), Decimal(-1))


class Concepts:
    """What is known of concepts: from the filing's own schemas, then from the catalog.

    Args:
        schemas: The filing's own schemas, by document name.
        types: The types that they define.

    Attributes:
        own: Those of the own schemas, by namespace and local name.
    """

    def __init__(self, schemas: Mapping[str, Schema], types: Types) -> None:
        self.own: dict[tuple[str, str], StandardConcept] = {}
        for schema in schemas.values():
            for row in schema.concepts:
                kind, values = types.of_item(schema, row)
                known = StandardConcept(kind, row.period_type, row.balance, True, values)
                self.own.setdefault((row.namespace or "", row.local_name), known)
        self._known: dict[str, StandardConcept | None] = {}

    def of(self, target: Target) -> StandardConcept | None:
        """Type, period type and balance of a concept, None if no declaration is known."""
        if target.identity not in self._known:
            self._known[target.identity] = self._look_up(target)
        return self._known[target.identity]

    def _look_up(self, target: Target) -> StandardConcept | None:
        if target.namespace is None:
            return None
        name = split_clark(target.identity)[1]
        if target.is_extension:
            return self.own.get((target.namespace, name))
        return standard_concept(target.namespace, name)


@dataclass(frozen=True, slots=True)
class CalculationFindings:
    """Rules that the calculation arcs of a filing break, and how many arcs were checked."""

    findings: list[Finding]
    n_balance_checked: int


def calculation_findings(
    arcs: Relationships[Target], reasons: Mapping[int, str], concepts: Concepts
) -> CalculationFindings:
    """Check calculation arcs: weights, orders, balances, period types, duplicates."""
    findings: list[Finding] = []
    networks: dict[tuple[str, str], list[tuple[Link, Relationship[Target]]]] = defaultdict(list)
    checked = 0
    for index, link, row in calculation_arcs(arcs):
        if row.pair_index == 0:
            findings += _text_findings(link, row)
        if index in reasons:
            continue
        if row.attributes.arcrole in SUMMATION_ARCROLES:
            networks[link.role_uri, row.attributes.arcrole].append((link, row))
            total, item = concepts.of(row.source), concepts.of(row.target)
            findings += _concept_findings(link, row, total, item)
            checked += bool(total and item and total.balance_known and item.balance_known)
    for network in networks.values():
        findings += _duplicate_relationships(network)
    return CalculationFindings(findings, checked)


def _text_findings(link: Link, row: Relationship[Target]) -> Iterator[Finding]:
    attributes = row.attributes
    if attributes.weight_text is None:
        yield arc_finding(row, link, "weight-missing", f"no weight {_ends(row)}")
    elif attributes.exact_weight is None:
        message = f"weight {attributes.weight_text!r} {_ends(row)} is not a decimal number"
        yield arc_finding(row, link, "weight-not-a-number", message)
    elif not attributes.exact_weight:
        message = f"weight {attributes.weight_text!r} {_ends(row)} is zero"
        yield arc_finding(row, link, "weight-zero", message)
    elif attributes.use != "prohibited" and attributes.exact_weight not in _UNITS:
        message = f"weight {attributes.weight_text!r} {_ends(row)} is neither 1 nor -1"
        yield arc_finding(row, link, "weight-not-unit", message)
    if attributes.order_text is None:
        yield arc_finding(row, link, "order-missing", f"no order {_ends(row)}")


def _ends(row: Relationship[Any]) -> str:
    """What a relationship leads from and to, for a message."""
    target = row.target.concept if isinstance(row.target, Target) else "a resource"
    return f"from {row.source.concept} to {target}"


def _concept_findings(
    link: Link,
    row: Relationship[Target],
    total: StandardConcept | None,
    item: StandardConcept | None,
) -> Iterator[Finding]:
    for end, target, known in (("total", row.source, total), ("item", row.target, item)):
        if known is not None and known.kind == "non-numeric":
            message = f"{end} {target.concept} is not numeric"
            yield arc_finding(row, link, "not-numeric", message)
    if total is None or item is None:
        return
    if total.period_type and item.period_type and total.period_type != item.period_type:
        message = (
            f"{row.source.concept} is of period type {total.period_type}, "
            f"its item {row.target.concept} of {item.period_type}"
        )
        yield arc_finding(row, link, "period-type", message)
    weight = row.attributes.exact_weight
    if not total.balance or not item.balance or not weight:
        return
    if (total.balance == item.balance) != (weight > 0):
        message = (
            f"weight {row.attributes.weight_text!r} from {row.source.concept} ({total.balance}) "
            f"to {row.target.concept} ({item.balance})"
        )
        is_certain = total.is_of_version and item.is_of_version
        if not is_certain:
            message += ", as other versions of the taxonomy have them"
        yield arc_finding(row, link, "balance-weight", message, is_certain=is_certain)


def _duplicate_relationships(
    network: list[tuple[Link, Relationship[Target]]],
) -> Iterator[Finding]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for link, row in network:
        ends = row.source.identity, row.target.identity
        counts[ends] += 1
        if counts[ends] == 2:
            message = f"{row.target.concept} is an item of {row.source.concept} more than once"
            yield arc_finding(row, link, "duplicate-relationship", message)


def order_findings(relationships: Relationships[Any]) -> Iterator[Finding]:
    """Arcs whose order is not a number (XBRL 2.1 §3.5.3.9.5)."""
    for _, link, row in relationships:
        if row.pair_index == 0 and row.attributes.order_defect:
            message = f"order {row.attributes.order_text!r} {_ends(row)} is not a decimal number"
            yield arc_finding(row, link, "order-not-a-number", message)


def ineffectual_arcs(
    relationships: Relationships[Any],
    reasons: Mapping[int, str],
    declared_roles: Collection[str],
    *,
    all_linkbases: bool,
) -> Iterator[Finding]:
    """Arcs without effect (EFM 6.09.03).

    A prohibiting arc whose target is not in the filing may prohibit one of a standard
    taxonomy, unless the role or an end is the filing's own.

    Args:
        relationships: Of all linkbases.
        reasons: Rows that are not effective, and why.
        declared_roles: Role URIs that the filing's own schemas declare.
        all_linkbases: Whether every linkbase that the filing refers to could be read.
    """
    keys = list(relationships.equivalence_keys())
    prohibited = {keys[index] for index, reason in reasons.items() if reason == "prohibited"}
    surviving = {key for index, key in enumerate(keys) if index not in reasons}
    for link, indexes in relationships.ranges():
        arcs = set()
        for index in indexes:
            reason, key = reasons.get(index), keys[index]
            if reason is None or reason == "prohibited":
                continue
            row, effect = relationships[index], "repeats an equivalent one"
            if reason == "prohibiting":
                may_be_elsewhere = not (all_linkbases and _is_own(link, row, declared_roles))
                if key in prohibited or (key not in surviving and may_be_elsewhere):
                    continue
                effect = "prohibits none"
            if row.arc_index not in arcs:
                arcs.add(row.arc_index)
                message = f"the arc {_ends(row)} {effect}"
                yield arc_finding(row, link, "ineffectual-arc", message)


def repeated_ids(schemas: Iterable[Schema]) -> Iterator[Finding]:
    """Elements and roles whose id another of their schema has before them (an `xs:ID` is unique).

    Which of them a locator means is not certain: the last concept is taken.
    """
    for schema in schemas:
        roles = [(row.role_id, None, row.line) for row in schema.role_types]
        concepts = [(row.element_id, row.concept, row.line) for row in schema.concepts]
        seen: set[str] = set()
        for element_id, concept, line in sorted([*roles, *concepts], key=lambda row: row[2] or 0):
            if not element_id:
                continue
            if element_id in seen:
                yield finding(
                    "repeated-id",
                    f"id {element_id[:80]!r} of {concept or 'a role'} is that of another element or role before it; "
                    "a locator may mean either",
                    linkbase="",
                    role_uri="",
                    from_concept=concept,
                    file=schema.name,
                    line=line,
                )
            seen.add(element_id)


def _is_own(link: Link, row: Relationship[Any], declared_roles: Collection[str]) -> bool:
    far_end = row.target
    if isinstance(far_end, Resource):
        return far_end.role is not None
    return link.role_uri in declared_roles or row.source.is_extension or far_end.is_extension


def arc_finding(
    row: Relationship[Any], link: Link, rule: Rule, message: str, *, is_certain: bool = True
) -> Finding:
    """A finding at a relationship, of its extended link, ends and attributes."""
    attributes = row.attributes
    return finding(
        rule,
        message,
        linkbase=link.linkbase,
        role_uri=link.role_uri,
        arcrole=attributes.arcrole,
        from_concept=row.source.concept,
        to_concept=row.target.concept if isinstance(row.target, Target) else None,
        weight_text=attributes.weight_text,
        file=link.file,
        line=row.line,
        is_certain=is_certain,
    )
