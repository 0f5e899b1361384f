"""A page in the browser: its elements, what its scripts said, and keys pressed in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from lxml import html

from tests.pipelines.views.report.browser import Browser

_KEYS: Final = {  # code, virtual key, text
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    " ": ("Space", 32, " "),
    "ArrowDown": ("ArrowDown", 40, ""),
}
_SHIFT: Final = 8
WIDE: Final = 1280
NARROW: Final = 400
_HEIGHT: Final = 900
DRAWN: Final = "document.documentElement.dataset.drawn === 'true'"
_SAID: Final = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
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


class Page:
    """An open page."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser, self._session = browser, session

    def load(self, url: str) -> None:
        """Go to a page, and wait until all that it names is loaded."""
        for domain in "Page", "Runtime", "Log", "Inspector":
            self._send(f"{domain}.enable")
        self._send("Emulation.setFocusEmulationEnabled", enabled=True)  # whatever others are open
        self._browser.events[self._session].clear()  # those of the blank page
        self._send("Page.navigate", url=url)
        self._browser.wait_for("Page.loadEventFired", self._session)

    def resize(self, width: int) -> None:
        """Give the page another width, in CSS pixels."""
        self._send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=_HEIGHT, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip

    def print_on_paper(self) -> None:
        """Lay the page out as it is printed, by someone whose screen is dark."""
        dark = [{"name": "prefers-color-scheme", "value": "dark"}]
        self._send("Emulation.setEmulatedMedia", media="print", features=dark)

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
        assert came, (condition, self.console())

    def value(self, expression: str) -> Any:
        """Value of an expression in the page, awaited where it is a promise."""
        found = self._send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def elements(self) -> html.HtmlElement:
        """The document as its scripts have made it."""
        return html.fromstring(self.value("document.documentElement.outerHTML"))

    def console(self) -> list[dict[str, Any]]:
        """What scripts have written to the console and not caught, and what could not be loaded."""
        self.value(
            "new Promise((resolve) => setTimeout(resolve))"
        )  # rejections come at a task's end
        events = self._browser.events[self._session]
        return [each["params"] for each in events if each["method"] in _SAID]

    def _send(self, method: str, **params: object) -> dict[str, Any]:
        return self._browser.send(method, self._session, **params)


@contextmanager
def open_page(
    browser: Browser, path: Path, *, fragment: str = "", width: int = WIDE, ready: str = DRAWN
) -> Iterator[Page]:
    """A page that shares nothing with others, when `ready` is true in it.

    Args:
        browser: Where it is opened.
        path: Its file.
        fragment: Such as `#findings`.
        width: Of the window, in CSS pixels.
        ready: A condition in JavaScript.
    """
    context = browser.send("Target.createBrowserContext")["browserContextId"]
    try:
        target = browser.send(
            "Target.createTarget", url="about:blank", browserContextId=context
        )["targetId"]  # fmt: skip
        attached = browser.send("Target.attachToTarget", targetId=target, flatten=True)
        page = Page(browser, attached["sessionId"])
        page.resize(width)
        page.load(path.as_uri() + fragment)
        page.until(ready)
        yield page
    finally:
        browser.send("Target.disposeBrowserContext", browserContextId=context)
