"""Which filings the indexes of a mirror name, and what is told of those that cannot be read."""

import gzip
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import apache_beam as beam
import pytest

from samples.build import write_mirror
from samples.containers import Company, Submission, form_index, gzipped, master_index
from tests.transforms.filings import accession, ref
from tests.transforms.running import expect, pipeline
from transforms.discover_filings import DiscoverFilings, read_slice, take_latest
from transforms.edgar.filing import FilingRef
from transforms.edgar.selection import EVERYTHING, Selection
from transforms.edgar.slices import Slice
from transforms.elements import IndexReject

QUARTER = Slice.of_quarter(20241)
INDEXES = "edgar/full-index/2024/QTR1"
ERROR_PAGE = b"<!DOCTYPE html><html><body>Request Rate Threshold Exceeded</body></html>"
ONE = Submission(accession(1), "10-K", date(2024, 2, 1), (Company(7, "A CO"),))
TWO = Submission(accession(2), "10-Q", date(2024, 3, 1), (Company(7, "A CO"), Company(9, "B CO")))


def archives(directory: Path, files: Mapping[str, bytes]) -> str:
    write_mirror(directory, files.items())
    return str(directory / "Archives")


def quarter(directory: Path, files: Mapping[str, bytes]) -> str:
    return archives(directory, {f"{INDEXES}/{name}": content for name, content in files.items()})


def numbers(refs: Sequence[FilingRef]) -> list[str]:
    return [each.accession_number for each in refs]


def errors(rejects: Sequence[IndexReject]) -> list[tuple[str, str]]:
    return [(Path(each.source).name, each.reject.error) for each in rejects]


@pytest.mark.parametrize("name", ["master.idx", "xbrl.idx", "master.gz", "master.idx.gz"])
def test_any_index_of_the_quarter_is_read(tmp_path: Path, name: str) -> None:
    content = master_index([ONE, TWO])
    content = gzipped(content) if name.endswith(".gz") else content
    refs, _ = read_slice(quarter(tmp_path, {name: content}), QUARTER, EVERYTHING)
    assert numbers(refs) == [ONE.accession, TWO.accession]


def test_the_master_index_is_read_where_there_are_several(tmp_path: Path) -> None:
    files = {"master.idx": master_index([ONE]), "form.idx": form_index([TWO])}
    refs, rejects = read_slice(quarter(tmp_path, files), QUARTER, EVERYTHING)
    assert (numbers(refs), rejects) == ([ONE.accession], [])


@pytest.mark.parametrize(
    ("damaged", "error"),
    [(ERROR_PAGE, "not-an-index"), (gzip.compress(master_index([ONE]))[:-9], "damaged-gzip")],
)
def test_an_index_that_is_none_gives_way_to_the_next(
    tmp_path: Path, damaged: bytes, error: str
) -> None:
    files = {"master.idx": damaged, "form.idx": form_index([ONE])}
    refs, rejects = read_slice(quarter(tmp_path, files), QUARTER, EVERYTHING)
    assert numbers(refs) == [ONE.accession]
    assert errors(rejects) == [("master.idx", error)]


def test_an_index_of_xbrl_filings_alone_is_told_to_be_partial(tmp_path: Path) -> None:
    archive = quarter(tmp_path, {"xbrl.idx": master_index([ONE], "XBRL")})
    assert errors(read_slice(archive, QUARTER, EVERYTHING)[1]) == [("xbrl.idx", "partial-index")]


def test_a_quarter_without_index_is_told(tmp_path: Path) -> None:
    (reject,) = read_slice(str(tmp_path), QUARTER, EVERYTHING)[1]
    assert (reject.quarter, reject.reject.error) == (20241, "no-index")


def test_a_day_without_index_is_one_without_filings(tmp_path: Path) -> None:
    day = Slice.of_day(date(2024, 2, 3))
    assert read_slice(str(tmp_path), day, EVERYTHING) == ([], [])


def test_a_day_is_read_from_its_own_index(tmp_path: Path) -> None:
    path = "edgar/daily-index/2024/QTR1/master.20240201.idx"
    files = {path: master_index([ONE]), f"{INDEXES}/master.idx": master_index([TWO])}
    day = Slice.of_day(ONE.filed)
    refs, rejects = read_slice(archives(tmp_path, files), day, EVERYTHING)
    assert (numbers(refs), rejects) == ([ONE.accession], [])


def test_a_damaged_row_leaves_the_others(tmp_path: Path) -> None:
    index = master_index([ONE, TWO]).replace(b"|2024-02-01|", b"|2024-02-31|")
    refs, rejects = read_slice(quarter(tmp_path, {"master.idx": index}), QUARTER, EVERYTHING)
    assert numbers(refs) == [TWO.accession]
    (reject,) = rejects
    assert (reject.reject.error, reject.reject.line) == ("damaged-row", 8)


def test_a_filing_of_two_companies_is_one_reference(tmp_path: Path) -> None:
    archive = quarter(tmp_path, {"master.idx": master_index([TWO])})
    (found,) = read_slice(archive, QUARTER, EVERYTHING)[0]
    assert (found.cik, found.ciks, len(found.paths)) == (7, (7, 9), 2)


def test_a_company_selects_the_filings_it_made_with_others(tmp_path: Path) -> None:
    archive = quarter(tmp_path, {"master.idx": master_index([ONE, TWO])})
    (found,) = read_slice(archive, QUARTER, Selection(ciks=frozenset({9})))[0]
    assert found.ciks == (7, 9)


def test_the_later_entry_is_taken_whatever_the_order() -> None:
    early, late = ref(1), ref(1, filing_date=date(2024, 4, 1))
    assert take_latest([early, late]) == take_latest([late, early]) == late


def discover(
    directory: Path,
    slices: Sequence[Slice],
    refs: Sequence[tuple[str, date]],
    rejects: Sequence[tuple[int, str]],
    selection: Selection = EVERYTHING,
) -> None:
    with pipeline() as root:
        found = root | DiscoverFilings(str(directory / "Archives"), slices, selection)
        shown = found.refs | beam.Map(lambda each: (each.accession_number, each.filing_date))
        expect(shown, refs, "Refs")
        told = found.rejects | beam.Map(lambda each: (each.quarter, each.reject.error))
        expect(told, rejects, "Rejects")


def test_a_filing_that_two_quarters_list_is_taken_once_as_the_later_says(tmp_path: Path) -> None:
    moved = Submission(ONE.accession, ONE.form, date(2024, 4, 2), ONE.companies)
    files = {
        f"{INDEXES}/master.idx": master_index([ONE, TWO]),
        f"{INDEXES.replace('QTR1', 'QTR2')}/master.idx": master_index([moved]),
    }
    archives(tmp_path, files)
    discover(
        tmp_path,
        [QUARTER, Slice.of_quarter(20242)],
        refs=[(ONE.accession, moved.filed), (TWO.accession, TWO.filed)],
        rejects=[],
    )


def test_a_quarter_that_cannot_be_read_leaves_the_others(tmp_path: Path) -> None:
    quarter(tmp_path, {"master.idx": master_index([ONE])})
    discover(
        tmp_path,
        [QUARTER, Slice.of_quarter(20242)],
        refs=[(ONE.accession, ONE.filed)],
        rejects=[(20242, "no-index")],
    )


def test_a_limit_takes_the_earliest_filings_of_all_quarters(tmp_path: Path) -> None:
    quarter(tmp_path, {"master.idx": master_index([TWO, ONE])})
    limit = Selection(limit=1)
    discover(tmp_path, [QUARTER], [(ONE.accession, ONE.filed)], [], limit)
