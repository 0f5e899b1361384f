from datetime import date
from typing import Any

from tests.transforms.correspondence.letters import CLOSING, HEAD, edgar_wrapped
from transforms.correspondence.letters import Columns, parse_letters
from transforms.correspondence.outline import LetterOutline, outlines
from transforms.edgar.filing import Document

BODY = (
    "Form 10-K\n\nNote 2. Leases, page 9\n\n"
    "1.   The $4 on page 4 does not agree to the $9 on page 9. Refer to ASC 606.\n\n"
    "2.   We note your response to prior comment 3.\n"
)


def rows(columns: Columns) -> list[dict[str, Any]]:
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def outline(body: str = BODY) -> LetterOutline:
    content = edgar_wrapped(HEAD + body + CLOSING).encode()
    letters = parse_letters([Document("a.txt", content)], form_type="UPLOAD")
    names = ("letters", "letter_filings", "letter_comments", "letter_citations")
    [found] = outlines({name: rows(getattr(letters, name)) for name in names})
    return found


def test_the_title_says_what_letter_it_is() -> None:
    assert outline().title == f"Comment letter of {date(2022, 3, 3)} (a.txt)"


def test_the_facts_are_those_that_are_known() -> None:
    facts = dict(outline().facts)
    assert facts["To"] == "Jane Q. Public, Chief Financial Officer, Example Holdings, Inc."
    assert facts["Filing"].startswith("Form 10-K for the Fiscal Year Ended December 31, 2020")
    assert facts["Response due"] == "10 business days"
    assert facts["Staff"] == "John Sample, (202) 551-0002"
    assert "Signed by" not in facts


def test_a_comment_has_its_place_and_what_was_found_in_it() -> None:
    first, second = outline().comments
    assert first.place == ["Form 10-K", "Note 2. Leases, page 9"]
    notes = dict(first.notes)
    assert notes["Pages"] == "9, 4"
    assert notes["Cites"] == "ASC 606"
    assert notes["Asks to reconcile"].startswith("does not agree")
    assert dict(second.notes)["Prior comment"] == "3"


def test_a_long_comment_is_cut_at_a_word() -> None:
    [comment] = outline("1.   " + "words and " * 60 + "end.\n").comments
    assert len(comment.text) < 310
    assert comment.text.endswith((" words ...", " and ..."))
