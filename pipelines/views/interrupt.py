"""Ctrl-C, and the SIGTERM that schedulers send, whatever the command is doing."""

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_SHOW_CURSOR: Final = b"\x1b[?25h"  # which a progress bar hides


class TerminatedError(KeyboardInterrupt):
    """SIGTERM came: whatever heeds Ctrl-C has been ended in the same way."""


_ERRORS: Final[dict[int, type[KeyboardInterrupt]]] = {
    signal.SIGINT: KeyboardInterrupt,
    signal.SIGTERM: TerminatedError,
}


@contextmanager
def heeded_signals(left: str = "") -> Iterator[None]:
    """Raise KeyboardInterrupt at Ctrl-C or SIGTERM, also in place of what a library makes of it.

    DuckDB raises a RuntimeError, or where it reads what Python writes, an error of its own. Where
    a library does not heed a signal for long, or loses it, a second one ends the process at once.
    What was to be ignored stays so.

    Args:
        left: What an interruption leaves, to be said of it unless there is more to say.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
        TerminatedError: SIGTERM came.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []

    def hear(number: int, frame: FrameType | None) -> None:
        del frame
        if not heard:  # a second one ends the process
            heard.append(number)
            raise _ERRORS[number]

    before = {
        number: signal.signal(number, hear)
        for number in _ERRORS
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        with _second_one_ends():
            yield
    except (Exception, KeyboardInterrupt) as error:  # without a signal it passes as it is
        if not heard:
            raise
        said = error.args if isinstance(error, KeyboardInterrupt) else ()
        raise _ERRORS[heard[0]](*(said or filter(None, [left]))) from error
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def outcome(interrupt: KeyboardInterrupt) -> tuple[int, str]:
    """The exit code that shells use, 128 and the number of the signal, and what is said."""
    is_term = isinstance(interrupt, TerminatedError)
    code, word = _end_of(signal.SIGTERM if is_term else signal.SIGINT)
    return code, ": ".join([word, *map(str, interrupt.args)])


def _end_of(number: int) -> tuple[int, str]:
    return 128 + number, "Terminated" if number == signal.SIGTERM else "Interrupted"


@contextmanager
def _second_one_ends() -> Iterator[None]:
    """End the process at a second signal.

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
            seen += number[0] in _ERRORS
            if seen > 1:
                code, word = _end_of(number[0])
                cursor = _SHOW_CURSOR if os.isatty(2) else b""
                os.write(2, cursor + f"{word}\n".encode())
                os._exit(code)
