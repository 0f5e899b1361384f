"""Headings: unnumbered lines before a comment that name the filing and the place in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from transforms.correspondence.rendition.lines import Line, flow, is_bullet, paragraph_start
from transforms.correspondence.wording.labels import ANSWER, STAFF_S
from transforms.correspondence.wording.legal_form import LEGAL_FORM, ends_as_company
from transforms.correspondence.wording.number_words import NO

# `Example Holdings, Inc.`
_ABBREVIATION: Final = re.compile(
    r"\b(?:inc|co|corp|ltd|llc|l\.p|n\.v|s\.a|plc|no|u\.s|et al)\.$", re.IGNORECASE
)
# `We do.)`, `It is [***]`
_STOP: Final = re.compile(r"(?:[.?;!][\"'\u201d\u2019)\]]*|\[\*+\])$")
# `Results of Operations, page`, but `Schedule TO`
_UNFINISHED: Final = re.compile(
    r"(?:\b(?:pages?|and|or|of|the|to(?<!schedule\sto)|in|for|on|by|with|from|\u2013)|[,\u2013\u2014-])$",
    re.IGNORECASE,
)
# `"Risk Factors`
_TITLE_START: Final = re.compile(r"[\"'\u201c\u2018(\[]?[A-Z0-9]")
# `Form 10-K`
_FILING: Final = re.compile(
    r"(?:(?:(?:pre|post)[\s-]?effective\s+)?amendments?\s+(?:no|\#|\d|to\s+(?:the\s+)?(?:registration|form|schedule|annual))|(?:amended\s+)?(?:draft|confidential)\s+"
    r"|(?:annual|quarterly|current|transition)\s+report\b|registration\s+statement"
    r"|(?:preliminary|definitive|revised)\s+(?:proxy|information|additional|schedule)"
    r"|(?:proxy|information)\s+statement\b.{0,40}(?:filed|schedule)|form\s+\S*\d|schedule\s+1[34]"
    r"|schedule\s+to\b|(?:10-[kq]|8-k|20-f|40-f|6-k|s-[134]|f-[134])\b|offering\s+statement"
    r"|(?:(?:your|the|staff|sec)(?:['\u2019]s)?\s+){0,3}(?:response|(?:comment\s+)?letter)\s+(?:letter\s+)?(?:dated|filed|submitted|of\s+\w+\s+\d))",
    re.IGNORECASE,
)
# `Example Holdings, Inc. `, above or before the filing that it made
_OF_COMPANY: Final = re.compile(
    rf"[A-Z][^.:;]{{0,80}}?{LEGAL_FORM}\.?(?:['\u2019]s?)?,?\s+", re.IGNORECASE
)
# `II. `, before `Form 10-K`; `Item 2.02 `, before `Form 8-K`
_PART: Final = re.compile(r"(?:[A-Z]|[IVX]{1,4})[.)]\s+|Item\s+\d\.\d\d\s+(?=Form\s)")
# `Prospectus`, `Part C - Other Information`, of a registration statement
_PART_OF_FILING: Final = re.compile(
    r"(?:(?:summary|statutory)\s+)?prospectus(?:es)?|statement\s+of\s+additional\s+information|SAI"
    r"|part\s+(?:[a-d]|i{1,3})(?:\s*[-\u2013\u2014:.,]\s*(?!item)\D{0,60})?",
    re.IGNORECASE,
)
# `General`, which is about no part alone where it stands first
_WHOLE_FILING: Final = re.compile(r"general(?:\s+comments?)?:?", re.IGNORECASE)
_PLACE: Final = re.compile(r"(?:Note|Item|Part|Section)\s+(?:\d|[IV]+\b)")  # `Note 13. Segments`
# `("MD&A")`, on a line of its own
_SHORT_NAME: Final = re.compile(r"\([\"\u201c][^()]{1,20}[\"\u201d]\)")
_COMPLETE: Final = re.compile(  # `... ended December 31, 2020`
    r"(?:results\s+of\s+operations|\b\d{1,2},\s+(?:19|20)\d\d)$", re.IGNORECASE
)
# `Revenue      55,574`, `Total     $ 12.1`
_TABLE_ROW: Final = re.compile(r"\w\s{4,}(?:[$(]\s*)?\S*\d")
# `Depreciation (1) (1) 3`, `All other $ — 17`
_FIGURES: Final = re.compile(r"(?:\s[$(]*(?:\d(?:[\d,.]*\d)?|[\u2013\u2014])\s?\)?%?){2,}$")
# `Balance at the beginning of the period $`, `XX,XXX.X`, of a table that is yet to be filled in
_EMPTY_CELL: Final = re.compile(r"\s\$$|(?:^|[\s$(])[X\u25cf]+(?:[,.][X\u25cf]+)+\)?%?$")
# `Annual pro forma interest expense $ 615`, `Estimated average annual interest rate 4.6 %`, `Expenses 24,332`
_AMOUNT_LAST: Final = re.compile(
    r"\S\s(?:\$\s?[\d,.]*\d|\d+(?:\.\d+)?\s?%|\(?\d{1,3}(?:,\d{3})+\s?\)?)$"
)
# The end of `... December 31,` on the line below
_NUMBER: Final = re.compile(r"(?:F-)?\d{1,4}")
# `b. Revenue Recognition`, `c) Loss Development`
_LETTERED: Final = re.compile(r"\(?[a-z][.)]\s+[A-Z]")
# `The Staff's comments are repeated in bold, and our responses are as follows:`
_INTRODUCES: Final = re.compile(
    r"\b(?:are|is|was|were|follows|following|submits?|responds?|agrees?|have|has|will)\b.*:$",
    re.IGNORECASE,
)
# `Staff Comment:`, above a comment that the company repeats
_LABEL: Final = re.compile(
    rf"{STAFF_S}comments?(?:{NO}\d+|\s+and\s+(?:(?:company\s+)?responses|answers|replies))?\s*[.:]?",
    re.IGNORECASE,
)
# `Goodwill, page 9.`; but `Done. See page 9.` and `Disclosed on page 9.` answer
_PAGE_LAST: Final = re.compile(
    r"(?:,|(?<!\bon)(?<!\bat)(?<!\bto)(?<!\b[Ss]ee))\s+pages?\s+(?:[A-Z]-)?\d{1,4}\.$"
)
# `Goodwill, pages 9 and F-3`, `Exhibit 99.1`, `Soliciting material filed on May 4, 2020`
_PLACED: Final = re.compile(
    r"\bpages?\s*(?:[A-Z]{1,2}-)?\d|^exhibits?\s\d|\b(?:filed|furnished|submitted|dated)\b",
    re.IGNORECASE,
)
# `(1) Includes restricted cash`, `NM \u2013 Not Meaningful`, `[Table Omitted]`, `See Exhibit A`, `None`, and the
# last lines of an address: `Washington, DC 20549`, `Attn: Ann Example`
_NOTE: Final = re.compile(
    r"\(\d{1,2}\)\s|\*|N/?[AM]\b|\[.*\]$|(?i:sources?\s*:|att(?:n|ention)\s?[.:]|[^,]+,\s[a-z]\.?[a-z]\.?\s\d{5}(?:-\d{4})?$|see\s|refer\s+to\s|we\s|(?:yes|no|none|not\s+applicable)$)"
)
_PHRASE: Final = 4  # words of a title whose words are not capitalised
_TITLE_LINES: Final = 3  # lines of a heading with a full stop behind
_SMALL_WORD: Final = 4  # letters of `from` and other words that titles do not capitalise
# `We will do so.`, `Yes.`, an answer in bold
_SPEAKS: Final = re.compile(
    r"(?:we|our|the\s+(?:company|registrant|staff)|you|your|please|yes|no|not|none|noted|this|these|it|in|as|see|refer|if)\b(?!\s*[-\u2013:])",
    re.IGNORECASE,
)
_LONGEST: Final = 300  # characters of a heading
_MOST: Final = 12  # lines of all headings above a comment
_FULL: Final = 92  # characters of a line that has no room for another word
_SHORT: Final = 120  # characters of a line that is a heading though it has a full stop behind
_TAIL: Final = 24  # characters at the end of a line that are looked at


def trailing_headings(lines: Sequence[Line], first: int, stop: int) -> list[int]:
    """Where the headings begin that end right before line `stop`.

    Args:
        lines: Lines of the letter.
        first: Earliest line that may be a heading.
        stop: Line of the numbered comment below.

    Returns:
        Index of the first line of each heading, ascending; a heading goes on to the next.
    """
    top = stop
    while top > max(first, 1) and stop - top < _MOST:
        above = top - 1 if _may_be_heading(lines[top - 1]) else _titled(lines, first, top)
        if above is None:
            break
        top = above
    while top < stop and not _may_begin(lines[top - 1], lines[top]):
        top += 1
    starts = [i for i in range(top, stop) if i == top or not _continues(lines[i - 1], lines[i])]
    return starts[_n_tails([lines[i:below] for i, below in pairwise((*starts, stop))]) :]


def _n_tails(headings: Sequence[Sequence[Line]]) -> int:
    """How many of the uppermost headings are rather what the text above them ends with.

    That is the note or the caption of a table, or a short reply, with any title above it.
    """
    found = 0
    for number, lines in enumerate(headings, 1):
        text = flow(lines)
        if _PLACED.search(text) or _PLACE.match(text) or names_filing(text):
            break
        if _NOTE.match(text) or not (lines[0].emphasis or _is_title(text)):
            found = number
    return found


def _is_title(text: str) -> bool:
    """Whether a line is in capitals as titles are, or of few words: `Income taxes`."""
    is_phrase = text.count(" ") < _PHRASE and not _SPEAKS.match(text)
    return is_phrase or _in_capitals(text)


def _may_be_heading(line: Line) -> bool:
    """Whether a line by itself may be a heading: no sentence, unless it is set apart."""
    text = line.text
    if line.gap and text[-2:-1].isdigit() and is_label(text):  # `SEC Comment No. 2.`
        return True
    if len(text) > _LONGEST or (_STOP.search(text[-_TAIL:]) and not _is_apart(line)):
        return False
    if is_bullet(text) or _TABLE_ROW.search(text):
        return False
    if line.cells > 1 and not _PLACE.match(text):
        return False
    if _INTRODUCES.search(text) or ANSWER.match(text):
        return False
    if _AMOUNT_LAST.search(text) or _FIGURES.search(text) or _EMPTY_CELL.search(text):
        return False
    return any(map(str.isalpha, text)) or _NUMBER.fullmatch(text) is not None


def _is_apart(line: Line) -> bool:
    """Whether a line with a full stop behind is set as a heading all the same."""
    is_name = _ABBREVIATION.search(line.text[-_TAIL:]) is not None
    is_title = line.emphasis and not _SPEAKS.match(line.text) and _is_title(line.text)
    return line.gap > 0 and len(line.text) < _SHORT and (is_name or is_title)


def _titled(lines: Sequence[Line], first: int, stop: int) -> int | None:
    """Where the paragraph above line `stop` begins if it is a heading with a full stop behind.

    It names a place, `Item 1A. Risk Factors.` or `Goodwill, page 9.`, and has no verb.
    """
    top = paragraph_start(lines, max(first, 1, stop - _TITLE_LINES), stop)
    text = flow(lines[top:stop])
    if not lines[top].gap or len(text) > _LONGEST or lines[top].text[:1].islower():
        return None
    is_place = _PLACE.match(text) is not None or _PAGE_LAST.search(text[-_TAIL:]) is not None
    return top if is_place and _in_capitals(text) else None


def _in_capitals(text: str) -> bool:
    words = (word.lstrip("(\"'\u201c\u2018") for word in text.split())
    return all(not word[:1].islower() for word in words if len(word) > _SMALL_WORD)


def _may_begin(above: Line, line: Line) -> bool:
    """Whether a heading may begin here: after a space, or further left than the text above."""
    if not _TITLE_START.match(line.text):
        return False
    if line.gap or line.indent + 2 < above.indent:
        return True
    return _STOP.search(above.text[-_TAIL:]) is not None and line.indent <= above.indent


def _continues(above: Line, line: Line) -> bool:
    """Whether `line` is the rest of the heading that `above` begins."""
    if _UNFINISHED.search(above.text[-_TAIL:]):
        return True
    if not line.gap and _SHORT_NAME.fullmatch(line.text):
        return True
    if line.text[:1].islower() and not _LETTERED.match(line.text):
        return True
    if line.gap or _COMPLETE.search(above.text[-_TAIL:]):
        return False
    if _PLACE.match(line.text) or _LETTERED.match(line.text):
        return False
    word = len(line.text.split(None, 1)[0]) + 1
    return word > above.room or len(above.text) + word > _FULL


def is_label(heading: str) -> bool:
    """Whether a line above a comment says only that a comment follows."""
    return _LABEL.fullmatch(heading) is not None


def names_filing(heading: str) -> bool:
    """Whether a heading names a filing, or a letter, rather than a place in it."""
    part = _PART.match(heading)
    start = part.end() if part else 0
    company = _OF_COMPANY.match(heading, start)
    return _FILING.match(heading, company.end() if company else start) is not None


@dataclass(slots=True)
class HeadingLevels:
    """The levels of headings above a comment: the filing, the part of it, and the place there.

    A level stays until a heading of that level replaces it, which clears those below. The
    filing may take several headings: its company, or the letter that answers for it.

    Attributes:
        filing: The last heading that names a filing.
        outer: Headings of the first level, outermost first.
        part: The heading of the second, such as `Prospectus`; empty where there is none.
        place: Those of the third.
    """

    filing: str | None = None
    outer: list[str] = field(default_factory=list)
    part: list[str] = field(default_factory=list)
    place: list[str] = field(default_factory=list)

    def replace(self, headings: Sequence[str]) -> None:
        """Take the headings that stand together before a comment."""
        if not headings:
            return
        n_outer = 0
        for number, heading in enumerate(headings, 1):
            if names_filing(heading):
                self.filing, n_outer = heading, number
            elif not ends_as_company(heading):
                break
        if n_outer:
            self.outer = list(headings[:n_outer])
        if n_outer or _WHOLE_FILING.fullmatch(headings[0]):
            self.part = []
        n_parts = n_outer + any(map(_PART_OF_FILING.fullmatch, headings[n_outer : n_outer + 1]))
        if n_parts > n_outer:
            self.part = list(headings[n_outer:n_parts])
        self.place = list(headings[n_parts:])

    def above(self) -> list[str]:
        """The headings in force, outermost first."""
        return [*self.outer, *self.part, *self.place]
