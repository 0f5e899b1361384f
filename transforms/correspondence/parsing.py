"""The letters of a submission as columns of the four letter datasets."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Final, cast

from transforms.columns import Columns
from transforms.correspondence.citations.citation import Citation
from transforms.correspondence.comments.comment import Comment
from transforms.correspondence.errors import LetterError
from transforms.correspondence.frame.reviewed import ReviewedFiling
from transforms.correspondence.letter import Letter, parse_letter
from transforms.edgar.filing import Document
from transforms.edgar.wanted import NOT_LETTERS
from transforms.errors import Reject

_RENDITIONS: Final = {".txt": 0, ".htm": 1, ".html": 1, ".pdf": 2}


@dataclass(slots=True)
class Letters:
    """The letters of one submission.

    Attributes:
        tables: Columns of datasets `letters`, `letter_filings`, `letter_comments` and
            `letter_citations`, of those that have rows.
        rejects: Documents that could not be read.
    """

    tables: dict[str, Columns] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    rejects: list[Reject] = field(default_factory=list)

    def add(self, dataset: str, row: Mapping[str, object]) -> None:
        """Add a row to a dataset."""
        columns = cast("dict[str, list[object]]", self.tables[dataset])
        for name, value in row.items():
            columns[name].append(value)


def parse_letters(
    documents: Sequence[Document], *, form_type: str | None, published_on: date | None = None
) -> Letters:
    """Read the letters of a submission.

    A letter may be there in several renditions: the plain text is read first, then HTML, then
    the PDF; the others are that letter again and give no row. A rendition that cannot be read
    gives way to the next, and is a reject if none is left.

    Args:
        documents: All documents of the submission.
        form_type: Form of the submission, such as `UPLOAD`; None if there is none.
        published_on: When EDGAR published it.
    """
    found = Letters()
    for renditions in _by_letter(documents):
        rejects: list[Reject] = []
        for document in renditions:
            try:
                letter = parse_letter(document, form_type=form_type)
            except LetterError as error:
                rejects.append(Reject.of("letter", error))
            else:
                _append(found, letter, published_on)
                rejects.clear()
                break
        found.rejects.extend(rejects)
    return found


def _by_letter(documents: Sequence[Document]) -> list[list[Document]]:
    """The renditions of each letter, best first.

    EDGAR gives a staff letter as PDF and as text extracted from it; of companies PDFs are
    courtesy copies. So the PDFs are, in order, those of the letters in text or HTML.
    """
    ranked = [(rank, each) for each in documents if (rank := _rank(each)) is not None]
    letters = [[each] for rank, each in sorted(ranked, key=lambda pair: pair[0]) if rank < 2]
    for i, pdf in enumerate(each for rank, each in ranked if rank == 2):
        if i < len(letters):
            letters[i].append(pdf)
        else:
            letters.append([pdf])
    return letters


def _rank(document: Document) -> int | None:
    """0 for plain text, 1 for HTML, 2 for PDF; None for what is no letter, such as an image."""
    if document.type in NOT_LETTERS:
        return None
    if document.type == "TEXT-EXTRACT":
        return 0
    if document.content.lstrip()[:4] == b"%PDF":
        return 2
    suffix = PurePosixPath(document.name.lower()).suffix
    return _RENDITIONS.get(suffix) if suffix else 0


def _append(found: Letters, letter: Letter, published_on: date | None) -> None:
    """Add the rows of one letter."""
    found.add("letters", _letter_row(letter, published_on))
    for position, filing in enumerate(letter.reviewed, 1):
        found.add("letter_filings", _filing_row(letter.document, position, filing))
    _append_citations(found, letter.document, 0, letter.citations)
    for position, comment in enumerate(letter.comments, 1):
        found.add("letter_comments", _comment_row(letter, position, comment))
        _append_citations(found, letter.document, position, comment.citations)


def _letter_row(letter: Letter, published_on: date | None) -> dict[str, object]:
    frame, signature = letter.frame, letter.signature
    return {
        "document": letter.document,
        "kind": letter.kind,
        "letter_date": frame.letter_date,
        "published_on": published_on,
        "addressee": frame.addressee,
        "addressee_title": frame.addressee_title,
        "company_name": frame.company_name,
        "address": frame.address,
        "salutation": frame.salutation,
        "response_due_days": letter.response_due_days,
        "office": signature.office,
        "staff": [
            {"name": each.name, "title": each.title, "phone": each.phone}
            for each in signature.staff
        ],
        "signatory": signature.signatory,
        "cc": list(signature.cc),
        "refers_to_letter_date": letter.refers_to_letter_date,
        "n_comments": len(letter.comments),
        "text": letter.division.text,
    }


def _filing_row(document: str, position: int, filing: ReviewedFiling) -> dict[str, object]:
    return {
        "document": document,
        "position": position,
        "form_type_reviewed": filing.form_type,
        "amendment": filing.amendment,
        "period_end": filing.period_end,
        "filed_on": filing.filed_on,
        "file_number": filing.file_number,
        "reviewed_cik": filing.cik,
        "text": filing.text,
    }


def _comment_row(letter: Letter, position: int, comment: Comment) -> dict[str, object]:
    return {
        "document": letter.document,
        "position": position,
        "number": comment.number,
        "filing_position": comment.filing_position,
        "headings": list(comment.headings),
        "pages": list(comment.pages),
        "text": comment.text,
        "repeated_comment": comment.repeated,
        "amounts": [
            {"text": each.text, "value": each.value, "currency": each.currency}
            for each in comment.amounts
        ],
        "asks_reconciliation": comment.reconciliation.is_asked,
        "reconciliation_score": comment.reconciliation.score,
        "reconciliation_evidence": list(comment.reconciliation.evidence),
        "refers_to_comment": comment.refers_to_comment,
        "answers_comment": comment.number if letter.kind == "response" else None,
    }


def _append_citations(
    found: Letters, document: str, comment_position: int, citations: Sequence[Citation]
) -> None:
    for position, each in enumerate(citations, 1):
        row = {
            "document": document,
            "comment_position": comment_position,
            "position": position,
            "authority": each.authority,
            "reference": each.reference,
            "text": each.text,
        }
        found.add("letter_citations", row)
