import gzip
import zipfile
import zlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.containers import Company, Submission, form_index, gzipped, master_index
from tests.corpus import CORPUS, requires_corpus
from transforms.edgar import index
from transforms.edgar.errors import EdgarError, IndexFileError
from transforms.edgar.index import IndexRow, group_filings, parse_index
from transforms.edgar.selection import EVERYTHING, Selection

ACME = Company(11, "ACME CO")
BETA = Company(22, "BETA  &  SONS   /DE/")
ANNUAL = Submission("0000000011-24-000001", "10-K", date(2024, 2, 5), (ACME, BETA))
PROXY = Submission("0000000022-24-000002", "DEF 14A", date(2024, 3, 6), (BETA,))
AMENDED = Submission("0000000011-24-000003", "10-K/A", date(2024, 3, 7), (ACME,))
FILINGS = [ANNUAL, PROXY, AMENDED]

PATH = "edgar/data/11/0000000011-24-000001.txt"
ROWS = {
    IndexRow(11, "ACME CO", "10-K", date(2024, 2, 5), PATH, ANNUAL.accession),
    IndexRow(
        22,
        "BETA  &  SONS   /DE/",
        "10-K",
        date(2024, 2, 5),
        PATH.replace("/11/", "/22/"),
        ANNUAL.accession,
    ),
    IndexRow(
        22,
        "BETA  &  SONS   /DE/",
        "DEF 14A",
        date(2024, 3, 6),
        "edgar/data/22/0000000022-24-000002.txt",
        PROXY.accession,
    ),
    IndexRow(
        11,
        "ACME CO",
        "10-K/A",
        date(2024, 3, 7),
        "edgar/data/11/0000000011-24-000003.txt",
        AMENDED.accession,
    ),
}

PADDED_HEADING = (
    "Form Type   Company Name                        CIK   Date Filed  File Name\n"
    + "-" * 90
    + "\n"
)


def _bars(*rows: str, heading: str = "CIK|Company Name|Form Type|Date Filed|Filename") -> bytes:
    return "\n".join([heading, "-" * 80, *rows]).encode("cp1252")


def _rows(content: bytes, selection: Selection = EVERYTHING) -> list[IndexRow]:
    rows, rejects = parse_index("an.idx", content, selection)
    assert not rejects
    return rows


@pytest.mark.parametrize("write", [master_index, form_index])
@pytest.mark.parametrize("wrap", [bytes, gzipped])
def test_both_layouts_plain_or_as_gzip_give_the_same_rows(write, wrap):
    assert set(_rows(wrap(write(FILINGS)))) == ROWS


def test_a_company_index_gives_the_same_rows():
    lines = [
        f"{row.company_name:<62}{row.form_type:<17}{row.cik:<12}{row.filing_date}  {row.path}      "
        for row in ROWS
    ]
    heading = "Company Name                 Form Type   CIK         Date Filed  File Name"
    content = "\n".join(["Description: by Company Name", heading, "-" * 140, *lines])
    assert set(_rows(content.encode())) == ROWS


def test_dates_of_daily_indexes_have_no_dashes():
    [row] = _rows(_bars(f"11|ACME CO|10-K|20240205|{PATH}"))
    assert row.filing_date == date(2024, 2, 5)


@pytest.mark.parametrize("lines", [0, 1, 12])
def test_the_number_of_lines_above_the_rows_does_not_matter(lines):
    above = b"Comments:   webmaster@sec.gov\n" * lines
    assert len(_rows(above + _bars(f"11|ACME CO|10-K|2024-02-05|{PATH}"))) == 1


def test_a_wrapped_heading_is_no_row():
    heading = "CIK|Company Name|Form Type|Date Filed|File\nName"
    assert len(_rows(_bars(f"11|ACME CO|10-K|2024-02-05|{PATH}", heading=heading))) == 1


def test_a_byte_order_mark_is_no_part_of_the_heading():
    content = b"\xef\xbb\xbf" + _bars(f"11|ACME CO|10-K|2024-02-05|{PATH}")
    assert len(_rows(content)) == 1


