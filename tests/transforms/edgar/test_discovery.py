"""Which filings the index of a slice names, and the rejects of an index that cannot be read."""

import gzip
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from samples.containers import Company, Submission, form_index, gzipped, master_index
from tests.transforms.filings import accession
from transforms.edgar.discovery import index_sources, read_slice
from transforms.edgar.filing import FilingRef
from transforms.edgar.selection import EVERYTHING, Selection
from transforms.edgar.slices import Slice
from transforms.errors import Reject

QUARTER = Slice.of_quarter(20241)
INDEXES = "edgar/full-index/2024/QTR1"
ERROR_PAGE = b"<!DOCTYPE html><html><body>Request Rate Threshold Exceeded</body></html>"
ONE = Submission(accession(1), "10-K", date(2024, 2, 1), (Company(7, "A CO"),))
TWO = Submission(accession(2), "10-Q", date(2024, 3, 1), (Company(7, "A CO"), Company(9, "B CO")))


def quarter(files: Mapping[str, bytes]) -> Callable[[str], bytes | None]:
    return {f"{INDEXES}/{name}": content for name, content in files.items()}.get


def numbers(refs: Sequence[FilingRef]) -> list[str]:
    return [each.accession_number for each in refs]


def errors(rejects: Sequence[tuple[str, Reject]]) -> list[tuple[str, str]]:
    assert {reject.stage for _, reject in rejects} <= {"discover"}
    return [(Path(source).name, reject.error) for source, reject in rejects]


@pytest.mark.parametrize("name", ["master.idx", "xbrl.idx", "master.gz", "master.idx.gz"])
def test_any_index_of_the_quarter_is_read(name: str) -> None:
    content = master_index([ONE, TWO])
    content = gzipped(content) if name.endswith(".gz") else content
    refs, _ = read_slice(quarter({name: content}), QUARTER, EVERYTHING)
    assert numbers(refs) == [ONE.accession, TWO.accession]


def test_the_master_index_is_read_where_there_are_several() -> None:
    files = {"master.idx": master_index([ONE]), "form.idx": form_index([TWO])}
    refs, rejects = read_slice(quarter(files), QUARTER, EVERYTHING)
    assert (numbers(refs), rejects) == ([ONE.accession], [])


@pytest.mark.parametrize(
    ("damaged", "error"),
    [(ERROR_PAGE, "not-an-index"), (gzip.compress(master_index([ONE]))[:-9], "damaged-gzip")],
)
def test_an_index_that_is_none_gives_way_to_the_next(damaged: bytes, error: str) -> None:
    files = {"master.idx": damaged, "form.idx": form_index([ONE])}
    refs, rejects = read_slice(quarter(files), QUARTER, EVERYTHING)
    assert numbers(refs) == [ONE.accession]
    assert errors(rejects) == [("master.idx", error)]


def test_an_index_of_xbrl_filings_alone_is_reported_as_partial() -> None:
    archive = quarter({"xbrl.idx": master_index([ONE], "XBRL")})
    assert errors(read_slice(archive, QUARTER, EVERYTHING)[1]) == [("xbrl.idx", "partial-index")]


def test_a_quarter_without_index_is_reported() -> None:
    ((source, reject),) = read_slice(quarter({}), QUARTER, EVERYTHING)[1]
    assert source == f"{INDEXES}/master.idx"
    assert reject.error == "no-index"


def test_a_day_without_index_is_one_without_filings() -> None:
    day = Slice.of_day(date(2024, 2, 3))
    assert read_slice(quarter({}), day, EVERYTHING) == ([], [])


def test_an_index_of_a_weekend_that_is_none_is_missed() -> None:
    day = Slice.of_day(date(2024, 3, 30))
    rejects = read_slice({day.index: ERROR_PAGE}.get, day, EVERYTHING)[1]
    assert [reject.error for _, reject in rejects] == ["not-an-index", "no-index"]


def test_a_day_is_read_from_its_own_index() -> None:
    path = "edgar/daily-index/2024/QTR1/master.20240201.idx"
    files = {path: master_index([ONE]), f"{INDEXES}/master.idx": master_index([TWO])}
    day = Slice.of_day(ONE.filed)
    refs, rejects = read_slice(files.get, day, EVERYTHING)
    assert (numbers(refs), rejects) == ([ONE.accession], [])


def test_a_damaged_row_leaves_the_others() -> None:
    index = master_index([ONE, TWO]).replace(b"|2024-02-01|", b"|2024-02-31|")
    refs, rejects = read_slice(quarter({"master.idx": index}), QUARTER, EVERYTHING)
    assert numbers(refs) == [TWO.accession]
    ((_, reject),) = rejects
    assert (reject.error, reject.line) == ("damaged-row", 8)


def test_a_filing_of_two_companies_is_one_reference() -> None:
    archive = quarter({"master.idx": master_index([TWO])})
    (found,) = read_slice(archive, QUARTER, EVERYTHING)[0]
    assert (found.cik, found.ciks, len(found.paths)) == (7, (7, 9), 2)


def test_a_company_selects_the_filings_it_made_with_others() -> None:
    archive = quarter({"master.idx": master_index([ONE, TWO])})
    (found,) = read_slice(archive, QUARTER, Selection(ciks=frozenset({9})))[0]
    assert found.ciks == (7, 9)


def test_the_sources_of_a_day_are_its_own_indexes() -> None:
    sources = index_sources(Slice.of_day(date(2024, 2, 1)))
    assert "edgar/daily-index/2024/QTR1/master.20240201.idx.gz" in sources
    assert not any(source.startswith(INDEXES) for source in sources)
