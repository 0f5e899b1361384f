"""Progress of a local run: lines where there is no terminal, a bar where there is one."""

import io
import threading
from collections.abc import Callable

import pytest
from rich.console import Console

from pipelines.views.progress import show_progress
from transforms.elements import Address
from transforms.report_progress import send


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines come as often as there is something to tell."""
    monkeypatch.setattr("pipelines.views.progress._LINE_SECONDS", 0.0)


class Screen(io.StringIO):
    """What was written so far, by another thread."""

    def __init__(self) -> None:
        super().__init__()
        self._written = threading.Condition()

    def write(self, text: str) -> int:
        with self._written:
            self._written.notify_all()
            return super().write(text)

    def wait_for(self, text: str) -> None:
        with self._written:
            assert self._written.wait_for(lambda: text in self.getvalue(), timeout=60)


def shown(report: Callable[[Address], None], until: str, *, terminal: bool = False) -> str:
    """What is shown of `report`, once `until` is in it."""
    output = Screen()
    console = Console(file=output, width=120, force_terminal=terminal, legacy_windows=False)
    with show_progress(console) as address:
        report(address)
        output.wait_for(until)
    return output.getvalue()


def some_filings(address: Address) -> None:
    send(10, address, "total")
    for _ in range(3):
        send(1, address, "filings")
    send(2, address, "rejects")


@pytest.mark.usefixtures("soon")
def test_messages_add_up_to_lines_without_a_terminal() -> None:
    lines = shown(some_filings, "3 of 10 filings").splitlines()
    done = [line for line in lines if line.startswith("3 of 10 filings")]
    assert done
    assert "2 rejects" in shown(some_filings, "2 rejects")
    assert not any("\x1b" in line for line in lines)


@pytest.mark.usefixtures("soon")
def test_the_total_is_unknown_until_it_is_told() -> None:
    assert "1 of ? filings" in shown(lambda address: send(1, address, "filings"), "1 of ?")


@pytest.mark.usefixtures("soon")
def test_a_pause_is_what_remains_of_it() -> None:
    def blocked(address: Address) -> None:
        for remaining in (60, 59):
            send(remaining, address, "pause")

    assert "going on in 59 s" in shown(blocked, "in 59 s")


def test_a_short_run_prints_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.views.progress._LINE_SECONDS", float("inf"))  # however slow
    output = io.StringIO()
    with show_progress(Console(file=output)) as address:
        some_filings(address)
    assert output.getvalue() == ""


def test_a_terminal_shows_a_bar() -> None:
    text = shown(some_filings, "3/10", terminal=True)
    assert "3/10" in text
    assert "rejects" in text


def test_the_display_ends_with_a_run_that_fails() -> None:
    with pytest.raises(KeyError), show_progress(Console(file=io.StringIO())):
        raise KeyError("bug")
