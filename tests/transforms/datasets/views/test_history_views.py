"""Facts and networks through time: restatements, quarters, what a filer changed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.transforms.datasets.views.tables import FILING, ROLE, Row, arc, fact, filing, query, row
from transforms.datasets.examples import example_sql

LATER, LATEST = "0000000001-25-000001", "0000000001-26-000001"
YEAR = date(2023, 1, 1), date(2023, 12, 31)
JUNE, SEPTEMBER, OCTOBER = date(2023, 6, 30), date(2023, 9, 30), date(2023, 10, 1)


def filed(accession: str, year: int, **values: object) -> Row:
    accepted = datetime(year, 2, 1, tzinfo=UTC)
    end = date(year - 1, 12, 31)
    made: Row = {"accession_number": accession, "accepted_at": accepted, "period_of_report": end}
    return filing(**{**made, **values})


FILINGS = [filed(FILING, 2024), filed(LATER, 2025), filed(LATEST, 2026)]


def tuples(sql: str, **tables: list[Row]) -> list[tuple[object, ...]]:
    return [tuple(each.values()) for each in query(sql, **{"filings": FILINGS, **tables})]


def reports(*values: tuple[str, int, int]) -> list[dict[str, Any]]:
    return [
        fact("us-gaap:Revenues", value, *YEAR, accession_number=accession, decimals=decimals)
        for accession, value, decimals in values
    ]


def test_each_value_that_differs_is_a_version_known_from_its_filing_until_the_next() -> None:
    sql = """SELECT version, numeric_value, previous_value, change, year(known_at),
                    year(known_until), is_latest FROM fact_history ORDER BY version"""
    facts = reports((FILING, 100, 0), (LATER, 100, 0), (LATEST, 90, 0))
    assert tuples(sql, facts=facts) == [
        (1, 100, None, None, 2024, 2026, False),
        (2, 90, 100, -10, 2026, None, True),
    ]


def test_as_known_on_a_date_is_one_condition() -> None:
    sql = """SELECT numeric_value FROM fact_history
             WHERE known_at <= '2025-06-01' AND (known_until IS NULL OR known_until > '2025-06-01')"""
    assert tuples(sql, facts=reports((FILING, 100, 0), (LATEST, 90, 0))) == [(100,)]


@pytest.mark.parametrize(("value", "versions"), [(1_400_000, 1), (1_600_000, 2)])
def test_a_difference_within_the_coarser_precision_is_no_restatement(
    value: int, versions: int
) -> None:
    facts = reports((FILING, 1_000_000, -6), (LATER, value, 0))
    assert tuples("SELECT count(*) FROM fact_history", facts=facts) == [(versions,)]


def cumulative(*values: tuple[date, date, int], **more: object) -> list[Row]:
    return [
        fact("us-gaap:Revenues", value, start, end, fact_index=place, **more)
        for place, (start, end, value) in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2000-02-29", date(2000, 2, 29)),
        ("2023-04-30", date(2023, 4, 30)),
        ("2022-12-31", date(2022, 12, 31)),
        ("2023-02-29", None),
        ("1900-02-29", None),
        ("2023-04-31", None),
        ("2023-13-01", None),
        ("2023-00-10", None),
        ("202x-01-01", None),
        ("0000-01-01", None),
    ],
)
def test_a_date_that_no_calendar_has_gives_way_to_the_headers_period(
    text: str, end: date | None
) -> None:
    cover = fact("dei:DocumentPeriodEndDate", 0, *YEAR) | {"value": text, "numeric_value": None}
    sql = f"SELECT report_end FROM reporting_periods WHERE accession_number = '{FILING}'"
    assert tuples(sql, facts=[cover]) == [(end or YEAR[1],)]


QUARTERS = "SELECT start_date, end_date, value, source FROM discrete_quarters ORDER BY start_date"


def test_the_fourth_quarter_is_the_year_less_nine_months() -> None:
    facts = cumulative((*YEAR, 100), (YEAR[0], SEPTEMBER, 70), (YEAR[0], JUNE, 40))
    assert tuples(QUARTERS, facts=facts) == [
        (date(2023, 7, 1), SEPTEMBER, 30, "derived"),
        (OCTOBER, YEAR[1], 30, "derived"),
    ]


def test_a_reported_quarter_that_contradicts_the_derived_one_is_null() -> None:
    parts = (*YEAR, 100), (YEAR[0], SEPTEMBER, 70)
    agrees = cumulative(*parts, (OCTOBER, YEAR[1], 31))
    assert tuples(QUARTERS, facts=agrees) == [(OCTOBER, YEAR[1], 31, "reported")]
    contradicts = cumulative(*parts, (OCTOBER, YEAR[1], 25))
    assert tuples(QUARTERS, facts=contradicts) == [(OCTOBER, YEAR[1], None, "contradiction")]


@pytest.mark.parametrize("unit", ["USD/shares", "pure", "shares", "segment", "gal"])
def test_what_is_no_money_is_not_derived(unit: str) -> None:
    facts = cumulative((*YEAR, 4), (YEAR[0], SEPTEMBER, 3), unit=unit)
    assert tuples(QUARTERS, facts=facts) == []


@pytest.mark.parametrize(
    ("last_day", "is_quarter"),
    [(date(2023, 3, 31), True), (date(2023, 4, 22), True), (date(2023, 4, 29), True),
     (date(2023, 4, 30), False), (date(2023, 2, 28), False)],
)  # fmt: skip
def test_a_quarter_has_three_months_or_sixteen_or_seventeen_weeks(
    last_day: date, is_quarter: bool
) -> None:
    assert bool(tuples(QUARTERS, facts=cumulative((YEAR[0], last_day, 1)))) == is_quarter


def networks(accession: str, role: str, *items: tuple[str, str, int]) -> list[Row]:
    return [
        arc("calculation", total, item, place, weight=weight, role_uri=role,
            accession_number=accession)
        for place, (total, item, weight) in enumerate(items)
    ]  # fmt: skip


BASE = ("A", "B", 1), ("A", "C", 1), ("C", "D", 1), ("C", "E", 1)
CHANGES = """SELECT change, concept, total, previous_total, weight, previous_weight
             FROM network_changes ORDER BY change, concept"""


def test_items_added_removed_moved_and_weighted_anew_are_changes() -> None:
    now = ("A", "B", -1), ("A", "C", 1), ("A", "D", 1), ("C", "F", 1)
    arcs = networks(FILING, "urn:r", *BASE) + networks(LATER, "urn:r", *now)
    assert tuples(CHANGES, arcs=arcs) == [
        ("item added", "F", "C", None, 1, None),
        ("item moved", "D", "A", "C", 1, 1),
        ("item removed", "E", None, "C", None, 1),
        ("weight changed", "B", "A", "A", -1, 1),
    ]


def test_an_item_that_left_one_total_for_two_is_moved_once_and_added_once() -> None:
    now = ("A", "B", 1), ("A", "C", 1), ("A", "D", 1), ("B", "D", 1), ("C", "E", 1)
    arcs = networks(FILING, "urn:r", *BASE) + networks(LATER, "urn:r", *now)
    assert tuples(CHANGES, arcs=arcs) == [
        ("item added", "D", "B", None, 1, None),
        ("item moved", "D", "A", "C", 1, 1),
    ]


def test_a_role_that_was_only_renumbered_is_the_same() -> None:
    arcs = networks(FILING, "urn:r4", *BASE) + networks(LATER, "urn:r5", *BASE)
    assert tuples(CHANGES, arcs=arcs) == []
    other = networks(LATER, "urn:r9", ("X", "Y", 1))
    assert tuples(CHANGES, arcs=networks(FILING, "urn:r4", *BASE) + other) == [
        ("role added", None, None, None, None, None),
        ("role removed", None, None, None, None, None),
    ]


def test_a_filing_is_compared_with_the_last_one_of_its_form() -> None:
    filings = [*FILINGS[:2], filed(LATEST, 2026, form_type="10-Q")]
    arcs = networks(FILING, "urn:r", *BASE) + networks(LATEST, "urn:r", BASE[0])
    assert tuples(CHANGES, arcs=arcs, filings=filings) == []


def test_a_filing_is_compared_with_the_amendment_of_the_one_before_and_an_amendment_likewise() -> (
    None
):
    amended = filed(LATER, 2024, form_type="10-K/A", accepted_at=datetime(2024, 6, 1, tzinfo=UTC))
    arcs = networks(FILING, "urn:r", *BASE) + networks(LATER, "urn:r", *BASE[:3])
    after = networks(LATEST, "urn:r", *BASE[:3])
    assert tuples(CHANGES, arcs=arcs + after, filings=[FILINGS[0], amended, FILINGS[2]]) == []
    later = filed(LATER, 2025, form_type="10-K/A")
    removed = [("item removed", "E", None, "C", None, 1)]
    assert tuples(CHANGES, arcs=arcs, filings=[FILINGS[0], later]) == removed


@pytest.mark.parametrize(("before", "now"), [("10-K", "10-KT"), ("10-KT/A", "10-K"), ("10-Q", "10-QT")])  # fmt: skip
def test_a_transition_report_is_compared_as_the_report_that_it_stands_for(
    before: str, now: str
) -> None:
    filings = [filed(FILING, 2024, form_type=before), filed(LATER, 2025, form_type=now)]
    arcs = networks(FILING, "urn:r", *BASE) + networks(LATER, "urn:r", *BASE[:3])
    assert tuples(CHANGES, arcs=arcs, filings=filings) == [
        ("item removed", "E", None, "C", None, 1)
    ]


def test_a_filing_without_networks_or_of_the_same_period_is_no_earlier_one() -> None:
    arcs = networks(FILING, "urn:r", *BASE) + networks(LATEST, "urn:r", *BASE[:3])
    removed = [("item removed", "E", None, "C", None, 1)]
    assert tuples(CHANGES, arcs=arcs) == removed
    twice = networks(LATER, "urn:r", *BASE)
    filings = [FILINGS[0], filed(LATER, 2026), FILINGS[2]]
    assert tuples(CHANGES, arcs=arcs + twice, filings=filings) == removed


def test_an_own_concept_hangs_below_the_nearest_standard_one_with_the_sign_of_the_way() -> None:
    arcs = [
        arc("calculation", "us-gaap:NetIncomeLoss", "own:Costs", 2, weight=-1),
        arc("calculation", "us-gaap:NetIncomeLoss", "us-gaap:Revenues", 1, weight=1),
        arc("calculation", "own:Costs", "own:Rebates", weight=-1),
    ]
    sql = """SELECT concept, standard_ancestor, distance, sign, path, siblings
             FROM extension_parents ORDER BY concept"""
    way = "own:Costs < us-gaap:NetIncomeLoss"
    assert tuples(sql, arcs=arcs) == [
        ("own:Costs", "us-gaap:NetIncomeLoss", 1, -1, way, "us-gaap:Revenues"),
        ("own:Rebates", "us-gaap:NetIncomeLoss", 2, 1, f"own:Rebates < {way}", None),
    ]


def test_an_own_concept_below_none_but_its_own_says_so() -> None:
    arcs = [arc("calculation", "own:A", "own:B"), arc("calculation", "own:B", "own:A")]
    sql = "SELECT concept, standard_ancestor, parent FROM extension_parents ORDER BY concept"
    assert tuples(sql, arcs=arcs) == [("own:A", None, "own:B"), ("own:B", None, "own:A")]


def test_rates_count_what_could_not_be_checked_apart() -> None:
    sums = [
        row("calculations", role_uri="urn:r", xbrl21=xbrl21, calc11=calc11, cause=cause)
        for xbrl21, calc11, cause in (
            ("consistent", "consistent", None),
            ("inconsistent", "consistent", "rounding"),
            ("unbound", "inconsistent", "sign"),
        )
    ]
    sql = """SELECT rules, sums, consistent, inconsistent, unbound, rounding, sign
             FROM inconsistency_rates ORDER BY rules"""
    assert tuples(sql, calculations=sums) == [
        ("Calculations 1.1", 3, 2, 1, 0, 0, 1),
        ("XBRL 2.1", 3, 1, 1, 1, 1, 0),
    ]


@pytest.mark.parametrize(
    "total",
    [
        "http://www.xbrl.org/2003/role/totalLabel",
        "http://www.xbrl.org/2009/role/negatedTotalLabel",
        "http://xbrl.us/us-gaap/role/label/negatedTotal",
    ],
)
def test_coverage_lists_totals_and_lines_that_no_calculation_knows(total: str) -> None:
    arcs = [
        arc("presentation", "us-gaap:AAbstract", "us-gaap:Sum", 1, preferred_label=total),
        arc("presentation", "us-gaap:AAbstract", "us-gaap:Item", 2),
        arc("presentation", "us-gaap:AAbstract", "us-gaap:Known", 3, preferred_label=total),
        arc("presentation", "us-gaap:AAbstract", "us-gaap:Shares", 4, preferred_label=total),
        arc("presentation", "us-gaap:AAbstract", "us-gaap:Text", 5),
        arc("calculation", "us-gaap:Known", "us-gaap:Part"),
    ]
    facts = [fact(f"us-gaap:{name}", 1, *YEAR) for name in ("Sum", "Item", "Known")]
    facts.append(fact("us-gaap:Shares", 1, *YEAR, unit="shares"))
    facts.append(fact("us-gaap:Text", 1, *YEAR, unit=None, numeric_value=None))
    sql = "SELECT concept, is_monetary, gap FROM statement_coverage ORDER BY line_number"
    assert tuples(sql, arcs=arcs, facts=facts) == [
        ("us-gaap:Sum", True, "total without calculation"),
        ("us-gaap:Item", True, "line in no calculation"),
        ("us-gaap:Shares", False, "line in no calculation"),
    ]


def test_own_concepts_are_counted_once_a_filing_by_filer_category() -> None:
    arcs = [
        arc("presentation", "us-gaap:AAbstract", "own:Fees"),
        arc("calculation", "us-gaap:Sum", "own:Fees",
            arcrole="https://xbrl.org/2023/arcrole/summation-item"),
    ]  # fmt: skip
    category = row("facts", concept="dei:EntityFilerCategory", value="Accelerated Filer",
                   n_dimensions=0)  # fmt: skip
    sql = """SELECT filer_category, filings, filings_calc11, line_items, own_line_items
             FROM extension_rates"""
    assert tuples(sql, arcs=arcs, facts=[category]) == [("Accelerated Filer", 1, 1, 2, 1)]


def test_the_members_of_facts_are_rows() -> None:
    facts = [fact("us-gaap:Revenues", 1, *YEAR, dimensions={"a:X": "own:M", "b:Y": "own:N"})] * 2
    sql = "SELECT n_dimensions, axis, member FROM dimension_members ORDER BY axis"
    assert tuples(sql, facts=facts) == [(2, "a:X", "own:M"), (2, "b:Y", "own:N")]


def test_a_sum_whose_items_are_reported_with_other_dimensions_is_distinguished_from_wrong_amounts() -> (
    None
):
    member = {"us-gaap:SegmentsAxis": "own:A"}
    arcs = [arc("calculation", "A", name) for name in ("B", "C")] + [
        arc("calculation", "D", "E"),
        arc("calculation", "F", "E"),
    ]
    sums = [
        row("calculations", role_uri=ROLE, arcrole=arcs[0]["arcrole"], concept=name, unit="USD",
            start_date=YEAR[0], end_date=YEAR[1], dimensions_key="", xbrl21="inconsistent",
            calc11="inconsistent", cause=cause, items_defined=2, items_reported=1)
        for name, cause in (("A", "unexplained"), ("D", "unexplained"), ("F", "sign"))
    ]  # fmt: skip
    facts = [fact("B", 1, *YEAR, instance="x"), fact("C", 2, *YEAR, dimensions=member)]
    facts.append(fact("E", 2, *YEAR))
    sql = "SELECT concept, items_elsewhere, reason FROM structural_inconsistencies ORDER BY concept"
    assert tuples(sql, arcs=arcs, calculations=sums, facts=facts) == [
        ("A", 1, "items reported elsewhere"),
        ("D", 0, "amounts"),
        ("F", 0, "amounts"),
    ]


def test_a_sum_over_a_member_is_partly_dimensioned_where_repeated_facts_leave_the_whole_unbound() -> (
    None
):
    sums = [
        row("calculations", role_uri=ROLE, concept="A", unit="USD", start_date=YEAR[0],
            end_date=YEAR[1], dimensions_key=key, xbrl21=xbrl21, calc11=calc11, items_defined=2,
            items_reported=1)
        for key, xbrl21, calc11 in (("", "unbound", "consistent"), ("x=y", "unbound", "inconsistent"))
    ]  # fmt: skip
    sql = "SELECT dimensions_key, reason FROM structural_inconsistencies"
    assert tuples(sql, calculations=sums) == [("x=y", "partly dimensioned")]


def test_two_values_of_one_filing_are_versions_in_the_order_of_its_documents() -> None:
    facts = [
        fact("us-gaap:Revenues", value, *YEAR, instance=instance, fact_index=place)
        for place, (instance, value) in enumerate((("b.xml", 7), ("a.xml", 5)))
    ]
    sql = "SELECT version, numeric_value FROM fact_history ORDER BY version"
    assert tuples(sql, facts=facts) == [(1, 5), (2, 7)]


def test_accession_numbers_do_not_decide_what_was_known_first() -> None:
    """An agent's number of an earlier year may be higher than the filer's own of a later one."""
    agent = "9999999999-24-000009"
    facts = reports((agent, 100, 0), (LATER, 90, 0))
    filings = [filed(agent, 2024), filed(LATER, 2025)]
    sql = "SELECT version, numeric_value, accession_number FROM fact_history ORDER BY version"
    assert tuples(sql, facts=facts, filings=filings) == [(1, 100, agent), (2, 90, LATER)]


def test_currencies_entities_and_dimensions_are_data_points_of_their_own() -> None:
    facts = [
        fact("us-gaap:Revenues", 100, *YEAR),
        fact("us-gaap:Revenues", 90, *YEAR, unit="EUR"),
        fact("us-gaap:Revenues", 80, *YEAR, entity="0000000002"),
        fact("us-gaap:Revenues", 70, *YEAR, dimensions={"a:X": "a:M"}),
        fact("us-gaap:Revenues", 60, None, YEAR[1]),
    ]
    assert tuples("SELECT count(*), max(version) FROM fact_history", facts=facts) == [(5, 1)]


def test_of_two_ways_to_derive_a_quarter_the_most_precise_counts_with_its_own_filings() -> None:
    """The year less nine months, rounded to tens, and nine months less six, from April on."""
    parts = (
        (*YEAR, 100, FILING, -1),
        (YEAR[0], SEPTEMBER, 70, FILING, -1),
        (date(2023, 4, 1), YEAR[1], 81, LATER, 0),
        (date(2023, 4, 1), SEPTEMBER, 50, LATER, 0),
    )
    facts = [
        fact("us-gaap:Revenues", value, start, end, accession_number=accession, decimals=decimals)
        for start, end, value, accession, decimals in parts
    ]
    sql = f"""SELECT value, source, tolerance, accession_number, shorter_accession_number
              FROM discrete_quarters WHERE start_date = '{OCTOBER}'"""
    assert tuples(sql, facts=facts) == [(31, "derived", 1, LATER, LATER)]


def test_weeks_make_quarters_whatever_the_fiscal_year() -> None:
    """52 weeks less 36 are 16, as some grocers have; 53 less 39 are 14."""
    first, grocer = date(2023, 1, 2), date(2024, 1, 1)
    facts = cumulative(
        (first, date(2023, 12, 31), 52), (first, date(2023, 9, 10), 36),
        (grocer, date(2025, 1, 5), 53), (grocer, date(2024, 9, 29), 39),
    )  # fmt: skip
    assert tuples(QUARTERS, facts=facts) == [
        (date(2023, 9, 11), date(2023, 12, 31), 16, "derived"),
        (date(2024, 9, 30), date(2025, 1, 5), 14, "derived"),
    ]


def test_without_nine_months_there_is_no_fourth_quarter() -> None:
    facts = cumulative((*YEAR, 100), (YEAR[0], JUNE, 40))
    assert tuples(QUARTERS, facts=facts) == []


def test_a_concept_whose_name_ends_like_another_is_not_taken_for_it_on_the_way_up() -> None:
    arcs = [
        arc("calculation", "gaap:Fees", "us-gaap:Fees", to_is_extension=True, weight=1),
        arc("calculation", "us-gaap:NetIncomeLoss", "gaap:Fees", from_is_extension=False,
            to_is_extension=True, weight=1),
    ]  # fmt: skip
    arcs[0]["from_is_extension"] = True
    sql = "SELECT concept, standard_ancestor, distance FROM extension_parents ORDER BY concept"
    assert tuples(sql, arcs=arcs) == [
        ("gaap:Fees", "us-gaap:NetIncomeLoss", 1),
        ("us-gaap:Fees", "us-gaap:NetIncomeLoss", 2),
    ]


def test_sums_of_the_arcrole_of_2023_are_counted_under_calculations_11_alone() -> None:
    arcrole = "https://xbrl.org/2023/arcrole/summation-item"
    sums = [
        row("calculations", role_uri="urn:r", arcrole=arcrole, concept=concept, unit="USD",
            dimensions_key="", xbrl21="inconsistent", calc11=calc11)
        for concept, calc11 in (("A", "inconsistent"), ("B", "consistent"))
    ]  # fmt: skip
    sql = "SELECT rules, sums, inconsistent FROM inconsistency_rates"
    assert tuples(sql, calculations=sums) == [("Calculations 1.1", 2, 1)]
    sql = "SELECT concept FROM structural_inconsistencies"
    assert tuples(sql, calculations=sums) == [("A",)]
    sql = example_sql("inconsistency-rate")
    assert tuples(sql, calculations=sums) == [(0, "x", 2, 2, 1, 50, None)]
