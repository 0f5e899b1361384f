"""Text of inline elements: with and without markup, less what `ix:exclude` leaves out."""

import re
from collections.abc import Iterator, Set
from typing import Final

from lxml import etree

from transforms.xbrl import document
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.names import IX, clark, split_clark

_ALL: Final = clark(IX, "*")
_EXCLUDE: Final = clark(IX, "exclude")
# `<ix:exclude>`, `</exclude>`
_EXCLUDE_TAG = re.compile(r"</?(?:[^\s<>/:]+:)?exclude[\s/>]")
# `<br />`
_MARKUP = re.compile(r"<[^>]*>")


def text_of(element: etree._Element) -> str:
    """Text of an element and all its descendants, those in `ix:exclude` left out."""
    if len(element) == 0:
        return element.text or ""
    if next(element.iter(_EXCLUDE), None) is None:
        return document.text_of(element)
    return "".join(_texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start" and node.tag == _EXCLUDE:
            walk.skip_subtree()
        elif event == "start":
            yield node.text or ""
        elif node is not element:
            yield node.tail or ""


def plain_text(markup: str) -> str:
    """Text of markup as `Escaped` gives it."""
    text = _MARKUP.sub("", markup)
    return (
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&#13;", "\r").replace("&amp;", "&")
    )


class Escaped:
    """Content of inline elements as escaped markup (`escape` of `ix:nonNumeric`).

    The markup of an element is the document's, less the tags of inline elements and all that
    `ix:exclude` holds; so that of a nested element is part of that of the outer one. Each
    outermost element is serialised once, and the others are cut out of it.
    """

    def __init__(self) -> None:
        self._cuts: dict[etree._Element, tuple[str, int, int]] = {}

    def markup(self, element: etree._Element) -> str:
        """Markup inside `element`."""
        if element not in self._cuts:
            self._serialise(element)
        markup, start, end = self._cuts[element]
        return markup[start:end]

    def forget(self) -> None:
        """Drop what was serialised; elements that are freed must not come again."""
        self._cuts.clear()

    def _serialise(self, outermost: etree._Element) -> None:
        serialised = etree.tostring(outermost, encoding="unicode", with_tail=False)
        elements = list(outermost.iter(_ALL))
        prefixes = {element.prefix for element in elements}
        names = {f"{prefix}:" for prefix in prefixes if prefix}
        if None in prefixes:
            names |= {split_clark(each.tag)[1] for each in elements if not each.prefix}
        markup, cuts = _without_tags(str(serialised), names)
        if len(cuts) != len(elements):
            raise XbrlError("ambiguous-prefix", f"{names} stand for other namespaces as well")
        for element, cut in zip(elements, cuts, strict=True):
            if cut is not None:
                self._cuts[element] = (markup, *cut)


def _without_tags(serialised: str, names: Set[str]) -> tuple[str, list[tuple[int, int] | None]]:
    """Markup without the tags of `names`; start and end of each element's content in it.

    None stands for an element in an `ix:exclude`: its content is not in the markup.
    """
    parts: list[str] = []
    cuts: list[tuple[int, int] | None] = []
    open_elements: list[int] = []
    excluded = position = length = 0
    for start, end in _tags(serialised, names):
        if not excluded:
            parts.append(serialised[position:start])
            length += start - position
        position = end
        closes = serialised[start + 1] == "/"
        change = _EXCLUDE_TAG.match(serialised, start) is not None
        if not closes:
            open_elements.append(len(cuts))
            cuts.append(None if excluded else (length, length))
            excluded += change
        if (closes or serialised[end - 2] == "/") and open_elements:
            excluded -= change
            cut = cuts[opened := open_elements.pop()]
            cuts[opened] = cut and (cut[0], length)
    return "".join(parts), cuts


def _tags(serialised: str, names: Set[str]) -> list[tuple[int, int]]:
    """Start and end of the tags that begin with one of `names`; `>` is escaped everywhere else.

    A name is a prefix and its colon, or the whole name of an element in the default namespace.
    """
    found = []
    for name in names:
        place = serialised.find(name)
        while place >= 0:
            start = place - 2 if serialised[place - 1] == "/" else place - 1
            end = serialised.find(">", place) + 1
            if serialised[start] == "<" and end:
                found.append((start, end))
            place = serialised.find(name, place + 1)
    return sorted(found)
