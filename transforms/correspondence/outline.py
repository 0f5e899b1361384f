"""The structure of letters in short, for people: made of the rows of the four datasets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Row = Mapping[str, Any]

_KINDS: Final = {
    "comment": "Comment letter",
    "completion": "Completion of review",
    "no_review": "Notice of no review",
    "follow_up": "Follow-up letter",
    "response": "Response",
    "other": "Letter",
}
_SHOWN: Final = 300


@dataclass(frozen=True, slots=True)
class CommentOutline:
    """A comment, or an answer.

    Attributes:
        number: As printed.
        place: Headings above it, outermost first.
        text: Its beginning.
        notes: What was found in it, each with a name: pages, authorities, amounts, and the
            evidence where it asks to reconcile amounts.
    """

    number: int
    place: Sequence[str]
    text: str
    notes: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class LetterOutline:
    """A letter: its title, what stands around the comments, and the comments."""

    title: str
    facts: Sequence[tuple[str, str]]
    comments: Sequence[CommentOutline]


def outlines(rows: Mapping[str, Sequence[Row]]) -> list[LetterOutline]:
    """The outline of each letter.

    Args:
        rows: Rows by dataset; those of one submission.
    """
    return [_letter(letter, rows) for letter in rows["letters"]]


def _letter(letter: Row, rows: Mapping[str, Sequence[Row]]) -> LetterOutline:
    document = letter["document"]
    cited = _of(document, rows["letter_citations"])
    return LetterOutline(
        title=f"{_KINDS[letter['kind']]} of {letter['letter_date'] or 'unknown date'} ({document})",
        facts=_facts(letter, _of(document, rows["letter_filings"]), cited),
        comments=[
            _comment(each, [row for row in cited if row["comment_position"] == each["position"]])
            for each in _of(document, rows["letter_comments"])
        ],
    )


def _of(document: str, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["document"] == document]


def _facts(letter: Row, filings: Sequence[Row], cited: Sequence[Row]) -> list[tuple[str, str]]:
    to = [letter["addressee"], letter["addressee_title"], letter["company_name"]]
    facts = [
        ("To", ", ".join(filter(None, to))),
        *(("Filing", row["text"]) for row in filings),
        ("Answers letter of", str(letter["refers_to_letter_date"] or "")),
        ("Response due", f"{letter['response_due_days'] or ''} business days"),
        *(("Staff", _member(member)) for member in letter["staff"]),
        ("Office", letter["office"] or ""),
        ("Signed by", letter["signatory"] or ""),
        ("Copies", "; ".join(letter["cc"])),
        ("Cites", _authorities([row for row in cited if row["comment_position"] == 0])),
        ("Comments", str(letter["n_comments"])),
    ]
    return [(name, value) for name, value in facts if value and not value.startswith(" ")]


def _member(member: Row) -> str:
    return ", ".join(filter(None, (member["name"], member["title"], member["phone"])))


def _comment(comment: Row, cited: Sequence[Row]) -> CommentOutline:
    asks = comment["reconciliation_evidence"] if comment["asks_reconciliation"] else ()
    notes = [
        ("Pages", ", ".join(comment["pages"])),
        ("Cites", _authorities(cited)),
        ("Amounts", ", ".join(amount["text"] for amount in comment["amounts"])),
        ("Prior comment", str(comment["refers_to_comment"] or "")),
        ("Asks to reconcile", "; ".join(asks)),
    ]
    text = comment["text"]
    return CommentOutline(
        number=comment["number"],
        place=comment["headings"],
        text=text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} ...",
        notes=[(name, value) for name, value in notes if value],
    )


def _authorities(cited: Sequence[Row]) -> str:
    return "; ".join(f"{row['authority']} {row['reference']}" for row in cited)
