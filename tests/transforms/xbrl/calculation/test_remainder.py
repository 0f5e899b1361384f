"""What is left of a total less its items, and what one changed fact makes of that."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.calculation.reported import F, check, facts_of, name, summation
from transforms.xbrl.calculation.binding import bind
from transforms.xbrl.calculation.data_point import DataPoints
from transforms.xbrl.calculation.remainder import Remainder

NETWORK = summation("T", "A", ("B", "-1"))


def remainder_of(facts: list[F], *, truncation: bool = False) -> Remainder:
    concepts = [name(concept) for concept in "TAB"]
    (binding,) = bind(DataPoints(facts_of(facts), concepts, truncation=truncation), NETWORK)
    return Remainder(binding)


VALUE = st.integers(-4, 4).map(str)
DECIMALS = st.sampled_from([0, None])


@given(st.lists(st.builds(F, st.none(), VALUE, DECIMALS), min_size=3, max_size=3), st.booleans())
def test_a_negation_fits_exactly_where_the_negated_fact_is_consistent(
    drawn: list[F], truncation: bool
) -> None:
    facts = [replace(fact, concept=concept) for fact, concept in zip(drawn, "TAB", strict=True)]
    remainder = remainder_of(facts, truncation=truncation)
    for index, fact in enumerate(facts):
        changed = facts.copy()
        changed[index] = replace(fact, value=str(-int(fact.value or "")))
        (row,) = check(changed, NETWORK, truncation=truncation)
        term = remainder.terms[name(fact.concept)]
        fit = remainder.fit(name(fact.concept), term.times(Decimal(-1)))
        assert (fit is not None) == (row["calc11"] == "consistent")


@pytest.mark.parametrize(("power", "width"), [(3, "1"), (-3, "0.001")])
def test_a_scaled_fact_is_no_less_accurate_than_before(power: int, width: str) -> None:
    remainder = remainder_of([F("T", "7"), F("A", "5"), F("B", "1")])
    scaled = remainder.terms[name("A")].scaled(power)
    assert scaled.value == Decimal(-5).scaleb(power)
    assert scaled.interval.width == Decimal(width)
    assert scaled.interval.low < scaled.value < scaled.interval.high


def test_the_unit_is_that_of_the_least_accurate_fact() -> None:
    assert remainder_of([F("T", "70", -1), F("A", "50"), F("B", "10")]).unit == 10
    assert remainder_of([F("T", "7", None), F("A", "5.25", None), F("B", "1", None)]).unit == (
        Decimal("0.01")
    )
