"""Ctrl-C while a library computes, and the SIGTERM that schedulers send."""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

INTERRUPTED: Final = 130
"""The exit code that shells use: 128 + SIGINT."""
TERMINATED: Final = 143
"""The same of SIGTERM."""
_SHOW_CURSOR: Final = b"\x1b[?25h"  # which a progress bar hides


class TerminatedError(KeyboardInterrupt):
    """SIGTERM came: whatever heeds Ctrl-C has been ended in the same way."""


@contextmanager
def heeded_termination() -> Iterator[None]:
    """Take SIGTERM for Ctrl-C, which ends workers, keeps records and gives a lease back.

    By default it would end this process alone: workers would find their connections broken, and
    each show a traceback, or wait for a minute. A second one does what it does by default.

    Raises:
        TerminatedError: SIGTERM came.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = False

    def hear(number: int, frame: FrameType | None) -> None:
        nonlocal heard
        heard = True
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGTERM, hear)
    try:
        yield
    except (Exception, KeyboardInterrupt) as error:  # libraries make errors of their own of it
        if heard:
            raise TerminatedError from error
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def heeded_interrupt() -> Iterator[None]:
    """Raise KeyboardInterrupt in place of the error that a library makes of Ctrl-C.

    DuckDB raises a RuntimeError, or where it reads what Python writes, an error of its own. Where
    it does not heed Ctrl-C for long, or loses it, a second one ends the process at once.
    """
    before = signal.getsignal(signal.SIGINT)
    if not callable(before) or threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = False

    def hear(number: int, frame: FrameType | None) -> None:
        nonlocal heard
        if not heard:  # a second one ends the process
            heard = True
            signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, hear)
    try:
        with _second_one_ends():
            yield
    except Exception as error:  # of whatever class; without Ctrl-C it passes as it is
        if heard:
            raise KeyboardInterrupt from error
        raise
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _second_one_ends() -> Iterator[None]:
    """End the process at a second Ctrl-C.

    Python calls its handlers between its own instructions alone, but writes the number of a signal
    to this socket as soon as it comes, where another thread reads it.
    """
    reader, writer = socket.socketpair()
    with writer:  # whose end ends the thread
        writer.setblocking(False)
        before = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        threading.Thread(target=_count, args=(reader,), daemon=True).start()
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)


def _count(reader: socket.socket) -> None:
    seen = 0
    with reader:
        while number := reader.recv(1):
            seen += number[0] == signal.SIGINT
            if seen > 1:
                cursor = _SHOW_CURSOR if os.isatty(2) else b""
                os.write(2, cursor + b"Interrupted\n")
                os._exit(INTERRUPTED)
