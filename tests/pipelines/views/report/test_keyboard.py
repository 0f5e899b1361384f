"""The report used by keyboard alone, in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.query import connect
from pipelines.views.report.overview import overview_page
from pipelines.views.report.plots import PLOTS
from tests.pipelines.views.report.browser import chromium
from tests.pipelines.views.report.keyboard import Focused, Keyboard, open_keyboard

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium is installed here"),
]
_MOST_STOPS = 500
_OPENED = "!document.getElementById('filing').hidden"
_CLOSED = "document.getElementById('filing').hidden"


@pytest.fixture
def keyboard(sample_output: Path, tmp_path: Path) -> Iterator[Keyboard]:
    page = tmp_path / "report.html"
    page.write_text(overview_page(connect(sample_output), "out"), "utf-8")
    with open_keyboard(page) as opened:
        yield opened


def stops(keyboard: Keyboard, *, shift: bool = False) -> list[Focused]:
    """What Tab leads to, from where the focus is until it leaves the page or comes round."""
    found: list[Focused] = []
    for _ in range(_MOST_STOPS):
        keyboard.press("Tab", shift=shift)
        focused = keyboard.focused()
        if focused.tag == "body" or (found and focused.place == found[0].place):
            return found
        found.append(focused)
    raise AssertionError("the focus does not leave the page")


def tab_to(keyboard: Keyboard, **wanted: object) -> Focused:
    for _ in range(_MOST_STOPS):
        keyboard.press("Tab")
        focused = keyboard.focused()
        if all(getattr(focused, name) == value for name, value in wanted.items()):
            return focused
    raise AssertionError(f"Tab does not lead to {wanted}")


def tab_onto(keyboard: Keyboard, selector: str) -> None:
    """As a person gets there: only what the keyboard focuses is sure to be outlined."""
    for _ in range(_MOST_STOPS):
        keyboard.press("Tab")
        if keyboard.value(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def assert_visible(found: list[Focused]) -> None:
    assert [each for each in found if not each.outlined] == []
    assert [each for each in found if not each.uncovered] == []


def test_tab_leads_through_filters_numbers_of_plots_and_filings_in_order(
    keyboard: Keyboard,
) -> None:
    found = stops(keyboard)
    assert_visible(found)
    assert found[0].href == "#main"
    assert [each.id or each.text for each in found[1:5]] == ["form", "from", "to", "All"]
    drawn = keyboard.value(
        "[...document.querySelectorAll('figure:has(details:not([hidden])) h2')].map((each) => each.textContent)"
    )
    assert 0 < len(drawn) <= len(PLOTS)
    of_plots = [name for plot in drawn for name in (plot, "Numbers")]
    assert [each.label or each.text for each in found[5 : 5 + len(of_plots)]] == of_plots
    search, region, *filings = found[5 + len(of_plots) :]
    assert search.id == "search"
    assert region.label == "Filings to look at"
    assert [each.href for each in filings] == [f"#{each.text}" for each in filings] != []
    assert_visible(stops(keyboard, shift=True))


def test_the_heading_of_a_list_does_not_cover_what_the_focus_returns_to(keyboard: Keyboard) -> None:
    keyboard.value("document.querySelector('section .scroll').style.maxHeight = '7rem'")
    assert_visible(stops(keyboard))
    assert_visible(stops(keyboard, shift=True))


def test_the_arrows_filter_and_space_opens_numbers_and_resets(keyboard: Keyboard) -> None:
    def numbers() -> str:
        return str(keyboard.value("document.querySelector('figure details div').textContent"))

    tab_to(keyboard, text="Numbers")
    keyboard.press(" ")
    keyboard.until("document.querySelector('figure details td')")
    everything = numbers()
    tab_to(keyboard, id="from")
    keyboard.press("ArrowDown")
    keyboard.until(f"document.querySelector('figure details div').textContent !== {everything!r}")
    tab_to(keyboard, text="All")
    keyboard.press(" ")
    keyboard.until(f"document.querySelector('figure details div').textContent === {everything!r}")


@pytest.mark.parametrize("back", ["Escape", "link", "history"])
def test_enter_opens_a_filing_and_the_focus_returns_to_its_link(
    keyboard: Keyboard, back: str
) -> None:
    tab_to(keyboard, label="Filings to look at")
    keyboard.press("Tab")
    link = keyboard.focused()
    keyboard.press("Enter")
    keyboard.until(f"{_OPENED} && document.activeElement.localName === 'h1'")
    assert keyboard.focused().outlined
    if back == "link":
        keyboard.press("Tab", shift=True)
        assert keyboard.focused().text == "All filings"
        keyboard.press("Enter")
    elif back == "Escape":
        tab_to(keyboard, href="#filing-trees")
        keyboard.press("Enter")
        keyboard.press("Escape")
    else:
        keyboard.value("history.back()")
    keyboard.until(f"{_CLOSED} && document.activeElement.localName === 'a'")
    returned = keyboard.focused()
    assert returned.href == link.href
    assert returned.uncovered


def test_statements_and_nodes_of_calculation_trees_fold_by_enter_and_space(
    keyboard: Keyboard,
) -> None:
    tab_to(keyboard, label="Filings to look at")
    keyboard.press("Tab")
    keyboard.press("Enter")
    keyboard.until(f"{_OPENED} && document.activeElement.localName === 'h1'")
    found = stops(keyboard)
    assert_visible(found)
    summaries = keyboard.value(
        "[...document.querySelectorAll('#filing summary')].filter((each) => each.checkVisibility()).length"
    )
    assert len([each for each in found if each.tag == "summary"]) == summaries > 2
    tab_onto(keyboard, ".tree ul summary")
    for key in "Enter", " ":
        node = keyboard.focused()
        assert not node.folded
        keyboard.press(key)
        assert keyboard.focused() == node._replace(folded=True)
        keyboard.press(key)


def test_escape_without_an_open_filing_leaves_the_page_as_it_is(keyboard: Keyboard) -> None:
    tab_to(keyboard, id="from")
    keyboard.press("Escape")
    assert keyboard.focused().id == "from"
