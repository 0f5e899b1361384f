"""Files of one partition: how much may wait to be written, and of what most is written first."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.transforms.filings import QUARTER, REJECT, ref
from tests.transforms.outputs import base, new_output, rows_of
from transforms.datasets import data_files, partition_files
from transforms.datasets.partition_files import PartitionWriter

FILINGS = [ref(number) for number in range(20)]


def row_groups(output: Path, *, rejects: int = 1) -> dict[str, list[int]]:
    """Rows of each row group of a dataset's only file, of filings with so many rejects."""
    writer = PartitionWriter(base(new_output(output)), "r1", QUARTER)
    for rows in rows_of(*FILINGS, rejects=[REJECT] * rejects):
        assert list(writer.add(rows.place, rows.tables)) == []
    files = {file.dataset: pq.ParquetFile(file.path).metadata for file in writer.close()}
    return {
        name: [file.row_group(number).num_rows for number in range(file.num_row_groups)]
        for name, file in files.items()
    }


def test_rows_wait_for_a_row_group_as_large_as_memory_allows(tmp_path: Path) -> None:
    assert row_groups(tmp_path) == {"filings": [20], "rejects": [20]}


def test_rows_that_wait_are_abandoned_as_files_that_are_begun_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_files, "ROW_GROUP_ROWS", 2)
    writer = PartitionWriter(base(new_output(tmp_path)), "r1", QUARTER)
    (rows,) = rows_of(FILINGS[0], rejects=[REJECT] * 2)
    assert list(writer.add(rows.place, rows.tables)) == []
    (begun,) = tmp_path.rglob("*.parquet")
    assert begun.is_relative_to(tmp_path / "rejects")
    writer.abandon()
    assert list(tmp_path.rglob("*.parquet")) == []


def test_the_dataset_of_which_most_waits_is_written_when_too_much_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (filing, *_) = rows_of(FILINGS[0], rejects=[REJECT] * 50)
    of_filing = sum(table.get_total_buffer_size() for table in filing.tables.values())
    monkeypatch.setattr(partition_files, "WAITING_BYTES", 5 * of_filing)
    groups = row_groups(tmp_path, rejects=50)
    assert groups["filings"] == [20]
    assert len(groups["rejects"]) > 3
    assert sum(groups["rejects"]) == 20 * 50
    assert max(groups["rejects"]) <= 6 * 50
