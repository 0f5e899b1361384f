"""Progress of a local run: lines where there is no terminal, a bar where there is one."""

import io
import re
import threading
from collections import Counter
from collections.abc import Callable

import pytest
from rich.console import Console

from pipelines.views.progress import (
    RemoteProgress,
    rejects_so_far,
    seconds_to_next_line,
    show_progress,
    time_left,
)
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
    assert " left" in shown(some_filings, "2 rejects, 0:")
    assert not any("\x1b" in line for line in lines)


@pytest.mark.parametrize(
    ("elapsed", "expected"), [(1, 5), (100, 5), (600, 30), (1_200, 60), (36_000, 60)]
)
def test_lines_come_less_often_as_a_run_goes_on(elapsed: float, expected: float) -> None:
    assert seconds_to_next_line(elapsed) == pytest.approx(expected)


@pytest.mark.usefixtures("soon")
def test_filings_are_being_counted_until_their_total_is_known() -> None:
    assert "counting filings" in shown(lambda _: None, "counting filings").splitlines()
    lines = shown(lambda address: send(1, address, "filings"), "1 done")
    assert "1 done, counting filings" in lines


@pytest.mark.usefixtures("soon")
def test_a_pause_is_what_remains_of_it() -> None:
    def blocked(address: Address) -> None:
        for remaining in (60, 59):
            send(remaining, address, "pause")

    assert "going on in 59 s" in shown(blocked, "in 59 s")


def test_the_number_of_filings_is_shown_as_soon_as_it_is_known() -> None:
    text = shown(lambda address: send(1200, address, "total"), "selected")
    assert text == "1,200 filings are selected\n"


@pytest.mark.parametrize(
    ("counts", "rejects", "left"),
    [
        ({"filings": 3, "total": 12, "rejects": 1}, "1 reject", "0:00:30 left"),
        ({"filings": 12, "total": 12, "rejects": 2000}, "2,000 rejects", ""),
        ({"total": 12}, "0 rejects", ""),
        ({"filings": 3}, "0 rejects", ""),
    ],
)
def test_what_is_left_follows_from_the_rate_so_far(
    counts: dict[str, int], rejects: str, left: str
) -> None:
    assert rejects_so_far(Counter(counts)) == rejects
    assert time_left(Counter(counts), 10.0) == left


def test_a_terminal_shows_a_bar() -> None:
    def and_a_pause(address: Address) -> None:
        some_filings(address)
        send(59, address, "pause")

    text = shown(and_a_pause, "2 rejects, blocked: going on in 59 s", terminal=True)
    assert "3 of 10 filings" in text
    assert re.search(r"\d\.\d/s", text)
    assert " left" in text


def test_the_display_ends_with_a_run_that_fails() -> None:
    with pytest.raises(KeyError), show_progress(Console(file=io.StringIO())):
        raise KeyError("bug")


@pytest.mark.parametrize(
    ("counters", "line"),
    [
        (None, "the job runs, "),
        ({}, "the job runs, "),
        ({"rejects": 1}, "the job runs, "),
        ({"filings": 1_200}, "1,200 filings, "),
    ],
)
def test_a_job_elsewhere_runs_until_its_filings_are_known(
    counters: dict[str, int] | None, line: str
) -> None:
    output = io.StringIO()
    RemoteProgress(Console(file=output, width=120)).show(counters)
    assert output.getvalue().startswith(line)
