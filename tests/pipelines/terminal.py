"""A command at a pseudo terminal: what a person types, and what is on the screen."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()=>][A-Z0-9]?|\r")  # such as ESC [ 0 m


class Terminal:
    """A command that runs at a terminal of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", handle: int) -> None:
        self._process, self._handle = process, handle
        self._seen = ""

    def type(self, text: str) -> None:
        """Type, with `\\r` for Enter."""
        os.write(self._handle, text.encode())

    def wait_for(self, text: str, seconds: float = 120) -> str:
        """What has come since what the last wait was for, once `text` is in it."""
        while text not in self._seen:
            ready, _, _ = select.select([self._handle], [], [], seconds)
            assert ready, self._seen
            self._seen += _CODES.sub("", os.read(self._handle, 65_536).decode(errors="replace"))
        shown, _, self._seen = self._seen.partition(text)
        return shown + text

    def send_once(self, begun: Path, number: int = signal.SIGINT) -> None:
        """Send a signal, such as that of Ctrl-C, once the command has made a file."""
        while not begun.exists():
            assert self._process.poll() is None, self._seen
            time.sleep(0.01)
        self.send(number)

    def send(self, number: int) -> None:
        """Send a signal to the command."""
        self._process.send_signal(number)

    def end(self) -> int:
        """Exit code, once it has ended."""
        with open(self._handle, "rb", closefd=False, buffering=0) as screen:
            try:
                while screen.read(65_536):
                    pass
            except OSError:  # how Linux says that the other side is closed
                pass
        return self._process.wait(60)


@contextmanager
def at_terminal(*arguments: str, home: Path) -> Iterator[Terminal]:
    """`edgar-arcs` with arguments, at a terminal of 100 by 40."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, 100))
    environment = os.environ | {
        "TERM": "xterm",
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    environment.pop("COLUMNS", None)
    with subprocess.Popen(
        [sys.executable, "-m", "pipelines", *arguments],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        try:
            yield Terminal(process, ours)
        finally:
            process.kill()
            os.close(ours)
