"""Lines: what every rendition of a letter is read into, and how they become text again.

A line belongs to exactly one segment of a letter (see `segments`), so no word is lost
and none is counted twice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(slots=True)
class Line:
    """A line as it was set on the page, unwrapped.

    Attributes:
        text: Its words, with the spaces between them as found.
        indent: Column of its first character; 0 where the rendition has no columns.
        gap: Blank lines before it; an HTML block counts as one.
        emphasis: Whether it is set in bold or italics.
        room: Columns left beside its end; many where the rendition has no columns.
        cells: Cells of a table row that it was set from; 0 where it was set from none.
    """

    text: str
    indent: int = 0
    gap: int = 0
    emphasis: bool = False
    room: int = 1000
    cells: int = 0


PLAIN: Final = {
    **dict.fromkeys((*range(9), *range(14, 32), 0x7F), " "),
    **dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000), " "),
    **dict.fromkeys((0x2010, 0x2011), "-"),
    **dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF), None),
    **dict(enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"), 0xFB00)),
}
"""For `str.translate`: control characters and odd spaces become spaces, hyphens plain ones, ligatures letters."""

_BULLET_STARTS: Final = frozenset("\u2022\xb7▪●○◦§‣\uf0b7\uf0a7o-\u2013*")
# `- each error`
_BULLET: Final = re.compile(r"[\u2022\xb7▪●○◦§‣\uf0b7\uf0a7]|o\s{2,}|[-\u2013*]\s")
# `as well.)`
_SENTENCE_END: Final = re.compile(r"[.?!:;][\"'\u201d\u2019)\]]*$")
_TAIL: Final = 8  # characters at the end of a text that are looked at
# `551-`, `U.S.-`
_HYPHENATED: Final = re.compile(r"[A-Za-z0-9).]-$")
# `b. Please`, `(ii) Please`, of a list whose items stand in lines of their own
_LETTERED: Final = re.compile(r"(?:\([a-z]{1,4}\)|[a-z]{1,4}\.)\s+[A-Z]")
# `the terms; and`, before the last of them
_ENDS_ITEM: Final = re.compile(r"[.?!:;,](?:\s+(?:and|or))?$")
# `and post-merger`, after `pre-`
_SUSPENDED: Final = re.compile(r"(?:and|or|to)\s")


WORD: Final = re.compile(r"\w+")  # `Holdings`


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, by which spellings of it compare."""
    return WORD.findall(text.lower())


def letters_of(text: str) -> str:
    """The letters and digits of a name, by which spellings of it compare."""
    return "".join(words_of(text))


# `001-12345`, with either dash
_DASH: Final = re.compile(r"(?<=\d)[\u2013-](?=\d)")


def hyphenated(text: str) -> str:
    """The text with a hyphen for each en dash between digits; every character keeps its place."""
    return _DASH.sub("-", text) if "\u2013" in text else text


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return _SENTENCE_END.search(text[-_TAIL:]) is not None


def is_bullet(text: str) -> bool:
    """Whether `text` starts an item of an unnumbered list."""
    return text[:1] in _BULLET_STARTS and _BULLET.match(text) is not None


def paragraph_start(lines: Sequence[Line], first: int, stop: int) -> int:
    """Where the paragraph begins that ends before line `stop`: at `first`, or at a gap below it."""
    start = stop - 1
    while start > first and not lines[start].gap:
        start -= 1
    return start


def paragraph_end(lines: Sequence[Line], start: int, last: int) -> int:
    """Index after the paragraph that begins at line `start`; `last` at the latest."""
    end = start + 1
    while end < last and not lines[end].gap:
        end += 1
    return end


def flow(lines: Sequence[Line]) -> str:
    """The lines as running text: one line per paragraph, single spaces between words.

    A hyphen at the end of a line is kept and joins (`551-` and `3499`); the staff's word
    processors break only at hyphens that are written. One that another word shares stands apart:
    `pre-` and `and post-merger`.
    """
    parts: list[str] = []
    for line in lines:
        if parts:
            may_be = "." in line.text[1:5] or line.text[:1] == "("
            if line.gap or is_bullet(line.text) or (may_be and _is_lettered(line.text, parts[-1])):
                parts.append("\n")
            elif not _is_hyphenated(parts[-1]) or _SUSPENDED.match(line.text):
                parts.append(" ")
        parts.append(" ".join(line.text.split()) if "  " in line.text else line.text)
    return "".join(parts)


def _is_lettered(text: str, above: str) -> bool:
    """Whether a line begins an item with a letter: `b. Please`, below an item that ends."""
    if not (text[:1].islower() or text[:1] == "("):
        return False
    return bool(_LETTERED.match(text) and _ENDS_ITEM.search(above[-_TAIL:]))


def _is_hyphenated(text: str) -> bool:
    return text.endswith("-") and _HYPHENATED.search(text[-2:]) is not None
