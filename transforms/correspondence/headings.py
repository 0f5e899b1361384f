"""Headings: unnumbered lines before a comment that name the filing and the place in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from transforms.correspondence.lines import Line, is_bullet

_ABBREVIATION: Final = re.compile(
    r"\b(?:inc|co|corp|ltd|llc|l\.p|n\.v|s\.a|plc|no|u\.s|et al)\.$", re.IGNORECASE
)
_STOP: Final = re.compile(r"[.?;!][\"'\u201d\u2019)\]]*$")
_UNFINISHED: Final = re.compile(
    r"(?:\b(?:pages?|and|or|of|the|to|in|for|on|by|with|from|\u2013)|[,\u2013\u2014-])$",
    re.IGNORECASE,
)
_TITLE_START: Final = re.compile(r"[\"'\u201c\u2018(\[]?[A-Z0-9]")
_FILING: Final = re.compile(
    r"(?:(?:pre-effective\s+|post-effective\s+)?amendment\s+no|(?:draft|confidential)\s+"
    r"|(?:annual|quarterly|current|transition)\s+report\b|registration\s+statement"
    r"|(?:preliminary|definitive|revised)\s+(?:proxy|information|additional|schedule)"
    r"|(?:proxy|information)\s+statement\b.{0,40}(?:filed|schedule)|form\s+\S*\d|schedule\s+1[34]"
    r"|schedule\s+to\b|(?:10-[kq]|8-k|20-f|40-f|6-k|s-[134]|f-[134])\b|offering\s+statement"
    r"|(?:your\s+)?(?:response|letter)\s+(?:letter\s+)?(?:dated|filed|submitted))",
    re.IGNORECASE,
)
_EXHIBIT_OF: Final = re.compile(r"^exhibit\b", re.IGNORECASE)
_LONGEST: Final = 300
_MOST: Final = 12
_FULL: Final = 72


def trailing_headings(lines: Sequence[Line], first: int, stop: int, indent: int) -> list[int]:
    """Where the headings begin that end right before line `stop`.

    Args:
        lines: Lines of the letter.
        first: Earliest line that may be a heading.
        stop: Line of the numbered comment below.
        indent: Column of its number; in a hanging layout a heading does not stand deeper
            than the comment's text.

    Returns:
        Index of the first line of each heading, ascending; a heading goes on to the next.
    """
    top = stop
    while top > first and stop - top < _MOST and _may_be_heading(lines, top - 1, stop, indent):
        top -= 1
    while top < stop and not _may_begin(lines, top, first):
        top += 1
    return [i for i in range(top, stop) if i == top or not _continues(lines[i - 1], lines[i])]


def _may_be_heading(lines: Sequence[Line], i: int, stop: int, indent: int) -> bool:
    text = lines[i].text
    if len(text) > _LONGEST or is_bullet(text):
        return False
    if not _STOP.search(text) or _ABBREVIATION.search(text):
        return True
    return (
        lines[i].gap > 0 and lines[i].emphasis and len(text) < 120 and i < stop - 0 and indent >= 0
    )


def _may_begin(lines: Sequence[Line], i: int, first: int) -> bool:
    """Whether a heading may begin at line `i`: after a space, or further left than the text."""
    line = lines[i]
    if not _TITLE_START.match(line.text):
        return False
    if line.gap or i == first:
        return True
    above = lines[i - 1]
    outdented = line.indent + 2 < above.indent
    return (outdented and _TITLE_START.match(line.text) is not None) or (
        _STOP.search(above.text) is not None and line.indent <= above.indent
    )


def _continues(above: Line, line: Line) -> bool:
    """Whether `line` is the rest of the heading that `above` begins."""
    if _UNFINISHED.search(above.text) or line.text[:1].islower():
        return True
    return not line.gap and len(above.text) >= _FULL and len(line.text) < len(above.text)


def names_filing(heading: str) -> bool:
    """Whether a heading names a filing rather than a place in it."""
    return _FILING.match(heading) is not None


@dataclass(slots=True)
class HeadingLevels:
    """The two levels of headings above a comment: the filing, and the place in it.

    A level stays until a heading of that level replaces it; a new filing clears the place.
    """

    filing: str | None = None
    place: list[str] = field(default_factory=list)

    def replace(self, headings: Sequence[str]) -> None:
        """Take the headings that stand together before a comment."""
        if not headings:
            return
        rest = list(headings)
        for heading in headings:
            if not names_filing(heading):
                break
            self.filing = heading
            rest.remove(heading)
        self.place = rest

    def above(self) -> list[str]:
        """The headings in force, outermost first."""
        return [self.filing, *self.place] if self.filing else list(self.place)
