"""The real letters: what was read by hand, and what holds for all."""

import csv
import json
import re
from collections import Counter
from datetime import date

import pytest
from lxml import html

from tests.corpus import CORPUS, requires_corpus
from tests.transforms.correspondence.letters import corpus_letters, documents, manifest
from transforms.correspondence.letter import Letter, parse_letter
from transforms.correspondence.rendition.lines import PLAIN
from transforms.correspondence.rendition.text import decode, read_lines
from transforms.edgar.filing import Document

pytestmark = [pytest.mark.corpus, requires_corpus]


@pytest.fixture(scope="module")
def letters() -> list[tuple[str, Document, Letter]]:
    return [
        (row["form"], document, parse_letter(document, form_type=row["form"]))
        for row, document in corpus_letters()
    ]


def qualys() -> Letter:
    content = (CORPUS / "seeds" / "qlys-20221209-upload.txt").read_bytes()
    return parse_letter(Document("filename2.txt", content), form_type="UPLOAD")


def test_the_letter_to_qualys_is_read_as_by_hand() -> None:
    letter = qualys()
    assert letter.frame.letter_date == date(2022, 12, 9)
    assert letter.frame.addressee_title == "Chief Financial Officer"
    assert letter.frame.company_name == "Qualys, Inc"
    assert [each.number for each in letter.comments] == [1, 2, 3, 4, 5]
    assert [list(each.pages) for each in letter.comments] == [
        ["39"],
        ["42"],
        ["45"],
        ["62", "63"],
        ["78"],
    ]
    last = [each.headings[-1].split(", page")[0] for each in letter.comments]
    assert last[2] == "Key Non-GAAP Metric"
    assert last[4] == "Note 13. Segment and Geographic Information"
    assert {each.headings[0] for each in letter.comments} == {
        "Form 10-K for the Fiscal Year Ended December 31, 2021"
    }
    assert [each.reconciliation.is_asked for each in letter.comments] == [
        *(False, False, False, True, False)
    ]
    assert {"$55,574", "$254,527"} <= set(letter.comments[3].reconciliation.evidence)
    assert [(each.name, each.phone) for each in letter.signature.staff] == [
        ("Megan Akst", "(202) 551-3407"),
        ("Kathleen Collins", "(202) 551-3499"),
    ]
    assert (letter.signature.office, list(letter.signature.cc)) == ("Technology", ["Raj Judge"])
    assert letter.response_due_days == 10


def test_the_first_comment_to_qualys_is_whole_and_in_order() -> None:
    content = (CORPUS / "seeds" / "qlys-20221209-upload.txt").read_text()
    start = content.index("We note your discussion")
    end = content.index(" Joo Mi Kim\nQualys, Inc\nDecember 9")
    assert qualys().comments[0].text.split() == content[start:end].split()


