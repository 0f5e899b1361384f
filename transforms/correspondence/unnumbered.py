"""Comments that a company's letter repeats without printing their numbers.

They are counted in the order of the letter, as the staff count theirs. Each begins at a label such
as `Comment:`; else it is what asks right above the label of an answer, or what asks in bold or
italics and is answered in plain text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from transforms.correspondence.lines import Line, ends_sentence, flow
from transforms.correspondence.printed_numbers import Number, printed_numbers
from transforms.correspondence.response import ANSWER, asks

# `Comment:`, `Staff Comment: `
_LABEL: Final = re.compile(
    r"(?:(?:the\s+)?(?:staff|sec|commission)(?:['\u2019]s)?\s+)?comment\s*:\s*", re.IGNORECASE
)
# `your letter`
_COMMENTED: Final = re.compile(
    r"\bcomments?\b|\byour\s+(?:\w+\s+)?(?:letter|correspondence)", re.IGNORECASE
)

_Starts = Callable[[Sequence[Line], int, int], Iterator[int]]


def unnumbered(lines: Sequence[Line], start: int, end: int) -> list[Number]:
    """The comments between lines `start` and `end`, counted from 1; none where no comment is spoken of."""
    for starts in _WAYS:
        found = list(starts(lines, start, end))
        if found and any(_COMMENTED.search(line.text) for line in lines[start : found[0]]):
            printed = list(printed_numbers(lines, found[0], found[0] + 1, rare=True))
            if printed and len(found) == 1:  # not enough to tell a comment, but its number
                return printed
            return [_counted(lines, value, at) for value, at in enumerate(found, 1)]
    return []


def _counted(lines: Sequence[Line], value: int, at: int) -> Number:
    label = _LABEL.match(lines[at].text)
    return Number(value, at, lines[at].indent, label.end() if label else 0, "Comment 1")


def _labelled(lines: Sequence[Line], start: int, end: int) -> Iterator[int]:
    """Lines with the label of a comment, each above an answer."""
    answers = [i for i in range(start, end) if ANSWER.match(lines[i].text)]
    labels = [i for i in range(start, end) if _LABEL.match(lines[i].text)]
    for i, below in pairwise((*labels, end)):
        if any(i < answer < below for answer in answers):
            yield i


def _above_answers(lines: Sequence[Line], start: int, end: int) -> Iterator[int]:
    """Where what asks begins that stands right above the label of an answer."""
    above = start
    for answer in range(start, end):
        if not ANSWER.match(lines[answer].text):
            continue
        at = _asking_above(lines, above, answer)
        if at is not None:
            yield at
        above = answer + 1


def _asking_above(lines: Sequence[Line], first: int, answer: int) -> int | None:
    """Where the paragraphs that ask begin right above line `answer`; None if the last does not."""
    emphatic = answer > first and lines[answer - 1].emphasis
    found, top = None, answer
    while top > first:
        above = top - 1
        while above > first and not lines[above].gap:
            above -= 1
        paragraph = lines[above:top]
        if emphatic and not all(line.emphasis for line in paragraph):
            break
        if not (emphatic or asks(flow(paragraph))) or _is_heading(paragraph):
            break
        found = top = above
    text = flow(lines[found:answer]) if found is not None else ""
    return found if asks(text, emphatic=emphatic) else None


def _set_apart(lines: Sequence[Line], start: int, end: int) -> Iterator[int]:
    """Where bold or italics begin that ask, above plain text."""
    i = start
    while i < end:
        stop = i
        while stop < end and lines[stop].emphasis:
            stop += 1
        while i < stop and _is_heading(lines[i : i + 1]):
            i += 1
        if i < stop < end and asks(flow(lines[i:stop])):
            yield i
        i = stop + 1


def _is_heading(paragraph: Sequence[Line]) -> bool:
    """Whether a paragraph has no sentence."""
    return not ends_sentence(paragraph[-1].text)


_WAYS: Final[tuple[_Starts, ...]] = (_labelled, _above_answers, _set_apart)
