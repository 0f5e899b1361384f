"""Text of inline elements: with and without markup, less what `ix:exclude` leaves out."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from transforms.xbrl.names import IX

_ALL: Final = f"{{{IX}}}*"
_EXCLUDE: Final = f"{{{IX}}}exclude"
_MARKUP = re.compile(r"<[^>]*>")


def text_of(element: etree._Element) -> str:
    """Text of an element and all its descendants, those in `ix:exclude` left out."""
    if len(element) == 0:
        return element.text or ""
    if next(element.iter(_EXCLUDE), None) is None:
        return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))
    return "".join(_texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != _EXCLUDE:
            yield from _texts(child)
        yield child.tail or ""


def plain_text(markup: str) -> str:
    """Text of markup as `Escaped` gives it."""
    text = _MARKUP.sub("", markup)
    return (
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&#13;", "\r").replace("&amp;", "&")
    )


class Escaped:
    """Content of inline elements as escaped markup (Inline XBRL 1.1 §11.1.2).

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
        markup, cuts = _without_inline_tags(serialised, _inline_tag(outermost))
        for element, cut in zip(outermost.iter(_ALL), cuts, strict=True):
            if cut is not None:
                self._cuts[element] = (markup, *cut)


def _inline_tag(element: etree._Element) -> re.Pattern[str]:
    """Matches tags of inline elements in serialised markup, where `>` is escaped elsewhere."""
    prefixes = {prefix for prefix, namespace in element.nsmap.items() if namespace == IX}
    for descendant in element.iter(_ALL):
        prefixes.add(descendant.prefix)
    alternatives = "|".join(f"{re.escape(prefix)}:" if prefix else "" for prefix in prefixes)
    return re.compile(rf"<(/?)(?:{alternatives})([A-Za-z]+)(?:\s[^<>]*?)?(/?)>")


def _without_inline_tags(
    serialised: str, tag: re.Pattern[str]
) -> tuple[str, list[tuple[int, int] | None]]:
    """Markup without inline elements' tags; start and end of each one's content in it.

    None stands for an element in an `ix:exclude`: its content is not in the markup.
    """
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    open_elements: list[int] = []
    excluded = position = length = 0
    for match in tag.finditer(serialised):
        if not excluded:
            parts.append(serialised[position : match.start()])
            length += match.start() - position
        position = match.end()
        closes, name, empty = match.groups()
        if not closes:
            open_elements.append(len(starts))
            starts.append(-1 if excluded else length)
            ends.append(-1)
            excluded += name == "exclude"
        if closes or empty:
            ends[open_elements.pop()] = length
            excluded -= name == "exclude"
    return "".join(parts), [
        None if start < 0 else (start, end) for start, end in zip(starts, ends, strict=True)
    ]
