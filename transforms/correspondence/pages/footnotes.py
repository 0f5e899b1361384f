"""Footnotes at the foot of pages, moved below the paragraph that bears their mark.

In HTML a footnote stands where a page ended, which may be amid the next comment or its answer.
"""

import re
from collections.abc import Sequence
from typing import Final

from transforms.correspondence.rendition.lines import Line, ends_sentence

_NOTE: Final = re.compile(r"(\d{1,2})\s+(?=[A-Z])")  # `1 This term includes`
# `our affiliates1 and`, `its review.2`
_MARK: Final = re.compile(r"(?<=[a-z])[.,;:)\"'\u201d\u2019]{0,2}(\d{1,2})(?![\w%]|[.,]\d)")
_SHORTEST: Final = 40  # characters of a footnote
_PROSE: Final = 60  # characters of a line of text, which no table's is
_FAR: Final = 60  # lines from a mark to its footnote


def below_marks(lines: Sequence[Line], start: int) -> list[Line]:
    """The lines with each footnote from line `start` on below the paragraph with its mark.

    The notes of a table stay below it, as do those whose mark is not found.
    """
    moved = list(lines)
    notes: set[int] = set()  # by identity, as lines are no keys
    for i in range(start + 1, len(lines)):
        note = _NOTE.match(lines[i].text) if lines[i].text[0].isdigit() else None
        if note is None or not _is_note(lines[i]):
            continue
        marked = _marked(moved, start, i, note[1])
        if marked is not None:
            notes.add(id(lines[i]))
            while id(moved[marked + 1]) in notes and marked + 1 < i:
                marked += 1
            if marked + 1 < i:
                _close(moved, i)
                moved.insert(marked + 1, moved.pop(i))
    return moved


def _is_note(line: Line) -> bool:
    return len(line.text) >= _SHORTEST and ends_sentence(line.text) and line.gap > 0


def _marked(lines: Sequence[Line], start: int, note: int, number: str) -> int | None:
    """The last line of text before line `note` that bears its mark; None if another line does."""
    for i in range(note - 1, max(start - 1, note - _FAR), -1):
        marks = (match[1] for match in _MARK.finditer(lines[i].text))
        if number in marks:
            return i if len(lines[i].text) >= _PROSE and lines[i].cells < 2 else None
    return None


def _close(lines: Sequence[Line], note: int) -> None:
    """Let a paragraph go on that the footnote at line `note` parts."""
    if note + 1 < len(lines) and not ends_sentence(lines[note - 1].text):
        following = lines[note + 1]
        following.gap = 0 if following.text[0].islower() else following.gap
