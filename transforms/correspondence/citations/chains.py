"""Lists of references with chains of sub-paragraphs: `10(e)(1)(i)(A) and (B)`."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from transforms.correspondence.codes import Authority

SUB: Final = r"(?:\s?\([A-Za-z0-9]{1,5}\))"
"""Pattern of one sub-paragraph."""
AND: Final = r"(?:\s*(?:,\s*(?:and|or)|,|;|/|and/or|and|or|&|through|to)\s*|\s?[-\u2013]\s?(?=\())"
"""Pattern of what joins the members of a list."""

CAPTION: Final = r"\([a-z]\)\d{1,2}(?!\d)"
"""Pattern of a caption that a rule of Regulation S-X counts without brackets: `(b)1`."""

Found = tuple[int, int, Authority, str]
"""Where a citation starts and ends, its authority and its reference."""


def listed(
    match: re.Match[str], part: re.Pattern[str], group: str | None = None
) -> Iterator[tuple[int, int, str]]:
    """The members of a list, each whole: `10(e)(1)(i)(A) and (B)` is two references.

    Args:
        match: What matched.
        part: Pattern of one member.
        group: The group of `match` with the members; None for the last that matched.

    Yields:
        Start, end and reference of each; the first starts where the match does, the others with
        their own word if they have one.
    """
    whole = ""
    first = True
    begin, stop = match.span(group or match.lastgroup or 0)
    for each in part.finditer(match.string, begin, stop):
        text = each.group().replace(" ", "")
        caption = _CAPTION_LAST.search(whole) if text.isdigit() else None
        if caption is not None:
            whole = whole[: caption.start()] + text
        else:
            whole = beside(whole, text) if text.startswith("(") else text
        start = match.start() if first else with_word(match.string, each.start())
        yield start, each.end(), whole
        first = False


_CAPTION_LAST: Final = re.compile(r"(?<=\))\d{1,2}$")  # `1` of `5-03(b)1`
# `Article `, before `11` in `Rule 3-05 and Article 11`
_OWN_WORD: Final = re.compile(
    r"\b(?:ASC|SABs?|Rules?|Sections?|Articles?|Items?|Questions?|Topics?)[\s-]+(?:Nos?\.?\s*)?$"
)
_LONGEST_WORD: Final = 16  # characters of a word such as `Questions Nos. `


def with_word(text: str, start: int) -> int:
    """Where a member of a list that begins at `start` begins with its own word."""
    word = _OWN_WORD.search(text, max(start - _LONGEST_WORD, 0), start)
    return word.start() if word else start


# `(e)` of `10(e)(1)(i)`
_EACH_SUB: Final = re.compile(r"\([^()]*\)")
_DEEPEST: Final = 12  # parts of a chain that another may stand beside


def beside(before: str, subs: str) -> str:
    """The reference that `subs` stands for after `before`: a sibling of its last parts."""
    kind = _kind(subs[1:-1].partition(")(")[0])
    stem = before.partition("(")[0]
    parts = [each.group() for each in islice(_EACH_SUB.finditer(before), _DEEPEST)]
    for i, each in enumerate(parts):
        if _kind(each[1:-1]) == kind:
            return stem + "".join(parts[:i]) + subs
    return stem + "".join(parts[:-1]) + subs


def _kind(sub: str) -> str:
    if sub.isdigit():
        return "digit"
    if sub.isupper():
        return "upper"
    return "roman" if len(sub) > 1 or sub in ("i", "v", "x") else "lower"
