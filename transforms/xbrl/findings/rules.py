"""Findings: the rules that linkbases, instances or both together can break.

Each has severity, source and meaning. What an instance breaks by itself comes as a `Fault`
(`instance.faults`), whose rules stand here too.
"""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, cast

from transforms.codes import Code
from transforms.columns import Columns, transposed
from transforms.errors import shortened
from transforms.xbrl.names import SUMMATION_ITEM_11

Severity = Literal["error", "warning"]
Rule = Literal[
    "weight-missing",
    "weight-not-a-number",
    "weight-zero",
    "weight-not-unit",
    "order-missing",
    "order-not-a-number",
    "balance-weight",
    "period-type",
    "cycle",
    "directed-cycle",
    "undirected-cycle",
    "tangled-domain",
    "duplicate-relationship",
    "duplicate-arc",
    "unresolved-label",
    "unresolved-locator",
    "undeclared-arcrole",
    "ineffectual-arc",
    "not-numeric",
    "no-common-presentation",
    "total-without-calculation",
    "repeated-calculation",
    "parenthetical-calculation",
    "cash-flow-without-root",
    "non-cash-item",
    "accrual-item",
    "cumulative-contradiction",
    "member-exceeds-total",
    "another-namespace",
    "no-schema-reference",
    "not-in-dts",
    "decimals-and-precision",
    "accuracy-missing",
    "period-order",
    "repeated-dimension",
    "repeated-id",
    "scheme-missing",
    "several-entities",
    "undeclared-concept",
    "not-of-type",
    "period-type-of-fact",
    "unit-missing",
    "wrong-unit",
    "preferred-label-missing",
    "label-missing",
]


def _error(meaning: str, source: str) -> Code:
    return Code(meaning, source, "error")


def _warning(meaning: str, source: str) -> Code:
    return Code(meaning, source, "warning")


