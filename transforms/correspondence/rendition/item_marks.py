"""Numbers and bullets that a browser sets before the items of a list."""

import re
from string import ascii_lowercase
from typing import Final

from lxml import html

from transforms.correspondence.wording.number_words import ROMANS

_INTEGER: Final = re.compile(r"\d{1,4}")  # `3`
# `list-style-type: none`
_UNMARKED: Final = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
# `lower-alpha`
_LIST_STYLE: Final = re.compile(r"(?:lower|upper)-(?:alpha|latin|roman)", re.IGNORECASE)
_LIST_TYPES: Final = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_MARKS: Final = {"a": ascii_lowercase, "i": ROMANS}


class ItemMarks:
    """Counts the items of all lists of a document, in its order."""

    def __init__(self) -> None:
        self._counted: dict[html.HtmlElement, int] = {}

    def of(self, item: html.HtmlElement) -> str:
        """What stands before an item, such as `3. ` or a bullet; '' where its style says none."""
        parent = item.getparent()
        if parent is None or _UNMARKED.search(parent.get("style", "") + item.get("style", "")):
            return ""
        if parent.tag != "ol":
            return "\u2022 "
        before = self._counted.get(parent, _number(parent.get("start"), 1) - 1)
        self._counted[parent] = number = _number(item.get("value"), before + 1)
        return f"{_counted(number, _list_type(parent))}. "


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and _INTEGER.fullmatch(text) else default


def _list_type(element: html.HtmlElement) -> str:
    """The type of an ordered list as its attribute names it: `1`, `a`, `A`, `i` or `I`."""
    style = _LIST_STYLE.search(element.get("style", ""))
    return _LIST_TYPES[style[0].lower()] if style else element.get("type", "1")


def _counted(number: int, kind: str) -> str:
    """A number as a list counts: `3`, `c` or `iii`."""
    marks = _MARKS.get(kind.lower(), ())
    mark = marks[number - 1] if 0 < number <= len(marks) else str(number)
    return mark.upper() if kind.isupper() else mark
