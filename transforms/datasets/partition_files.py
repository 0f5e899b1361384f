"""Files of one partition: rows of all datasets, with one bound on what waits to be written."""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Final

import pyarrow as pa

from transforms.datasets.data_files import Place, SortedWriter, WrittenFile
from transforms.datasets.schema import DATASETS
from transforms.datasets.table_files import Base

WAITING_BYTES: Final = 32 << 20
"""Of rows that wait, as Arrow. With 16 MB for each dataset up to 79 MB waited, of filings that
are large, and files were 4 % smaller."""


class PartitionWriter:
    """Writes filings of one partition, with a writer for each dataset.

    Args:
        base: The tables.
        run: Id of the run.
        quarter: The partition.
    """

    def __init__(self, base: Base, run: str, quarter: int) -> None:
        self._base = base
        self._run = run
        self._quarter = quarter
        self._writers: dict[str, SortedWriter] = {}

    def add(self, place: Place, tables: Mapping[str, pa.Table]) -> Iterator[WrittenFile]:
        """Take the rows of one filing, by dataset. No later filing has a place before `place`."""
        for dataset, rows in tables.items():
            yield from self._writer(dataset).add(place, rows)
        if sum(writer.bytes for writer in self._writers.values()) > WAITING_BYTES:
            yield from max(self._writers.values(), key=attrgetter("bytes")).write(place)

    def _writer(self, dataset: str) -> SortedWriter:
        if dataset not in self._writers:
            self._writers[dataset] = SortedWriter(
                self._base.table(dataset), DATASETS[dataset], self._run, self._quarter
            )
        return self._writers[dataset]

    def close(self) -> Iterator[WrittenFile]:
        """Write what waits and finish the files."""
        for writer in self._writers.values():
            yield from writer.close()
        self._writers = {}

    def abandon(self) -> None:
        """Delete the files at hand, after an error that leaves no use for them."""
        for writer in self._writers.values():
            writer.abandon()
