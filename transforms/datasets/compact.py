"""Compaction: many small data files of a partition merged into few large ones, rows in order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pads

from transforms.datasets.committed_rows import arrow_dataset
from transforms.datasets.data_files import (
    ROW_GROUP_ROWS,
    DataFileWriter,
    WrittenFile,
    sort_order,
)
from transforms.datasets.schema import DATASETS
from transforms.datasets.table_files import Base, TableFile, data_files

SMALL: Final = 128 << 20
"""Files below this size are merged."""
TARGET: Final = 192 << 20
"""A merged file is closed once it has this size, so that it has no more than 256 MB."""


@dataclass(frozen=True, slots=True)
class Group:
    """Small files of one partition of one table, which are merged together."""

    files: tuple[TableFile, ...]

    @property
    def dataset(self) -> str:
        """Name of the dataset."""
        return self.files[0].dataset

    @property
    def quarter(self) -> int | None:
        """The partition."""
        return self.files[0].quarter

    @property
    def paths(self) -> tuple[str, ...]:
        """Path of each file."""
        return tuple(file.path for file in self.files)


def groups(base: Base) -> Iterator[Group]:
    """What there is to merge: partitions with two small files or more."""
    for name, dataset in DATASETS.items():
        if not dataset.partitioned or name not in base.metadata:  # of a later version
            continue
        partitions: defaultdict[int | None, list[TableFile]] = defaultdict(list)
        for file in data_files(base.table(name), name):
            if file.bytes < SMALL:
                partitions[file.quarter].append(file)
        for _, files in sorted(partitions.items(), key=lambda each: each[0] or 0):
            if len(files) > 1:
                yield Group(tuple(sorted(files, key=lambda file: file.path)))


def compact(base: Base, group: Group, run: str, target: int = TARGET) -> list[WrittenFile]:
    """Merge the files of a group.

    They are read once for the CIKs alone, and then a range of CIKs at a time, so memory holds
    about one row group of each.
    """
    dataset = DATASETS[group.dataset]
    rows = arrow_dataset(group.files, dataset)
    written: list[WrittenFile] = []
    writer: DataFileWriter | None = None
    with ExitStack() as opened:
        for where in _ranges(rows.to_table(columns=["cik"])["cik"]):
            part = rows.to_table(filter=where).sort_by(sort_order(dataset))
            if writer is None:
                writer = opened.enter_context(
                    DataFileWriter(base.table(group.dataset), dataset, run, group.quarter)
                )
            for first in range(0, part.num_rows, ROW_GROUP_ROWS):
                writer.write(part.slice(first, ROW_GROUP_ROWS))
            if writer.bytes >= target:
                written.append(writer.close())
                writer = None
        return [*written, writer.close()] if writer else written


def _ranges(ciks: pa.ChunkedArray) -> Iterator[pc.Expression]:
    """Conditions that divide rows by CIK into parts of about a row group, in order.

    >>> [str(each) for each in _ranges(pa.chunked_array([[7, 9, None]]))]
    ['((cik >= 7) and (cik <= 9))', 'is_null(cik, {nan_is_null=false})']
    """
    counted = pc.value_counts(ciks.drop_null()).to_pylist()
    part: list[int] = []
    rows = 0
    for entry in sorted(counted, key=lambda entry: int(entry["values"])):
        if part and rows + entry["counts"] > ROW_GROUP_ROWS:
            yield _between(part)
            part, rows = [], 0
        part.append(entry["values"])
        rows += entry["counts"]
    if part:
        yield _between(part)
    if ciks.null_count:
        yield pads.field("cik").is_null()


def _between(ciks: Sequence[int]) -> pc.Expression:
    return (pads.field("cik") >= ciks[0]) & (pads.field("cik") <= ciks[-1])
