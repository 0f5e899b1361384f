"""The printed numbers of comments, told from other numbers at the start of a line.

`63. In this regard` may be the tail of `on page 63.`, `Note 2.` is a heading, and a comment
may hold a numbered list of its own. A number counts if it continues the sequence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.correspondence.lines import Line

_BARE: Final = re.compile(r"\(?(\d{1,3})\s?[.)](?!\d)(?=\s|[A-Z\"'“‘(\[]|$)[\s.:)–-]*")
_NAMED: Final = re.compile(
    r"(?:(?:sec|staff)(?:['’]s)?\s+)*(?:comment|question)\s*(?:no\.?|number|#)?\s*(\d{1,3})\b"
    r"\s*(?:[.:)–—-]+\s*|$)",
    re.IGNORECASE,
)
_OPEN_END: Final = re.compile(
    r"(?:\b(?:pages?|notes?|items?|nos?\.?|numbers?|comments?|paragraphs?|sections?|rules?|questions?"
    r"|and|or|of|to|the|in|on|through|exhibits?|parts?|volumes?|steps?|topics?|january|february"
    r"|march|april|may|june|july|august|september|october|november|december)|[,(-])$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number.

    Attributes:
        value: The number.
        line: Index of its line.
        indent: Column it stands at.
        label_length: Characters of the line that belong to the number.
        named: Whether a word such as `Comment` stands before it.
    """

    value: int
    line: int
    indent: int
    label_length: int
    named: bool


def numbered(lines: Sequence[Line], start: int, end: int, *, staff: bool) -> list[Number]:
    """The numbers of the comments between lines `start` and `end`, in sequence.

    The staff count without a gap. A company may answer some comments only: with words such as
    `Comment 7` its numbers need only ascend.
    """
    candidates = list(_candidates(lines, start, end))
    named = [number for number in candidates if number.named]
    if named and not staff:
        return _ascending(named)
    return _sequence([number for number in candidates if not number.named] or named)


def _candidates(lines: Sequence[Line], start: int, end: int) -> Iterator[Number]:
    for i in range(start, end):
        line = lines[i]
        first = line.text[:1]
        named = not first.isdigit() and first != "("
        match = (_NAMED if named else _BARE).match(line.text)
        if match is None or (i > start and not line.gap and _OPEN_END.search(lines[i - 1].text)):
            continue
        yield Number(int(match.group(1)), i, line.indent, match.end(), named)


def _ascending(numbers: Sequence[Number]) -> list[Number]:
    kept: list[Number] = []
    for number in numbers:
        if not kept or number.value > kept[-1].value:
            kept.append(number)
    return kept


def _sequence(candidates: Sequence[Number]) -> list[Number]:
    """The candidates that count on by one, less those of lists inside a comment."""
    kept: list[Number] = []
    inner: Number | None = None
    for number in candidates:
        expected = kept[-1].value + 1 if kept else 1
        if (
            inner is not None
            and number.value == inner.value + 1
            and not (number.value == expected and _is_nearer(number, kept[-1], inner))
        ):
            inner = number
        elif number.value == expected:
            kept.append(number)
            inner = None
        elif number.value == 1:
            inner = number
    return kept


def _is_nearer(number: Number, outer: Number, inner: Number) -> bool:
    """Whether `number` stands in the column of `outer` rather than of `inner`."""
    return abs(number.indent - outer.indent) <= abs(number.indent - inner.indent)
