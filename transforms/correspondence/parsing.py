"""The letters of a submission as columns of the four letter datasets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Final, cast

from transforms.columns import Columns
from transforms.correspondence.citations import Citation
from transforms.correspondence.comments import Comment
from transforms.correspondence.errors import LetterError
from transforms.correspondence.letter import Letter, parse_letter
from transforms.edgar.filing import Document
from transforms.edgar.wanted import NOT_LETTERS
from transforms.errors import Reject

_LETTERS: Final = [
    "document",
    "kind",
    "letter_date",
    "published_on",
    "addressee",
    "addressee_title",
    "company_name",
    "address",
    "salutation",
    "response_due_days",
    "office",
    "staff",
    "signatory",
    "cc",
    "refers_to_letter_date",
    "n_comments",
    "text",
]
_FILINGS: Final = [
    "document",
    "position",
    "form_type_reviewed",
    "amendment",
    "period_end",
    "filed_on",
    "file_number",
    "reviewed_cik",
    "text",
]
_COMMENTS: Final = [
    "document",
    "position",
    "number",
    "filing_position",
    "headings",
    "pages",
    "text",
    "repeated_comment",
    "amounts",
    "asks_reconciliation",
    "reconciliation_score",
    "reconciliation_evidence",
    "refers_to_comment",
    "answers_comment",
]
_CITATIONS: Final = ["document", "comment_position", "position", "authority", "reference", "text"]

_RENDITIONS: Final = {".txt": 0, ".htm": 1, ".html": 1, ".pdf": 2}


_COLUMNS: Final = {
    "letters": _LETTERS,
    "letter_filings": _FILINGS,
    "letter_comments": _COMMENTS,
    "letter_citations": _CITATIONS,
}


def _no_rows() -> dict[str, Columns]:
    return {name: {column: [] for column in columns} for name, columns in _COLUMNS.items()}


@dataclass(slots=True)
class Letters:
    """The letters of one submission.

    Attributes:
        tables: Columns of datasets `letters`, `letter_filings`, `letter_comments` and
            `letter_citations`.
        rejects: Documents that could not be read.
    """

    tables: dict[str, Columns] = field(default_factory=_no_rows)
    rejects: list[Reject] = field(default_factory=list)


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
                letter = parse_letter(document, form_type=form_type, published_on=published_on)
            except LetterError as error:
                rejects.append(Reject.of("letter", error))
            else:
                _append(found, letter)
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


def _append(found: Letters, letter: Letter) -> None:
    frame, signature = letter.frame, letter.signature
    _row(
        found.tables["letters"],
        letter.document,
        letter.kind,
        frame.letter_date,
        letter.published_on,
        frame.addressee,
        frame.addressee_title,
        frame.company_name,
        frame.address,
        frame.salutation,
        letter.response_due_days,
        signature.office,
        [{"name": each.name, "title": each.title, "phone": each.phone} for each in signature.staff],
        signature.signatory,
        list(signature.cc),
        letter.refers_to_letter_date,
        len(letter.comments),
        letter.division.text,
    )
    for position, filing in enumerate(letter.reviewed, 1):
        _row(
            found.tables["letter_filings"],
            letter.document,
            position,
            filing.form_type,
            filing.amendment,
            filing.period_end,
            filing.filed_on,
            filing.file_number,
            filing.cik,
            filing.text,
        )
    _append_citations(found, letter.document, 0, letter.citations)
    for position, comment in enumerate(letter.comments, 1):
        _append_comment(found, letter, position, comment)
        _append_citations(found, letter.document, position, comment.citations)


def _append_comment(found: Letters, letter: Letter, position: int, comment: Comment) -> None:
    _row(
        found.tables["letter_comments"],
        letter.document,
        position,
        comment.number,
        comment.filing_position,
        list(comment.headings),
        list(comment.pages),
        comment.text,
        comment.repeated,
        [
            {"text": each.text, "value": each.value, "currency": each.currency}
            for each in comment.amounts
        ],
        comment.reconciliation.is_asked,
        comment.reconciliation.score,
        list(comment.reconciliation.evidence),
        comment.refers_to_comment,
        comment.number if letter.kind == "response" else None,
    )


def _append_citations(
    found: Letters, document: str, comment_position: int, citations: Sequence[Citation]
) -> None:
    for position, each in enumerate(citations, 1):
        _row(
            found.tables["letter_citations"],
            document,
            comment_position,
            position,
            each.authority,
            each.reference,
            each.text,
        )


def _row(columns: Columns, *values: object) -> None:
    for column, value in zip(cast("Iterable[list[object]]", columns.values()), values, strict=True):
        column.append(value)
