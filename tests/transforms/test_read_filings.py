"""Which container of a filing is read, and what is recorded of a filing that is not there."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from samples.build import write_mirror
from samples.containers import (
    Attachment,
    Company,
    Submission,
    feed_submission,
    submission,
    zip_archive,
)
from tests.transforms.filings import ACCESSION, FILED, ref, unread
from tests.transforms.running import check_step
from tests.transforms.xbrl.linkbase.documents import linkbase
from transforms.edgar.fetching.store import Record, RecordBook, Store
from transforms.edgar.filing import Filing, FilingRef
from transforms.edgar.limits import Limits
from transforms.edgar.paths import feed_submission_path
from transforms.elements import FilingWork
from transforms.read_filings import FilingReader, ReadFilings
from transforms.storage.folder import Folder

FOLDER = f"edgar/data/7/{ACCESSION.replace('-', '')}"
ZIP = f"{FOLDER}/{ACCESSION}-xbrl.zip"
TEXT = f"edgar/data/7/{ACCESSION}.txt"
FILED_BY = Submission(ACCESSION, "10-K", FILED, (Company(7, "A CO"),))
XBRL = {"a_cal.xml": linkbase()}
ARCHIVE = zip_archive(XBRL)
SUBMITTED = submission(FILED_BY, [Attachment("EX-101.CAL", "b_cal.xml", linkbase())])
LETTER = submission(
    Submission(ACCESSION, "UPLOAD", FILED, (Company(7, "A CO"),), block="FILED FOR"),
    [Attachment("LETTER", "filename1.txt", b"Dear Sir:")],
)
FEED = feed_submission(FILED_BY, [Attachment("EX-101.CAL", "b_cal.xml", linkbase())])

Read = Callable[..., Filing]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(files: Mapping[str, bytes], of: FilingRef | None = None, **limits: int) -> Filing:
        write_mirror(tmp_path, files.items())
        return FilingReader(str(tmp_path / "Archives"), Limits(**limits)).read(of or ref())

    return read


def names(filing: Filing) -> list[str]:
    return [document.name for document in filing.documents]


def errors(filing: Filing) -> list[str]:
    return [reject.error for reject in filing.rejects]


def test_the_archive_is_preferred_to_the_submission(read: Read) -> None:
    filing = read({ZIP: ARCHIVE, TEXT: SUBMITTED})
    assert (filing.container, filing.source, names(filing)) == ("zip", ZIP, ["a_cal.xml"])


def test_a_filing_is_found_under_the_cik_of_its_row_too(read: Read) -> None:
    elsewhere = replace(ref(), paths=(TEXT.replace("/7/", "/8/"),))
    assert read({ZIP: ARCHIVE}, elsewhere).source == ZIP


def test_of_a_letter_the_submission_is_preferred(read: Read) -> None:
    filing = read({ZIP: ARCHIVE, TEXT: LETTER}, ref(form_type="UPLOAD"))
    assert (filing.container, names(filing)) == ("submission", ["filename1.txt"])


def test_of_a_letter_the_archive_is_read_where_nothing_else_is_there(read: Read) -> None:
    assert read({ZIP: ARCHIVE}, ref(form_type="UPLOAD")).container == "zip"


@pytest.mark.parametrize("path", [TEXT, f"{FOLDER}/{ACCESSION}.txt"])
def test_a_submission_is_found_beside_its_folder_and_in_it(read: Read, path: str) -> None:
    filing = read({path: SUBMITTED})
    assert (filing.container, filing.source) == ("submission", path)
    assert filing.header_source == "submission"


def test_a_submission_out_of_the_feed_is_read(read: Read) -> None:
    filing = read({feed_submission_path(7, ACCESSION): FEED})
    assert (filing.container, names(filing)) == ("feed", ["b_cal.xml"])


def test_loose_files_of_a_folder_are_read(read: Read) -> None:
    filing = read({f"{FOLDER}/{name}": linkbase() for name in ("b_pre.xml", "a_cal.xml")})
    assert (filing.container, filing.source) == ("folder", FOLDER)
    assert (filing.header_source, filing.header.accession_number) == ("index", ACCESSION)
    assert names(filing) == ["a_cal.xml", "b_pre.xml"]


def test_loose_files_are_looked_for_where_the_index_says(read: Read) -> None:
    elsewhere = replace(ref(), paths=(TEXT.replace("/7/", "/8/"),))
    folder = FOLDER.replace("/7/", "/8/")
    assert read({f"{folder}/a_cal.xml": linkbase()}, elsewhere).source == folder


def test_a_filing_of_two_companies_is_read_where_it_lies(read: Read) -> None:
    filing = read({ZIP.replace("/7/", "/9/"): ARCHIVE}, ref(1, 7, 9))
    assert filing.source == ZIP.replace("/7/", "/9/")


def test_a_damaged_archive_is_a_reject_of_the_filing(read: Read) -> None:
    filing = read({ZIP: ARCHIVE[:-30]})
    assert errors(filing) == ["not-a-zip"]
    assert (names(filing), filing.archive_bytes) == ([], len(ARCHIVE) - 30)


def test_limits_are_kept(read: Read) -> None:
    assert errors(read({ZIP: ARCHIVE}, member_bytes=10)) == ["member-too-large"]


@pytest.mark.parametrize(
    ("path", "content"),
    [(ZIP, ARCHIVE), (TEXT, SUBMITTED), (f"{FOLDER}/a_cal.xml", linkbase())],
)
def test_a_container_beyond_the_limit_is_not_read(read: Read, path: str, content: bytes) -> None:
    filing = read({path: content}, total_bytes=len(content) - 1)
    assert (errors(filing), names(filing)) == (["archive-too-large"], [])
    assert names(read({path: content}, total_bytes=len(content)))


def test_nothing_is_read_of_a_folder_beyond_the_limit(read: Read) -> None:
    folder = {f"{FOLDER}/{name}_cal.xml": linkbase() for name in "ab"}
    size = sum(map(len, folder.values()))
    filing = read(folder, total_bytes=size - 1)
    assert (errors(filing), names(filing)) == (["archive-too-large"], [])
    assert names(read(folder, total_bytes=size)) == ["a_cal.xml", "b_cal.xml"]


def test_a_submission_of_another_filing_is_not_read(read: Read) -> None:
    filing = read({TEXT: SUBMITTED.replace(ACCESSION.encode(), b"0000000009-24-000009")})
    assert (errors(filing), names(filing)) == (["wrong-accession"], [])


def test_a_header_beside_an_archive_is_read(read: Read) -> None:
    filing = read({ZIP: ARCHIVE, f"{FOLDER}/{ACCESSION}.hdr.sgml": feed_submission(FILED_BY, [])})
    assert (filing.container, filing.header_source) == ("zip", "hdr_sgml")
    assert filing.header.filers[0].sic == "3825"


def test_a_filing_that_is_not_there_is_not_found(read: Read) -> None:
    filing = read({})
    assert errors(filing) == ["not-found"]
    assert (filing.container, filing.source) == (None, None)


def test_a_filing_that_was_asked_for_in_vain_says_why(read: Read, tmp_path: Path) -> None:
    records = RecordBook(Store(Folder(tmp_path)), "run")
    records.add(20241, Record.now(ZIP, "not_available", reason="HTTP 404"))
    records.flush()
    (reject,) = read({}).rejects
    assert (reject.stage, reject.error) == ("fetch", "not-available")
    assert "HTTP 404" in reject.message


def test_filings_and_what_is_missing_come_out(tmp_path: Path) -> None:
    write_mirror(tmp_path, [(ZIP, ARCHIVE)])
    check_step(
        ReadFilings(str(tmp_path / "Archives"), Limits()),
        [unread(ref(1)), unread(ref(2))],
        filings=[(ref(1), 1), (ref(2), 0)],
        rejects=[(ref(2).accession_number, "read", "not-found")],
        show=documents,
    )


def documents(work: FilingWork) -> tuple[FilingRef | None, int | None]:
    return work.ref, len(work.filing.documents) if work.filing else None
