"""The numbers printed at the start of lines, whatever they count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from transforms.correspondence.rendition.lines import Line, ends_sentence
from transforms.correspondence.wording.dates import MONTH
from transforms.correspondence.wording.number_words import IN_WORDS, NO, counted

# `12. Please`, `12a. Please`, `12.) Please`
_BARE: Final = re.compile(
    r"\(?(\d{1,3})[a-z]?\s?(?:\.\)|[.)])(?!\d)(?=\s|[A-Z\"'\u201c\u2018(\[]|$)[\s.:)\u2013-]*"
)
# `#12 Please`, `[12] Please`, `12: Please`, `12 - Please`, `No. 12. Please`, `Q12. Please`, `\u201c12. Please`
_RARE: Final = re.compile(
    r"(?:\#\s?(\d{1,3})|\[(\d{1,3})\]|(\d{1,3})\s?(?::|[-\u2013\u2014](?=\s))|[\"\u201c](\d{1,3})(?=[.)]\s)"
    r"|(?:No\.\s?|[CQ]\.?\s?)(\d{1,3}))(?=[\s.:)]|$)[\s.:)]*"
)
_IN_CELL: Final = re.compile(r"(\d{1,3})\s+(?=[A-Z\"\u201c])")  # `12 Please`, of two cells
# `Response to Comment 12:`, `Answer to the Staff's Question No. 12.`, `Answer to Q12:`
_ANSWERED: Final = re.compile(
    r"(?:response|answer|reply)\s+to\s+(?:(?:the\s+)?staff(?:['\u2019]s)?\s+)?(?:comment|question|q\.?)"
    rf"{NO}(\d{{1,3}})\s*(?:[.:\u2013\u2014]\s*|$)",
    re.IGNORECASE,
)
# What a digit follows, as in `Question 102.10`, is the question of an interpretation, no comment.
# `Comment No. 3:`, `Comment 3(a):`, `Comment Three`, `SEC Oral Comment #1:`, `Comment 3 (Leases, page 9):`,
# `Comment 3 We note`, but for `Comment 3 Response:`
_NAMED: Final = re.compile(
    rf"(?:(?:sec|staff|oral|verbal|written)(?:['\u2019]s)?\s+)*(?:comment|question){NO}(\d{{1,3}}|{IN_WORDS})"
    r"(?:\s?\([a-z]\)|[a-z](?!\w))?(?!\w)"
    r"\s*(?:[.:)\u2013\u2014-]+(?!\d)\s*|$|(?=\([^()]{3,80}\)\s?:)"
    r"|(?<=\s)(?=(?-i:[A-Z]))(?!(?:response|answer|reply)\b))",
    re.IGNORECASE,
)
_NAMED_STARTS: Final = frozenset("CcQqSsOoVvWw")
_TAIL: Final = 16  # characters at the end of a line that are looked at
_HEADING: Final = 48  # characters of a heading
_ROOM: Final = 12  # columns that are left behind a line which ends early
# `as disclosed on page`
_OPEN_END: Final = re.compile(
    r"(?:\b(?:pages?|notes?|items?|nos?\.?|numbers?|comments?|paragraphs?|sections?|rules?|questions?"
    r"|and|or|of|to|the|in|on|through|exhibits?|parts?|volumes?|steps?|topics?"
    rf"|{MONTH})|[,(-])$",
    re.IGNORECASE,
)

_QUOTES: Final = frozenset('"\u201c')
_QUOTED: Final = re.compile(r"[\"\u201c]\d{1,3}[.)]\s")  # `"1. Determine`
_UNQUOTED: Final = re.compile(r"[\"\u201d][.,;]?$")  # `as a loss."`
_QUOTATION: Final = 40  # lines of the longest quotation

Style = Literal["1.", "1)", "(1)", "Comment 1", "#1"]


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number.

    Attributes:
        value: The number.
        line: Index of its line.
        indent: Column it stands at.
        label_length: Characters of the line that belong to the number.
        style: How it is printed.
    """

    value: int
    line: int
    indent: int
    label_length: int
    style: Style


def printed_numbers(
    lines: Sequence[Line], start: int, end: int, *, rare: bool = False
) -> Iterator[Number]:
    """The numbers of lines `start` to `end`, less those that end a sentence of the line above.

    Those of a quotation that begins with one, `"1. Determine`, count nothing of the letter.

    Args:
        lines: Lines of the letter.
        start: The first line looked at.
        end: The line below the last.
        rare: Whether to look for ways to print a number that more often print something else.
    """
    quoted = start
    for i in range(start, end):
        line = lines[i]
        if not rare and line.text[:1] in _QUOTES and _QUOTED.match(line.text):
            quoted = _end_of_quotation(lines, i, end)
        if i < quoted:
            continue
        match = _rare(line) if rare else _usual(line.text)
        if match is None or (i > start and not line.gap and _is_open(lines[i - 1])):
            continue
        value = counted(match[match.lastindex or 1])
        yield Number(value, i, line.indent, match.end(), "#1" if rare else _style(match.group()))


def _end_of_quotation(lines: Sequence[Line], start: int, end: int) -> int:
    """The line below the quotation that begins at line `start`; that line itself where none ends near."""
    near = range(start, min(start + _QUOTATION, end))
    return next((i + 1 for i in near if _UNQUOTED.search(lines[i].text[-_TAIL:])), start)


def answer_numbers(lines: Sequence[Line], start: int, end: int) -> Iterator[Number]:
    """The numbers that the labels of answers name, in lines `start` to `end`: `Response to Comment 1:`."""
    for i in range(start, end):
        match = _ANSWERED.match(lines[i].text)
        if match is not None:
            yield Number(int(match[1]), i, lines[i].indent, match.end(), "Comment 1")


def _rare(line: Line) -> re.Match[str] | None:
    """A number as few print it, or one alone in the first cell of a row, beside a sentence."""
    match = _RARE.match(line.text)
    if match is None and line.cells > 1 and ends_sentence(line.text):
        return _IN_CELL.match(line.text)
    return match


def _usual(text: str) -> re.Match[str] | None:
    start = text[:1]
    if start.isdigit() or start == "(":
        return _BARE.match(text)
    return _NAMED.match(text) if start in _NAMED_STARTS else None


def _is_open(above: Line) -> bool:
    """Whether a number in the next line belongs to this one: `as disclosed on page`.

    A short line that stands apart, or had room, is a heading: `Cover Page` or `Exhibits`.
    """
    if _OPEN_END.search(above.text[-_TAIL:]) is None:
        return False
    ends_early = above.gap or above.room > _ROOM
    return not (ends_early and len(above.text) < _HEADING and above.text[0].isupper())


def _style(label: str) -> Style:
    if label.startswith("("):
        return "(1)"
    if not label[0].isdigit():
        return "Comment 1"
    return "1)" if ")" in label else "1."
