"""Progress of runs, here or elsewhere, and of other long work, for a terminal or a log."""

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any, Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from transforms.datasets.progress import OnDone
from transforms.elements import Address

_LINE_SECONDS: Final = 5.0  # between two lines at first
_LINE_SHARE: Final = 0.05  # of the time so far: a line is no news that comes much more often
_MOST_LINE_SECONDS: Final = 60.0  # so that a log of a backfill of days says that it goes on


@contextmanager
def show_progress(console: Console) -> Iterator[Address]:
    """Listen for the workers' messages and show them; gives the address to send them to."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(0.2)
        stop = threading.Event()
        show = _show_bar if console.is_terminal else _show_lines
        thread = threading.Thread(target=show, args=(console, receiver, stop), daemon=True)
        thread.start()
        try:
            yield Address(*receiver.getsockname())
        finally:
            stop.set()
            thread.join()


def _counts(receiver: socket.socket, stop: threading.Event) -> Iterator[Counter[str]]:
    """The counts so far, after every message and at least five times a second, until `stop`."""
    counts: Counter[str] = Counter()
    while not stop.is_set():
        with suppress(TimeoutError):
            message = json.loads(receiver.recv(1024))
            if "pause" in message:  # seconds that remain, not more of them
                counts["pause"] = 0
            counts.update(message)
        yield counts


def _show_bar(console: Console, receiver: socket.socket, stop: threading.Event) -> None:
    columns = (
        BarColumn(),
        TextColumn("{task.fields[done]}"),
        TextColumn("{task.fields[rate]:.1f}/s"),
        TextColumn("{task.fields[rejects]}{task.fields[pause]}"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    started = time.monotonic()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("filings", **_bar(Counter(), 1.0))
        for counts in _counts(receiver, stop):
            progress.update(task, **_bar(counts, time.monotonic() - started))


def _bar(counts: Counter[str], seconds: float) -> dict[str, Any]:
    """What the bar shows of counts."""
    return {
        "total": counts["total"] or None,
        "completed": counts["filings"],
        "done": filings_so_far(counts),
        "rate": counts["filings"] / seconds,
        "rejects": rejects_so_far(counts),
        "pause": _pause(counts),
        "left": time_left(counts, seconds),
    }


def _show_lines(console: Console, receiver: socket.socket, stop: threading.Event) -> None:
    started = shown = time.monotonic()
    total = 0
    for counts in _counts(receiver, stop):
        if counts["total"] != total:
            total = counts["total"]
            console.print(f"{total:,} filings are selected", highlight=False)
        now = time.monotonic()
        if now - shown >= seconds_to_next_line(now - started):
            shown = now
            rate = counts["filings"] / (now - started)
            left = time_left(counts, now - started)
            speed = f", {rate:.1f}/s, {rejects_so_far(counts)}" if counts["filings"] else ""
            console.print(
                f"{filings_so_far(counts)}{speed}{_pause(counts)}" + (left and f", {left}"),
                highlight=False,
            )


def seconds_to_next_line(elapsed: float) -> float:
    """How long a line on a run of so many seconds is left to stand, where there is no terminal."""
    return min(max(_LINE_SECONDS, _LINE_SHARE * elapsed), _MOST_LINE_SECONDS)


def filings_so_far(counts: Counter[str]) -> str:
    """How many filings are done, of how many once their number is known."""
    done, total = counts["filings"], counts["total"]
    if total:
        return f"{done:,} of {total:,} filings"
    return f"{done:,} done, counting filings" if done else "counting filings"


def rejects_so_far(counts: Counter[str]) -> str:
    """Their number, in words."""
    number = counts["rejects"]
    return f"{number:,} reject" + ("" if number == 1 else "s")


def time_left(counts: Counter[str], seconds: float) -> str:
    """Time left at the rate so far; empty where it is not known."""
    done, total = counts["filings"], counts["total"]
    if not (done and total > done):
        return ""
    return f"{timedelta(seconds=round(seconds * (total - done) / done))} left"


def _pause(counts: Counter[str]) -> str:
    """The countdown while EDGAR blocks."""
    return f", blocked: going on in {counts['pause']} s" if counts["pause"] else ""


@contextmanager
def show_parts(unit: str) -> Iterator[OnDone]:
    """A bar for each thing that is worked on, at a terminal; nothing elsewhere.

    Args:
        unit: What its parts are, such as `rows`; empty where the things themselves say so.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    tasks: dict[str, TaskID] = {}
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:

        def on_done(name: str, total: int, more: int) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=total)
            progress.update(tasks[name], total=total, advance=more)

        yield on_done


class RemoteProgress:
    """A line on a job elsewhere whenever there is something to say.

    Args:
        console: Where to print it.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._started = time.monotonic()

    def show(self, counters: Mapping[str, int] | None) -> None:
        """Print what the job has counted.

        Args:
            counters: None where that is not known.
        """
        seconds = time.monotonic() - self._started
        clock = timedelta(seconds=round(seconds))
        if not counters or not counters.get("filings"):
            self._console.print(f"the job runs, {clock}", highlight=False)
            return
        filings = counters["filings"]
        self._console.print(
            f"{filings:,} filings, {filings / seconds:.1f}/s, "
            f"{rejects_so_far(Counter(counters))}, {clock}",
            highlight=False,
        )
