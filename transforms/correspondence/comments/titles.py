"""Titles beside the printed number of a comment: `1. Goodwill, page 31`."""

import re
from collections.abc import Sequence
from typing import Final

from transforms.correspondence.comments.response import asks
from transforms.correspondence.rendition.lines import Line, ends_sentence, flow, paragraph_end
from transforms.correspondence.wording.labels import ANSWER, QUESTION

_MOST_LINES: Final = 3  # of a title
_MOST_WORDS: Final = 20  # of it
_SHORT_WORD: Final = 4  # letters of `from` and other words that titles do not capitalise
_PAGE_LAST: Final = re.compile(r"\bpages?\s+(?:[A-Z]-)?\d{1,4}$")  # `Goodwill, page 31`
_NO_TITLE: Final = re.compile(r"(?:we|see|refer|you|please)\b", re.IGNORECASE)  # `See page 31`
_TAIL: Final = 16  # characters at the end of a title that are looked at


def split_title(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The title beside the number of a comment, and the rest; no title where none stands apart.

    `1. Goodwill, page 31` stands above `Comment: We note that`, or above a paragraph.
    """
    for i in range(1, min(len(lines), _MOST_LINES + 1)):
        if ends_sentence(lines[i - 1].text) or ANSWER.match(lines[i].text):
            break
        if QUESTION.match(lines[i].text) or (lines[i].gap and _is_title(lines, i)):
            return lines[:i], lines[i:]
    return (), lines


def _is_title(lines: Sequence[Line], stop: int) -> bool:
    """Whether the paragraph that ends before line `stop` is the title of the comment below it.

    It is written as titles are, and names a page or stands above a paragraph that asks.
    """
    text = flow(lines[:stop])
    words = text.split()
    written = (word.lstrip("(\"'\u201c\u2018") for word in words if len(word) > _SHORT_WORD)
    if (
        len(words) > _MOST_WORDS
        or any(word[:1].islower() for word in written)
        or _NO_TITLE.match(text)
    ):
        return False
    if _PAGE_LAST.search(text[-_TAIL:]):
        return True
    below = flow(lines[stop : paragraph_end(lines, stop, len(lines))])
    return asks(below) and not asks(text)