def oracle() -> list[dict[str, str]]:
    with (CORPUS / "oracle" / "letters.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def read(accession: str) -> Letter:
    if accession.startswith("seeds/"):
        document = Document(accession, (CORPUS / accession).read_bytes())
    else:
        [row] = [each for each in manifest() if each["accession"] == accession]
        document = next(each for each in documents(row) if each.name.endswith(".txt"))
    return parse_letter(document, form_type="UPLOAD")


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@pytest.mark.parametrize(
    "expected", oracle() if CORPUS.is_dir() else [], ids=lambda row: row["accession"]
)
def test_every_field_is_as_read_by_hand(expected: dict[str, str]) -> None:
    letter = read(expected["accession"])
    assert iso(letter.frame.letter_date) == expected["letter_date"]
    assert [
        {
            "form": each.form_type,
            "amendment": each.amendment,
            "period_end": iso(each.period_end),
            "filed": iso(each.filed_on),
            "file_number": each.file_number,
        }
        for each in letter.reviewed
    ] == json.loads(expected["reviewed"])
    assert len(letter.comments) == int(expected["n_comments"])
    assert [" ".join(each.text.split()[:8]) for each in letter.comments] == json.loads(
        expected["first_words"]
    )
    found = [*(cited for each in letter.comments for cited in each.citations), *letter.citations]
    assert list(dict.fromkeys(f"{each.authority}:{each.reference}" for each in found)) == (
        json.loads(expected["authorities"])
    )
    assert letter.signature.office == expected["office"]
    assert [each.name for each in letter.signature.staff] == json.loads(expected["staff"])


@pytest.mark.slow
def test_every_letter_of_the_staff_counts_without_gap(
    letters: list[tuple[str, Document, Letter]],
) -> None:
    gaps = [
        document.name
        for form, document, letter in letters
        if form == "UPLOAD"
        and [each.number for each in letter.comments] != list(range(1, len(letter.comments) + 1))
    ]
    assert gaps == []


@pytest.mark.slow
def test_no_number_that_would_go_on_counting_is_left_in_a_letter_of_the_staff(
    letters: list[tuple[str, Document, Letter]],
) -> None:
    left = [
        (letter.frame.letter_date, line.text)
        for form, _, letter in letters
        for segment in letter.division.segments
        for line in segment.lines
        if form == "UPLOAD"
        and segment.kind not in ("heading", "head")
        and re.match(rf"\(?{len(letter.comments) + 1}[.)]\s", line.text)
    ]
    assert left == []


@pytest.mark.slow
def test_almost_every_letter_of_the_staff_names_date_salutation_and_filing(
    letters: list[tuple[str, Document, Letter]],
) -> None:
    staff = [letter for form, _, letter in letters if form == "UPLOAD"]
    complete = [
        letter
        for letter in staff
        if letter.frame.letter_date and letter.frame.salutation and letter.reviewed
    ]
    assert len(complete) >= 0.99 * len(staff)


@pytest.mark.slow
def test_no_word_of_any_letter_is_lost_or_doubled(
    letters: list[tuple[str, Document, Letter]],
) -> None:
    changed = [
        (form, document.name, letter.frame.letter_date)
        for form, document, letter in letters
        if _characters_of(document) != _characters(letter)
    ]
    assert changed == []


def _characters_of(document: Document) -> Counter[str]:
    """The characters of a document; of plain text as they stand in the bytes."""
    if document.name.endswith(".txt"):
        return Counter("".join(decode(document.content).split()))
    return Counter("".join("".join(line.text.split()) for line in read_lines(document)))


def _characters(letter: Letter) -> Counter[str]:
    """Those of comments, headings, frame and furniture together."""
    division = letter.division
    parts = [f"{each.label} {each.text}" for each in division.segments]
    parts += [line.text for line in division.furniture]
    return Counter("".join("".join(parts).split()))


@pytest.mark.slow
def test_the_comments_given_out_are_the_segments(
    letters: list[tuple[str, Document, Letter]],
) -> None:
    for form, _, letter in letters:
        segments = [each.text for each in letter.division.of_kind("comment")]
        if form == "UPLOAD":
            assert [each.text for each in letter.comments] == segments


def test_the_pdf_of_a_letter_gives_the_same_comments_as_its_text() -> None:
    compared = 0
    for row in manifest():
        if row["text_origin"] != "as filed" or row["form"] != "UPLOAD":
            continue
        pdf, text = (
            next(each for each in documents(row) if each.name.endswith(suffix))
            for suffix in (".pdf", ".txt")
        )
        of_pdf, of_text = (parse_letter(each, form_type="UPLOAD") for each in (pdf, text))
        assert [_words(each.text) for each in of_pdf.comments] == [
            _words(each.text) for each in of_text.comments
        ]
        assert of_pdf.reviewed == of_text.reviewed
        assert of_pdf.signature.office == of_text.signature.office
        compared += 1
    assert compared


def _words(text: str) -> list[str]:
    """The words without quotes and bullets, which the text rendition writes in ASCII."""
    return re.findall(r"[\w$%-]+", re.sub(r"['\u2018\u2019]", "", text))


@pytest.mark.slow
def test_no_character_of_an_html_letter_is_lost_on_the_way_to_lines() -> None:
    changed = []
    for _, document in corpus_letters():
        if not document.name.endswith(".htm"):
            continue
        root = html.document_fromstring(document.content[document.content.lower().find(b"<html") :])
        for unseen in root.xpath("//head | //title | //script | //style | //comment()"):
            unseen.drop_tree()
        shown = "".join(map(str, root.itertext())).translate(PLAIN)
        lines = read_lines(document)
        if "".join(shown.split()) != "".join("".join(line.text.split()) for line in lines):
            changed.append(document.name)
    assert changed == []
