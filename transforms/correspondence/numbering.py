"""The printed numbers of comments, separated from other numbers at the start of a line.

`63. In this regard` may be the tail of `on page 63.`, `Note 2.` is a heading, and a comment
may hold a numbered list of its own. A number counts if it continues the sequence.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from transforms.correspondence.lines import Line, ends_sentence
from transforms.correspondence.response import ANSWER, asks, first_paragraph

# `12. Please`, `12a. Please`
_BARE: Final = re.compile(
    r"\(?(\d{1,3})[a-z]?\s?[.)](?!\d)(?=\s|[A-Z\"'\u201c\u2018(\[]|$)[\s.:)\u2013-]*"
)
# `Comment No. 3:`, `Comment 3(a):`, `Comment Three`, `SEC Oral Comment #1:`
_NAMED: Final = re.compile(
    r"(?:(?:sec|staff|oral|verbal|written)(?:['\u2019]s)?\s+)*(?:comment|question)\s*(?:no\.?|number|#)?\s*(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?:\s?\([a-z]\)|[a-z](?!\w))?(?!\w)"
    r"\s*(?:[.:)\u2013\u2014-]+\s*|$)",
    re.IGNORECASE,
)
_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_AHEAD: Final = 2
_TAIL: Final = 16
_HEADING: Final = 48
_ROOM: Final = 12
# `as disclosed on page`
_OPEN_END: Final = re.compile(
    r"(?:\b(?:pages?|notes?|items?|nos?\.?|numbers?|comments?|paragraphs?|sections?|rules?|questions?"
    r"|and|or|of|to|the|in|on|through|exhibits?|parts?|volumes?|steps?|topics?|january|february"
    r"|march|april|may|june|july|august|september|october|november|december)|[,(-])$",
    re.IGNORECASE,
)


Style = Literal["1.", "1)", "(1)", "Comment 1"]
_STYLES: Final[tuple[Style, ...]] = ("1.", "1)", "(1)", "Comment 1")
_PLAIN: Final[tuple[Style, ...]] = ("1.", "1)")
# `your letter`
_COMMENTS: Final = re.compile(
    r"\bcomments?\b|\byour\s+(?:\w+\s+)?(?:letter|correspondence)", re.IGNORECASE
)


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


def numbered(lines: Sequence[Line], start: int, end: int, *, staff: bool) -> list[Number]:
    """The numbers of the comments between lines `start` and `end`, in sequence.

    All are printed in one style, and the staff count from 1 without a gap. A company may answer
    some comments only, so its first number may be any, and after words such as `Comment 7` its
    numbers need only ascend; numbers in a letter that answers no comments are not counted.
    """
    candidates = _less_headings(list(_candidates(lines, start, end)), lines)
    if staff:
        return _of_one_style(candidates, _STYLES, 1, _always)
    candidates = _less_lists(candidates, lines)
    answered = _Answered(lines, start, end)
    if not candidates or not answered.is_expected(candidates[0].line):
        return []
    named = [number for number in candidates if number.style == "Comment 1"]
    if named:
        return _ascending(named)
    return (
        _of_one_style(candidates, _PLAIN, 1, answered)
        or _of_one_style(candidates, _PLAIN, None, answered)
        or _of_one_style(candidates, _STYLES, 1, answered)
    )


def _candidates(lines: Sequence[Line], start: int, end: int) -> Iterator[Number]:
    for i in range(start, end):
        line = lines[i]
        first = line.text[:1]
        named = not first.isdigit() and first != "("
        match = (_NAMED if named else _BARE).match(line.text)
        if match is None or (i > start and not line.gap and _is_open(lines[i - 1])):
            continue
        style = "Comment 1" if named else _style(match.group())
        yield Number(_value(match.group(1)), i, line.indent, match.end(), style)


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _WORDS.index(number.lower()) + 1


def _is_open(above: Line) -> bool:
    """Whether a number in the next line belongs to this one: `as disclosed on page`.

    A short line that stands apart, or had room, is a heading: `Cover Page` or `Exhibits`.
    """
    if _OPEN_END.search(above.text[-_TAIL:]) is None:
        return False
    ends_early = above.gap or above.room > _ROOM
    return not (ends_early and len(above.text) < _HEADING and above.text[0].isupper())


def _less_headings(candidates: Sequence[Number], lines: Sequence[Line]) -> list[Number]:
    """The candidates less numbered headings, such as `1. Significant Accounting Policies`.

    A heading has no sentence, and the comment with its number is yet to come.
    """
    return [
        number
        for i, number in enumerate(candidates)
        if all(number.value != later.value for later in candidates[i + 1 : i + 1 + _AHEAD])
        or _has_sentence(lines[number.line : candidates[i + 1].line], number)
    ]


def _less_lists(candidates: Sequence[Number], lines: Sequence[Line]) -> list[Number]:
    """The candidates less lists of names: items that follow one another without a sentence."""
    kept: list[Number] = []
    in_list = False
    for i, number in enumerate(candidates):
        following = candidates[i + 1] if i + 1 < len(candidates) else number
        goes_on = following.value == number.value + 1 and not _has_sentence(
            lines[number.line : following.line], number
        )
        ends_list = in_list and not ends_sentence(lines[number.line].text)
        if not (goes_on or ends_list):
            kept.append(number)
        in_list = goes_on
    return kept


def _has_sentence(lines: Sequence[Line], number: Number) -> bool:
    first = lines[0].text[number.label_length :]
    return any(map(ends_sentence, (first, *(line.text for line in lines[1:]))))


def _style(label: str) -> Style:
    if label.startswith("("):
        return "(1)"
    return "1)" if ")" in label else "1."


_Follows = Callable[[Number, Number], bool]  # whether a comment may follow one before it


def _of_one_style(
    candidates: Sequence[Number], styles: Sequence[Style], first: int | None, follows: _Follows
) -> list[Number]:
    """The sequence in the first style that has one."""
    for style in styles:
        found = _sequence([each for each in candidates if each.style == style], first, follows)
        if found:
            return found
    return []


def _always(_before: Number, _number: Number) -> bool:
    return True


class _Answered:
    """Tells comments from lists in an answer.

    Between two comments stands an answer: one with a label, or, where no answer has one, text
    that is not set in bold or italics as the comments are. Below the last label a comment asks.
    """

    def __init__(self, lines: Sequence[Line], start: int, end: int) -> None:
        self._lines = lines
        self._start = start
        self._answers = [i for i in range(start, end) if ANSWER.match(lines[i].text)]

    def is_expected(self, first: int) -> bool:
        """Whether a letter whose first number is on line `first` answers comments at all.

        Requests for acceleration and for no action number their statements too.
        """
        opening = self._lines[self._start : first]
        return bool(self._answers) or any(_COMMENTS.search(line.text) for line in opening)

    def __call__(self, before: Number, number: Number) -> bool:
        if self._answers:
            at = bisect_left(self._answers, before.line)
            if at == len(self._answers) or self._answers[at] > number.line:
                return False
            is_answered = self._answers[-1] > number.line
            return is_answered or asks(first_paragraph(self._lines, number.line))
        return self._lines[number.line].emphasis >= self._lines[before.line].emphasis


def _ascending(numbers: Sequence[Number]) -> list[Number]:
    kept: list[Number] = []
    for number in numbers:
        if not kept or number.value > kept[-1].value:
            kept.append(number)
    return kept


def _sequence(candidates: Sequence[Number], first: int | None, follows: _Follows) -> list[Number]:
    """The candidates that count on by one, less those of lists inside a comment.

    Args:
        candidates: Numbers of one style.
        first: Where the sequence begins; None to begin with the first candidate.
        follows: Whether a number may follow the one before it.
    """
    kept: list[Number] = []
    inner: Number | None = None
    for number in candidates:
        expected = kept[-1].value + 1 if kept else first or number.value
        if kept and not follows(kept[-1], number):
            continue
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
