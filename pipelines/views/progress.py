"""Progress of a local run: a bar at a terminal, plain lines elsewhere."""

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from transforms.elements import Address

_LINE_SECONDS: Final = 5.0


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
        TextColumn("filings"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:.1f}/s"),
        TextColumn("{task.fields[rejects]} rejects{task.fields[pause]}"),
        TimeElapsedColumn(),
    )
    started = time.monotonic()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("filings", total=None, rate=0.0, rejects=0, pause="")
        for counts in _counts(receiver, stop):
            progress.update(
                task,
                total=counts["total"] or None,
                completed=counts["filings"],
                rate=counts["filings"] / (time.monotonic() - started),
                rejects=counts["rejects"],
                pause=_pause(counts),
            )


def _show_lines(console: Console, receiver: socket.socket, stop: threading.Event) -> None:
    started = shown = time.monotonic()
    for counts in _counts(receiver, stop):
        now = time.monotonic()
        if now - shown >= _LINE_SECONDS:
            shown = now
            rate = counts["filings"] / (now - started)
            console.print(
                f"{counts['filings']} of {counts['total'] or '?'} filings, "
                f"{rate:.1f}/s, {counts['rejects']} rejects{_pause(counts)}",
                highlight=False,
            )


def _pause(counts: Counter[str]) -> str:
    """The countdown while EDGAR blocks."""
    return f", blocked: going on in {counts['pause']} s" if counts["pause"] else ""
