"""Verification: each kind of fault, done to a sound output, is named."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.filings import REJECT, ref
from tests.transforms.outputs import base, record, rows_of, upsert, upsert_index
from transforms.datasets.catalog import Output
from transforms.datasets.commit import Changes, commit
from transforms.datasets.data_files import Place, SortedWriter
from transforms.datasets.schema import DATASETS
from transforms.datasets.state import read_state
from transforms.datasets.table import FilingKey, to_table
from transforms.datasets.verify import Fault, verify

Change = Callable[[pa.Table], pa.Table]


@pytest.fixture
def output(output_of_two: Output) -> Output:
    return output_of_two


def faults(output: Output) -> list[Fault]:
    state = read_state(output)
    assert state is not None
    return list(verify(state))


def path_of(output: Output, dataset: str) -> Path:
    (path,) = Path(output.path).glob(f"{dataset}/data/**/*.parquet")
    return path


def set_column(name: str, value: object) -> Change:
    def change(rows: pa.Table) -> pa.Table:
        position = rows.schema.get_field_index(name)
        field = rows.schema.field(position)
        return rows.set_column(position, field, pa.array([value] * len(rows), field.type))

    return change


def rewrite(output: Output, dataset: str, *changes: Change) -> None:
    path = path_of(output, dataset)
    rows = pq.read_table(path, partitioning=None)
    for change in changes:
        rows = change(rows)
    pq.write_table(rows, path)


def faults_of_rows(output: Output) -> list[Fault]:
    """All but that the file which was rewritten has another size."""
    return [fault for fault in faults(output) if " bytes, and its metadata" not in fault.message]


def commit_rows(output: Output, dataset: str, rows: pa.Table) -> None:
    """Add rows of one filing, whatever is there."""
    (quarter,) = rows["filing_quarter"].to_pylist()
    writer = SortedWriter(base(output).table(dataset), DATASETS[dataset], "r2", quarter)
    written = [*writer.add(Place.of(7, ""), rows), *writer.close()]
    commit(output, record("r2"), lambda _: Changes(written))


def test_a_sound_output_has_no_fault(output: Output) -> None:
    upsert(output, "r2", [ref(2), ref(3)])
    assert faults(output) == []


def test_rejects_of_no_filing_are_sound_in_any_number_of_files(output: Output) -> None:
    for run in ("r2", "r3"):
        upsert_index(output, run, f"edgar/{run}.idx", [REJECT])
    assert faults(output) == []


def test_a_file_that_is_missing_is_named(output: Output) -> None:
    path = path_of(output, "rejects")
    path.unlink()
    found = faults(output)
    assert "No such file" in found[0].message
    assert found[0].message.endswith("put it back, or run into a new output")
    assert found[0].place == str(path)
    assert any("n_rejects is 1, and 0 are there" in fault.message for fault in found)


def test_a_file_that_is_damaged_is_named(output: Output) -> None:
    path = path_of(output, "filings")
    content = bytearray(path.read_bytes())
    content[4:400] = bytes(396)
    path.write_bytes(content)
    assert faults(output)[0].place == str(path)


def test_a_file_of_another_size_is_named_though_its_rows_are_the_same(output: Output) -> None:
    """Whoever looks for a file's end where it was committed does not find it."""
    path = path_of(output, "filings")
    committed = path.stat().st_size
    rewrite(output, "filings")
    message = f"{path.stat().st_size:,} bytes, and its metadata says {committed:,}"
    assert faults(output) == [Fault(str(path), message)]


@pytest.mark.parametrize(
    ("dataset", "change", "message"),
    [
        ("filings", lambda rows: rows.slice(1), "1 rows, and its metadata says 2"),
        ("filings", lambda rows: rows.take([1, 0]), "not in order"),
        ("filings", set_column("n_arcs", 3), "n_arcs is 3, and 0 are there"),
        ("filings", set_column("filing_quarter", 20244), "another quarter than 20241"),
        (
            "rejects",
            set_column("accession_number", ref(7).accession_number),
            "1 filings are not in filings of 20241",
        ),
        (
            "rejects",
            lambda rows: rows.drop_columns(["line"]).append_column("line", rows["stage"]),
            "has no rows of rejects: ",
        ),
        ("runs", set_column("number", 2), "the numbers of runs are not 1, 2, 3 and so on"),
    ],
)
def test_what_is_not_as_it_is_said_to_be_is_named(
    output: Output, dataset: str, change: Change, message: str
) -> None:
    rewrite(output, dataset, change)
    places = dataset, str(path_of(output, dataset))
    assert any(message in fault.message and fault.place in places for fault in faults(output))


COUNTS = (
    "n_arcs",
    "n_effective_arcs",
    "n_facts",
    "n_calculations",
    "n_inconsistent_xbrl21",
    "n_inconsistent_calc11",
    "n_findings",
    "n_rejects",
)


def test_each_count_of_a_filing_is_compared_with_its_rows(output: Output) -> None:
    rewrite(output, "filings", set_column("datasets", None), *(set_column(n, 3) for n in COUNTS))
    there = dict.fromkeys(COUNTS, 0) | {"n_rejects": 1}
    assert [fault.message for fault in faults_of_rows(output)] == [
        f"{ref(number).accession_number}: {name} is 3, and {rows} are there"
        for number in (1, 2)
        for name, rows in there.items()
    ]


def test_rows_of_datasets_that_were_not_written_of_a_filing_are_not_missed(output: Output) -> None:
    rewrite(output, "filings", set_column("datasets", ["filings"]), set_column("n_facts", 3))
    assert faults_of_rows(output) == []


def test_counts_that_an_older_version_did_not_have_are_not_compared(output: Output) -> None:
    rewrite(output, "filings", lambda rows: rows.drop_columns(["n_rejects"]))
    assert faults_of_rows(output) == []


def test_every_count_of_the_sample_is_that_of_its_rows(sample_output: Path) -> None:
    """Of arcs and calculations of every kind, unlike the outputs of the other tests."""
    assert faults(Output(str(sample_output))) == []


def test_rows_that_a_filing_has_left_in_another_quarter_are_named(output: Output) -> None:
    key = FilingKey(ref(1).accession_number, 7, "10-K", date(2024, 2, 1), 20242)
    columns: dict[str, list[object]] = {name: [None] for name in DATASETS["findings"].schema.names}
    columns |= {"ordinal": [1], "rule": ["cycle"], "severity": ["warning"], "message": ["a cycle"]}
    rows = to_table(DATASETS["findings"], key, columns)
    commit_rows(output, "findings", rows)
    message = f"1 filings are not in filings of 20242, such as {ref(1).accession_number}"
    assert faults(output) == [Fault("findings", message)]


@pytest.mark.parametrize(
    ("filed", "message"),
    [
        (date(2024, 2, 1), f"{ref(1).accession_number} lies in /"),
        (date(2024, 5, 1), f"{ref(1).accession_number} lies in 2 quarters"),
    ],
    ids=["files", "quarters"],
)
def test_a_filing_that_is_there_twice_is_named(output: Output, filed: date, message: str) -> None:
    (filing,) = rows_of(ref(1, filing_date=filed))
    commit_rows(output, "filings", filing.tables["filings"])
    assert any(fault.message.startswith(message) for fault in faults(output))
