"""Segments: every line of a letter belongs to exactly one.

The letter is divided first and understood afterwards. The segments in order are the
document: no word of it is lost and none is in two of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from transforms.correspondence.comments.closing import closing
from transforms.correspondence.comments.farewell import farewell
from transforms.correspondence.comments.headings import trailing_headings
from transforms.correspondence.comments.numbering import numbered
from transforms.correspondence.comments.printed_numbers import Number
from transforms.correspondence.frame.staff import SIGN_OFF
from transforms.correspondence.frame.subject import subject_below
from transforms.correspondence.pages import furniture
from transforms.correspondence.pages.footnotes import below_marks
from transforms.correspondence.pages.overset import part_overset
from transforms.correspondence.pages.stationery import stationery
from transforms.correspondence.rendition.lines import Line, ends_sentence, flow, is_bullet
from transforms.correspondence.wording.commission import (
    COMMISSION,
    DIVISION,
    PHONE,
    STREET,
    WASHINGTON,
)

SegmentKind = Literal["head", "salutation", "opening", "heading", "comment", "closing"]

# `Dear Ms. Public:`, `Ladies and Gentlemen:`
_SALUTATION: Final = re.compile(
    r"(?:dear\b|(?:ladies|lady|mesdames)\s*(?:and|&|/|or)\s*(?:gentlem[ae]n|messrs|sirs?)\b|gentle(?:wo)?men"
    r"|dear\s*sirs?|sirs?(?:\s*(?:and|&|/|or)\s*(?:madams?|mesdames))?\s*[:,]|madams?(?:\s*(?:and|&|/|or)\s*sirs?)?\s*[:,]"
    r"|mesdames\s*[:,]|to\s+whom\s+it\s+may|(?:mr|ms|mrs|dr|messrs)\.?\s.{2,90}[,:]$)",
    re.IGNORECASE,
)
# `To the Division of Corporation Finance:`, `Good morning, Ms. Public,`; an address may have such a line too
_GREETING: Final = re.compile(
    r"(?:to\s+(?:the\s+)?|(?:the\s+)?members\s+of\s+the\s+|the\s+)?(?:(?:u\.?\s?s\.?\s+)?securities\s+and\s+exchange|sec\b|commission\b"
    r"|commissioners\b|staff\b|division\s+of\s+corp|reviewers?\b|examiners?\b)[^:]{0,100}:$"
    r"|(?:good\s+(?:morning|afternoon|evening|day)|hello|greetings)\b.{0,90}[:,]$",
    re.IGNORECASE,
)
# `100 F Street`
_COMMISSION: Final = re.compile(rf"{COMMISSION}|\b{STREET}|{WASHINGTON}|{DIVISION}", re.IGNORECASE)
# `Division of Corporation Finance`
_STAFF: Final = re.compile(
    rf"{DIVISION}|office\s+of\s+[a-z]|{PHONE}|disclosure\s+review", re.IGNORECASE
)
_CLOSING_LINES: Final = 60  # lines at the end that may name the office of the staff
_SIGNED: Final = re.compile(r"(?:by\s*:?\s*)?/s/", re.IGNORECASE)  # `By: /s/ Jane Q. Public`
_SIGNATURE: Final = re.compile(  # `Office of Technology`, where no complimentary close stands above
    r"(?i:division\s+of\s+corporation\s+finance)$|Office\s+of(?:\s+(?:[A-Z]\S*|and|of|the|&))+$"
)
_SIGNATURE_LINES: Final = 12  # lines at the end in which a signature without a close stands
_LONGEST_CLOSE: Final = 40  # characters of `Very respectfully submitted,`
# `We have`
_FIRST_SENTENCE: Final = re.compile(r"(?:we\s+(?:have|are|refer)|this\s+is\s+to)\b", re.IGNORECASE)
_PROSE: Final = 72  # characters of a line of text
_COLUMNS: Final = "    "  # what parts two columns, which text has none of


@dataclass(frozen=True)
class Segment:
    """Consecutive lines of one kind.

    Attributes:
        kind: What the lines are.
        lines: Its lines, without the printed number.
        number: Number of the comment, as printed, for `comment`.
        label: The printed number with what stands around it, such as `Comment No. 3:`.
    """

    kind: SegmentKind
    lines: Sequence[Line]
    number: int | None = None
    label: str = ""

    @cached_property
    def text(self) -> str:
        """The segment as running text, without the label."""
        return flow(self.lines)


@dataclass(frozen=True, slots=True)
class Division:
    """A letter divided: the words of both together are the words of the document.

    Attributes:
        segments: In the order of the document.
        furniture: Lines that belong to the pages, not to the letter.
    """

    segments: Sequence[Segment]
    furniture: Sequence[Line]

    def of_kind(self, kind: SegmentKind) -> list[Segment]:
        """The segments of one kind, in order."""
        return [segment for segment in self.segments if segment.kind == kind]

    @property
    def text(self) -> str:
        """The letter without furniture, unwrapped."""
        parts = (" ".join(filter(None, (each.label, each.text))) for each in self.segments)
        return "\n".join(parts)


def divide(lines: Sequence[Line], *, staff: bool) -> Division:
    """Divide a letter into its segments.

    Args:
        lines: All lines of the document.
        staff: Whether the staff wrote it; else the company did.
    """
    head = lines[: _salutation(lines)]
    names = furniture.vocabulary(head) | (frozenset() if staff else furniture.COMMISSION_WORDS)
    lines = furniture.split_columns(part_overset(lines, head, names))
    # what a column parted from the head may be the salutation
    start = len(head) if lines[: len(head)] == head else _salutation(lines)
    lines = furniture.split_merge_fields(lines, names)
    if not staff:
        lines = below_marks(lines, start + 1)
    removed = furniture.page_furniture(lines, start + 1, names)
    if staff:
        removed |= furniture.letterhead(lines[:start])
    else:
        removed |= stationery(lines, start + 1, _sign_off(lines, start + 1), removed)
    kept = _without(lines, removed, start)
    cuts = _cuts(kept, start - sum(i < start for i in removed), staff=staff)
    stops = [*(cut.line for cut in cuts[1:]), len(kept)]
    segments = [
        _segment(cut, kept[cut.line : stop])
        for cut, stop in zip(cuts, stops, strict=True)
        if cut.line < stop
    ]
    return Division(segments, [lines[i] for i in sorted(removed)])


def is_by_staff(lines: Sequence[Line]) -> bool:
    """Whether the staff wrote a letter: signed for the Division, and not addressed to it."""
    head = lines[: _salutation(lines)]
    own = furniture.letterhead(head)
    addressed = any(_COMMISSION.search(line.text) for i, line in enumerate(head) if i not in own)
    return not addressed and any(_STAFF.search(line.text) for line in lines[-_CLOSING_LINES:])


def _salutation(lines: Sequence[Line]) -> int:
    """Index of the salutation; of the first sentence where there is none."""
    greeting = None
    for i, line in enumerate(lines):
        if _SALUTATION.match(line.text):
            return i
        if greeting is None:
            greets = line.text.endswith((":", ",")) and _GREETING.match(line.text) is not None
            greeting = i if greets else None
        elif _is_prose(line.text):
            return greeting
    if greeting is not None:
        return greeting
    for i, line in enumerate(lines):
        if i and (_FIRST_SENTENCE.match(line.text) or _is_prose(line.text)):
            return i
    return min(len(lines), 1)


def _greets(text: str) -> bool:
    return _SALUTATION.match(text) is not None or _GREETING.match(text) is not None


def _is_prose(text: str) -> bool:
    return len(text) > _PROSE and text.count(" ") > _PROSE // 8 and _COLUMNS not in text


def _without(lines: Sequence[Line], removed: set[int], start: int) -> list[Line]:
    """The lines less furniture; a paragraph goes on after the furniture of a page break."""
    kept: list[Line] = []
    broken = False
    for i, line in enumerate(lines):
        if i in removed:
            broken = True
            continue
        if broken and kept and i > start + 1:
            line.gap = 0 if _runs_on(kept[-1], line) else max(line.gap, 1)
        kept.append(line)
        broken = False
    return kept


def _runs_on(above: Line, line: Line) -> bool:
    """Whether the paragraph of the last line of a page goes on in the first of the next."""
    if ends_sentence(above.text) or is_bullet(line.text) or line.text.startswith("*"):
        return False
    if line.text[0].islower():
        return True
    if above.text.endswith("*]"):  # what is kept confidential may be a whole sentence
        return False
    # a title, or the last item of a list or note of a table, below which a paragraph begins
    is_title = len(above.text) < _PROSE
    is_item = line.text[0].isupper() and (is_bullet(above.text) or above.text[0] in "*_(")
    return not (above.room >= _PROSE and (is_title or is_item))


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a segment begins."""

    line: int
    kind: SegmentKind
    number: Number | None = None


