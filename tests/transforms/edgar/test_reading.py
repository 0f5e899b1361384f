import hashlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.containers import (
    Attachment,
    Company,
    Submission,
    feed_submission,
    submission,
    zip_archive,
)
from tests.corpus import CORPUS, requires_corpus
from transforms.edgar.filing import Filer, FilingRef
from transforms.edgar.forms import is_letter_form
from transforms.edgar.index import group_filings, parse_index
from transforms.edgar.limits import Limits
from transforms.edgar.paths import archive_path, submission_path
from transforms.edgar.reading import read_folder, read_submission, read_zip
from transforms.edgar.submission import payload, split_submission

ACCESSION = "0000000011-24-000001"
REF = FilingRef(
    ACCESSION,
    11,
    (11, 22),
    "ACME CO",
    "10-K",
    date(2024, 2, 5),
    (f"edgar/data/11/{ACCESSION}.txt", f"edgar/data/22/{ACCESSION}.txt"),
)
FILING = Submission(
    ACCESSION, "10-K", date(2024, 2, 5), (Company(22, "BETA CO"), Company(11, "ACME CO"))
)
LETTER = Submission(
    "0000000000-24-000009", "UPLOAD", date(2024, 4, 5), (Company(11, "ACME CO"),), block="FILED FOR"
)

LINKBASE = b"<linkbase xmlns='http://www.xbrl.org/2003/linkbase'/>"
SCHEMA = b"<schema xmlns='http://www.w3.org/2001/XMLSchema'/>"
INSTANCE = b'<xbrl xmlns="http://www.xbrl.org/2003/instance"/>'
INLINE = b"<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'/>"
ERROR_PAGE = b"<html>Access Denied</html>"


def _names(filing) -> list[str]:
    return [document.name for document in filing.documents]


def _errors(filing) -> list[tuple[str | None, str]]:
    return [(reject.file, reject.error) for reject in filing.rejects]


def test_a_zip_is_known_from_the_index_alone():
    content = zip_archive({"a.xsd": SCHEMA, "a_cal.xml": LINKBASE})
    filing = read_zip(content, ref=REF, source="edgar/data/11/x.zip")
    assert filing.header.accession_number == ACCESSION
    assert (filing.header.form_type, filing.header.filing_date) == ("10-K", date(2024, 2, 5))
    assert filing.header.filers == (Filer(11, "ACME CO"), Filer(22))
    assert (filing.header_source, filing.container) == ("index", "zip")
    assert filing.source == "edgar/data/11/x.zip"
    assert filing.archive_sha256 == hashlib.sha256(content).hexdigest()
    assert filing.archive_bytes == len(content)
    assert _names(filing) == ["a.xsd", "a_cal.xml"]
    assert not filing.rejects


def test_a_zip_keeps_xml_of_any_content_and_html_that_is_inline():
    files = {
        "odd.xml": ERROR_PAGE,
        "a.htm": INLINE,
        "exhibit.htm": ERROR_PAGE,
        "logo.jpg": b"\xff\xd8",
    }
    filing = read_zip(zip_archive(files), ref=REF)
    assert (_names(filing), filing.passed_over) == (["odd.xml", "a.htm"], ("exhibit.htm",))


@pytest.mark.parametrize("content", [b"", ERROR_PAGE, zip_archive({"a.xsd": SCHEMA})[:50]])
def test_of_a_zip_that_is_none_the_filing_remains(content):
    filing = read_zip(content, ref=REF, source="x-xbrl.zip")
    assert filing.header.accession_number == ACCESSION
    assert not filing.documents
    assert [(reject.stage, reject.error) for reject in filing.rejects] == [("read", "not-a-zip")]


@pytest.mark.parametrize(
    ("write", "container"), [(submission, "submission"), (feed_submission, "feed")]
)
def test_a_submission_is_known_from_its_header(write, container):
    content = write(FILING, [Attachment("EX-101.CAL", "a_cal.xml", LINKBASE)])
    filing = read_submission(content, ref=REF, source="x", container=container)
    assert [filer.cik for filer in filing.header.filers] == [22, 11]
    assert (filing.header_source, filing.container) == ("submission", container)
    assert [(d.name, d.type, d.content) for d in filing.documents] == [
        ("a_cal.xml", "EX-101.CAL", LINKBASE)
    ]


