"""Amounts of a report, by place, by period and in sum."""

from decimal import Decimal

from tests.transforms.xbrl.calculation.reported import F, facts_of, name
from transforms.xbrl.calculation.data_point import DataPoints
from transforms.xbrl.calculation.evidence import Amount, AmountsBySize, Evidence
from transforms.xbrl.calculation.interval import Interval

FACTS = [
    F("A", "100"),
    F("B", "-150"),
    F("X", "150"),
    F("B", "20", 0, "c2"),
    F("B", "-7", 0, "c3"),
    F("B", "90", 0, "c2", "EUR"),
    F("B", None, 0, "c4"),
]


def evidence_of(facts: list[F]) -> Evidence:
    return Evidence(DataPoints(facts_of(facts), [name("A"), name("B")]))


def amounts(*values: int) -> AmountsBySize:
    numbers = [Decimal(value) for value in values]
    return AmountsBySize(
        Amount(abs(number), str(number), number, Interval(number, number)) for number in numbers
    )


def test_amounts_are_found_by_size_whatever_their_sign() -> None:
    near = amounts(5, -101, 99, 100, 103).near(Decimal(100), Decimal(1))
    assert [amount.value for amount in near] == [99, 100, -101]


def test_rivals_are_the_different_sizes_from_half_to_double() -> None:
    assert amounts(49, 50, -50, 51, 200, 201).rivals(Decimal(100)) == 3


def test_at_a_place_every_concept_counts() -> None:
    evidence = evidence_of(FACTS)
    (place, _), *_ = evidence.points.of(name("A"))
    near = evidence.at(place).near(Decimal(150), Decimal(0))
    assert sorted(amount.concept for amount in near) == [name("B"), name("X")]


def test_in_a_period_a_concept_counts_with_any_dimensions_but_in_one_unit() -> None:
    evidence = evidence_of(FACTS)
    (place, point), *_ = evidence.points.of(name("A"))
    found = evidence.in_period(name("B"), place, point.facts[0])
    assert [amount.value for amount in found.near(Decimal(0), Decimal(200))] == [-7, 20, -150]


def test_the_reach_of_a_concept_is_its_positive_and_its_negative_sum() -> None:
    evidence = evidence_of(FACTS)
    (place, _), *_ = evidence.points.of(name("A"))
    assert evidence.reach(name("B"), place) == (20, -157)
