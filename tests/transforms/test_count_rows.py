"""Counters of what a run writes."""

import apache_beam as beam

from tests.transforms.filings import REJECT, ref, unread, work
from tests.transforms.running import counters, expect, given, pipeline
from tests.transforms.steps.test_validate_calculations import TAXONOMY, values
from tests.transforms.test_tabulate_filings import ALL, processed, rows_of
from transforms.count_rows import CountRows
from transforms.tabulate_filings import filing_rows
from transforms.xbrl.names import SUMMATION_ITEM, SUMMATION_ITEM_11

FAILED = unread(ref(2), REJECT)
INCONSISTENT = processed(TAXONOMY | {"a.xml": values(A="4", B="1", C="2")})


def test_rows_are_counted_in_all_and_by_what_divides_their_dataset() -> None:
    rows = [filing_rows(each, ALL) for each in (INCONSISTENT, FAILED, work())]
    with pipeline() as root:
        counted = given(root, rows) | CountRows()
        expect(counted | beam.Map(rows_of), [rows_of(each) for each in rows])
    found = counters(root)
    assert {name: found[name] for name in found if name.startswith("filings")} == {
        "filings": 3,
        "filings/complete": 1,
        "filings/failed": 1,
        "filings/empty": 1,
    }
    assert (found["arcs"], found["arcs/calculation"]) == (2, 2)
    assert (found["calculations"], found["rejects"]) == (1, 1)
    assert "labels" not in found


def test_sums_of_the_arcrole_of_2023_are_not_counted_under_xbrl_21() -> None:
    taxonomy = {
        name: text.replace(SUMMATION_ITEM.encode(), SUMMATION_ITEM_11.encode())
        for name, text in TAXONOMY.items()
    }
    found = processed(taxonomy | {"a.xml": values(A="4", B="1", C="2")})
    with pipeline() as root:
        given(root, [filing_rows(found, ALL)]) | CountRows()
    counted = counters(root)
    assert counted["calculations/calc11 consistent"] == 1
    assert [name for name in counted if name.startswith("calculations/xbrl21")] == []


def test_a_calculation_without_cause_is_counted_in_all_alone() -> None:
    consistent = processed(TAXONOMY | {"a.xml": values(A="3", B="1", C="2")})
    with pipeline() as root:
        given(root, [filing_rows(consistent, ALL)]) | CountRows()
    found = counters(root)
    assert sorted(name for name in found if name.startswith("calculations")) == [
        "calculations",
        "calculations/calc11 consistent",
        "calculations/xbrl21 consistent",
    ]
