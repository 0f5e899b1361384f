import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.containers import Company, Submission, feed_submission, submission
from tests.corpus import CORPUS, requires_corpus
from transforms.edgar.filing import Filer, Header
from transforms.edgar.header import parse_header

ACME = Company(11, "ACME CO", "STEEL WORKS [3312]", "OH", "0630", "001-00011")
BETA = Company(22, "BÊTA & SÖHNE", "BANKS [6022]", "NY", "1231", "001-00022")
FILING = Submission(
    "0000000011-24-000001",
    "10-K",
    date(2024, 2, 5),
    (ACME, BETA),
    period=date(2023, 12, 31),
    published=date(2024, 3, 6),
)


def test_a_header_of_the_archives_gives_everything_it_says():
    assert parse_header(submission(FILING, [])) == Header(
        accession_number="0000000011-24-000001",
        form_type="10-K",
        filing_date=date(2024, 2, 5),
        accepted_at=datetime(2024, 2, 5, 21, 31, 5, tzinfo=UTC),
        period_of_report=date(2023, 12, 31),
        published_on=date(2024, 3, 6),
        file_numbers=("001-00011", "001-00022"),
        filers=(
            Filer(11, "ACME CO", "3312", "OH", "0630"),
            Filer(22, "BÊTA & SÖHNE", "6022", "NY", "1231"),
        ),
    )


def test_a_header_of_the_feed_says_the_same_less_times():
    archives = parse_header(submission(FILING, []))
    feed = parse_header(feed_submission(FILING, []))
    assert feed.filers == archives.filers
    assert feed.file_numbers == archives.file_numbers
    assert (feed.accession_number, feed.form_type) == (archives.accession_number, "10-K")
    assert (feed.filing_date, feed.period_of_report) == (date(2024, 2, 5), date(2023, 12, 31))
    assert feed.accepted_at is None


@pytest.mark.parametrize("line_break", [b"\r\n", b"\r"])
@pytest.mark.parametrize("write", [submission, feed_submission])
def test_any_line_break_will_do(write, line_break):
    content = write(FILING, [])
    assert parse_header(content.replace(b"\n", line_break)) == parse_header(content)


def test_a_header_of_the_nineties_lies_behind_its_signature():
    content = (
        b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n"
        b"<IMS-DOCUMENT>0000000011-94-000002.txt : 19941214\n"
        b"<IMS-HEADER>0000000011-94-000002.hdr.sgml : 19941214\n"
        b"ACCESSION NUMBER:\t\t0000000011-94-000002\nCONFORMED SUBMISSION TYPE:\t10-K\n"
        b"FILED AS OF DATE:\t\t19941213\n\nFILER:\n\n\tCOMPANY DATA:\t\n"
        b"\t\tCENTRAL INDEX KEY:\t\t\t0000000011\n</IMS-HEADER>\n"
    )
    header = parse_header(content)
    assert (header.accession_number, header.form_type) == ("0000000011-94-000002", "10-K")
    assert (header.filing_date, header.published_on) == (date(1994, 12, 13), date(1994, 12, 14))
    assert header.filers == (Filer(11),)


@pytest.mark.parametrize("tag", ["SEC-DOCUMENT", "SEC-HEADER", "IMS-DOCUMENT", "IMS-HEADER"])
def test_any_tag_around_a_header_says_when_it_was_published(tag):
    content = f"<{tag}>0000000011-94-000002.hdr.sgml : 19941214\n".encode()
    assert parse_header(content).published_on == date(1994, 12, 14)


@pytest.mark.parametrize(
    "block", ["SUBJECT COMPANY", "FILED BY", "REPORTING-OWNER", "ISSUER", "FILED FOR", "DEPOSITOR"]
)
def test_a_filer_is_a_filer_in_whatever_block_it_stands(block):
    filing = Submission("0000000011-24-000001", "4", date(2024, 2, 5), (BETA, ACME), block=block)
    for content in (submission(filing, []), feed_submission(filing, [])):
        assert [filer.cik for filer in parse_header(content).filers] == [22, 11]


