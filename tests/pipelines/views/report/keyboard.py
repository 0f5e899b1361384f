"""A page in headless Chromium that is used by keyboard, over the DevTools protocol on a pipe.

    with open_keyboard(path) as keyboard:
        keyboard.press("Tab")
        keyboard.focused()

https://chromedevtools.github.io/devtools-protocol: messages are JSON and end with a zero byte; the
browser reads them from descriptor 3 and writes to 4 (`--remote-debugging-pipe`).
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from tests.pipelines.views.report.browser import chromium

_OPTIONS: Final = (
    "--headless --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1280,900 --remote-debugging-pipe"
).split()
_KEYS: Final = {  # code, virtual key, text
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    " ": ("Space", 32, " "),
    "ArrowDown": ("ArrowDown", 40, ""),
}
_SHIFT: Final = 8
_AS_3_AND_4: Final = """
import fcntl, os, sys
reads, writes = (fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in sys.argv[1:3])
os.dup2(reads, 3), os.dup2(writes, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_DRAWN: Final = "document.documentElement.dataset.drawn === 'true'"
_FOCUSED: Final = """(() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const at = [Math.max(box.left, 0) + Math.min(box.width, 8) / 2,
                Math.max(box.top, 0) + Math.min(box.height, innerHeight) / 2];
    const there = document.elementFromPoint(...at);
    return {
        place: [...document.querySelectorAll("*")].indexOf(element), tag: element.localName, id: element.id, text: element.textContent.trim().slice(0, 60),
        href: element.getAttribute("href") ?? "", label: element.getAttribute("aria-label") ?? "",
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
        uncovered: there !== null && (element.contains(there) || there.contains(element)),
        folded: element.localName === "summary" && !element.parentElement.open,
    };
})()"""


class Focused(NamedTuple):
    """The element that has the focus.

    Attributes:
        place: Its place in the document.
        outlined: A line is drawn around it.
        uncovered: It is in the window, and nothing lies over it.
        folded: It is the summary of details that are closed.
    """

    place: int
    tag: str
    id: str
    text: str
    href: str
    label: str
    outlined: bool
    uncovered: bool
    folded: bool


class Keyboard:
    """Keys pressed in one page, and what they come to."""

    def __init__(self, commands: IO[bytes], answers: IO[bytes]) -> None:
        self._commands, self._answers = commands, answers
        self._number = 0
        self._session: str | None = None
        self._events: list[str] = []

    def open(self, path: Path, ready: str) -> None:
        """Open a page, and wait for a condition in it."""
        target = self._send("Target.createTarget", url="about:blank")["targetId"]
        attached = self._send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._send("Page.enable")
        self._events.clear()  # those of the blank page
        self._send("Page.navigate", url=path.as_uri())
        while "Page.loadEventFired" not in self._events:
            self._events.append(str(self._read().get("method")))
        self.until(ready)
        self._send("Page.bringToFront")

    def resize(self, width: int, height: int) -> None:
        """Give the page another size, in CSS pixels."""
        self._send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press and release a key."""
        code, virtual, text = _KEYS[key]
        of_both = {"key": key, "code": code, "windowsVirtualKeyCode": virtual,
                   "modifiers": _SHIFT if shift else 0}  # fmt: skip
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self._send("Input.dispatchKeyEvent", **of_both, **down)
        self._send("Input.dispatchKeyEvent", **of_both, type="keyUp")

    def focused(self) -> Focused:
        """What has the focus now, after scrolling is done."""
        return Focused(**self.value(_FOCUSED))

    def until(self, condition: str) -> None:
        """Wait for a condition in the page, for at most a thousand looks."""
        came = self.value(
            "new Promise((resolve) => { let looks = 0; const look = () => "
            f"({condition}) ? resolve(true) : ++looks > 1000 ? resolve(false) : setTimeout(look, 20); "
            "look(); })"
        )
        assert came, condition

    def value(self, expression: str) -> Any:
        """Value of an expression in the page, awaited where it is a promise."""
        found = self._send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def _send(self, method: str, **params: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        self._commands.write(json.dumps(message).encode() + b"\0")
        self._commands.flush()
        while (answer := self._read()).get("id") != self._number:
            self._events.append(str(answer.get("method")))
        assert "error" not in answer, (method, answer)
        result: dict[str, Any] = answer["result"]
        return result

    def _read(self) -> dict[str, Any]:
        message = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            assert byte, "the browser has ended"
            message += byte
        answer: dict[str, Any] = json.loads(message)
        return answer


@contextmanager
def open_keyboard(path: Path, ready: str = _DRAWN) -> Iterator[Keyboard]:
    """A page of a new profile, when `ready` is true in it; the browser ends with it."""
    browser = chromium()
    assert browser is not None
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    reads, commands = os.pipe()
    answers, writes = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [sys.executable, "-c", _AS_3_AND_4, str(reads), str(writes), browser, *_OPTIONS, *sandbox,
             f"--user-data-dir={profile}"],
            pass_fds=(reads, writes), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(reads)
        os.close(writes)
        try:
            with os.fdopen(commands, "wb") as to, os.fdopen(answers, "rb") as of:
                keyboard = Keyboard(to, of)
                keyboard.open(path, ready)
                yield keyboard
        finally:
            process.kill()
            process.wait()