def test_a_submission_keeps_what_is_xbrl_by_type_name_or_content():
    documents = [
        Attachment("10-K", "inline.htm", INLINE),
        Attachment("10-K", "plain.htm", ERROR_PAGE),
        Attachment("EX-101.LAB", "odd-name.txt", ERROR_PAGE),
        Attachment("EX-100.INS", "old", INSTANCE),
        Attachment("XML", "a_htm.xml", INSTANCE),
        Attachment("XML", "R1.htm", ERROR_PAGE),
        Attachment("XML", "FilingSummary.xml", b"<FilingSummary/>"),
        Attachment("4", "primary.xml", b"<ownershipDocument/>"),
        Attachment("XML", "b_pre.xml", ERROR_PAGE),
        Attachment("GRAPHIC", "logo.jpg", b"\xff\xd8"),
        Attachment("EXCEL", "Financial_Report.xlsx", b"PK"),
        Attachment("JSON", "MetaLinks.json", b"{}"),
        Attachment("10-K", "main.txt", b"as " + INSTANCE),
        Attachment("GRAPHIC", "drawn.xml", INSTANCE),
    ]
    assert _names(read_submission(submission(FILING, documents), ref=REF)) == [
        "inline.htm",
        "odd-name.txt",
        "old",
        "a_htm.xml",
        "b_pre.xml",
    ]


def test_the_archive_in_a_submission_is_read_only_where_nothing_else_is_xbrl():
    archive = Attachment("ZIP", f"{ACCESSION}-xbrl.zip", zip_archive({"a.xsd": SCHEMA}))
    loose = Attachment("EX-101.CAL", "a_cal.xml", LINKBASE)
    assert _names(read_submission(submission(FILING, [loose, archive]), ref=REF)) == ["a_cal.xml"]
    assert _names(read_submission(submission(FILING, [archive]), ref=REF)) == ["a.xsd"]


def test_what_is_wrong_with_the_archive_in_a_submission_is_rejected():
    name = f"{ACCESSION}-xbrl.zip"
    bomb = zip_archive({"a.xsd": SCHEMA, "b.xml": bytes(20_000_000)})
    for content, documents, error in (
        (ERROR_PAGE, [], "not-a-zip"),
        (bomb, ["a.xsd"], "compression-ratio"),
    ):
        for filing in (
            read_submission(submission(FILING, [Attachment("ZIP", name, content)]), ref=REF),
            read_folder([(name, content)], ref=REF),
        ):
            assert _names(filing) == documents
            assert [reject.error for reject in filing.rejects] == [error]


def test_letters_are_known_by_the_index_where_the_header_gives_no_form():
    letter = submission(LETTER, [Attachment("TEXT-EXTRACT", "filename2.txt", b"Dear")])
    content = letter.replace(b"CONFORMED SUBMISSION TYPE", b"CONFORMED SUBMISSION")
    ref = replace(REF, accession_number=LETTER.accession, form_type="UPLOAD")
    filing = read_submission(content, ref=ref)
    assert (_names(filing), filing.header.form_type) == (["filename2.txt"], "UPLOAD")


def test_of_correspondence_the_letters_are_kept():
    documents = [
        Attachment("LETTER", "filename1.pdf", b"%PDF-1.5 letter"),
        Attachment("TEXT-EXTRACT", "filename2.txt", b"Dear Ms. Solberg:"),
        Attachment("CORRESP", "filename3.htm", b"<html>Dear Mr. Renner</html>"),
        Attachment("GRAPHIC", "logo.jpg", b"\xff\xd8"),
    ]
    filing = read_submission(submission(LETTER, documents))
    assert [(d.name, d.content) for d in filing.documents] == [
        ("filename1.pdf", b"%PDF-1.5 letter"),
        ("filename2.txt", b"Dear Ms. Solberg:"),
        ("filename3.htm", b"<html>Dear Mr. Renner</html>"),
    ]


def test_a_second_document_of_a_name_is_rejected():
    documents = [Attachment("EX-101.CAL", "a.xml", LINKBASE)] * 2
    filing = read_submission(submission(FILING, documents), ref=REF)
    assert _names(filing) == ["a.xml"]
    assert _errors(filing) == [("a.xml", "duplicate-name")]


