"""Filters and search of the report, in a browser."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import duckdb
import pytest

from pipelines.views.report.overview import overview_page
from tests.pipelines.views.report.browser import Browser
from tests.pipelines.views.report.many import many_filings
from tests.pipelines.views.report.page import NARROW, WIDE, Page, open_page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("browser"),
]
_GAP = "filing_quarter BETWEEN 20121 AND 20154"
_CODES = ["absent-document", "no-contexts", "no-index", "not-a-number", "unresolved-prefix"]


@pytest.fixture(scope="module")
def filings() -> duckdb.DuckDBPyConnection:
    """Of which some have no sums, with rejects of indexes and of several codes."""
    connection = many_filings(1_000)
    connection.execute(f"DELETE FROM calculations WHERE {_GAP}")
    for code in _CODES:
        connection.execute(
            "INSERT INTO rejects BY NAME SELECT 'index' AS source, 20101 AS filing_quarter, 'discover' AS stage, "
            "$code AS error, 'x' AS message",
            {"code": code},
        )
    return connection


@pytest.fixture(scope="module")
def page(
    browser: Browser, filings: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(overview_page(filings, "many"), "utf-8")
    with open_page(browser, path) as opened:
        yield opened


@pytest.fixture(scope="module")
def page_of_some(
    browser: Browser, filings: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """Of which the list has 300 filings."""
    path = tmp_path_factory.mktemp("some") / "report.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.views.report.overview._MOST_LISTED", 300)
        path.write_text(overview_page(filings, "many"), "utf-8")
    with open_page(browser, path) as opened:
        yield opened


def choose(page: Page, **values: str) -> None:
    """Choose values of filters, all others as they were at first, and wait for the list."""
    page.value("document.getElementById('filters').reset()")
    for name, value in values.items():
        page.value(f"document.getElementById({name!r}).value = {value!r}")
    page.value("document.querySelector('#list tbody').replaceChildren()")
    page.value("document.getElementById('filters').dispatchEvent(new Event('change'))")
    page.until("document.querySelector('#list tbody tr')")


def search(page: Page, text: str) -> list[str]:
    """Accession numbers that the list has then."""
    page.value("document.querySelector('#list [role=status]').textContent = ''")
    page.value(f"document.getElementById('search').value = {text!r}")
    page.value("document.getElementById('search').dispatchEvent(new Event('input'))")
    page.until("document.querySelector('#list [role=status]').textContent")
    return [row[0] for row in listed(page)]


def listed(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.value(
        "[...document.querySelectorAll('#list tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return found


def status(page: Page) -> str:
    return str(page.value("document.querySelector('#list [role=status]').textContent"))


def tiles(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.value(
        "Object.fromEntries([...document.querySelectorAll('header .tiles div')].map((each) => [...each.children].map((part) => part.textContent)))"
    )
    return found


def numbers(filings: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    (row,) = filings.execute(sql).fetchall()
    return tuple(row)


@pytest.mark.parametrize(
    ("chosen", "condition"),
    [
        ({}, "true"),
        ({"form": "10-Q"}, "form_type = '10-Q'"),
        ({"from": "2020Q3"}, "filing_quarter >= 20203"),
        ({"form": "10-K", "from": "2016Q1", "to": "2016Q3"}, "form_type = '10-K' AND filing_quarter BETWEEN 20161 AND 20163"),
        ({"from": "2016Q3", "to": "2016Q1"}, "filing_quarter BETWEEN 20161 AND 20163"),
    ],
)  # fmt: skip
def test_tiles_and_filings_follow_the_filters(
    filings: duckdb.DuckDBPyConnection,
    page: Page,
    chosen: dict[str, str],
    condition: str,
) -> None:
    choose(page, **chosen)
    expected = {
        **dict(zip(("filings", "arcs", "facts"), numbers(filings, f"SELECT count(*), sum(n_arcs), sum(n_facts) FROM filings WHERE {condition}"), strict=True)),
        **dict(zip(("sums checked, XBRL 2.1", "inconsistent, XBRL 2.1"), numbers(filings, f"SELECT count(*) FILTER (xbrl21 <> 'unbound'), count(*) FILTER (xbrl21 = 'inconsistent') FROM calculations WHERE {condition}"), strict=True)),
        "letters": numbers(filings, f"SELECT count(*) FROM letters WHERE {condition}")[0],
        "rejects": numbers(filings, f"SELECT count(*) FROM rejects WHERE {condition}")[0],
    }  # fmt: skip
    assert expected["filings"] > 0
    assert tiles(page) == {name: f"{number or 0:,}" for name, number in expected.items()}
    of_selection = {
        row[0]
        for row in filings.execute(
            f"SELECT accession_number FROM filings WHERE {condition}"
        ).fetchall()
    }
    shown = [row[0] for row in listed(page)]
    assert len(shown) == min(100, len(of_selection))
    assert set(shown) <= of_selection
    assert f"{len(of_selection):,}" in status(page)


def test_an_empty_selection_says_so(page: Page) -> None:
    choose(page)
    assert search(page, "no such company") == []
    assert status(page) == "No filing is in the selection."


def test_a_plot_of_which_nothing_is_selected_is_not_shown(page: Page) -> None:
    topics = "document.querySelector('#topics .plot').checkVisibility()"
    choose(page)
    page.until(topics)
    choose(page, form="10-K")  # only letters cite
    page.until(f"!{topics} && document.querySelector('#topics .nothing').checkVisibility()")


def test_only_forms_are_offered_as_forms(filings: duckdb.DuckDBPyConnection, page: Page) -> None:
    forms = filings.execute("SELECT DISTINCT form_type FROM filings ORDER BY 1").fetchall()
    offered = page.value("[...document.getElementById('form').options].map((each) => each.text)")
    assert offered == ["all", *(form for (form,) in forms)]


def test_filings_are_found_by_accession_number_cik_and_company(
    filings: duckdb.DuckDBPyConnection, page: Page
) -> None:
    choose(page)
    accession, cik, company = numbers(
        filings,
        "SELECT accession_number, cik, company_name FROM filings ORDER BY accession_number DESC LIMIT 1",
    )
    padded = f"{cik:010}"
    for sought in (accession, accession.replace("-", ""), padded, company.upper(), f" {company} "):
        assert accession in search(page, sought)
    assert search(page, accession) == [accession]


@pytest.mark.parametrize("form", ["10-K", "10-K/A"])
def test_each_form_has_filings_in_a_list_that_has_not_all(page_of_some: Page, form: str) -> None:
    assert "300 of 1,000 filings" in page_of_some.value(
        "document.getElementById('list').textContent"
    )
    choose(page_of_some, form=form, **{"from": "2021Q1"})
    assert {row[2] for row in listed(page_of_some)} == {form}


def test_lines_break_where_quarters_lack_and_the_axis_is_true_to_time(page: Page) -> None:
    choose(page)
    page.until("document.querySelectorAll('#rates .mark-line path').length === 4")
    places = page.value(
        "[...new Set([...document.querySelectorAll('#rates .mark-symbol path[aria-roledescription=point]')]"
        ".map((each) => each.getCTM().e))].sort((a, b) => a - b)"
    )
    steps = [after - before for before, after in pairwise(places)]
    step = min(steps)
    assert max(steps) == pytest.approx(17 * step, rel=0.1)  # four years lack


def test_legends_fit_a_narrow_window(page: Page) -> None:
    choose(page)
    page.resize(NARROW)
    try:
        page.until(
            "document.getElementById('rejects').querySelectorAll('.role-legend-label text').length > 4"
            " && [...document.querySelectorAll('.role-legend-label text')].every((each) =>"
            " each.getBoundingClientRect().right <= each.closest('svg').getBoundingClientRect().right)"
        )
    finally:
        page.resize(WIDE)
