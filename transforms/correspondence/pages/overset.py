"""Text that a page header is set over, parted from it.

From 2018 on the staff's template often sets the header of the next page over the last lines
of a page. The text layer then cuts both wherever they change:

    Comapany   Name3M
           comment.       Health
                      Please     Care
                             revise   Company
                                    your disclosure
    February          to further
             5, 2024 Page   2 discuss the factors

The words of the header are known from the head of the letter. They are taken out and stand
as a line of their own before the text, where page furniture is looked for.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from transforms.correspondence.rendition.lines import Line, words_of
from transforms.correspondence.wording.dates import WRITTEN_DATE

_FIELD: Final = re.compile(r"(First)\s?Name|Comapany")  # `FirstName LastNameTony Xu`; sic
_PAGE: Final = re.compile(r"\bPage\s+(\d{1,3})")  # `August 10, 2023 Page 3`
_HOLE: Final = "\0"  # where a letter of a header was
# `assessments were performed.`
_PIECE: Final = re.compile(r"[^\s\0]+(?:\s[^\s\0]+)*")
_OVERLAP: Final = 3  # columns by which pieces may overlap, as letters are not equally wide
_NEAR: Final = 12  # lines from the fields of a header to its date, or to the next header
_LONGEST: Final = 12  # words of a name


def part_overset(lines: Sequence[Line], head: Sequence[Line], names: frozenset[str]) -> list[Line]:
    """The lines with page headers that are woven into text parted from it.

    Args:
        lines: All lines.
        head: Those before the salutation.
        names: Words that page headers are made of, in lower case.
    """
    start = len(head) + 1
    if not any(has_field(line.text) for line in lines[start:]):
        return list(lines)
    kept = list(lines)
    titles = [words for line in head if 1 < len(words := line.text.split()) <= _LONGEST]
    dated = _date_words(head)
    field = -_NEAR
    i = start
    while i < len(kept):
        match = _FIELD.search(kept[i].text) if has_field(kept[i].text) else None
        headers: list[list[str]] = []
        if match is not None:
            field = i
            first = ["FirstName", "LastName"] if match.group(1) else ["Comapany", "Name"]
            headers = [[first[0], first[1] + words[0], *words[1:]] for words in titles]
        elif dated and i - field < _NEAR and kept[i].text.startswith(dated[0]):
            headers = [[*dated, "Page", number] for number in _page_numbers(kept, i)]
        above = i > start and match is not None and match.group(1) is not None
        _part_first(kept, i - above, i, headers, names)
        i += 1
    return kept


def has_field(text: str) -> bool:
    """Whether a line may hold a merge field: what each of them has is there."""
    return "Name" in text or "Comapany" in text


def _part_first(
    lines: list[Line], top: int, at: int, headers: Sequence[Sequence[str]], names: frozenset[str]
) -> None:
    """Part the first of `headers` that is woven into text from line `at` on.

    Args:
        lines: All lines; changed in place.
        top: First line that may hold a word of the header: a middle initial may stand above.
        at: The line with its first word.
        headers: What may be there, as words.
        names: Words that page headers are made of.
    """
    stop = _woven_until(lines, at)
    if stop == at + 1 or any(_is_whole(lines[at].text, words) for words in headers):
        return
    region = [line.text for line in lines[top:stop]]
    text = "\n".join(region)
    for words in headers:
        if words[1] not in text:
            continue
        taken = _taken(region, words, at - top)
        if taken is None or _is_header(" ".join(taken[at - top :]).replace(_HOLE, ""), names):
            continue
        parted = [
            _without_holes(line, text) for line, text in zip(lines[top:stop], taken, strict=True)
        ]
        header = replace(lines[at], text=" ".join(words), gap=0)
        after = [line for line in parted[at - top :] if line.text]
        ordered = _in_columns(lines[at:stop], taken[at - top :])
        if ordered is not None:
            after = [replace(after[0], text=ordered)]
        lines[top:stop] = [*parted[: at - top], header, *after]
        return


def _without_holes(line: Line, text: str) -> Line:
    """A line with what is left of its text."""
    return replace(line, text=" ".join(text.replace(_HOLE, " ").split())) if _HOLE in text else line


def _in_columns(lines: Sequence[Line], texts: Sequence[str]) -> str | None:
    """The pieces of one line of text, in the order of their columns, where they stand in another.

    None if they stand in order, or if they are of several lines: then some are over others.

    Args:
        lines: The lines that a header is woven into.
        texts: Their texts, with holes where words of the header were.
    """
    found = [
        (line.indent + piece.start(), piece.group())
        for line, text in zip(lines, texts, strict=True)
        for piece in _PIECE.finditer(text)
    ]
    ordered = sorted(found)
    is_apart = all(a + len(text) <= b + _OVERLAP for (a, text), (b, _) in pairwise(ordered))
    return " ".join(text for _, text in ordered) if is_apart and ordered != found else None


def _woven_until(lines: Sequence[Line], at: int) -> int:
    """Index after the pieces of what is woven from line `at` on: each begins further right."""
    stop = at + 1
    while stop < len(lines) and lines[stop].indent > lines[stop - 1].indent:
        stop += 1
    return stop


def _is_header(text: str, names: frozenset[str]) -> bool:
    """Whether what is left is a header too: one set over another, not over text."""
    return all(word in names or word.isdigit() or word == "page" for word in words_of(text))


def _is_whole(text: str, words: Sequence[str]) -> bool:
    """Whether a header stands in its line as a whole: `FirstName LastNameTony Xu`."""
    return "".join(words) in "".join(text.split())


def _taken(region: Sequence[str], words: Sequence[str], at: int) -> list[str] | None:
    """The lines of `region` with holes for the words of a header; None if a word is not there.

    A word is looked for after the one before it, else anywhere; whole, else as part of what it
    is glued to, as in `2020retain`. The first word stands in line `at`.
    """
    text = "\n".join(region)
    after = first = sum(len(line) + 1 for line in region[:at])
    for i, word in enumerate(words):
        found = _place(text, word, after)
        if found < 0 or (i == 0 and "\n" in text[first:found]):
            return None
        text = text[:found] + _HOLE * len(word) + text[found + len(word) :]
        after = max(after, found + len(word))
    return text.split("\n")


def _place(text: str, word: str, after: int) -> int:
    """Where a word stands: best alone in this line or the next, else as part of another; or -1."""
    line = text.find("\n", after) + 1
    near = text.find("\n", line) if line else -1
    for start, stop in ((after, near if near >= 0 else len(text)), (after, len(text)), (0, after)):
        found = text.find(word, start, stop)
        if found >= 0:
            alone = _alone(text, word, found, stop)
            return found if alone < 0 else alone
    return -1


def _alone(text: str, word: str, start: int, stop: int) -> int:
    """Where a word stands that is no part of another; or -1. Words are too many to compile each."""
    while start >= 0:
        end = start + len(word)
        around = text[start - 1 : start] + text[end : min(end + 1, stop)]
        if not any(c.isalnum() or c == "_" for c in around):
            return start
        start = text.find(word, start + 1, stop)
    return -1


def _date_words(head: Sequence[Line]) -> list[str]:
    """The date of the letter as its page headers repeat it: `["August", "10,", "2023"]`."""
    match = next(filter(None, (WRITTEN_DATE.search(line.text) for line in head)), None)
    return match.group().split() if match is not None else []


def _page_numbers(lines: Sequence[Line], at: int) -> list[str]:
    """The number of the page whose header is at line `at`, by the next header; else 2."""
    after = (_PAGE.search(line.text) for line in lines[at + 1 : at + 1 + _NEAR])
    numbers = [int(match.group(1)) for match in after if match is not None]
    own = [int(match.group(1)) for line in lines[at : at + 3] if (match := _PAGE.search(line.text))]
    return [str(number) for number in dict.fromkeys([*own, *(n - 1 for n in numbers), 2])]