@pytest.mark.parametrize("name", ["../a.xml", "/etc/a.xml", "C:\\a.xml", "a.xml\0.xml"])
def test_a_name_that_leads_elsewhere_is_rejected(name):
    documents = [
        Attachment("EX-101.CAL", name, LINKBASE),
        Attachment("EX-101.CAL", "b.xml", LINKBASE),
    ]
    for filing in (
        read_submission(submission(FILING, documents), ref=REF),
        read_folder([(d.name, d.content) for d in documents], ref=REF),
    ):
        assert _names(filing) == ["b.xml"]
        assert [reject.error for reject in filing.rejects] == ["unsafe-name"]


def test_a_damaged_document_costs_no_other():
    content = submission(
        LETTER,
        [
            Attachment("LETTER", "filename1.pdf", bytes(100)),
            Attachment("TEXT-EXTRACT", "filename2.txt", b"Dear"),
        ],
    )
    filing = read_submission(content.replace(b"\nend\n", b"\n"), ref=None)
    assert _names(filing) == ["filename2.txt"]
    assert _errors(filing) == [("filename1.pdf", "damaged-uuencoding")]


@pytest.mark.parametrize(
    ("limits", "errors"),
    [
        (Limits(members=1), [("b.xml", "too-many-members")]),
        (Limits(member_bytes=85), [("b.xml", "member-too-large")]),
        (Limits(total_bytes=100), [("b.xml", "archive-too-large")]),
    ],
)
def test_limits_hold_for_submissions_and_folders(limits, errors):
    files = {"a.xml": LINKBASE, "b.xml": LINKBASE + b" " * 40}
    attachments = [Attachment("EX-101.CAL", *file) for file in files.items()]
    read = read_submission(submission(FILING, attachments), ref=REF, limits=limits)
    assert (_names(read), _errors(read)) == (["a.xml"], errors)
    read = read_folder(files.items(), ref=REF, limits=limits)
    assert (_names(read), _errors(read)) == (["a.xml"], errors)


def test_all_documents_beyond_the_limit_are_one_reject():
    files = {f"{letter}.xml": LINKBASE for letter in "abcde"} | {"f.jpg": b""}
    attachments = [Attachment("EX-101.CAL", *file) for file in files.items()]
    attachments[-1] = Attachment("GRAPHIC", "f.jpg", b"")
    limits = Limits(members=2)
    for filing in (
        read_submission(submission(FILING, attachments), ref=REF, limits=limits),
        read_folder(files.items(), ref=REF, limits=limits),
    ):
        assert _names(filing) == ["a.xml", "b.xml"]
        assert [(each.file, each.message) for each in filing.rejects] == [
            ("c.xml", "c.xml is beyond 2 documents, and 2 after it")
        ]


@pytest.mark.parametrize("content", [b"", ERROR_PAGE, b"PK\x03\x04"])
def test_of_a_submission_that_is_none_the_filing_remains(content):
    filing = read_submission(content, ref=REF, source="x.txt")
    assert filing.header.accession_number == ACCESSION
    assert filing.header_source == "index"
    assert not filing.documents
    assert [(r.stage, r.error) for r in filing.rejects] == [("read", "not-a-submission")]


def test_what_a_header_lacks_comes_from_the_index():
    content = b"<SEC-HEADER>\nFILED AS OF DATE:\tyesterday\n</SEC-HEADER>\n"
    header = read_submission(content, ref=REF).header
    assert (header.accession_number, header.form_type) == (ACCESSION, "10-K")
    assert (header.filing_date, header.filers[0].cik) == (date(2024, 2, 5), 11)


def test_a_file_of_another_filing_is_not_taken_for_the_one_asked_for():
    documents = [Attachment("TEXT-EXTRACT", "filename2.txt", b"Dear")]
    filing = read_submission(submission(LETTER, documents), ref=REF, source="x.txt")
    assert (filing.header.accession_number, filing.header_source) == (ACCESSION, "index")
    assert not filing.documents
    assert _errors(filing) == [("x.txt", "wrong-accession")]


