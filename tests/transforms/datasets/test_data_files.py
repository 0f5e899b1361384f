"""Data files: whole once they are closed, and not there before."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.filings import QUARTER, ref
from tests.transforms.outputs import base, new_output, rows_of
from transforms.datasets.data_files import DataFileWriter, write_file
from transforms.datasets.schema import DATASETS

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
