"""Letters at a terminal: head, headings and numbered comments with what they cite."""

import io
from dataclasses import replace
from typing import Any

from rich.console import Console

from pipelines.views.letters import letter_views
from tests.transforms.correspondence.letters import CLOSING, HEAD
from tests.transforms.filings import ref, work
from tests.transforms.test_tabulate_filings import tables
from transforms.datasets.schema import DATASETS
from transforms.edgar.filing import Document
from transforms.steps.parse_letters import parse_filing_letters

COMMENTS = "Form 10-K\n\n1.   We note ASC 606. [Tell] us why.\n\n2.   We note that.\n"
LETTERS = ("letters", "letter_filings", "letter_comments", "letter_citations")


def shown(*letters: str, form: str = "UPLOAD") -> str:
    submission = work({}, ref(form_type=form))
    assert submission.filing is not None
    documents = [
        Document(f"filename{number}.txt", text.encode(), "LETTER")
        for number, text in enumerate(letters, 1)
    ]
    of = parse_filing_letters(
        replace(submission, filing=replace(submission.filing, documents=documents))
    )
    found: dict[str, Any] = {name: DATASETS[name].schema.empty_table() for name in LETTERS}
    output = io.StringIO()
    Console(file=output, width=100).print(*letter_views(found | tables(of)), sep="\n")
    return output.getvalue()


def test_a_letter_is_shown_from_its_addressee_to_its_staff() -> None:
    text = shown(HEAD + COMMENTS + CLOSING)
    for part in (
        "2022-03-03",
        "Jane Q. Public, Chief Financial Officer, Example Holdings, Inc.",
        "Re: 10-K, for 2020-12-31, filed 2021-02-22, 001-12345",
        "\nTechnology\nAnn Example Staff Accountant (202) 551-0001\nJohn Sample",
    ):
        assert part in text, part


def test_a_filing_under_review_without_file_number_has_the_cik_of_its_company() -> None:
    head = HEAD.replace("File No. 001-12345", "CIK No. 0001234567")
    assert "filed 2021-02-22, CIK 1234567\n" in shown(head + COMMENTS + CLOSING)


def test_comments_stand_below_their_heading_with_what_they_cite() -> None:
    lines = [line.strip() for line in shown(HEAD + COMMENTS + CLOSING).splitlines()]
    first = lines.index("1. We note ASC 606. [Tell] us why.")
    assert "Form 10-K" in lines[:first]
    assert lines[first + 1] == "cites ASC 606"
    assert "2. We note that." in lines[first:]
    assert lines.count("Form 10-K") == 1


def test_a_request_to_reconcile_is_the_staff_s_also_where_a_response_repeats_it() -> None:
    comment = "1.   Please reconcile $4 on page 9 to $5 on page 10.\n"
    staff = shown(HEAD + "Form 10-K\n\n" + comment + CLOSING)
    assert "\n  asks to reconcile: " in staff
    answer = "Response: The Company advises the Staff that $6 is right.\n"
    response = shown(f"Dear Ms. Example:\n\n{comment}\n{answer}", form="CORRESP")
    assert "\n  answers a comment that asks to reconcile: " in response


def test_a_letter_without_anything_known_is_shown() -> None:
    assert "letter, undated" in shown("Dear Sir:\n\nHello there.\n")


def test_each_of_two_letters_has_its_own_filings_comments_and_citations() -> None:
    other = HEAD.replace("001-12345", "001-54321") + COMMENTS.replace("606", "842") + CLOSING
    _, *letters = shown(HEAD + COMMENTS + CLOSING, other).split("letter, 2022-03-03")
    for part in ("001-12345", "cites ASC 606", "001-54321", "cites ASC 842"):
        assert [letter.count(part) for letter in letters] == (
            [1, 0] if part in ("001-12345", "cites ASC 606") else [0, 1]
        )
    assert [letter.count("2. We note that.") for letter in letters] == [1, 1]


def test_a_filing_without_letters_shows_none() -> None:
    empty = {name: DATASETS[name].schema.empty_table() for name in LETTERS}
    assert list(letter_views(empty)) == []
