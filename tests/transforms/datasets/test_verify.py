"""Verification: each kind of fault, done to a sound output, is named."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.filings import ref
from tests.transforms.outputs import upsert
from transforms.datasets.catalog import Output
from transforms.datasets.state import read_state
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


def test_a_sound_output_has_no_fault(output: Output) -> None:
    upsert(output, "r2", [ref(2), ref(3)])
    assert faults(output) == []


def test_a_file_that_is_missing_is_named(output: Output) -> None:
    path = path_of(output, "rejects")
    path.unlink()
    found = faults(output)
    assert "No such file" in found[0].message
    assert found[0].place == str(path)
    assert any("n_rejects is 1, and 0 are there" in fault.message for fault in found)


def test_a_file_that_is_damaged_is_named(output: Output) -> None:
    path = path_of(output, "filings")
    content = bytearray(path.read_bytes())
    content[4:400] = bytes(396)
    path.write_bytes(content)
    assert faults(output)[0].place == str(path)


@pytest.mark.parametrize(
    ("dataset", "change", "message"),
    [
        ("filings", lambda rows: rows.slice(1), "1 rows, and its metadata says 2"),
        ("filings", lambda rows: rows.take([1, 0]), "not in order"),
        ("filings", set_column("n_arcs", 3), "n_arcs is 3, and 0 are there"),
        ("filings", set_column("filing_quarter", 20244), "another quarter than 20241"),
        ("rejects", set_column("accession_number", ref(7).accession_number), "is not in filings"),
        ("runs", set_column("number", 2), "the numbers of runs are not 1, 2, 3 and so on"),
    ],
)
def test_what_is_not_as_it_is_said_to_be_is_named(
    output: Output, dataset: str, change: Change, message: str
) -> None:
    path = path_of(output, dataset)
    rows = pq.read_table(path, partitioning=None)
    pq.write_table(change(rows), path)
    assert any(message in fault.message for fault in faults(output))
