"""What a run or a fetch did, in a table and in words."""

import io

from rich.console import Console
from rich.table import Table

from pipelines.views.summary import fetch_table, remarks, summary_table


def shown(table: Table) -> list[list[str]]:
    console = Console(file=io.StringIO(), width=80)
    with console.capture() as capture:
        console.print(table)
    lines = [line.strip(" │┃").split() for line in capture.get().splitlines()]
    return [line for line in lines if line and line[-1][0].isdigit()]


def test_the_counts_of_a_run_stand_under_their_dataset_with_the_speed() -> None:
    counters = {"arcs": 1200, "arcs/calculation": 200, "filings": 10}
    rows = shown(summary_table(counters, seconds=4.0))
    assert [(row[0], row[-1]) for row in rows] == [
        ("arcs", "1,200"),
        ("calculation", "200"),
        ("filings", "10"),
        ("seconds", "4.0"),
        ("filings/s", "2.5"),
    ]


def test_a_fetch_shows_what_it_did_not_count_as_none() -> None:
    rows = shown(fetch_table({"fetch/stored": 3}, seconds=1.0))
    assert [row[-1] for row in rows] == ["0", "3", "0", "0", "0", "0", "0", "1.0"]


def test_a_run_over_nothing_says_where_to_look() -> None:
    assert "select.forms" in remarks({}, "2024Q1", 1)[0]
    assert remarks({"filings": 2}, "2024Q1", 1) == []


def test_a_day_on_which_edgar_is_closed_explains_that_nothing_is_selected() -> None:
    (line,) = remarks({}, "2024-05-18", 1, is_closed=True)
    assert "2024-05-18 is selected: it is a weekend or holiday" in line


def test_missing_indexes_are_named_and_explain_that_nothing_is_selected() -> None:
    (line,) = remarks({"index rejects/no-index": 4}, "2024Q1 to 2024Q4", 4)
    assert line.startswith("4 of 4 indexes of 2024Q1 to 2024Q4 are not there or cannot be read")


def test_the_rate_of_inconsistent_sums_is_of_those_that_were_compared() -> None:
    counters = {
        "filings": 1,
        "calculations/xbrl21 consistent": 3,
        "calculations/xbrl21 inconsistent": 1,
        "calculations/xbrl21 unbound": 6,
    }
    (line,) = remarks(counters, "2024Q1", 1)
    assert "XBRL 2.1: 1 of 4 sums" in line
    assert "25.0%" in line
    assert "6 more are unbound" in line
