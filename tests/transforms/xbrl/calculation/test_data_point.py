"""Facts that are duplicates of each other, and what they report together."""

from decimal import Decimal

from tests.transforms.xbrl.calculation.reported import F, facts_of, name
from transforms.xbrl.calculation.data_point import DataPoint, DataPoints, Defect, first_defect
from transforms.xbrl.calculation.interval import Interval
from transforms.xbrl.calculation.place import Place


def points_of(facts: list[F], concept: str, *, truncation: bool = False) -> list[DataPoint]:
    points = DataPoints(facts_of(facts), [name(concept)], truncation=truncation)
    return [point for _, point in points.of(name(concept))]


def places_of(points: DataPoints, concept: str) -> list[Place]:
    return [place for place, _ in points.of(name(concept))]


def test_facts_of_equal_context_unit_and_parent_are_one_data_point() -> None:
    facts = [
        F("A", "1", 0, "c1-first"),
        F("A", "1", 0, "c2"),
        F("A", "1", 0, "c1-second"),
        F("A", "1", 0, "c1", "EUR"),
        F("B", "1"),
        F("A", None),
        F("A", "1", 0, "c1", None),
    ]
    assert [point.facts for point in points_of(facts, "A")] == [[0, 2, 5], [1], [3]]


def test_intervals_of_duplicates_are_intersected() -> None:
    facts = [F("A", "57600000", -5), F("A", "57582444"), F("A", "57582000", -3)]
    (point,) = points_of(facts, "A")
    assert (point.reported, point.value, point.defect) == (1, Decimal(57582444), None)
    assert point.interval == Interval(Decimal("57582443.5"), Decimal("57582444.5"))
    (truncated,) = points_of(facts, "A", truncation=True)
    assert (truncated.interval, truncated.defect) == (None, "disallowed_duplicates")


def test_an_exact_fact_is_the_most_precise() -> None:
    (point,) = points_of([F("A", "12", 0), F("A", "12.3", None), F("A", "12.30", 2)], "A")
    assert point.reported == 1
    assert point.interval == (Decimal("12.3"), Decimal("12.3"), True, True)


def test_of_two_defects_the_one_that_needs_the_least_to_be_known_counts() -> None:
    defects: list[Defect | None] = ["disallowed_duplicates", "excess_digits", "not_decimal", None]
    points = [DataPoint([], defect=defect) for defect in defects]
    assert first_defect(points[:2]) == "excess_digits"
    assert first_defect(points) == "not_decimal"
    assert first_defect(points[3:]) is None


def test_nil_facts_alone_report_nothing_and_are_no_defect() -> None:
    (point,) = points_of([F("A", None), F("A", None)], "A")
    assert (point.reported, point.interval, point.defect) == (None, None, None)


def test_what_stands_in_tuples_beside_a_place_is_within_it() -> None:
    facts = [
        F("A", "1"),
        F("H", None, unit=None),
        F("A", "2", parent=1),
        F("H", None, unit=None, parent=1),
        F("A", "3", parent=3),
        F("H", None, unit=None),
        F("A", "4", parent=5),
    ]
    points = DataPoints(facts_of(facts), [name("A")])
    within = {
        place[2]: [point.facts for point in points.within(name("A"), place)]
        for place in places_of(points, "A")
    }
    assert within == {-1: [[0], [2], [4], [6]], 1: [[2], [4]], 3: [[4]], 5: [[6]]}
