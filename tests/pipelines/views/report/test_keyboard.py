"""The report used by keyboard alone, in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.views.report.plots import PLOTS
from tests.pipelines.views.report.browser import Browser
from tests.pipelines.views.report.page import Focused, Page, open_page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("browser"),
]
_MOST_STOPS = 500
_OPENED = "!document.getElementById('filing').hidden"
_CLOSED = "document.getElementById('filing').hidden"


@pytest.fixture
def page(browser: Browser, sample_report: Path) -> Iterator[Page]:
    with open_page(browser, sample_report) as opened:
        yield opened


def stops(page: Page, *, shift: bool = False) -> list[Focused]:
    """What Tab leads to, from where the focus is until it leaves the page or comes round."""
    found: list[Focused] = []
    for _ in range(_MOST_STOPS):
        page.press("Tab", shift=shift)
        focused = page.focused()
        if focused.tag == "body" or (found and focused.place == found[0].place):
            return found
        found.append(focused)
    raise AssertionError("the focus does not leave the page")


def tab_to(page: Page, **wanted: object) -> Focused:
    for _ in range(_MOST_STOPS):
        page.press("Tab")
        focused = page.focused()
        if all(getattr(focused, name) == value for name, value in wanted.items()):
            return focused
    raise AssertionError(f"Tab does not lead to {wanted}")


def tab_onto(page: Page, selector: str) -> None:
    """As a person gets there: only what the keyboard focuses is sure to be outlined."""
    for _ in range(_MOST_STOPS):
        page.press("Tab")
        if page.value(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def assert_visible(found: list[Focused]) -> None:
    assert [each for each in found if not each.outlined] == []
    assert [each for each in found if not each.uncovered] == []


def test_tab_leads_through_filters_numbers_of_plots_and_filings_in_order(
    page: Page,
) -> None:
    found = stops(page)
    assert_visible(found)
    assert found[0].href == "#main"
    assert [each.id or each.text for each in found[1:5]] == ["form", "from", "to", "All"]
    drawn = page.value(
        "[...document.querySelectorAll('figure:has(details:not([hidden])) h2')].map((each) => each.textContent)"
    )
    assert 0 < len(drawn) <= len(PLOTS)
    of_plots = [name for plot in drawn for name in (plot, "Numbers")]
    assert [each.label or each.text for each in found[5 : 5 + len(of_plots)]] == of_plots
    search, region, *filings = found[5 + len(of_plots) :]
    assert search.id == "search"
    assert region.label == "Filings to look at"
    assert [each.href for each in filings] == [f"#{each.text}" for each in filings] != []
    assert_visible(stops(page, shift=True))


def test_the_heading_of_a_list_does_not_cover_what_the_focus_returns_to(page: Page) -> None:
    page.value("document.querySelector('section .scroll').style.maxHeight = '7rem'")
    assert_visible(stops(page))
    assert_visible(stops(page, shift=True))


def test_the_arrows_filter_and_space_opens_numbers_and_resets(page: Page) -> None:
    def numbers() -> str:
        return str(page.value("document.querySelector('figure details div').textContent"))

    tab_to(page, text="Numbers")
    page.press(" ")
    page.until("document.querySelector('figure details td')")
    everything = numbers()
    tab_to(page, id="from")
    page.press("ArrowDown")
    page.until(f"document.querySelector('figure details div').textContent !== {everything!r}")
    tab_to(page, text="All")
    page.press(" ")
    page.until(f"document.querySelector('figure details div').textContent === {everything!r}")


@pytest.mark.parametrize("back", ["Escape", "link", "history"])
def test_enter_opens_a_filing_and_the_focus_returns_to_its_link(page: Page, back: str) -> None:
    tab_to(page, label="Filings to look at")
    page.press("Tab")
    link = page.focused()
    page.press("Enter")
    page.until(f"{_OPENED} && document.activeElement.localName === 'h1'")
    assert page.focused().outlined
    if back == "link":
        page.press("Tab", shift=True)
        assert page.focused().text == "All filings"
        page.press("Enter")
    elif back == "Escape":
        tab_to(page, href="#filing-trees")
        page.press("Enter")
        page.press("Escape")
    else:
        page.value("history.back()")
    page.until(f"{_CLOSED} && document.activeElement.localName === 'a'")
    returned = page.focused()
    assert returned.href == link.href
    assert returned.uncovered


def test_statements_and_nodes_of_calculation_trees_fold_by_enter_and_space(
    page: Page,
) -> None:
    tab_to(page, label="Filings to look at")
    page.press("Tab")
    page.press("Enter")
    page.until(f"{_OPENED} && document.activeElement.localName === 'h1'")
    found = stops(page)
    assert_visible(found)
    summaries = page.value(
        "[...document.querySelectorAll('#filing summary')].filter((each) => each.checkVisibility()).length"
    )
    assert len([each for each in found if each.tag == "summary"]) == summaries > 2
    tab_onto(page, ".tree ul summary")
    for key in "Enter", " ":
        node = page.focused()
        assert not node.folded
        page.press(key)
        assert page.focused() == node._replace(folded=True)
        page.press(key)


def test_escape_without_an_open_filing_leaves_the_page_as_it_is(page: Page) -> None:
    tab_to(page, id="from")
    page.press("Escape")
    assert page.focused().id == "from"
