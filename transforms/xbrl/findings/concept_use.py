"""Findings on facts that use a concept otherwise than declared: its period type, unit, values.

A concept that neither the filing's schemas nor the catalog declare is not checked, but for
one of a sum, which must be a number, and one of a namespace of which all concepts are known.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from transforms.columns import Columns, Encoded
from transforms.xbrl.catalog import StandardConcept, declared_in, standard_concept
from transforms.xbrl.findings.rules import Finding, Rule, finding
from transforms.xbrl.lexical import SPECIAL_VALUES
from transforms.xbrl.names import ISO4217, XBRLI, clark
from transforms.xbrl.typed_values import has_value

# A concept of period type duration may have a fact of forever (XBRL 2.1 §4.7.2).
_PERIOD_TYPES: Final = {"instant": "instant", "duration": "duration", "forever": "duration"}

UnitKind = Literal["currency", "shares", "other", "unknown"]
# The one measure `{http://www.xbrl.org/2003/iso4217}USD`
_CURRENCY: Final = re.compile(rf"{{{re.escape(ISO4217)}}}[A-Z]{{3}}")
_SHARES: Final = (clark(XBRLI, "shares"),)
_UNITS: Final[Mapping[str | None, tuple[UnitKind, str]]] = {
    "monetary": ("currency", "is an amount of money, and in another unit than a currency"),
    "shares": ("shares", "is a number of shares, and in another unit"),
}
"""Of concepts of these kinds, the unit of their facts and what is wrong in another (§4.8.2)."""


class Use(NamedTuple):
    """How facts use a concept: by namespace and shown name.

    Attributes:
        period_type: Period type of their contexts.
        unit: Kind of their unit, None without one; unknown where nothing declares a prefix.
        is_decimal: Whether they are neither INF nor NaN and have no exponent.
    """

    namespace: str
    concept: str
    period_type: str
    unit: UnitKind | None
    is_decimal: bool


class Found(NamedTuple):
    """Number of facts of a use, and where the first stands."""

    number: int
    file: str
    line: int | None


def use_findings(
    facts: Columns,
    units: Encoded,
    declared: Mapping[tuple[str, str], StandardConcept],
    summed: Collection[str] = (),
    exponents: Collection[int] = (),
    *,
    known_whole: Collection[str] = (),
    is_inline: bool = False,
) -> Iterator[Finding]:
    """A finding per use and rule, at the first of its facts.

    Args:
        facts: Columns of dataset `facts` of one instance.
        units: Numerator and denominator of the unit of each fact.
        declared: Concepts of the filing's own schemas, by namespace and local name.
        summed: Clark names of the totals and items of its calculations.
        exponents: Indexes of facts whose amount is written with an exponent.
        known_whole: Namespaces of which `declared` has all concepts.
        is_inline: Whether the instance is inline: how a processor writes an amount is left to it.
    """
    others: dict[tuple[str, str], StandardConcept] = {}
    uses = _uses(facts, units, exponents)
    for use, found in uses.items():
        name = use.namespace, use.concept.rpartition(":")[2]
        known = declared.get(name) or standard_concept(*name)
        if known and known.value_type and known.value_type != "decimal":
            others[use.namespace, use.concept] = known
        expected = known.period_type if known else None
        if known and expected and expected != _PERIOD_TYPES[use.period_type]:
            message = f"is of period type {expected}, and of {use.period_type}"
            yield _of("period-type-of-fact", message, use.concept, found, known.is_of_version)
        unit, problem = _UNITS.get(known.kind if known else None, (use.unit, ""))
        if known and use.unit not in (None, "unknown", unit):
            yield _of("wrong-unit", problem, use.concept, found, known.is_of_version)
        if use.unit is None and _is_number(known, clark(*name) in summed):
            yield _of("unit-missing", "is a number, and without unit", use.concept, found)
        if not use.is_decimal and known and known.value_type == "decimal":
            message = "is a decimal number, and INF, NaN or one with exponent"
            yield _of("not-of-type", message, use.concept, found)
    yield from _undeclared(uses, declared, known_whole)
    yield from _of_other_types(facts, others, exponents, is_inline=is_inline)


def _undeclared(
    uses: Mapping[Use, Found],
    declared: Mapping[tuple[str, str], StandardConcept],
    known_whole: Collection[str],
) -> Iterator[Finding]:
    """A finding per concept that its namespace does not have, where that has all it can have."""
    absent: dict[tuple[str, str], Found] = {}
    for use, found in uses.items():
        name = use.concept.rpartition(":")[2]
        if (use.namespace, name) in declared:
            continue
        of_version = declared_in(use.namespace)
        is_known = use.namespace in known_whole if of_version is None else name not in of_version
        if is_known:
            first = absent.setdefault((use.namespace, use.concept), found)
            if first is not found:
                number = first.number + found.number
                absent[use.namespace, use.concept] = first._replace(number=number)
    for (namespace, concept), found in absent.items():
        message = f"is no concept that {namespace} has,"
        yield _of("undeclared-concept", message, concept, found)


def _of_other_types(
    facts: Columns,
    known: Mapping[tuple[str, str], StandardConcept],
    exponents: Collection[int],
    *,
    is_inline: bool,
) -> Iterator[Finding]:
    """A finding per concept with values outside its type, which has more to it than decimals."""
    if not known:
        return
    found: dict[tuple[str, str], list[Any]] = {}
    concepts, texts = {concept for _, concept in known}, facts["value"]
    for index, concept in enumerate(facts["concept"]):
        text = texts[index] if concept in concepts else None
        if text is None or len(text) != facts["value_length"][index]:  # nil, or cut
            continue
        name = facts["namespace"][index], concept
        declared = known.get(name)
        if declared is None or declared.value_type is None:
            continue
        written = _without_zeros(text) if is_inline and facts["unit"][index] else text
        if index in exponents or not has_value(written, declared.value_type):
            found.setdefault(name, [0, facts["file"][index], facts["line"][index], text])[0] += 1
    for name, (number, file, line, text) in found.items():
        message = f"is of type {known[name].value_type}, which {text[:40]!r} is no value of,"
        place = Found(number, file, line)
        yield _of("not-of-type", message, name[1], place, known[name].is_of_version)


def _without_zeros(amount: str) -> str:
    """An amount without a fraction of zeros."""
    whole, _, fraction = amount.partition(".")
    return amount if fraction.strip("0") else whole


def _unit_kind(unit: Any) -> UnitKind | None:  # noqa: ANN401 # a value of a column
    if unit is None:
        return None
    numerator, denominator = unit
    if any(":" in measure and measure[0] != "{" for measure in numerator):
        return "unknown"
    if denominator or len(numerator) != 1:
        return "other"
    if numerator == _SHARES:
        return "shares"
    return "currency" if _CURRENCY.fullmatch(numerator[0]) else "other"


def _uses(facts: Columns, units: Encoded, exponents: Collection[int]) -> dict[Use, Found]:
    """Every use of a concept; tuples have no period, and are none."""
    names = "namespace concept period_type numeric_value value file line".split()
    kinds = Encoded([_unit_kind(unit) for unit in units.values], units.numbers)
    uses: dict[tuple[Any, ...], list[Any]] = {}
    for index, (unit, namespace, concept, period_type, number, text, *place) in enumerate(
        zip(kinds, *(facts[name] for name in names), strict=True)
    ):
        if period_type is not None:
            is_decimal = index not in exponents and (
                number is not None or unit is None or text not in SPECIAL_VALUES
            )
            use = namespace, concept, period_type, unit, is_decimal
            found = uses.get(use)
            if found is None:
                uses[use] = [1, *place]
            else:
                found[0] += 1
    return {Use(*use): Found(*found) for use, found in uses.items()}


def _is_number(known: StandardConcept | None, is_summed: bool) -> bool:
    if known is None or known.kind is None:
        return is_summed
    return known.kind != "non-numeric"


def _of(rule: Rule, message: str, concept: str, facts: Found, is_certain: bool = True) -> Finding:
    return finding(
        rule,
        f"{concept} {message} on {'one fact' if facts.number == 1 else f'{facts.number} facts'}",
        from_concept=concept,
        file=facts.file,
        line=facts.line,
        is_certain=is_certain,
    )
