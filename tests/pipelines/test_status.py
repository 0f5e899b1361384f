"""How far a slice has come: which filings are processed, or explained, or neither."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from pipelines.status import show_incomplete, statuses
from tests.pipelines.runs import config
from tests.transforms.outputs import WRITTEN, upsert
from transforms.datasets.catalog import Output
from transforms.edgar.discovery import read_slice
from transforms.edgar.fetching.completeness import SliceStatus
from transforms.edgar.fetching.store import Store
from transforms.edgar.selection import EVERYTHING
from transforms.edgar.slices import Slice
from transforms.errors import Reject
from transforms.storage.folder import Folder


def status(mirror: Path, output: Output, *datasets: str) -> SliceStatus:
    """Of the sample's quarter with two filings, where these datasets are wanted."""
    place = {"datasets": datasets or WRITTEN}
    (found,) = statuses(config(mirror, output.path, select={"to": "2024Q1"}, output=place))
    return found


def commit_both(mirror: Path, output: Output, *rejects: Reject) -> None:
    """A run that found nothing of the two filings but these rejects."""
    store = Store(Folder(str(mirror)))
    refs, _ = read_slice(store.read, Slice.of_quarter(20241), EVERYTHING)
    assert len(refs) == 2
    upsert(output, "r1", refs, rejects)


NOT_FOUND = Reject("read", "not-found", "nothing is there")
FETCHING = Reject("fetch", "no-answer", "a timeout")
DAMAGED = Reject("read", "bad-zip", "no zip")
BROKEN = Reject("read", "not-well-formed", "no XML")


@pytest.mark.parametrize(
    ("rejects", "processed", "rejected"),
    [
        ([], 2, {}),
        ([NOT_FOUND], 0, {}),
        ([FETCHING], 0, {}),
        ([DAMAGED], 0, {"bad-zip": 2}),
        ([FETCHING, NOT_FOUND, DAMAGED, BROKEN], 0, {"bad-zip": 2}),
    ],
)
def test_errors_in_what_is_stored_explain_a_filing_and_others_do_not(
    sample_mirror: Path,
    empty_output: Output,
    rejects: list[Reject],
    processed: int,
    rejected: dict[str, int],
) -> None:
    commit_both(sample_mirror, empty_output, *rejects)
    found = status(sample_mirror, empty_output)
    assert (found.in_index, found.in_store) == (2, 2)
    assert (found.processed, found.rejected) == (processed, rejected)
    assert found.is_complete == (2 in (processed, *rejected.values()))


def test_a_filing_is_processed_for_the_datasets_that_were_written_of_it(
    sample_mirror: Path, empty_output: Output
) -> None:
    commit_both(sample_mirror, empty_output)
    assert status(sample_mirror, empty_output, "arcs").processed == 2
    more = status(sample_mirror, empty_output, "arcs", "facts")
    assert (more.processed, len(more.unexplained)) == (0, 2)


@pytest.mark.parametrize(("number", "end"), [(10, "A10\n"), (11, "A10 and 1 more\n")])
def test_ten_filings_are_named_and_the_others_counted(number: int, end: str) -> None:
    console = Console(file=io.StringIO(), width=200)
    names = tuple(f"A{each}" for each in range(1, number + 1))
    show_incomplete([SliceStatus("2024Q1", number, 0, unexplained=names)], console)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert shown.startswith("2024Q1: neither processed nor explained: A1, A2, ")
    assert shown.endswith(end)
