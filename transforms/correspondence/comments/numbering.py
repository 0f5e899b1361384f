"""The printed numbers of comments, separated from other numbers at the start of a line.

`63. In this regard` may be the tail of `on page 63.`, `Note 2.` is a heading, and a comment
may hold a numbered list of its own. A number counts if it continues the sequence.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from transforms.correspondence.comments.headings import names_filing, trailing_headings
from transforms.correspondence.comments.printed_numbers import (
    Number,
    Style,
    answer_numbers,
    printed_numbers,
)
from transforms.correspondence.comments.response import asks, first_paragraph
from transforms.correspondence.rendition.lines import Line, ends_sentence, flow
from transforms.correspondence.wording.labels import ANSWER

_AHEAD: Final = 2  # candidates below in which the number of a heading comes again
_STYLES: Final[tuple[Style, ...]] = ("1.", "1)", "(1)", "Comment 1", "#1")
_PLAIN: Final[tuple[Style, ...]] = ("1.", "1)")
# `your letter`
_COMMENTS: Final = re.compile(
    r"\bcomments?\b|\byour\s+(?:\w+\s+)?(?:letter|correspondence)", re.IGNORECASE
)


def numbered(lines: Sequence[Line], start: int, end: int, *, staff: bool) -> list[Number]:
    """The numbers of the comments between lines `start` and `end`, in sequence.

    All are printed in one style, and the staff count from 1 without a gap. A company may answer
    some comments only, so its first number may be any, and after words such as `Comment 7` its
    numbers need only ascend; numbers in a letter that answers no comments are not counted. Where
    nothing else is, two or more that count on count though they are printed as `#1` or `[1]`, and
    one that asks and has the label of an answer below; else those that the labels of answers name
    in a letter that repeats no comment.
    """
    candidates = _less_headings(list(printed_numbers(lines, start, end)), lines)
    if staff:
        return _of_one_style(candidates, _STYLES, 1, _StaffComments(lines, start))
    found = _of_company(_less_lists(candidates, lines), lines, start, end)
    if found:
        return found
    candidates = list(printed_numbers(lines, start, end, rare=True))
    rare = _of_company(candidates, lines, start, end)
    is_one = len(rare) == 1 and _AnsweredComments(lines, start, end, candidates).is_question(
        rare[0]
    )
    if is_one or len(rare) > 1:
        return rare
    answers = list(answer_numbers(lines, start, end))
    repeats = bool(answers) and any(asks(line.text) for line in lines[start:end])
    return [] if repeats else _ascending(answers, _StaffComments(lines, start))


def _of_company(
    candidates: Sequence[Number], lines: Sequence[Line], start: int, end: int
) -> list[Number]:
    answered = _AnsweredComments(lines, start, end, candidates)
    if not candidates or not answered.is_expected(candidates[0]):
        return []
    named = [number for number in candidates if number.style == "Comment 1"]
    if len(named) > 1 or named == candidates[:1]:  # one below others may be named in a text
        return _ascending(named, answered)
    if candidates[0].style == "(1)" and answered.is_comment(candidates[0]):
        return _of_one_style(candidates, ("(1)",), None, answered)
    plain = dict.fromkeys(each.style for each in candidates if each.style in _PLAIN)
    return (
        _of_one_style(candidates, tuple(plain), 1, answered)
        or _of_one_style(candidates, tuple(plain), None, answered)
        or _of_one_style(candidates, _STYLES, 1, answered)
        or named
    )


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


class _StaffComments:
    """Tells comments of the staff from lists in a comment."""

    def __init__(self, lines: Sequence[Line], start: int) -> None:
        self._lines = lines
        self._start = start

    def follows(self, before: Number, number: Number, item: Number | None) -> bool:
        """Whether a comment may follow one before it.

        Args:
            before: The comment before.
            number: The number that may be of the next.
            item: The item of a list that it would count on from.
        """
        return item is None or (_is_nearer(before, number, item) and not self._is_small(number))

    def _is_small(self, number: Number) -> bool:
        """Whether the text of a number begins with a small letter, as only items of lists do."""
        return self._lines[number.line].text[number.label_length :][:1].islower()

    def skips_to(self, _before: Number, _number: Number) -> bool:
        """Whether a comment may follow one before it though numbers between are missing."""
        return False

    def begins_again(self, number: Number) -> bool:
        """Whether comments are counted from 1 again: below the name of another filing or letter."""
        if number.value != 1:
            return False
        above = trailing_headings(self._lines, self._start, number.line)
        headings = (flow(self._lines[i:stop]) for i, stop in pairwise((*above, number.line)))
        return any(map(names_filing, headings))


def _of_one_style(
    candidates: Sequence[Number], styles: Sequence[Style], first: int | None, counts: _StaffComments
) -> list[Number]:
    """The sequence in the first style that has one."""
    for style in styles:
        found = _sequence([each for each in candidates if each.style == style], first, counts)
        if found:
            return found
    return []


def _is_nearer(before: Number, number: Number, item: Number) -> bool:
    """Whether `number` stands in the column of the comment before it rather than of the list."""
    return abs(number.indent - before.indent) <= abs(number.indent - item.indent)


class _AnsweredComments(_StaffComments):
    """Tells comments from lists in an answer.

    Between two comments stands an answer: one with a label, or text that is not set in bold or
    italics as the comments are. A comment asks, an item of an answer does not; so one that asks
    needs no label above it, as a company may forget a label or answer two comments at once.
    """

    def __init__(
        self, lines: Sequence[Line], start: int, end: int, candidates: Sequence[Number]
    ) -> None:
        super().__init__(lines, start)
        # none above the first number, such as the head of a table, `No. Comment Response`
        first = candidates[0].line if candidates else start
        self._answers = [i for i in range(first, end) if ANSWER.match(lines[i].text)]
        labels = set(self._answers)
        stops = sorted({*labels, *(each.line for each in candidates)})
        self._asking = {each.line for each in self._which_ask(candidates, stops)}
        # those with the label of an answer before the next number
        self._labelled = {a for a, b in pairwise(stops) if b in labels}
        # the last that asks, of each value and below each label, less items of lists
        self._last_asking = {
            (each.value, self._section(each)): each.line
            for above, each in pairwise(candidates)
            if each.line in self._asking and not self._counts_on(above, each)
        }
        self._last_of = {value: line for (value, _), line in self._last_asking.items()}

    def _which_ask(self, candidates: Sequence[Number], stops: Sequence[int]) -> Iterator[Number]:
        """The candidates that ask before the next label or number; the last in its paragraph."""
        for number in candidates:
            at = bisect_right(stops, number.line)
            lines = self._lines[number.line : stops[at]] if at < len(stops) else ()
            text = flow(lines) if lines else first_paragraph(self._lines, number.line)
            if asks(text, emphatic=self._is_emphatic(number)):
                yield number

    def is_expected(self, first: Number) -> bool:
        """Whether a letter with this first number answers comments at all.

        Requests for acceleration and for no action number their statements too.
        """
        if self._answers or first.line in self._asking:
            return True
        return any(_COMMENTS.search(line.text) for line in self._lines[self._start : first.line])

    def is_comment(self, number: Number) -> bool:
        """Whether a number by itself is a comment's: it asks, or has an answer."""
        return number.line in self._asking or number.line in self._labelled

    def is_question(self, number: Number) -> bool:
        """Whether a number asks and has an answer."""
        return number.line in self._asking and number.line in self._labelled

    def begins_again(self, number: Number) -> bool:
        """Whether comments are counted from 1 again, by one that asks or has an answer."""
        return self.is_comment(number) and super().begins_again(number)

    def skips_to(self, before: Number, number: Number) -> bool:
        """Whether a company answers `number` next: a question with its answer, below another answer.

        The number that is due does not ask further below.
        """
        is_due_below = self._last_of.get(before.value + 1, -1) > number.line
        leaps = number.value > before.value + 1 and self.is_question(number)
        return leaps and self._is_answered(before, number) and not is_due_below

    def follows(self, before: Number, number: Number, item: Number | None) -> bool:
        """Whether a comment may follow one before it; see `_StaffComments.follows`."""
        if item is not None and (
            self._is_small(number) or not self._ends_list(before, number, item)
        ):
            return False
        emphasis = self._is_emphatic(number)
        is_alike = emphasis >= self._is_emphatic(before)
        if not self._answers:
            return is_alike
        is_labelled = self._is_answered(before, number)
        if number.line in self._asking:
            return is_labelled or is_alike
        is_last = self._section(number) == len(self._answers) and not (
            emphasis and self._is_emphatic(before)
        )
        is_own = item is None and number.line in self._labelled
        is_set_off = is_alike and (is_labelled or emphasis or is_own)
        return is_set_off and not is_last and not self._is_displaced(number)

    def _ends_list(self, before: Number, number: Number, item: Number) -> bool:
        """Whether `number` is rather the next comment than the next item of a list."""
        if before.indent != item.indent:
            return _is_nearer(before, number, item)
        if self._is_answered(item, number):
            return True
        if self._answers and not self._is_answered(before, number):
            return False
        asks_first = number.line in self._asking and item.line not in self._asking
        return asks_first or self._is_emphatic(number) > self._is_emphatic(item)

    def _is_displaced(self, number: Number) -> bool:
        """Whether a comment of the same number, which asks, stands below it in the same answer."""
        return self._last_asking.get((number.value, self._section(number)), -1) > number.line

    def _counts_on(self, above: Number, number: Number) -> bool:
        """Whether two numbers that follow one another may be of one list."""
        return above.value + 1 == number.value and not self._is_answered(above, number)

    def _is_answered(self, number: Number, later: Number) -> bool:
        """Whether the label of an answer stands between two numbers."""
        return self._section(number) < self._section(later)

    def _section(self, number: Number) -> int:
        """How many labels stand above a number."""
        return bisect_left(self._answers, number.line)

    def _is_emphatic(self, number: Number) -> bool:
        return self._lines[number.line].emphasis


def _ascending(numbers: Sequence[Number], counts: _StaffComments) -> list[Number]:
    kept: list[Number] = []
    for number in numbers:
        if not kept or number.value > kept[-1].value or counts.begins_again(number):
            kept.append(number)
    return kept


def _sequence(
    candidates: Sequence[Number], first: int | None, counts: _StaffComments
) -> list[Number]:
    """The candidates that count on by one, or begin again, less those of lists inside a comment.

    Args:
        candidates: Numbers of one style.
        first: Where the sequence begins; None to begin with the first candidate.
        counts: Tells comments from lists.
    """
    kept: list[Number] = []
    inner: Number | None = None
    for number in candidates:
        expected = kept[-1].value + 1 if kept else first or number.value
        item = inner if inner is not None and number.value == inner.value + 1 else None
        counts_on = number.value == expected and (
            not kept or counts.follows(kept[-1], number, item)
        )
        again = kept and counts.begins_again(number)
        if counts_on or again or (kept and item is None and counts.skips_to(kept[-1], number)):
            kept.append(number)
            inner = None
        elif number.value == 1 or item is not None:
            inner = number
    return kept
