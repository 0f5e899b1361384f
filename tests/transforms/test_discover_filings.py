"""Which filings the indexes of several slices name together, and the rejects of those indexes."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import apache_beam as beam

from samples.build import write_mirror
from samples.containers import Company, Submission, master_index
from tests.transforms.filings import accession, ref
from tests.transforms.running import expect, pipeline
from transforms.discover_filings import DiscoverFilings, take_latest
from transforms.edgar.selection import EVERYTHING, Selection
from transforms.edgar.slices import Slice

QUARTER = Slice.of_quarter(20241)
INDEXES = "edgar/full-index/2024/QTR1"
ONE = Submission(accession(1), "10-K", date(2024, 2, 1), (Company(7, "A CO"),))
TWO = Submission(accession(2), "10-Q", date(2024, 3, 1), (Company(7, "A CO"), Company(9, "B CO")))


def archives(directory: Path, files: Mapping[str, bytes]) -> str:
    write_mirror(directory, files.items())
    return str(directory / "Archives")


def quarter(directory: Path, files: Mapping[str, bytes]) -> str:
    return archives(directory, {f"{INDEXES}/{name}": content for name, content in files.items()})


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
        rejected = found.rejects | beam.Map(lambda each: (each.quarter, each.reject.error))
        expect(rejected, rejects, "Rejects")


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
    later = Submission(ONE.accession, ONE.form, date(2024, 4, 2), ONE.companies)
    files = {
        f"{INDEXES}/master.idx": master_index([TWO]),
        f"{INDEXES.replace('QTR1', 'QTR2')}/master.idx": master_index([later]),
    }
    archives(tmp_path, files)
    limit = Selection(limit=1)
    slices = [Slice.of_quarter(20242), QUARTER]
    discover(tmp_path, slices, [(TWO.accession, TWO.filed)], [], limit)
