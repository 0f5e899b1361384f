"""Headless Chromium, driven over the DevTools protocol on a pipe.

    with started(profile) as browser, open_page(browser, path) as page:
        page.press("Tab")

https://chromedevtools.github.io/devtools-protocol: messages are JSON and end with a zero byte; the
browser reads them from descriptor 3 and writes to 4 (`--remote-debugging-pipe`).
"""

import json
import os
import shutil
import signal
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

_OPTIONS: Final = (
    "--headless --no-startup-window --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-background-timer-throttling --disable-backgrounding-occluded-windows --disable-renderer-backgrounding "
    "--disable-breakpad --disable-component-update --disable-sync --remote-debugging-pipe"
).split()
_PIPE: Final = 'reads=$1 writes=$2; shift 2; exec "$@" 3</dev/fd/$reads 4>/dev/fd/$writes'
_SHOWN_OF_LOG: Final = 2_000
_BYTES_PER_READ: Final = 1 << 20
_SECONDS_TO_END: Final = 10


class BrowserError(Exception):
    """The browser, or a page in it, has ended."""


class Browser:
    """A running browser: what it is asked, and what it reports meanwhile.

    Attributes:
        pid: Number of its process.
        events: What each session has reported, in order; sessions belong to pages.
    """

    def __init__(self, process: subprocess.Popen[bytes], to: int, of: int, log: Path) -> None:
        self.pid = process.pid
        self.events: defaultdict[str | None, list[dict[str, Any]]] = defaultdict(list)
        self._process, self._to, self._of, self._log = process, to, of, log
        self._number = 0
        self._unread = bytearray()

    def send(self, method: str, session: str | None = None, **params: object) -> dict[str, Any]:
        """The answer to a command to the browser, or to the page of a session.

        Raises:
            BrowserError: The browser has ended, or the page has crashed.
        """
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        self._write(json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            self._report(answer)
        assert "error" not in answer, (method, answer)
        result: dict[str, Any] = answer["result"]
        return result

    def wait_for(self, event: str, session: str) -> None:
        """Read until the page of a session has reported that event."""
        while event not in [each["method"] for each in self.events[session]]:
            self._report(self._read())

    def _report(self, event: dict[str, Any]) -> None:
        if event.get("method") == "Inspector.targetCrashed":
            raise BrowserError("the page has crashed")
        self.events[event.get("sessionId")].append(event)

    def _write(self, message: bytes) -> None:
        left = memoryview(message)
        try:
            while left:
                left = left[os.write(self._to, left) :]
        except BrokenPipeError:
            raise self._ended() from None

    def _read(self) -> dict[str, Any]:
        while (end := self._unread.find(b"\0")) < 0:
            found = os.read(self._of, _BYTES_PER_READ)
            if not found:
                raise self._ended()
            self._unread += found
        message: dict[str, Any] = json.loads(self._unread[:end])
        del self._unread[: end + 1]
        return message

    def _ended(self) -> BrowserError:
        said = self._log.read_text("utf-8", "replace").strip()[-_SHOWN_OF_LOG:]
        return BrowserError(f"Chromium has ended with {self._process.wait()}, and said: {said}")


def chromium() -> str | None:
    """Path of the browser, None where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def started(directory: Path) -> Iterator[Browser]:
    """A browser with a new profile below a directory; it ends with the block, and so does the profile."""
    program = chromium()
    assert program is not None
    profile, log = directory / "profile", directory / "log"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    reads, to = os.pipe()
    of, writes = os.pipe()
    with log.open("wb") as errors:
        process = subprocess.Popen(
            ["/bin/sh", "-c", _PIPE, "sh", str(reads), str(writes), program, *_OPTIONS, *sandbox, f"--user-data-dir={profile}"],
            pass_fds=(reads, writes), stdout=errors, stderr=errors, start_new_session=True,
        )  # fmt: skip
    os.close(reads)
    os.close(writes)
    try:
        yield Browser(process, to, of, log)
    finally:
        os.close(to)  # at which it ends
        os.close(of)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_TO_END)
        with suppress(ProcessLookupError):  # as they should, all of its processes have ended
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        shutil.rmtree(profile, ignore_errors=True)
