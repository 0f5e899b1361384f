"""Facts that contradict one another: periods and their parts, members and the whole."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from transforms.columns import Columns
from transforms.errors import Reject
from transforms.xbrl.findings import contradiction
from transforms.xbrl.findings.contradiction import contradictions
from transforms.xbrl.findings.rules import Finding

JANUARY, MARCH, APRIL, JUNE = date(2024, 1, 1), date(2024, 3, 31), date(2024, 4, 1), date(2024, 6, 30)  # fmt: skip
SEGMENTS = "us-gaap:StatementBusinessSegmentsAxis"


def fact(
    value: int, start: date | None, end: date, member: str = "", **values: Any
) -> dict[str, Any]:
    axis = str(values.pop("axis", SEGMENTS))
    row = {
        "concept": "us-gaap:Revenues", "entity": "1", "unit": "USD", "start_date": start,
        "end_date": end, "numeric_value": Decimal(value), "decimals": 0, "is_exact": False,
        "other_segment": None, "dimensions_key": f"{axis}={member}" if member else "",
        "dimensions": [{"axis": axis, "member": member}] if member else [],
        "file": "x.xml", "line": 1,
    }  # fmt: skip
    return {**row, **values}


def compared(facts: Sequence[dict[str, Any]], rejects: list[Reject]) -> list[Finding]:
    columns: Columns = {name: [row[name] for row in facts] for name in facts[0]}
    return contradictions(columns, rejects.append)


def found(*facts: dict[str, Any]) -> list[str]:
    rejects: list[Reject] = []
    rules = [each.rule for each in compared(facts, rejects)]
    return [*rules, *(reject.error for reject in rejects)]


def messages(*facts: dict[str, Any]) -> list[str]:
    return [each.message for each in compared(facts, [])]


def halves(whole: int, **values: Any) -> list[dict[str, Any]]:
    return [
        fact(whole, JANUARY, JUNE, **values),
        fact(40, JANUARY, MARCH, **values),
        fact(60, APRIL, JUNE, **values),
    ]


@pytest.mark.parametrize(
    ("whole", "rules"), [(100, []), (101, []), (102, ["cumulative-contradiction"])]
)
def test_a_half_year_is_its_quarters_as_far_as_their_last_digits_are_exact(
    whole: int, rules: list[str]
) -> None:
    assert found(*halves(whole)) == rules


@pytest.mark.parametrize(
    "values",
    [
        {"unit": "USD/shares"},
        {"unit": None},
        {"decimals": -1},
        {"decimals": None},
        {"other_segment": "x"},
        {"numeric_value": None},
    ],
)
def test_what_does_not_add_up_or_is_not_exact_enough_is_not_compared(
    values: dict[str, object],
) -> None:
    assert found(*halves(102, **values)) == []


def test_periods_that_do_not_meet_are_no_parts() -> None:
    whole, first, second = halves(500)
    second["start_date"] = date(2024, 4, 2)
    assert found(whole, first, second) == []
    backwards = fact(1, date(2024, 7, 1), MARCH)
    assert found(fact(500, JANUARY, MARCH), fact(1, JANUARY, JUNE), backwards) == []


def test_of_amounts_reported_twice_the_first_of_the_most_precise_is_compared() -> None:
    whole, *parts = halves(102)
    rough = {**whole, "numeric_value": Decimal(100), "decimals": -1}
    for twice in (whole, rough), (rough, whole), (whole, {**rough, "decimals": 0}):
        assert found(*twice, *parts) == ["cumulative-contradiction"]


def test_instants_are_no_parts_of_durations() -> None:
    opening, closing = fact(1, None, MARCH), fact(900, None, JUNE)
    assert found(opening, closing, *halves(100)) == []


@pytest.mark.parametrize(
    ("last", "rules"),
    [(date(2024, 2, 29), []), (date(2024, 3, 1), ["cumulative-contradiction"])],
    ids=["60 days", "61 days"],
)
def test_a_part_of_less_than_two_months_is_not_compared(last: date, rules: list[str]) -> None:
    rest = fact(60, last + timedelta(1), JUNE)
    assert found(fact(102, JANUARY, JUNE), fact(40, JANUARY, last), rest) == rules


def test_divisions_of_a_duration_are_told_in_the_order_of_their_days() -> None:
    days = [JANUARY + timedelta(number) for number in range(86, 95)]
    parts = [
        part for day in days for part in (fact(1, JANUARY, day), fact(1, day + timedelta(1), JUNE))
    ]
    told = messages(fact(100, JANUARY, JUNE), *reversed(parts))
    assert [message.partition(" to ")[2].partition(" from there")[0] for message in told] == [
        f"2024-06-30 is 100, to {day} and" for day in days
    ]


def test_a_member_above_the_whole_is_found_where_all_are_positive() -> None:
    whole, small = fact(100, JANUARY, JUNE), fact(5, JANUARY, JUNE, "own:A")
    assert found(whole, small, fact(110, JANUARY, JUNE, "own:B")) == ["member-exceeds-total"]
    assert found(whole, small, fact(101, JANUARY, JUNE, "own:B")) == []  # as far as both are exact
    assert found(whole, *(fact(v, JANUARY, JUNE, f"own:{v}") for v in (101, 102))) == [
        "member-exceeds-total"
    ]
    for other in (-5, 0):
        members = fact(other, JANUARY, JUNE, "own:A"), fact(110, JANUARY, JUNE, "own:B")
        assert found(whole, *members) == []


@pytest.mark.parametrize(
    ("start", "when"), [(JANUARY, "from 2024-01-01 to 2024-06-30"), (None, "at 2024-06-30")]
)
def test_a_member_above_the_whole_is_named_with_the_period(start: date | None, when: str) -> None:
    members = [fact(value, start, JUNE, f"own:{value}") for value in (5, 110)]
    (found,) = compared([fact(100, start, JUNE), *members], [])
    assert found.message == f"us-gaap:Revenues {when} is 100, and 110 for {SEGMENTS}=own:110"
    assert (found.from_concept, found.file, found.line) == ("us-gaap:Revenues", "x.xml", 1)


def test_a_duration_that_is_not_its_parts_is_named_with_its_member() -> None:
    quarters = "to 2024-03-31 and from there 40 and 60"
    assert messages(*halves(200)) == [
        f"us-gaap:Revenues from 2024-01-01 to 2024-06-30 is 200, {quarters}"
    ]
    assert messages(*halves(200, member="own:A")) == [
        f"us-gaap:Revenues for {SEGMENTS}=own:A from 2024-01-01 to 2024-06-30 is 200, {quarters}"
    ]


def test_axes_whose_members_are_no_parts_and_single_members_are_left_alone() -> None:
    whole = fact(100, JANUARY, JUNE)
    scenario = {"axis": "srt:RangeAxis"}
    members = [
        fact(value, JANUARY, JUNE, name, **scenario) for name, value in (("a", 5), ("b", 900))
    ]
    assert found(whole, *members) == []
    assert found(whole, fact(110, JANUARY, JUNE, "own:B")) == []


def test_the_first_and_the_last_day_there_are_bound_periods_like_others() -> None:
    ages = fact(7, date.min, date.max), fact(1, date.min, MARCH), fact(2, APRIL, date.max)
    assert found(*ages) == ["cumulative-contradiction"]


def test_amounts_of_many_digits_are_compared_to_the_last() -> None:
    large = 10**33
    whole, first, second = halves(large + 102, is_exact=True, decimals=None)
    first["numeric_value"] = Decimal(large + 40)
    assert found(whole, first, second) == ["cumulative-contradiction"]
    whole["numeric_value"] = Decimal(large + 100)
    assert found(whole, first, second) == []


@pytest.mark.parametrize("is_exact", [False, True])
def test_a_member_that_is_the_sum_of_the_others_is_no_part(is_exact: bool) -> None:
    whole = fact(100, JANUARY, JUNE, is_exact=is_exact)
    parts = [fact(v, JANUARY, JUNE, f"own:{v}", is_exact=is_exact) for v in (60, 70)]
    everything = fact(130, JANUARY, JUNE, "own:AllSegments", is_exact=is_exact)
    assert found(whole, *parts, everything) == []
    assert found(whole, *parts, fact(135, JANUARY, JUNE, "own:C")) == ["member-exceeds-total"]
    large = fact(110, JANUARY, JUNE, "own:110")
    everything |= {"numeric_value": Decimal(240)}
    assert found(whole, *parts, large, everything) == ["member-exceeds-total"]


@pytest.mark.parametrize(
    ("member", "rules"),
    [
        ("us-gaap:IntersegmentEliminationMember", []),
        ("srt:ConsolidationEliminationsMember", []),
        ("us-gaap:OperatingSegmentsMember", ["member-exceeds-total"]),
    ],
)
def test_where_eliminations_are_reported_parts_may_exceed_the_whole(
    member: str, rules: list[str]
) -> None:
    parts = [fact(value, JANUARY, JUNE, f"own:{value}") for value in (5, 110)]
    items = fact(-15, JANUARY, JUNE, member, axis="srt:ConsolidationItemsAxis")
    assert found(fact(100, JANUARY, JUNE), *parts, items) == rules
    earlier = {**items, "start_date": None}
    assert found(fact(100, JANUARY, JUNE), *parts, earlier) == ["member-exceeds-total"]


def test_durations_beyond_the_limit_are_a_reject_and_not_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(contradiction, "MAX_DIVISIONS", 0)
    assert found(*halves(102)) == ["too-many-durations"]
    assert found(fact(1, JANUARY, JUNE), fact(2, None, JUNE)) == []