@pytest.mark.parametrize(
    "heading",
    [
        "CIK|Form Type|Company Name|Date Filed|Filename",
        "CIK|Company Name|Form Type|Date Filed|Date Changed|Filename",
        "Form Type   CIK   Company Name    Date Filed  File Name",
    ],
)
def test_an_index_of_other_columns_is_not_read_as_if_it_had_the_known_ones(heading):
    with pytest.raises(IndexFileError, match="has other columns") as caught:
        parse_index("an.idx", _bars(f"11|10-K|ACME CO|2024-02-05|{PATH}", heading=heading))
    assert caught.value.error == "not-an-index"


def test_windows_line_ends_and_blank_lines_are_no_rows():
    content = _bars(f"11|ACME CO|10-K|2024-02-05|{PATH}", "", "").replace(b"\n", b"\r\n")
    assert len(_rows(content)) == 1


def test_names_are_windows_1252_and_may_hold_a_bar():
    rows = _rows(_bars(f"11|NESTLÉ “A|B”|10-K|2024-02-05|{PATH}"))
    assert [row.company_name for row in rows] == ["NESTLÉ “A|B”"]


def test_of_a_filing_whose_row_has_no_company_name_none_is_known():
    (filing,) = group_filings(_rows(_bars(f"11||10-K|2024-02-05|{PATH}")))
    assert filing.company_name is None


def test_a_form_that_fills_its_column_is_told_from_the_company_by_the_column():
    rows = [f"{'10-K':<17}{'ACME  CO':<40}11  2024-02-05  {PATH}"] * 3
    rows.append(f"{'SEC STAFF ACTION':<17}{'BETA  CO':<40}22  2024-02-05  {PATH}")
    parsed = _rows((PADDED_HEADING + "\n".join(rows)).encode())
    assert [(row.form_type, row.company_name) for row in parsed[-2:]] == [
        ("10-K", "ACME  CO"),
        ("SEC STAFF ACTION", "BETA  CO"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "11|ACME CO|10-K|2024-02-05|edgar/data/11/0000000011-24-0000",
        "11|ACME CO|10-K|2024-02-",
        "11|ACME CO|10-K|2024-02-30|" + PATH,
        "11|ACME CO|10-K|2100-01-01|" + PATH,
        "11|ACME CO|10-K|1992-12-31|" + PATH,
        "x1|ACME CO|10-K|2024-02-05|" + PATH,
        "11|ACME CO|10-K|2024-02-05|../../etc/passwd",
    ],
)
def test_a_damaged_row_is_rejected_with_its_line_and_costs_no_other(row):
    good = f"11|ACME CO|10-K|2024-02-05|{PATH}"
    rows, rejects = parse_index("master.idx", _bars(good, row, good))
    assert len(rows) == 2
    [reject] = rejects
    assert (reject.stage, reject.error, reject.file, reject.line) == (
        "discover",
        "damaged-row",
        "master.idx",
        4,
    )


@pytest.mark.parametrize("year", [1993, 2099])
def test_a_row_of_the_first_and_of_the_last_year_is_read(year):
    (row,) = _rows(_bars(f"11|ACME CO|10-K|{year}-02-05|{PATH}"))
    assert row.filing_date.year == year


@pytest.mark.parametrize("left", ["10-K", "10-K ACME CO"])
def test_a_padded_row_of_which_form_and_company_cannot_be_told_apart_is_damaged(left):
    rows, [reject] = parse_index(
        "form.idx", f"{PADDED_HEADING}{left}  11  2024-02-05  {PATH}\n".encode()
    )
    assert (rows, reject.error, reject.line) == ([], "damaged-row", 3)


