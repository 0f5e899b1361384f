"""Company letters: the answer to a comment, separated from the comment that is repeated."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from transforms.correspondence.lines import Line, ends_sentence, flow

# `Company Response to Comment 3:`
ANSWER: Final = re.compile(
    r"(?:(?:[A-Z][\w.,&'\u2019-]*\s+){0,5})?(?:Response|RESPONSE|Answer|ANSWER|Reply)"
    r"(?:\s+(?:to|of|No\.?|Number|#|the|SEC|Staff|Comments?|Question|\d{1,3}|Company|Registrant))*"
    r"\s*(?:[.:\u2013\u2014-]+|$)\s*"
)
"""The label of an answer: `Response:`, `Company Response to Comment 3:`."""

# `Comment:`, `Staff Comment No. 3:`
_QUESTION: Final = re.compile(
    r"(?:(?:the\s+)?(?:staff|sec|commission)(?:['\u2019]s)?\s+)?comment(?:\s+(?:no\.?\s*)?\d{1,3})?"
    r"\s*:\s*",
    re.IGNORECASE,
)
# `__________`
_RULE: Final = re.compile(r"[_\u2014\u2013-]{3,}")
_TITLE_WORDS: Final = 10
_SHORT_WORD: Final = 4
# `We respectfully`
_ACKNOWLEDGES: Final = re.compile(
    r"(?:the\s+company|we|in\s+response\s+to\s+(?:the\s+staff|your|this|comment))\b.{0,60}"
    r"\b(?:respectfully|acknowledges?|advises?|responds?|confirms?|notes?\s+the\s+staff|in\s+response)",
    re.IGNORECASE,
)


def split_answer(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The staff's comment as repeated, and the company's answer.

    The answer begins at a label such as `Response:`, where bold or italics end, or at the
    first sentence in which the company speaks; if none is found, all is answer.

    Args:
        lines: Lines of one numbered part of a company's letter.
    """
    at = _labelled(lines)
    if at is None:
        at = _emphasis_ends(lines)
    if at is None:
        at = next((i for i, each in enumerate(lines) if i and _ACKNOWLEDGES.match(each.text)), 0)
    return lines[:at], lines[at:]


def question_text(lines: Sequence[Line]) -> str:
    """The staff's comment as running text, without its label."""
    return _less_label(lines, _QUESTION)


def answer_text(lines: Sequence[Line]) -> str:
    """The answer as running text, without its label and without a rule below it."""
    stop = len(lines)
    while stop and _RULE.fullmatch(lines[stop - 1].text):
        stop -= 1
    return _less_label(lines[:stop], ANSWER)


def _less_label(lines: Sequence[Line], pattern: re.Pattern[str]) -> str:
    label = pattern.match(lines[0].text) if lines else None
    if label is None:
        return flow(lines)
    first = replace(lines[0], text=lines[0].text[label.end() :])
    return flow([first, *lines[1:]] if first.text else lines[1:])


def _labelled(lines: Sequence[Line]) -> int | None:
    return next((i for i, each in enumerate(lines) if ANSWER.match(each.text)), None)


def _emphasis_ends(lines: Sequence[Line]) -> int | None:
    """Index of the first plain line after emphatic ones, or of the title above it."""
    if not lines or not lines[0].emphasis:
        return None
    end = next((i for i, each in enumerate(lines) if not each.emphasis), None)
    while end is not None and end > 1 and _is_title(lines[end - 1], lines[end - 2]):
        end -= 1
    return end


def _is_title(line: Line, above: Line) -> bool:
    """Whether an emphatic line is a title over the answer: `Revenue from Extra Content`."""
    words = line.text.split()
    is_apart = line.gap > 0 and ends_sentence(above.text) and 1 < len(words) <= _TITLE_WORDS
    return is_apart and all(word[0].isupper() for word in words if len(word) > _SHORT_WORD)
