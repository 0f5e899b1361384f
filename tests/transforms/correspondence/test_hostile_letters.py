"""No text takes more than time in proportion to its length."""

import random

import pytest

from tests.transforms.correspondence.letters import HEAD
from transforms.correspondence.parsing import parse_letters
from transforms.edgar.filing import Document

UNITS = [
    *("1. ", "(a)", "((", "$(", "$1,", "  ", "\n", "\n\n", "- ", "? ", "* ", "A B ", "A.B ", "a"),
    *("Item 303(a)(1) and ", "Rules 14a-9, ", "ASC 280-10-50-41, 50-42 and ", "Section 13(a) or "),
    *(
        "Release Nos. 33-8350/",
        "Questions 102.10 and ",
        "SAB Topic 1.M",
        "paragraph 1 of ",
        "IAS 1.",
    ),
    *("Rule 12b-20 and ", "\xa7", "staff's question" + " " * 1000),
    *("Re: ", "Form 10-K ", "Amendment No. 1 to ", "Filed May 1, 2020 ", "File Nos. 1-12345, "),
    *("Dear Mr. ", "Mr. A, ", "letter ", "comments dated ", "reconcile ", " does not agree to "),
    *("page 4, ", "(202) 551-", "or A B, C D, ", "Office of ", "/s/ ", "cc: ", "Response to "),
    *("TEL. 617-341-6100\n", "March not\n   3, they\n", "Comapany NameExample\n   of Holdings,\n"),
    *("FirstName LastName", "Comapany Name", "May 1, 2020 Page 2 ", "Page 2\n", "x" * 79 + "\n"),
]
LENGTH = 30_000


def pages(seed: int) -> str:
    chosen = random.Random(seed).choices(UNITS, k=3)
    unit = "".join(chosen)
    return unit * (LENGTH // len(unit))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("head", ["", HEAD], ids=["bare", "framed"])
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_repetition_ends_in_rows_or_a_reject(unit: str, head: str) -> None:
    read(head + unit * (LENGTH // len(unit)))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("seed", range(60))
def test_repeated_mixtures_end_in_rows_or_a_reject(seed: int) -> None:
    read(HEAD + pages(seed))
    read("<html><p>" + pages(seed))


def read(text: str) -> None:
    """Parse `text` as either side's letter; it is read, or a reject and never another error."""
    for form_type in ("UPLOAD", "CORRESP"):
        letters = parse_letters([Document("a.txt", text.encode())], form_type=form_type)
        assert len(letters.tables["letters"]["document"]) + len(letters.rejects) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 1000,
        b"%PDF-1.7\n%%EOF",
        b"<html>" + b"<div>" * 100_000,
        b"<html><p>" + b"&#0;&#xFFFFFF;&bogus;" * 100,
        b"\xff\xfe<\0h\0t\0m\0l\0>\0",
        bytes(range(256)) * 20,
    ],
)
def test_bytes_that_are_no_letter_are_a_reject(content: bytes) -> None:
    for name in ("a.txt", "a.htm", "a.pdf"):
        letters = parse_letters([Document(name, content)], form_type="UPLOAD")
        assert letters.tables["letters"]["document"] == []
        assert [reject.stage for reject in letters.rejects] == ["letter"]
