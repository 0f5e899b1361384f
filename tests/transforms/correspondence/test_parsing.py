"""The letters of a submission, as columns of the datasets."""

from datetime import date
from decimal import Decimal

import pytest

from tests.transforms.correspondence.letters import CLOSING, HEAD, edgar_wrapped
from tests.transforms.correspondence.rendition.test_pdf_text import pdf, shown
from transforms.correspondence.parsing import Letters, parse_letters
from transforms.datasets.schema import DATASETS
from transforms.edgar.filing import Document

BODY = "Form 10-K\n\n1.   We note $5 and ASC 606.\n\n2.   We note that.\n"
TEXT = edgar_wrapped(HEAD + BODY + CLOSING).encode()
HTML = b"<html><p>March 4, 2022</p><p>Dear Mr. X:</p><p>1. We note this.</p></html>"


def parsed(*documents: Document, form_type: str = "UPLOAD") -> Letters:
    return parse_letters(documents, form_type=form_type, published_on=date(2022, 6, 1))


def test_columns_are_those_of_the_datasets_less_the_filing_key() -> None:
    letters = parsed(Document("filename2.txt", TEXT, "TEXT-EXTRACT"))
    for name in ("letters", "letter_filings", "letter_comments", "letter_citations"):
        columns = letters.tables[name]
        assert list(columns) == DATASETS[name].schema.names[5:]
        assert {len(column) for column in columns.values()} == {len(columns["document"])}


def test_rows_are_those_of_the_letter() -> None:
    letters = parsed(Document("filename2.txt", TEXT, "TEXT-EXTRACT"))
    assert letters.tables["letters"]["n_comments"] == [2]
    assert letters.tables["letters"]["published_on"] == [date(2022, 6, 1)]
    assert letters.tables["letters"]["office"] == ["Technology"]
    assert letters.tables["letter_filings"]["form_type_reviewed"] == ["10-K"]
    assert letters.tables["letter_comments"]["position"] == [1, 2]
    assert letters.tables["letter_comments"]["answers_comment"] == [None, None]
    assert letters.tables["letter_citations"]["comment_position"] == [1]
    assert letters.rejects == []


def test_each_column_holds_what_its_name_says() -> None:
    tables = parsed(Document("filename2.txt", TEXT, "TEXT-EXTRACT")).tables
    expected: dict[str, dict[str, object]] = {
        "letters": {
            "letter_date": date(2022, 3, 3),
            "addressee": "Jane Q. Public",
            "addressee_title": "Chief Financial Officer",
            "company_name": "Example Holdings, Inc.",
            "salutation": "Dear Ms. Public:",
            "response_due_days": 10,
            "cc": ["Rex Counsel"],
        },
        "letter_filings": {
            "position": 1,
            "period_end": date(2020, 12, 31),
            "filed_on": date(2021, 2, 22),
            "file_number": "001-12345",
        },
        "letter_comments": {"number": 1, "filing_position": 1, "headings": ["Form 10-K"]},
        "letter_citations": {"position": 1, "authority": "ASC", "reference": "606"},
    }
    for name, values in expected.items():
        assert {column: tables[name][column][0] for column in values} == values
    (staff,) = tables["letters"]["staff"]
    assert staff[0] == {
        "name": "Ann Example",
        "title": "Staff Accountant",
        "phone": "(202) 551-0001",
    }
    assert tables["letter_comments"]["amounts"][0] == [
        {"text": "$5", "value": Decimal(5), "currency": "USD"}
    ]


def test_what_is_cited_outside_the_comments_is_at_position_0() -> None:
    text = edgar_wrapped(f"{HEAD}Please see Rule 12b-20.\n\n{BODY}{CLOSING}").encode()
    cited = parsed(Document("filename2.txt", text)).tables["letter_citations"]
    places = zip(cited["reference"], cited["comment_position"], cited["position"], strict=True)
    assert list(places) == [("12b-20", 0, 1), ("606", 1, 1)]


def test_nothing_that_may_not_be_null_is_null() -> None:
    letters = parsed(Document("a.htm", b"<html><p>Dear Sir:</p><p>Hello there.</p></html>"))
    for name in ("letters", "letter_comments"):
        for field in list(DATASETS[name].schema)[5:]:
            if not field.nullable:
                assert None not in letters.tables[name][field.name]


def test_text_and_pdf_are_one_letter() -> None:
    letters = parsed(
        Document("filename1.pdf", pdf(shown((72, 720, "March 3, 2022"))), "LETTER"),
        Document("filename2.txt", TEXT, "TEXT-EXTRACT"),
    )
    assert letters.tables["letters"]["document"] == ["filename2.txt"]


def test_a_letter_in_pdf_alone_is_read() -> None:
    letters = parsed(Document("filename1.pdf", pdf(shown((72, 720, "March 3, 2022"))), "LETTER"))
    assert letters.tables["letters"]["letter_date"] == [date(2022, 3, 3)]


def test_two_letters_in_one_submission_are_two() -> None:
    letters = parsed(Document("filename1.htm", HTML), Document("filename2.txt", TEXT))
    assert letters.tables["letters"]["document"] == ["filename2.txt", "filename1.htm"]


def test_a_rendition_that_cannot_be_read_gives_way_to_the_next() -> None:
    letters = parsed(
        Document("filename2.txt", b"\n", "TEXT-EXTRACT"),
        Document("filename1.pdf", pdf(shown((72, 720, "March 3, 2022"))), "LETTER"),
    )
    assert letters.tables["letters"]["document"] == ["filename1.pdf"]
    assert letters.rejects == []


def test_a_scanned_letter_is_a_reject_and_takes_no_other_with_it() -> None:
    letters = parsed(
        Document("filename2.txt", TEXT, "TEXT-EXTRACT"),
        Document("filename1.pdf", pdf(shown((72, 720, "March 3, 2022"))), "LETTER"),
        Document("filename3.pdf", pdf(""), "LETTER"),
    )
    assert letters.tables["letters"]["document"] == ["filename2.txt"]
    [reject] = letters.rejects
    assert (reject.stage, reject.error, reject.file) == ("letter", "no-text", "filename3.pdf")


@pytest.mark.parametrize("name", ["image.jpg", "data.xml", "sheet.xlsx"])
def test_an_image_or_data_is_no_letter(name: str) -> None:
    letters = parsed(Document(name, b"\x89PNG", "GRAPHIC"))
    assert letters.tables["letters"]["document"] == []
    assert letters.rejects == []


def test_a_document_without_suffix_is_read() -> None:
    assert parsed(Document("letter", TEXT)).tables["letters"]["document"] == ["letter"]


def test_the_same_documents_give_the_same_rows() -> None:
    documents = [Document("filename2.txt", TEXT), Document("filename1.htm", HTML)]
    assert parsed(*documents) == parsed(*documents)