def _cuts(lines: Sequence[Line], start: int, *, staff: bool) -> list[_Cut]:
    """The beginnings of all segments, in order; some may be empty."""
    cuts = [_Cut(0, "head")]
    body = start
    if start < len(lines) and _greets(lines[start].text):
        cuts.append(_Cut(start, "salutation"))
        body = subject_below(lines, start + 1)
        cuts.append(_Cut(start + 1, "head"))
    end = _sign_off(lines, body)
    cuts.append(_Cut(body, "opening"))
    above = body
    numbers = numbered(lines, body, end, staff=staff)
    for number in numbers:
        headings = trailing_headings(lines, above, number.line)
        cuts.extend(_Cut(line, "heading") for line in headings)
        cuts.append(_Cut(number.line, "comment", number))
        above = number.line + 1
    last_words = closing if staff else farewell
    cuts.append(_Cut(last_words(lines, above, end, commented=bool(numbers)), "closing"))
    return cuts


def _sign_off(lines: Sequence[Line], body: int) -> int:
    """Index of the first `Sincerely,`; else of the signature; else the number of lines.

    A second may be of another who signs, or of a letter that is enclosed.
    """
    for i in range(body, len(lines)):
        text = lines[i].text
        if len(text) <= _LONGEST_CLOSE and SIGN_OFF.fullmatch(text):
            return i
    first = max(body, len(lines) - _SIGNATURE_LINES)
    signed = (
        i
        for i in range(body, len(lines))
        if _SIGNED.match(lines[i].text) or (i >= first and _SIGNATURE.match(lines[i].text))
    )
    return next(signed, len(lines))


def _segment(cut: _Cut, lines: Sequence[Line]) -> Segment:
    if cut.number is None:
        return Segment(cut.kind, lines)
    first, length = lines[0], cut.number.label_length
    rest = Line(first.text[length:].lstrip(), first.indent, first.gap, first.emphasis)
    kept = [rest, *lines[1:]] if rest.text else lines[1:]
    return Segment(cut.kind, kept, cut.number.value, first.text[:length].rstrip())
