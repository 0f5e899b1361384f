"""Ctrl-C, and the SIGTERM that schedulers send, whatever the command is doing."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

_SHOW_CURSOR: Final = b"\x1b[?25h"  # which a progress bar hides


class TerminatedError(KeyboardInterrupt):
    """SIGTERM came: whatever heeds Ctrl-C has been ended in the same way."""


_ERRORS: Final[dict[int, type[KeyboardInterrupt]]] = {
    signal.SIGINT: KeyboardInterrupt,
    signal.SIGTERM: TerminatedError,
}
_LOST: Final = 128  # more than the number of any signal
_END: Final = b"\0"
_LOSING_SECONDS: Final = 0.05  # until whatever has lost an interruption is over
_UNHEARD_SECONDS: Final = 0.2  # until a signal that is not heard is sent again
_AT_ONCE_SECONDS: Final = 0.5  # `timeout` sends to the command, and then to all that it started


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
        with _watched(heard):
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
def _watched(heard: list[int]) -> Iterator[None]:
    """See to it that a signal is heard, and end the process at a second one.

    Python calls its handlers in the main thread alone, between its own instructions. A signal that
    comes while the main thread starts another is received by a third, since starting one blocks
    signals, and does not wake the main thread if that then waits for a lock. But Python writes the
    number of a signal to this socket as soon as it comes, where another thread reads it. It is also
    told of interruptions that are lost, since what the garbage collector calls cannot raise.
    """
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    before = signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
    report = sys.unraisablehook

    def report_or_repeat(lost: "sys.UnraisableHookArgs") -> None:
        if heard and isinstance(lost.exc_value, KeyboardInterrupt):
            writer.send(bytes([_LOST + heard[0]]))
        else:
            report(lost)

    sys.unraisablehook = report_or_repeat
    watch = threading.Thread(
        target=_watch, args=(reader, heard, threading.get_ident()), daemon=True
    )
    watch.start()
    try:
        yield
    finally:
        try:
            writer.send(_END)
            watch.join()  # what it sends is not for the context around this one
        finally:
            sys.unraisablehook = report
            signal.set_wakeup_fd(before)
            writer.close()
            reader.close()


def _watch(reader: socket.socket, heard: list[int], main: int) -> None:
    """Send the first signal on to the main thread until it is heard; end at a second one.

    Once would not do: a signal between two reads of a pipe does not keep the second from waiting,
    and until that is over, or interrupted, Python does not look whether there was one.
    """
    own = 0  # of those that are to be read, sent from here
    first, sent = None, 0
    while True:
        reader.settimeout(_UNHEARD_SECONDS if sent and not heard else None)
        try:
            said = reader.recv(1)
        except TimeoutError:
            own += 1
            signal.pthread_kill(main, sent)
            continue
        if said == _END:
            return
        number, is_lost = said[0] % _LOST, said[0] >= _LOST
        if number not in _ERRORS:
            continue
        if is_lost:
            time.sleep(_LOSING_SECONDS)
            heard.clear()
        elif own:
            own -= 1
            continue
        elif first is None:
            first = time.monotonic()
        elif time.monotonic() - first > _AT_ONCE_SECONDS:
            _end_at_once(number)
        else:
            continue
        own += 1
        sent = number
        signal.pthread_kill(main, number)


def _end_at_once(number: int) -> NoReturn:
    code, word = _end_of(number)
    cursor = _SHOW_CURSOR if os.isatty(2) else b""
    os.write(2, cursor + f"{word}\n".encode())
    os._exit(code)
