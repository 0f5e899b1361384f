"""WriteDatasets: rows of filings to data files, one open writer per dataset.

Filings of a shard arrive together and in order, so one writer per dataset suffices. Correctness
does not depend on it: a shard that is split or retried gives more files, and only the files whose
metadata is output are committed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import apache_beam as beam
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.windowed_value import WindowedValue

from transforms.datasets.data_files import WrittenFile
from transforms.datasets.partition_files import PartitionWriter
from transforms.datasets.table_files import Base
from transforms.elements import FilingRows, Shard


@dataclass
class WriteDatasets(beam.PTransform):
    """Write rows to files of their datasets' tables.

    Args:
        base: The tables.
        run: Id of the run.
    """

    base: Base
    run: str

    def expand(self, rows: beam.PCollection[FilingRows]) -> beam.PCollection[WrittenFile]:
        """The files; they are not committed."""
        return rows | "WriteShards" >> beam.ParDo(_WriteShards(self.base, self.run))


class _WriteShards(beam.DoFn):
    """Holds the writer of the shard at hand."""

    def __init__(self, base: Base, run: str) -> None:
        self._base = base
        self._run = run
        self._writer: PartitionWriter | None = None

    def start_bundle(self) -> None:
        self._shard: Shard | None = None
        self._writer = None

    def process(self, rows: FilingRows) -> Iterator[WrittenFile]:
        if self._writer is None or rows.shard != self._shard:
            yield from self._close()
            self._shard = rows.shard
            self._writer = PartitionWriter(self._base, self._run, rows.shard.quarter)
        yield from self._writer.add(rows.place, rows.tables)

    def finish_bundle(self) -> Iterator[WindowedValue]:
        for file in self._close():
            yield WindowedValue(file, GlobalWindow().max_timestamp(), (GlobalWindow(),))

    def teardown(self) -> None:
        """Beam calls it also after an error, which leaves files at hand unfinished."""
        if self._writer is not None:
            self._writer.abandon()

    def _close(self) -> Iterator[WrittenFile]:
        if self._writer is not None:
            yield from self._writer.close()
        self._writer = None
