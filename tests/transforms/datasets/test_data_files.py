"""Data files: whole once they are closed, and not there before."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.filings import QUARTER, REJECT, ref
from tests.transforms.outputs import base, new_output, rows_of
from transforms.datasets.catalog import Output
from transforms.datasets.data_files import (
    DataFileWriter,
    SortedWriter,
    order_to_take,
    write_file,
)
from transforms.datasets.schema import DATASETS
from transforms.datasets.table_files import data_files

FILINGS = DATASETS["filings"]


def filings() -> pa.Table:
    (rows,) = rows_of(ref(1))
    return rows.tables["filings"]


def test_a_closed_file_has_the_rows_and_stays(tmp_path: Path) -> None:
    target = base(new_output(tmp_path)).table("filings")
    with DataFileWriter(target, FILINGS, "r1", QUARTER) as writer:
        writer.write(filings())
        writer.write(filings())
        file = writer.close()
    assert (file.rows, file.bytes) == (2, Path(file.path).stat().st_size)
    assert pq.ParquetFile(file.path).num_row_groups == 2


def test_rows_of_a_filing_are_put_in_the_order_of_their_key(empty_output: Output) -> None:
    (rows,) = rows_of(ref(1), rejects=[REJECT] * 3)
    rejects = rows.tables["rejects"]
    target = base(empty_output).table("rejects")
    writer = SortedWriter(target, DATASETS["rejects"], "r1", QUARTER)
    (file,) = [*writer.add(rows.place, rejects.take([2, 0, 1])), *writer.close()]
    written = pq.read_table(file.path, partitioning=None)
    assert written["ordinal"].to_pylist() == rejects["ordinal"].to_pylist()


@pytest.mark.parametrize(
    ("numbers", "order"),
    [
        ([], None),
        ([7], None),
        ([1, 2, 2, 3], None),
        ([1, 2, None], None),
        ([2, 1], [1, 0]),
        ([1, None, 2], [0, 2, 1]),
    ],
)
def test_rows_that_are_in_order_need_none(
    numbers: list[int | None], order: list[int] | None
) -> None:
    rows = pa.table({"number": pa.array(numbers, pa.int64())})
    found = order_to_take(rows, [("number", "ascending")])
    assert (found if found is None else found.to_pylist()) == order


def test_bounds_are_known_of_the_columns_that_files_are_told_apart_by(
    output_of_two: Output,
) -> None:
    (file,) = data_files(base(output_of_two).table("filings"), "filings")
    first, last = ref(1), ref(2)
    assert file.bounds == {
        "accession_number": (first.accession_number, last.accession_number),
        "cik": (first.cik, last.cik),
        "filing_date": (days_of(first.filing_date), days_of(last.filing_date)),
        "filing_quarter": (QUARTER, QUARTER),
    }


def days_of(day: date) -> int:
    """Days since 1970, as Iceberg counts them."""
    return (day - date(1970, 1, 1)).days


def test_a_file_left_before_it_is_closed_is_deleted(tmp_path: Path) -> None:
    target = base(new_output(tmp_path)).table("filings")
    with DataFileWriter(target, FILINGS, "r1", QUARTER) as writer:
        writer.write(filings())
    assert list(tmp_path.rglob("*.parquet")) == []


def test_rows_that_do_not_fit_leave_no_file(tmp_path: Path) -> None:
    target = base(new_output(tmp_path)).table("filings")
    with pytest.raises(pa.ArrowInvalid):
        write_file(target, FILINGS, "r1", pa.table({"cik": [1]}))
    assert list(tmp_path.rglob("*.parquet")) == []
