"""Comments and answers: one row for each printed number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.correspondence.citations.citation import Citation, Citations
from transforms.correspondence.comments.amounts import Amount, amounts
from transforms.correspondence.comments.headed_filing import filing_position
from transforms.correspondence.comments.headings import HeadingLevels, is_label
from transforms.correspondence.comments.reconciliation import Reconciliation, reconciliation
from transforms.correspondence.comments.response import (
    answer_text,
    labelled_answer,
    question_text,
    split_answer,
)
from transforms.correspondence.comments.segments import Division, Segment
from transforms.correspondence.comments.titles import split_title
from transforms.correspondence.frame.reviewed import ReviewedFiling
from transforms.correspondence.rendition.lines import Line, flow
from transforms.correspondence.wording.labels import ANSWER
from transforms.correspondence.wording.number_words import COUNT, NO, counted

# Before the text of a prospectus the pages have Roman numbers.
_NUMBER: Final = r"(?:(?:[A-Z]{1,2}-)?\d{1,4}|(?-i:[ivxl]{1,7})(?![\w'\u2019-]))"
# `pages ii, 62 and F-63`
_PAGES: Final = re.compile(
    rf"\bpages?\s*(?P<list>(?:(?<=\s)|(?=\d)){_NUMBER}(?:\s*(?:,\s*and|,|and|&|or|to|through|[-\u2013])\s*{_NUMBER}\b(?!,\d))*)",
    re.IGNORECASE,
)
# `F-60`, `ii`
_PAGE: Final = re.compile(r"(?:[A-Z]{1,2}-)?\d{1,4}|\b(?-i:[ivxl]+)\b", re.IGNORECASE)
# `Response to Comments Nos. 2 and 3:`, `Response to comments 2-4:`
_SEVERAL: Final = re.compile(r"\bcomments\D{1,8}(\d{1,3})\b.*\b(\d{1,3})\b", re.IGNORECASE)
_GROUP: Final = 8  # comments and headings between a comment and an answer that it shares
# `prior comment 4`, `prior comment twelve`, `your response to comment 5`, `comment number three in our letter`
_PRIOR: Final = re.compile(
    rf"\b(?:prior|previous|original)\s+comments?{NO}(?P<prior>{COUNT})"
    rf"|\byour\s+responses?\s+to\s+(?:our\s+)?comments?{NO}(?P<answered>{COUNT})"
    rf"|\bcomments?{NO}(?P<number>{COUNT})"
    r"(?=[^.]{0,80}\b(?:letter|dated|response|in\s+our|of\s+our|above)|\.|,|\s+and|\s+regarding|\s+in|\s+that)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A numbered comment of the staff, or a company's answer to one.

    Attributes:
        number: As printed.
        headings: Those above it, outermost first.
        pages: Pages named in the last heading and the text, in order, each once.
        text: Text of the comment; in a company's letter of the answer.
        repeated: The staff's comment as a company's letter repeats it.
        filing_position: The filing it is about, from 1 in the `Re:` block.
        refers_to_comment: The prior comment it names.
        amounts: Amounts quoted.
        citations: Authorities cited.
        reconciliation: Whether it asks to reconcile amounts.
    """

    number: int
    headings: Sequence[str]
    pages: Sequence[str]
    text: str
    repeated: str | None
    filing_position: int | None
    refers_to_comment: int | None
    amounts: Sequence[Amount]
    citations: Sequence[Citation]
    reconciliation: Reconciliation


def read_comments(
    division: Division, reviewed: Sequence[ReviewedFiling], citations: Citations, *, staff: bool
) -> list[Comment]:
    """The comments of a letter, or the answers of a company's letter, in order.

    Args:
        division: The letter, divided.
        reviewed: The filings of its `Re:` block.
        citations: The letter's authorities so far.
        staff: Whether the staff wrote it.
    """
    comments: list[Comment] = []
    positions: dict[tuple[str, ...], int | None] = {}
    levels = HeadingLevels()
    waiting: list[str] = []
    for i, segment in enumerate(division.segments):
        if segment.kind == "heading":
            heading = " ".join(segment.text.split())
            waiting += [] if is_label(heading) else [heading]
        elif segment.kind == "comment":
            title, lines = ((), segment.lines) if staff else split_title(segment.lines)
            if not staff:
                lines = [*lines, *_shared_answer(segment, division.segments[i + 1 :][:_GROUP])]
            levels.replace([*waiting, flow(title)] if title else waiting)
            waiting = []
            outer = tuple(levels.outer)
            if outer not in positions:
                positions[outer] = filing_position(levels.filing, outer, reviewed)
            position = positions[outer]
            comments.append(
                _comment(segment, lines, levels.above(), position, citations, staff=staff)
            )
    return comments


def _shared_answer(segment: Segment, below: Sequence[Segment]) -> Sequence[Line]:
    """The lines of an answer further below that is given to this comment too."""
    if labelled_answer(segment.lines) is not None:
        return ()
    for each in below:
        at = labelled_answer(each.lines)
        if at is None:
            continue
        label = ANSWER.match(each.lines[at].text)
        named = _SEVERAL.search(label[0]) if label else None
        is_named = named and int(named[1]) <= (segment.number or 0) <= int(named[2])
        return each.lines[at:] if is_named else ()
    return ()


def _comment(
    segment: Segment,
    lines: Sequence[Line],
    headings: Sequence[str],
    filing_position: int | None,
    citations: Citations,
    *,
    staff: bool,
) -> Comment:
    repeated, text = None, segment.text
    if not staff:
        is_answer = ANSWER.match(segment.label) is not None  # the comment is not repeated
        asked, answered = ([], [lines]) if is_answer else split_answer(lines)
        repeated = question_text(asked) or None
        text = answer_text(answered)
    question = text if staff else repeated or ""
    quoted = amounts(text)
    return Comment(
        number=segment.number or 0,
        headings=list(headings),
        pages=_pages((*headings[-1:], question or text)),
        text=text,
        repeated=repeated,
        filing_position=filing_position,
        refers_to_comment=_prior_comment(question),
        amounts=quoted,
        citations=citations.of(segment.text),
        reconciliation=reconciliation(question, quoted if staff else amounts(question)),
    )


def _pages(texts: Sequence[str]) -> list[str]:
    """The pages named, each once."""
    return list(
        dict.fromkeys(
            page if page.isalpha() else page.upper()
            for text in texts
            if "page" in text.lower()
            for match in _PAGES.finditer(text)
            for page in _PAGE.findall(match["list"])
        )
    )


def _prior_comment(text: str) -> int | None:
    match = _PRIOR.search(text) if "omment" in text or "OMMENT" in text else None
    if match is None:
        return None
    return counted(match["prior"] or match["answered"] or match["number"])