def test_a_folder_gives_what_a_submission_gives():
    files = {
        "a.htm": INLINE,
        "a.xsd": SCHEMA,
        "a_cal.xml": ERROR_PAGE,
        "a_htm.xml": INSTANCE,
        "R1.htm": ERROR_PAGE,
        "FilingSummary.xml": b"<FilingSummary/>",
        f"{ACCESSION}.hdr.sgml": feed_submission(FILING, []),
        f"{ACCESSION}.txt": submission(FILING, []),
        f"{ACCESSION}-xbrl.zip": zip_archive({"a.xsd": SCHEMA}),
    }
    filing = read_folder(files.items(), ref=REF)
    assert _names(filing) == ["a.htm", "a.xsd", "a_cal.xml", "a_htm.xml"]
    assert (filing.header_source, filing.container) == ("hdr_sgml", "folder")
    assert [filer.cik for filer in filing.header.filers] == [22, 11]
    assert filing.archive_bytes == sum(map(len, files.values()))


def test_a_folder_without_header_is_known_from_the_index():
    filing = read_folder([("a.xsd", SCHEMA)], ref=REF)
    assert (filing.header_source, filing.header.accession_number) == ("index", ACCESSION)


@pytest.mark.parametrize("damaged", [b"", ERROR_PAGE])
def test_a_header_file_that_is_none_gives_way_to_the_next(damaged):
    files = {
        f"{ACCESSION}.hdr.sgml": damaged,
        f"{ACCESSION}.txt": submission(FILING, []),
    }
    assert read_folder(files.items(), ref=REF).header_source == "submission"
    files[f"{ACCESSION}.txt"] = damaged
    assert read_folder(files.items(), ref=REF).header_source == "index"


def test_the_letters_of_a_folder_are_kept_without_the_submission_itself():
    files = {
        "filename2.txt": b"Dear",
        f"{LETTER.accession}.txt": submission(LETTER, []),
    }
    assert _names(read_folder(files.items())) == ["filename2.txt"]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_filing(content):
    for read in (read_zip, read_submission):
        filing = read(content, ref=REF)
        assert filing.header.accession_number == ACCESSION
        assert filing.archive_bytes == len(content)


def _mirror():
    archives = CORPUS / "mirror" / "Archives"
    for master in sorted((archives / "edgar" / "full-index").glob("*/QTR?/master.idx")):
        rows, rejects = parse_index(master.name, master.read_bytes())
        assert not rejects
        for ref in group_filings(rows):
            for cik in ref.ciks:
                zipped = archives / archive_path(cik, ref.accession_number)
                text = archives / submission_path(cik, ref.accession_number)
                if zipped.exists():
                    yield ref, read_zip(zipped.read_bytes(), ref=ref)
                    break
                if text.exists():
                    yield ref, read_submission(text.read_bytes(), ref=ref)
                    break


@pytest.mark.corpus
@requires_corpus
def test_every_filing_of_the_mirror_is_read_without_a_reject():
    letters = reports = others = 0
    for ref, filing in _mirror():
        assert not filing.rejects, ref
        assert filing.header.accession_number == ref.accession_number
        assert filing.header.form_type == ref.form_type
        assert filing.header.filing_date == ref.filing_date
        assert filing.header.filers, ref
        if is_letter_form(ref.form_type):
            letters += 1
            assert filing.documents, ref
            assert all(document.content.strip() for document in filing.documents), ref
        elif filing.documents:
            reports += 1
        else:
            others += 1
    assert (letters, reports, others) == (661, 142, 31)


@pytest.mark.corpus
@requires_corpus
def test_documents_of_real_submissions_are_those_of_the_archive_within():
    compared = 0
    for path in sorted((CORPUS / "mirror" / "Archives").rglob("*.txt")):
        content = path.read_bytes()
        if b"-xbrl.zip" not in content:
            continue
        loose = {document.name: document for document in read_submission(content).documents}
        [archive] = [p for p in split_submission(content)[0] if p.name.endswith("-xbrl.zip")]
        for document in read_zip(payload(content, archive)).documents:
            # EDGAR writes line breaks its own way, and none at the end
            assert loose[document.name].content.split() == document.content.split()
            compared += 1
    assert compared == 25


@pytest.mark.corpus
@requires_corpus
def test_letters_that_were_filed_as_pdf_are_pdf_again():
    pdfs = [
        document.content
        for ref, filing in _mirror()
        if is_letter_form(ref.form_type)
        for document in filing.documents
        if document.name.endswith(".pdf")
    ]
    assert pdfs
    assert all(pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF") for pdf in pdfs)
