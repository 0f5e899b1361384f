"""Committing a run: all tables at once, once, and nothing of anybody else's touched."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import apache_beam as beam
import pytest

from tests.transforms.filings import INDEX_REJECT, QUARTER, ref
from tests.transforms.outputs import base, commit_step, numbers, rows_of, table
from tests.transforms.running import given, pipeline
from transforms.datasets.catalog import Output
from transforms.datasets.state import list_runs, read_state
from transforms.datasets.table_files import Base
from transforms.edgar.filing import FilingRef
from transforms.locate_filings import LocateFilings, accession_number_of
from transforms.reference_tables import reference_table
from transforms.rewrite_files import RewriteFiles
from transforms.tabulate_filings import index_rows
from transforms.write_datasets import WriteDatasets


@pytest.fixture
def output(empty_output: Output) -> Output:
    return empty_output


def upsert(
    output: Output, run: str, refs: Sequence[FilingRef], on: Base | None = None, **values: Any
) -> None:
    """A run that writes these filings, based on the tables as they are or as they were."""
    on = on or base(output)
    step = commit_step(output, run, on, **values)
    with pipeline() as root:
        selected = given(root, refs)
        written = given(root, rows_of(*refs), "Rows") | WriteDatasets(on, run)
        replaced = (
            selected | LocateFilings(on) | RewriteFiles(on, run, step.indexes, step.index_quarters)
        )
        numbers = selected | "Accessions" >> beam.Map(accession_number_of)
        (written, replaced, numbers) | step


def accessions(*of: int) -> list[str]:
    return [ref(number).accession_number for number in of]


def runs(output: Output) -> list[tuple[str, int]]:
    state = read_state(output)
    assert state is not None
    return [(row["run_id"], row["number"]) for row in list_runs(state.tables["runs"])]


def test_an_upsert_replaces_its_filings_and_keeps_the_others(output: Output) -> None:
    upsert(output, "r1", [ref(1), ref(2), ref(3)])
    upsert(output, "r2", [ref(2), ref(4)])
    for dataset in ("filings", "rejects"):
        assert numbers(output, dataset) == accessions(1, 2, 3, 4)
    assert runs(output) == [("r1", 1), ("r2", 2)]


def test_the_row_of_a_run_names_a_snapshot_of_every_table_with_rows(output: Output) -> None:
    upsert(output, "r1", [ref(1)])
    state = read_state(output)
    assert state is not None
    assert set(state.snapshots) == {"filings", "rejects"}
    assert state.run["counts"] == [{"name": "filings", "count": 1}, {"name": "rejects", "count": 1}]


def test_committing_a_run_again_changes_nothing(output: Output) -> None:
    on = base(output)
    upsert(output, "r1", [ref(1)], on)
    upsert(output, "r2", [ref(2)])
    before = base(output)
    upsert(output, "r1", [ref(1)], on)
    assert base(output) == before


def test_a_run_based_on_an_older_state_starts_over_and_loses_nothing(output: Output) -> None:
    upsert(output, "r1", [ref(1), ref(2)])
    on = base(output)
    upsert(output, "r2", [ref(3)])
    upsert(output, "r3", [ref(2), ref(3), ref(4)], on)
    for dataset in ("filings", "rejects"):
        assert numbers(output, dataset) == accessions(1, 2, 3, 4)


def test_the_state_that_an_earlier_run_left_can_be_read(output: Output) -> None:
    upsert(output, "r1", [ref(1), ref(2)])
    upsert(output, "r2", [ref(2), ref(3)])
    assert numbers(output, "filings", at="r1") == accessions(1, 2)
    assert numbers(output, "filings", at="2") == accessions(1, 2, 3)


def test_a_run_that_wrote_nothing_is_committed_with_what_was_there(output: Output) -> None:
    upsert(output, "r1", [ref(1)])
    upsert(output, "r2", [])
    assert numbers(output, "filings") == accessions(1)
    assert runs(output) == [("r1", 1), ("r2", 2)]


def test_rejects_of_an_index_are_replaced_by_a_run_that_reads_it_alone(output: Output) -> None:
    """By the index they came from: the run of another day does not own them."""
    on = base(output)
    with pipeline() as root:
        rows = given(root, [index_rows(QUARTER, [INDEX_REJECT])]) | WriteDatasets(on, "r1")
        nothing = given(root, [], "Nothing")
        (rows, nothing, nothing) | commit_step(output, "r1", on)
    other = frozenset({"edgar/daily-index/2024/QTR1/master.20240201.idx"})
    upsert(output, "r2", [ref(1)], indexes=other, index_quarters=frozenset({QUARTER}))
    assert numbers(output, "rejects") == ["", *accessions(1)]
    same = frozenset({INDEX_REJECT.source})
    upsert(output, "r3", [], indexes=same, index_quarters=frozenset({QUARTER}))
    assert numbers(output, "rejects") == accessions(1)


def test_files_of_others_stay_wherever_they_lie(output: Output) -> None:
    foreign = [
        Path(output.path) / name
        for name in ("notes.txt", "letters/to-my-lawyer.txt", "filings/data/mine.parquet")
    ]
    for path in foreign:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine")
    upsert(output, "r1", [ref(1)])
    upsert(output, "r2", [ref(1)])
    assert [path.read_text() for path in foreign] == ["mine"] * 3
    assert numbers(output, "filings") == accessions(1)


def test_the_catalog_is_written_once_and_again_only_if_it_changed(output: Output) -> None:
    upsert(output, "r1", [], with_references=True)
    assert table(output, "standard_concepts").equals(reference_table("standard_concepts"))
    before = base(output).metadata["standard_concepts"]
    upsert(output, "r2", [], with_references=True)
    assert base(output).metadata["standard_concepts"] == before


def test_the_catalog_of_another_version_is_replaced_whole(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reference_table("standard_concepts")
    with monkeypatch.context() as earlier:
        earlier.setattr(
            "transforms.commit_datasets.reference_table", lambda name: reference_table(name)[1:]
        )
        upsert(output, "r1", [], with_references=True)
    assert table(output, "standard_concepts").num_rows == whole.num_rows - 1
    upsert(output, "r2", [], with_references=True)
    assert table(output, "standard_concepts").equals(whole)


def test_what_was_found_at_the_start_holds_where_nobody_else_has_committed(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    upsert(output, "r1", [ref(1), ref(2)])

    def again(*_: object) -> list[object]:
        raise AssertionError("files were rewritten twice")

    monkeypatch.setattr("transforms.commit_datasets.replacements", again)
    upsert(output, "r2", [ref(2)])
    assert numbers(output, "filings") == accessions(1, 2)
