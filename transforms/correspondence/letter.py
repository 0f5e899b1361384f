"""A letter: its kind, sender, addressee, the filings it is about and the comments in it.

`parse_letters` is the entry: the documents of one UPLOAD or CORRESP submission become the
columns of the four letter datasets.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from transforms.correspondence.citations.citation import Citation, Citations
from transforms.correspondence.codes import LetterKind
from transforms.correspondence.comments.comment import Comment, read_comments
from transforms.correspondence.comments.segments import Division, divide, is_by_staff
from transforms.correspondence.errors import LetterError
from transforms.correspondence.frame.answered import answered_on
from transforms.correspondence.frame.frame import Frame, read_frame
from transforms.correspondence.frame.reviewed import ReviewedFiling, reviewed_filings
from transforms.correspondence.frame.staff import (
    Signature,
    copies_above,
    read_signature,
    response_due_days,
)
from transforms.correspondence.kinds import RESPONSE, company_kind, is_reviewed_again, staff_kind
from transforms.correspondence.rendition.text import read_lines
from transforms.correspondence.wording.dates import DATE
from transforms.edgar.filing import Document
from transforms.edgar.forms import is_staff_form

_OPENING: Final = 3000  # characters that may name the date of the letter that is answered
# `Response Letter dated March 3, 2022`
_OWN_RESPONSE: Final = re.compile(rf"{RESPONSE}\s+(?:on\s+)?{DATE}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A staff letter, or a company's.

    Attributes:
        document: Name of the document it was read from.
        kind: What it is.
        frame: Date, addressee, company, salutation.
        signature: Staff, office, signatory, copies.
        reviewed: Filings of the `Re:` block.
        comments: Numbered comments or answers; none is a valid letter.
        citations: Authorities cited outside the comments.
        response_due_days: Business days asked for the response.
        refers_to_letter_date: Date of the letter that this one answers or follows.
        division: The text itself.
    """

    document: str
    kind: LetterKind
    frame: Frame
    signature: Signature
    reviewed: Sequence[ReviewedFiling]
    comments: Sequence[Comment]
    citations: Sequence[Citation]
    response_due_days: int | None
    refers_to_letter_date: date | None
    division: Division


def parse_letter(document: Document, *, form_type: str | None) -> Letter:
    """Read one letter.

    Args:
        document: The letter in plain text, HTML or PDF.
        form_type: Form of the submission, None if there is none. Under a form of theirs the staff write;
            else the address and the signature show who wrote it.

    Raises:
        LetterError: `no-text`, `damaged`, `encrypted` or `too-long` if it cannot be read,
            `not-a-letter` if it has neither date nor salutation nor `Re:` block.
    """
    lines = read_lines(document)
    staff = is_staff_form(form_type) or is_by_staff(lines)
    division = divide(lines, staff=staff)
    salutations = division.of_kind("salutation")
    head = [line for each in division.of_kind("head") for line in each.lines]
    frame = read_frame(head, salutations[0].text if salutations else None, staff=staff)
    if not (frame.letter_date or salutations or frame.re_block):
        message = "the document has neither date nor salutation nor Re: block"
        raise LetterError("not-a-letter", message, file=document.name)
    reviewed = reviewed_filings(frame.re_block)
    citing = Citations()
    comments = read_comments(division, reviewed, citing, staff=staff)
    opening, closing = (_text(division, kind) for kind in ("opening", "closing"))
    closings = division.of_kind("closing")
    signature = read_signature(closings[0].lines if closings else ())
    if not staff:
        copies = [*copies_above(head), *signature.cc]
        signature = replace(signature, staff=(), office=None, cc=copies)
    return Letter(
        document=document.name,
        kind=_kind(opening, comments, frame.re_block, reviewed, staff=staff),
        frame=frame,
        signature=signature,
        reviewed=reviewed,
        comments=comments,
        citations=citing.of(f"{opening}\n{closing}"),
        response_due_days=response_due_days(f"{opening}\n{closing}") if staff else None,
        refers_to_letter_date=_refers_to(opening, frame, staff=staff),
        division=division,
    )


def _text(division: Division, kind: Literal["opening", "closing"]) -> str:
    return "\n".join(segment.text for segment in division.of_kind(kind))


def _kind(
    opening: str,
    comments: Sequence[Comment],
    block: str,
    reviewed: Sequence[ReviewedFiling],
    *,
    staff: bool,
) -> LetterKind:
    if not staff:
        return company_kind(opening, numbered=bool(comments))
    again = is_reviewed_again(block, reviewed)
    return staff_kind(opening, (each.text for each in comments), again=again)


def _refers_to(opening: str, frame: Frame, *, staff: bool) -> date | None:
    """Date of the letter that the opening names, else the `Re:` block; never the letter's own.

    A company's block also names the responses that it sent before.
    """
    block = frame.re_block if staff else _OWN_RESPONSE.sub("", frame.re_block)
    texts = (opening[:_OPENING], block[:_OPENING])
    days = (answered_on(text, frame.letter_date, staff=staff) for text in texts)
    return next(filter(None, days), None)