@pytest.mark.timeout(60)
def test_a_row_of_spaces_is_damaged_and_costs_no_more_than_its_length():
    row = f"10-K  ACME CO  11  2024-02-05  {PATH}"
    content = PADDED_HEADING + f"10-K{' ' * 300_000}x\n{row}\n"
    rows, [reject] = parse_index("form.idx", content.encode())
    assert ([each.company_name for each in rows], reject.error) == (["ACME CO"], "damaged-row")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "not-an-index"),
        (b"<!DOCTYPE html><html>Request Rate Threshold Exceeded</html>", "not-an-index"),
        (b"", "not-an-index"),
        (b"CIK|Company Name|Form Type|Date Filed|Filename\n", "not-an-index"),
        (gzipped(master_index(FILINGS))[:-12], "damaged-gzip"),
        (b"\x1f\x8bnot gzip", "damaged-gzip"),
    ],
)
def test_what_is_no_index_is_an_error(content, error):
    with pytest.raises(IndexFileError) as caught:
        parse_index("master.gz", content)
    assert caught.value.error == error


def test_an_index_does_not_inflate_beyond_its_limit(monkeypatch):
    monkeypatch.setattr(index, "MAX_BYTES", 1000)
    with pytest.raises(IndexFileError) as caught:
        parse_index("master.gz", gzip.compress(bytes(100_000)))
    assert caught.value.error == "index-too-large"


def test_an_index_without_rows_is_empty():
    assert parse_index("form.idx", form_index([])) == ([], [])


def test_an_index_of_several_gzip_members_is_read_whole():
    content = master_index(FILINGS)
    assert set(_rows(gzip.compress(content[:300]) + gzip.compress(content[300:]))) == ROWS


def test_forms_dates_and_accessions_are_selected_while_parsing():
    content = master_index(FILINGS)
    assert {row.form_type for row in _rows(content, Selection(forms=frozenset({"10-K"})))} == {
        "10-K"
    }
    late = Selection(first=date(2024, 3, 1), last=date(2024, 3, 6))
    assert {row.accession_number for row in _rows(content, late)} == {PROXY.accession}
    one = Selection(accessions=frozenset({AMENDED.accession}))
    assert {row.accession_number for row in _rows(content, one)} == {AMENDED.accession}


def test_rows_of_all_filers_make_one_filing_in_any_order():
    rows = sorted(ROWS)
    filings = group_filings(rows)
    assert filings == group_filings([*reversed(rows), *rows])
    assert [ref.accession_number for ref in filings] == [f.accession for f in FILINGS]
    annual = filings[0]
    assert (annual.cik, annual.ciks, annual.company_name) == (11, (11, 22), "ACME CO")
    assert annual.paths == (PATH, PATH.replace("/11/", "/22/"))


@given(st.binary() | st.binary().map(lambda tail: master_index(FILINGS) + tail))
def test_any_bytes_are_rows_rejects_or_an_edgar_error(content):
    try:
        rows, rejects = parse_index("any.idx", content)
    except EdgarError:
        return
    assert all(isinstance(row, IndexRow) for row in rows)
    assert all(reject.stage == "discover" for reject in rejects)


@given(st.binary(max_size=300))
def test_any_compressed_bytes_are_rows_rejects_or_an_edgar_error(content):
    with pytest.raises(EdgarError, match=r"no heading|does not inflate"):
        parse_index("any.gz", zlib.compress(content, wbits=31) + content)


@pytest.mark.corpus
@requires_corpus
def test_real_indexes_are_read_to_their_last_row():
    with zipfile.ZipFile(CORPUS / "indexes" / "real-indexes.zip") as archive:
        counts = {
            name: [len(part) for part in parse_index(name, archive.read(name))]
            for name in archive.namelist()
            if not name.endswith(".xml")
        }
    assert counts == {
        "daily-index/master.idx": [7989, 0],
        "full-index/xbrl.idx": [10079, 0],
        "edgartools/badform.idx.txt": [10, 0],
        "edgartools/empty-form.idx": [0, 0],
    }


@pytest.mark.corpus
@requires_corpus
def test_the_layouts_of_every_quarter_of_the_mirror_agree():
    quarters = sorted((CORPUS / "mirror" / "Archives" / "edgar" / "full-index").glob("*/QTR?"))
    assert quarters
    for quarter in quarters:
        master, form = (
            sorted(_rows((quarter / name).read_bytes())) for name in ("master.idx", "form.idx")
        )
        assert master == form, quarter
