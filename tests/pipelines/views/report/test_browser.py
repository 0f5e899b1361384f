"""The browser of the report's tests: what it says of pages that fail, and that pages share nothing."""

import os
import signal
from pathlib import Path

import pytest

from tests.pipelines.views.report.browser import Browser, BrowserError, started
from tests.pipelines.views.report.page import NARROW, Page, open_page

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
_LOADED = "true"


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    return page_of("", tmp_path)


def page_of(script: str, directory: Path) -> Path:
    page = directory / "page.html"
    page.write_text(f"<title>A page</title><script>{script}</script><p>Text", "utf-8")
    return page


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("throw new Error('the cause')", "the cause"),
        ("setTimeout(() => { throw new Error('the cause') })", "the cause"),
        ("(async () => { throw new Error('the cause') })()", "the cause"),
        ("console.error('the cause')", "the cause"),
        ("console.log('the cause')", "the cause"),
        ("document.write('<img src=absent.png>')", "absent.png"),
    ],
)
def test_what_a_page_throws_logs_and_does_not_find_is_in_its_console(
    browser: Browser, tmp_path: Path, script: str, said: str
) -> None:
    with open_page(browser, page_of(script, tmp_path), ready=_LOADED) as page:
        (entry,) = page.console()
        assert said in str(entry)


def test_the_console_of_a_page_that_fails_nowhere_is_empty(browser: Browser, blank: Path) -> None:
    with open_page(browser, blank, ready=_LOADED) as page:
        assert page.console() == []
        assert page.elements().findtext(".//p") == "Text"


def test_pages_share_neither_storage_nor_width_nor_focus(browser: Browser, blank: Path) -> None:
    def store(page: Page) -> None:
        page.value("localStorage.setItem('kept', 'yes')")
        assert page.value("localStorage.getItem('kept')") == "yes"

    with open_page(browser, blank, ready=_LOADED) as first:
        store(first)
        first.resize(NARROW)
        with open_page(browser, blank, ready=_LOADED) as second:
            assert second.value("localStorage.getItem('kept')") is None
            assert second.value("innerWidth") != first.value("innerWidth") == NARROW
            assert first.value("document.hasFocus()")
            assert second.value("document.hasFocus()")
    with open_page(browser, blank, ready=_LOADED) as third:
        assert third.value("localStorage.getItem('kept')") is None


def test_a_page_that_crashes_says_so_and_the_next_one_opens(browser: Browser, blank: Path) -> None:
    with (
        pytest.raises(BrowserError, match="the page has crashed"),
        open_page(browser, blank, ready=_LOADED) as page,
    ):
        page.load("chrome://crash")
    with open_page(browser, blank, ready=_LOADED) as page:
        assert page.elements().findtext(".//p") == "Text"


def test_a_browser_that_dies_says_so_and_leaves_neither_process_nor_profile(
    browser: Browser, tmp_path: Path, blank: Path
) -> None:
    def die_meanwhile(dying: Browser) -> None:
        with open_page(dying, blank, ready=_LOADED) as page:
            os.kill(dying.pid, signal.SIGKILL)
            page.value("new Promise(() => {})")

    with started(tmp_path) as dying:
        with pytest.raises(BrowserError, match=f"Chromium has ended with {-signal.SIGKILL}"):
            die_meanwhile(dying)
        assert (tmp_path / "profile").exists()
    assert not (tmp_path / "profile").exists()
    with pytest.raises(ProcessLookupError):
        os.kill(dying.pid, 0)
    assert browser.send("Browser.getVersion")  # another one lives on
