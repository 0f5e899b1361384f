"""Filings whose corrected date moved them out of the quarter in which they were written."""

from datetime import date
from pathlib import Path

from tests.transforms.filings import QUARTER, ref
from tests.transforms.running import expect, given, pipeline
from tests.transforms.test_write_datasets import commit, shard
from transforms.edgar.filing import FilingRef
from transforms.elements import Moved
from transforms.find_moved import FindMoved

LATER = date(2024, 4, 2)


def find(output: Path, refs: list[FilingRef], expected: list[Moved]) -> None:
    committed = commit(output, "r1", shard(0, ref(1), ref(2), shards=1))
    files = [file for file in committed.files if file.dataset == "filings"]
    with pipeline() as root:
        expect(given(root, refs) | FindMoved(str(output), files), expected)


def test_a_filing_that_lies_in_another_quarter_than_its_date_has_moved(tmp_path: Path) -> None:
    moved = [ref(2, filing_date=LATER)]
    find(tmp_path, [ref(1), *moved], [Moved(ref(2).accession_number, QUARTER)])


def test_filings_in_their_quarter_and_filings_not_selected_have_not_moved(tmp_path: Path) -> None:
    find(tmp_path, [ref(1), ref(3, filing_date=LATER)], [])
