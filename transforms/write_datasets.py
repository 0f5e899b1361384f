"""WriteDatasets: rows of filings to Parquet files in staging, one open writer per dataset.

Filings of a shard arrive together and in order, so one writer per dataset suffices. Nothing
depends on that: a shard that is split or replayed gives more files, never a row twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import uuid4

import apache_beam as beam
import pyarrow as pa
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.windowed_value import WindowedValue

from transforms import filesystem
from transforms.commit_datasets import read_manifest
from transforms.datasets.layout import STAGING, Shard
from transforms.datasets.manifest import DataFile, ShardRewrite
from transforms.datasets.schema import DATASETS
from transforms.datasets.shard_writer import DatasetWriter
from transforms.elements import ShardRows


@dataclass
class WriteDatasets(beam.PTransform):
    """Write every shard's datasets to staging.

    Args:
        output: Path of the output.
        run: Id of the run.
        datasets: Names of the datasets to write.
        manifest: Path of the manifest that the run is based on, None for a new output.
    """

    output: str
    run: str
    datasets: Sequence[str]
    manifest: str | None

    def expand(self, rows: beam.PCollection[ShardRows]) -> beam.PCollection[ShardRewrite]:
        """What was written; the paths are in staging."""
        writer = _WriteShards(self.output, self.run, tuple(self.datasets), self.manifest)
        return rows | "WriteShards" >> beam.ParDo(writer)


class _WriteShards(beam.DoFn):
    """Holds the writers of the shard at hand."""

    def __init__(
        self, output: str, run: str, datasets: tuple[str, ...], manifest: str | None
    ) -> None:
        self._output = output
        self._run = run
        self._datasets = datasets
        self._manifest_path = manifest

    def setup(self) -> None:
        self._manifest = read_manifest(self._manifest_path)

    def start_bundle(self) -> None:
        self._shard: Shard | None = None
        self._writers: dict[str, DatasetWriter] = {}
        self._staged: dict[str, str] = {}

    def process(self, rows: ShardRows) -> Iterator[ShardRewrite]:
        if rows.shard != self._shard:
            yield from self._close()
            self._open(rows.shard)
        for dataset, writer in self._writers.items():
            writer.add(rows.carry, rows.key, rows.tables.get(dataset))

    def finish_bundle(self) -> Iterator[WindowedValue]:
        for rewrite in self._close():
            yield WindowedValue(rewrite, GlobalWindow().max_timestamp(), (GlobalWindow(),))

    def _open(self, shard: Shard) -> None:
        self._shard = shard
        self._staged = {
            dataset: f"{STAGING}/{self._run}/{dataset}-{shard.quarter}-{shard.number}-{uuid4().hex}"
            for dataset in self._datasets
        }
        self._writers = {dataset: self._writer(dataset, shard) for dataset in self._datasets}

    def _writer(self, dataset: str, shard: Shard) -> DatasetWriter:
        target = filesystem.join(self._output, self._staged[dataset])
        previous = [
            filesystem.open_read(filesystem.join(self._output, file.path))
            for file in self._manifest.files_of(dataset, shard)
            if file.rows
        ]
        try:
            return DatasetWriter(
                DATASETS[dataset], shard, previous, lambda: filesystem.create(target)
            )
        except pa.ArrowInvalid as error:
            raise OSError(
                f"a committed file of {dataset} in {shard.quarter} cannot be read: {error}; "
                f"restore {self._output} from a copy, or write to another output"
            ) from error

    def _close(self) -> Iterator[ShardRewrite]:
        if self._shard is None:
            return
        for dataset, writer in self._writers.items():
            written = writer.close()
            file = written and DataFile(
                dataset,
                self._shard.quarter,
                self._shard.number,
                self._shard.shards,
                self._staged[dataset],
                *written,
            )
            yield ShardRewrite(dataset, self._shard, file)
        self._shard = None
