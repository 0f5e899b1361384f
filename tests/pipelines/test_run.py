"""The main pipeline on the sample mirror: complete, repeatable, an upsert, all or nothing."""

import gc
from collections import Counter
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.pipelines.runs import Rows, config, files, rows, run, state, tables
from tests.pipelines.test_codes import COLUMNS_OF_CODES, codes_of
from transforms import divide_filings
from transforms.datasets.schema import DATASETS
from transforms.edgar.filing import Filing, FilingRef
from transforms.read_filings import FilingReader


def test_every_index_row_is_accounted_for(sample_mirror: Path, sample_output: Path) -> None:
    listed = {
        Path(line.rpartition("|")[2]).stem
        for index in sample_mirror.glob("Archives/edgar/full-index/*/*/master.idx")
        for line in index.read_text(encoding="latin-1").splitlines()
        if line.endswith(".txt")
    }
    assert listed
    assert set(tables(sample_output)["filings"]["accession_number"].to_pylist()) == listed


def test_a_damaged_linkbase_is_a_reject_and_the_filing_keeps_the_rest(sample_output: Path) -> None:
    found = tables(sample_output)
    (partial,) = (row for row in found["filings"].to_pylist() if row["status"] == "partial")
    (reject,) = found["rejects"].to_pylist()
    assert reject["accession_number"] == partial["accession_number"]
    assert (reject["stage"], reject["error"]) == ("linkbase", "not-well-formed")
    assert partial["n_arcs"] > 0


def test_a_filing_of_two_filers_stands_under_the_first_of_its_header(sample_output: Path) -> None:
    filings = tables(sample_output)["filings"].to_pylist()
    (filing,) = (row for row in filings if len(row["ciks"]) == 2)
    assert filing["cik"] in filing["ciks"]


def test_counts_of_a_filing_are_those_of_its_rows(sample_output: Path) -> None:
    found = tables(sample_output)
    counted = {
        column: Counter(found[dataset]["accession_number"].to_pylist())
        for column, dataset in [
            ("n_arcs", "arcs"),
            ("n_findings", "findings"),
            ("n_rejects", "rejects"),
        ]
    }
    for filing in found["filings"].to_pylist():
        for column, counts in counted.items():
            assert filing[column] == counts[filing["accession_number"]], column


def test_every_code_that_is_written_stands_in_a_table(sample_output: Path) -> None:
    found = tables(sample_output)
    for name in COLUMNS_OF_CODES:
        dataset, _, column = name.partition(".")
        assert set(pc.unique(found[dataset][column].drop_null()).to_pylist()) <= codes_of(name)


def test_rows_are_in_order_and_files_have_the_schema(sample_output: Path) -> None:
    for file in files(sample_output):
        table = pq.read_table(file.path, partitioning=None)
        dataset = DATASETS[file.dataset]
        assert table.schema.equals(dataset.schema), file.path
        assert table.num_rows == file.rows > 0
        order = ["cik", "accession_number"] if dataset.partitioned else []
        names = [*order, *dataset.key]
        assert table.equals(table.sort_by([(name, "ascending") for name in names])), file.path
        if dataset.partitioned:
            assert table["filing_quarter"].unique().to_pylist() == [file.quarter]


def test_only_files_of_tables_are_there(sample_output: Path) -> None:
    data = {str(path) for path in sample_output.rglob("*.parquet")}
    assert data == {file.path for file in files(sample_output)}
    others = {path for path in sample_output.rglob("*") if path.is_file()} - set(map(Path, data))
    assert {
        path.relative_to(sample_output).parts[-2]
        for path in others - {sample_output / "catalog.db"}
    } == {
        "metadata",
        "intents",
    }


def test_counters_are_the_counts_of_what_is_written(sample_mirror: Path, tmp_path: Path) -> None:
    summary = run(config(sample_mirror, tmp_path / "out"))
    found = tables(tmp_path / "out")
    for name in ("filings", "arcs", "findings", "labels"):
        assert summary.counters[name] == found[name].num_rows
    assert summary.counters["rejects/not-well-formed"] == 1
    assert summary.counters["arcs/calculation"] == sum(
        1 for linkbase in found["arcs"]["linkbase"].to_pylist() if linkbase == "calculation"
    )


def test_a_filing_is_freed_before_the_next_is_read(
    sample_mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier: set[int] = set()
    kept = []

    def read(reader: FilingReader, ref: FilingRef) -> Filing:
        filings = (each for each in gc.get_objects() if type(each) is Filing)  # asks no object
        kept.append(sum(id(each) in earlier for each in filings))
        filing = reading(reader, ref)
        earlier.add(id(filing))
        return filing

    reading = FilingReader.read
    monkeypatch.setattr(FilingReader, "read", read)
    run(config(sample_mirror, tmp_path / "out"))
    assert kept == [0] * len(kept)
    assert len(kept) > 1


@pytest.mark.slow
def test_running_again_changes_no_row(
    sample_mirror: Path, own_sample_output: Path, sample_rows: Rows
) -> None:
    run(config(sample_mirror, own_sample_output))
    assert rows(own_sample_output) == sample_rows
    assert state(own_sample_output).run["number"] == 2


@pytest.mark.slow
@pytest.mark.parametrize("filings", [1, 2])
def test_another_number_of_files_changes_no_row(
    sample_mirror: Path,
    tmp_path: Path,
    sample_rows: Rows,
    filings: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(divide_filings, "_FEWEST", filings)
    run(config(sample_mirror, tmp_path / "out"))
    assert rows(tmp_path / "out") == sample_rows


@pytest.mark.slow
def test_annual_then_quarterly_reports_then_all_add_up(
    sample_mirror: Path, tmp_path: Path, sample_rows: Rows
) -> None:
    output = tmp_path / "out"
    run(config(sample_mirror, output, select={"forms": ["10-K"]}))
    forms = tables(output)["filings"]["form_type"].to_pylist()
    assert set(forms) == {"10-K"}
    run(config(sample_mirror, output, select={"forms": ["10-Q"]}))
    assert set(tables(output)["filings"]["form_type"].to_pylist()) == {"10-K", "10-Q"}
    run(config(sample_mirror, output))
    assert rows(output) == sample_rows


@pytest.mark.slow
def test_day_by_day_gives_what_all_at_once_gives(
    sample_mirror: Path, sample_output: Path, tmp_path: Path, sample_rows: Rows
) -> None:
    dates = tables(sample_output)["filings"]["filing_date"].to_pylist()
    days = sorted({day.isoformat() for day in dates})
    for first, last in [*((day, day) for day in days[:3]), (days[3], days[-1])]:
        run(config(sample_mirror, tmp_path / "out", select={"from": first, "to": last}))
    assert rows(tmp_path / "out") == sample_rows


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        ["--direct_runner_bundle_repeat=1"],
        ["--direct_running_mode=multi_processing", "--direct_num_workers=2"],
    ],
    ids=["every bundle replayed", "two workers"],
)
def test_replays_and_workers_change_no_row(
    sample_mirror: Path, tmp_path: Path, sample_rows: Rows, options: list[str]
) -> None:
    run(config(sample_mirror, tmp_path / "out"), *options)
    assert rows(tmp_path / "out") == sample_rows