RULES: Final[dict[Rule, Code]] = {
    "weight-missing": _error("A calculation arc without a weight", "XBRL 2.1 §5.2.5.2.1"),
    "weight-not-a-number": _error("A weight that is no decimal number", "XBRL 2.1 §5.2.5.2.1"),
    "weight-zero": _error("A weight of 0", "XBRL 2.1 §5.2.5.2.1"),
    "weight-not-unit": _warning("A weight other than 1 and -1", "EFM 6.14.02"),
    "order-missing": _warning("A calculation arc without an order", "EFM 6.14.01"),
    "order-not-a-number": _error("An order that is no decimal number", "XBRL 2.1 §3.5.3.9.5"),
    "balance-weight": _error(
        "A weight whose sign the balances forbid; a warning where a balance was read from "
        "another version of the taxonomy",
        "XBRL 2.1 §5.1.1.2",
    ),
    "period-type": _warning("A sum over concepts of different period types", "EFM 6.14.03"),
    "cycle": _warning("Sums that lead from a concept back to itself", "EFM 6.14.04"),
    "directed-cycle": _error(
        "Relationships that lead from a concept back to itself, of an arcrole that allows no such cycle",
        "XBRL 2.1 §5.1.4.3, §5.2.4.2, §5.2.6.2; XBRL Dimensions 1.0 §2; Calculations 1.1",
    ),
    "undirected-cycle": _error(
        "Two ways between two concepts, whatever the direction of the arcs, of an arcrole that allows no cycle at all",
        "XBRL 2.1 §5.1.4.3; XBRL Dimensions 1.0 §2",
    ),
    "tangled-domain": _warning(
        "A concept to which more than one relationship leads below an axis or primary item of a table",
        "EFM 6.16.04",
    ),
    "duplicate-relationship": _warning(
        "A total with two relationships to one item; an error under Calculations 1.1",
        "Calculations 1.1",
    ),
    "duplicate-arc": _warning(
        "Two arcs of a link between the same labels", "XLink 1.0; XBRL 2.1 §3.5.3.9"
    ),
    "unresolved-label": _error("An arc from or to a label there is not", "XBRL 2.1 §3.5.3.9"),
    "unresolved-locator": _error(
        "A locator that points at no element, or at none of a version of a standard taxonomy that dataset "
        "`standard_concepts` has",
        "XBRL 2.1 §3.5.3.7",
    ),
    "undeclared-arcrole": _error(
        "Arcs of an arcrole that is not of their element and that their linkbase refers to by no `link:arcroleRef`; "
        "no sum takes them",
        "XBRL 2.1 §3.5.2.5, §5.2",
    ),
    "ineffectual-arc": _warning(
        "An arc without effect on any network, all linkbases of the filing taken together",
        "EFM 6.09.03",
    ),
    "not-numeric": _error("A sum over a concept that is not numeric", "XBRL 2.1 §5.2.5.2"),
    "no-common-presentation": _error(
        "A total and its item, both with facts, that no presentation group shows together",
        "EFM 6.14.05",
    ),
    "total-without-calculation": _warning(
        "A total of a statement, two or more items above it, that no calculation adds up",
        "EFM 6.15.02, 6.15.03",
    ),
    "repeated-calculation": _warning(
        "A total of the same items in two extended link roles", "EFM 6.15.04"
    ),
    "parenthetical-calculation": _warning(
        "A calculation network in a parenthetical role", "edgar-arcs"
    ),
    "cash-flow-without-root": _warning(
        "Net cash of two activities or more, summed and not added up", "edgar-arcs"
    ),
    "non-cash-item": _warning(
        "A supplementary amount beside the statement of cash flows, as an item of the cash of an activity",
        "edgar-arcs, after FASB's group non-CF",
    ),
    "accrual-item": _warning(
        "An expense, gain or change in equity as an item of the cash of investing or financing",
        "edgar-arcs, after FASB's group accrual-items",
    ),
    "cumulative-contradiction": _warning(
        "An amount of a period that is not the sum of those of its two parts", "edgar-arcs"
    ),
    "member-exceeds-total": _warning(
        "An amount of a member above the whole, where all are positive", "edgar-arcs"
    ),
    "another-namespace": _warning(
        "Sums of a namespace that no fact is of, although facts use concepts of the same prefix and name in another, "
        "such as that of another version of the taxonomy; what these report is in none of the sums",
        "XBRL 2.1 §5.2.5.2",
    ),
    "no-schema-reference": _error(
        "An instance that names no schema; all networks of the filing are checked against it",
        "XBRL 2.1 §4.2",
    ),
    "not-in-dts": _warning(
        "A schema or linkbase that no instance leads to; it changes no network of a DTS, and what "
        "it alone sums is checked all the same",
        "XBRL 2.1 §3.2",
    ),
    "decimals-and-precision": _error(
        "Numbers with both `decimals`, which count, and `precision`", "XBRL 2.1 §4.6.3"
    ),
    "accuracy-missing": _error(
        "Numbers with neither `decimals` nor `precision`, taken as they are", "XBRL 2.1 §4.6.3"
    ),
    "period-order": _error("A context whose end is not after its start", "XBRL 2.1 §4.7.2"),
    "repeated-dimension": _error("A context with a dimension twice", "XBRL Dimensions 1.0 §3.1.4"),
    "repeated-id": _error(
        "A fact with the id of another fact, of a context or a unit; in a schema, an element or role with that of "
        "another before it, so that a locator may mean either",
        "XML Schema 1.0 part 2 §3.3.8, xs:ID",
    ),
    "scheme-missing": _error(
        "A context whose entity identifier has no scheme", "XBRL 2.1 §4.7.3.1"
    ),
    "several-entities": _warning(
        "Facts of another entity than most of their instance are of", "EFM 6.05.03"
    ),
    "undeclared-concept": _error(
        "Facts of a concept that there is not: the filing's schemas declare others of its namespace and none is "
        "missing, or it is of a version of a standard taxonomy that dataset `standard_concepts` has",
        "XBRL 2.1 §4.6, §5.1.1",
    ),
    "not-of-type": _error(
        "Facts of a value that the type of their concept does not have: INF, NaN or an exponent where it has decimals "
        "alone, `100.5` where it has integers, a date that is none; sums take such numbers all the same",
        "XBRL 2.1 §5.1.1.3; XML Schema 1.0 part 2 §3.2, §3.3",
    ),
    "period-type-of-fact": _error(
        "Facts in contexts of another period type than their concept's", "XBRL 2.1 §4.7.2"
    ),
    "unit-missing": _error("Facts of a numeric concept without a unit", "XBRL 2.1 §4.6.2"),
    "wrong-unit": _error(
        "Facts of a monetary concept in another unit than a currency, or of one of shares in another than "
        "`xbrli:shares`; a warning where the type was read from another version of the taxonomy",
        "XBRL 2.1 §4.8.2",
    ),
    "preferred-label-missing": _error(
        "A presentation arc that asks for a label that its concept does not have; a warning where that is no concept "
        "of the filing's own, of which a standard taxonomy may have more labels",
        "XBRL 2.1 §5.2.4.2.1",
    ),
    "label-missing": _warning(
        "A concept of the filing's own that facts or contexts use and that has no standard label in any language",
        "EFM 6.10.01",
    ),
}


class Finding(NamedTuple):
    """A row of dataset `findings` less its filing key and ordinal."""

    rule: Rule
    severity: Severity
    linkbase: str | None
    role_uri: str | None
    arcrole: str | None
    from_concept: str | None
    to_concept: str | None
    weight_text: str | None
    message: str
    file: str | None
    line: int | None


def finding(
    rule: Rule,
    message: str,
    *,
    file: str,
    line: int | None,
    linkbase: str = "",
    role_uri: str = "",
    arcrole: str | None = None,
    from_concept: str | None = None,
    to_concept: str | None = None,
    weight_text: str | None = None,
    is_certain: bool = True,
) -> Finding:
    """A finding with the severity that its rule has; a warning where it is not certain.

    What no network has, such as a fault of a fact, has neither linkbase nor role.
    """
    severity = cast("Severity", RULES[rule].severity)
    if not is_certain:
        severity = "warning"
    if rule == "duplicate-relationship" and arcrole == SUMMATION_ITEM_11:
        severity = "error"
    return Finding(
        rule,
        severity,
        linkbase or None,
        role_uri or None,
        arcrole or None,
        from_concept,
        to_concept,
        weight_text,
        shortened(message),
        file,
        line,
    )


def finding_columns(findings: Sequence[Finding], first: int = 0) -> Columns:
    """Columns of dataset `findings`, in the order given, numbered from `first`."""
    ordinals = list(range(first, first + len(findings)))
    return {"ordinal": ordinals, **transposed(Finding._fields, findings)}
