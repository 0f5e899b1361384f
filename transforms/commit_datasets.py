"""CommitDatasets: staged files to their places, then the manifest that makes the run visible.

The order is what makes a run all or nothing: files are moved to names that no manifest
knows, the manifest is written, and only then is removed what it no longer names. A run that
dies before its manifest is there changed nothing; the next one removes what it left.
"""

import io
import socket
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import apache_beam as beam
from apache_beam.io.filesystem import BeamIOError

from transforms import filesystem
from transforms.datasets.layout import MANIFESTS, STAGING, Shard
from transforms.datasets.manifest import (
    DataFile,
    Manifest,
    ManifestError,
    Run,
    ShardRewrite,
    commit,
    final_path,
    unpartitioned_path,
)
from transforms.datasets.schema import DATASETS
from transforms.datasets.shard_writer import write_table
from transforms.reference_tables import REFERENCES, reference_table


def latest_manifest_path(output: str) -> str | None:
    """Path of the newest manifest of an output, None if nothing was committed."""
    return max(filesystem.list_files(filesystem.join(output, MANIFESTS)), default=None)


def read_manifest(path: str | None) -> Manifest:
    """The manifest at `path`, an empty one for None.

    Raises:
        ManifestError: It cannot be read; the message names it.
    """
    if path is None:
        return Manifest()
    try:
        return Manifest.from_json(filesystem.read(path))
    except ManifestError as error:
        raise ManifestError(f"{path} {error}") from error


@dataclass
class CommitDatasets(beam.PTransform):
    """Commit everything that was written.

    Args:
        output: Path of the output.
        run: Id of the run.
        datasets: Names of the datasets the run writes.
        manifest: Path of the manifest the run is based on, None for a new output.
        software_version: Version that the manifest records.
        with_catalog: Whether to write the tables that the project carries, where they are not
            there as they are.
    """

    output: str
    run: str
    datasets: Sequence[str]
    manifest: str | None
    software_version: str
    with_catalog: bool

    def expand(self, rewrites: beam.PCollection[ShardRewrite]) -> beam.PCollection[str]:
        """Path of the manifest, once. The side input waits for all writers."""
        return (
            rewrites.pipeline
            | "Once" >> beam.Create([self.run], reshuffle=False)
            | "Commit" >> beam.Map(self._commit, beam.pvalue.AsList(rewrites))
        )

    def _commit(self, run: str, rewrites: Sequence[ShardRewrite]) -> str:
        """A runner may call this again for a run that is committed; that changes nothing."""
        latest = read_manifest(latest_manifest_path(self.output))
        if latest.run != run:
            latest = self._publish(latest, rewrites)
        remove_orphans(self.output, latest)
        return filesystem.join(self.output, latest.path)

    def _publish(self, latest: Manifest, rewrites: Sequence[ShardRewrite]) -> Manifest:
        placed = list(_place(self.output, self.run, rewrites))
        manifest = commit(read_manifest(self.manifest), latest, placed, self._run())
        manifest = self._with_empty_files(manifest, {rewrite.shard for rewrite in rewrites})
        manifest = self._with_catalog(manifest)
        staged = filesystem.join(self.output, f"{STAGING}/{self.run}/manifest.json")
        with filesystem.create(staged) as file:
            file.write(manifest.to_json().encode())
        filesystem.rename(staged, filesystem.join(self.output, manifest.path))
        return manifest

    def _run(self) -> Run:
        return Run(
            self.run,
            datetime.now(UTC).isoformat(timespec="seconds"),
            socket.gethostname(),
            self.software_version,
        )

    def _with_empty_files(self, manifest: Manifest, touched: set[Shard]) -> Manifest:
        """A dataset without rows in a quarter has an empty file there, and only then."""
        shards = {shard.quarter: shard.shards for shard in touched}
        rows: Counter[tuple[str, int]] = Counter()
        for file in manifest.files:
            rows[file.dataset, file.quarter] += file.rows
        files = [
            file
            for file in manifest.files
            if file.rows or file.quarter not in shards or not rows[file.dataset, file.quarter]
        ]
        present = {(file.dataset, file.quarter) for file in files}
        files += [
            self._write_empty(dataset, Shard(quarter, 0, number))
            for quarter, number in sorted(shards.items())
            for dataset in self.datasets
            if (dataset, quarter) not in present
        ]
        return replace(manifest, files=tuple(sorted(files, key=_path)))

    def _write_empty(self, dataset: str, shard: Shard) -> DataFile:
        path = final_path(dataset, shard, self.run, 0)
        with filesystem.create(filesystem.join(self.output, path)) as file:
            written = write_table(file, DATASETS[dataset].schema.empty_table())
        return DataFile(dataset, shard.quarter, shard.number, shard.shards, path, *written)

    def _with_catalog(self, manifest: Manifest) -> Manifest:
        for name in REFERENCES if self.with_catalog else ():
            manifest = self._with_reference(manifest, name)
        return manifest

    def _with_reference(self, manifest: Manifest, name: str) -> Manifest:
        buffer = io.BytesIO()
        written = write_table(buffer, reference_table(name))
        if any(file.sha256 == written.sha256 for file in manifest.files):
            return manifest
        path = unpartitioned_path(name, self.run)
        with filesystem.create(filesystem.join(self.output, path)) as file:
            file.write(buffer.getbuffer())
        reference = DataFile(name, 0, 0, 1, path, *written)
        others = [file for file in manifest.files if file.dataset != name]
        return replace(manifest, files=tuple(sorted([*others, reference], key=_path)))


def _path(file: DataFile) -> str:
    return file.path


def _place(output: str, run: str, rewrites: Sequence[ShardRewrite]) -> Iterator[ShardRewrite]:
    """Move staged files to their final names, and say what they are now called."""
    pieces: Counter[tuple[str, Shard]] = Counter()
    for rewrite in sorted(rewrites, key=lambda rewrite: rewrite.file.path if rewrite.file else ""):
        if rewrite.file is None:
            yield rewrite
            continue
        piece = pieces[rewrite.dataset, rewrite.shard]
        pieces[rewrite.dataset, rewrite.shard] += 1
        path = final_path(rewrite.dataset, rewrite.shard, run, piece)
        _move(filesystem.join(output, rewrite.file.path), filesystem.join(output, path))
        yield replace(rewrite, file=replace(rewrite.file, path=path))


def _move(source: str, target: str) -> None:
    """Move a file, unless an attempt at this commit that died half-way did."""
    try:
        filesystem.rename(source, target)
    except BeamIOError:
        if filesystem.exists(source) or not filesystem.exists(target):
            raise


def remove_orphans(output: str, manifest: Manifest) -> None:
    """Remove what the manifest does not name: replaced files, and what dead runs left."""
    named = {filesystem.join(output, file.path) for file in manifest.files}
    named.add(filesystem.join(output, manifest.path))
    places = [MANIFESTS, STAGING, *DATASETS]
    orphans = [
        path
        for place in places
        for path in filesystem.list_files(filesystem.join(output, place))
        if path not in named
    ]
    if orphans:
        filesystem.delete(orphans)
    filesystem.remove_empty_directories(filesystem.join(output, STAGING))