def test_reporting_owners_have_owner_data_and_come_in_the_order_of_the_header():
    content = (
        b"REPORTING-OWNER:\n\tOWNER DATA:\n\t\tCOMPANY CONFORMED NAME:\tDoe Jane\n"
        b"\t\tCENTRAL INDEX KEY:\t0000000033\nISSUER:\n\tCOMPANY DATA:\n"
        b"\t\tCOMPANY CONFORMED NAME:\tACME CO\n\t\tCENTRAL INDEX KEY:\t0000000011\n"
        b"\tFORMER COMPANY:\n\t\tFORMER CONFORMED NAME:\tACME INC\n"
    )
    assert parse_header(content).filers == (Filer(33, "Doe Jane"), Filer(11, "ACME CO"))


def test_a_filer_that_has_two_blocks_is_one_filer():
    filing = Submission("0000000011-24-000001", "SC TO-T", date(2024, 2, 5), (ACME, ACME))
    header = parse_header(submission(filing, []))
    assert [filer.cik for filer in header.filers] == [11]
    assert header.file_numbers == ("001-00011",)


def _accepted(text: str) -> datetime | None:
    return parse_header(f"<ACCEPTANCE-DATETIME>{text}\n".encode()).accepted_at


def test_times_are_eastern_with_and_without_daylight_saving():
    assert _accepted("20240115173000") == datetime(2024, 1, 15, 22, 30, tzinfo=UTC)
    assert _accepted("20240715173000") == datetime(2024, 7, 15, 21, 30, tzinfo=UTC)


def test_the_hour_that_occurs_twice_is_the_first_of_the_two():
    assert _accepted("20241103013000") == datetime(2024, 11, 3, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "20241301000000", "2024010100000", "99991231235959", "x" * 14]
)
def test_an_impossible_time_is_unknown(text):
    assert _accepted(text) is None


@pytest.mark.parametrize(
    "text",
    ["20230229", "2023022", "", "00000000", "\uff12\uff10\uff10\uff10\uff10\uff10\uff10\uff10"],
)
def test_an_impossible_date_is_unknown(text):
    assert parse_header(f"FILED AS OF DATE:\t\t{text}\n".encode()).filing_date is None


@pytest.mark.parametrize(
    ("written", "sic"),
    [("ELECTRIC [FUEL] CELLS [3690]", "3690"), ("3690", "3690"), ("[0000]", None), ("NONE", None)],
)
def test_the_sic_code_is_the_last_in_brackets(written, sic):
    content = (
        f"COMPANY DATA:\nCENTRAL INDEX KEY:\t1\nSTANDARD INDUSTRIAL CLASSIFICATION:\t{written}\n"
    )
    assert parse_header(content.encode()).filers[0].sic == sic


def test_a_fiscal_year_end_that_is_no_day_is_unknown():
    content = b"COMPANY DATA:\nCENTRAL INDEX KEY:\t1\nFISCAL YEAR END:\t1399\n"
    assert parse_header(content).filers == (Filer(1),)


def test_a_block_without_cik_is_no_filer():
    assert parse_header(b"COMPANY DATA:\nCOMPANY CONFORMED NAME:\tACME\n").filers == ()


@given(st.binary())
def test_any_bytes_have_a_header_if_only_an_empty_one(content):
    assert isinstance(parse_header(content), Header)


@pytest.mark.corpus
@requires_corpus
def test_every_real_header_gives_its_identity_dates_and_filer():
    with zipfile.ZipFile(CORPUS / "headers" / "headers-first-1000-bytes.zip") as archive:
        for name in archive.namelist():
            header = parse_header(archive.read(name))
            assert f"{header.accession_number}.txt" == name
            assert header.form_type in ("10-K", "10-Q"), name
            assert header.filing_date, name
            assert header.accepted_at, name
            assert header.period_of_report, name
            assert header.published_on, name
            assert header.file_numbers, name
            assert header.filers[0].name, name
            assert header.filers[0].sic, name
            assert header.filers[0].fiscal_year_end, name
