"""The manifest: what is committed. Files that the newest manifest does not name do not exist.

A manifest is one JSON document, `_manifests/<sequence>-<run>.json`; the highest sequence is
the state of the output.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from transforms.datasets.layout import MANIFESTS, Shard, partition

FORMAT: Final = 1


class ManifestError(Exception):
    """A manifest that cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file of a dataset.

    Attributes:
        dataset: Name of the dataset.
        quarter: `20241`; 0 for a dataset that is not partitioned.
        shard: Index of the shard.
        shards: Into how many shards its quarter was divided.
        path: Path below the output.
        rows: Number of rows.
        bytes: Size.
        sha256: Checksum, hexadecimal.
    """

    dataset: str
    quarter: int
    shard: int
    shards: int
    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run that committed: when and where, which rows never say."""

    run: str
    committed_at: str
    host: str
    software_version: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """State of an output.

    Attributes:
        sequence: 0 for an output that nothing was committed to.
        files: Every data file.
        runs: Every run that committed, oldest first.
    """

    sequence: int = 0
    files: Sequence[DataFile] = ()
    runs: Sequence[Run] = ()

    @property
    def run(self) -> str | None:
        """The run that committed this state."""
        return self.runs[-1].run if self.runs else None

    @property
    def path(self) -> str:
        """Path of the manifest below the output."""
        return f"{MANIFESTS}/{self.sequence:08d}-{self.run}.json"

    def files_of(self, dataset: str, shard: Shard) -> list[DataFile]:
        """Files that may hold rows of `shard`: of a quarter divided otherwise, every file."""
        return [
            file
            for file in self.files
            if file.dataset == dataset
            and file.quarter == shard.quarter
            and (file.shard == shard.number or file.shards != shard.shards)
        ]

    def to_json(self) -> str:
        """The manifest as JSON text."""
        document = {"format": FORMAT, **asdict(self)}
        return json.dumps(document, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Manifest":
        """The manifest that `to_json` wrote.

        Raises:
            ManifestError: Another format, from a newer version of the software, or no manifest.
        """
        try:
            document = json.loads(text)
            if document.pop("format") != FORMAT:
                raise ManifestError("is of a newer format; upgrade edgar-arcs to read it")
            return cls(
                sequence=document["sequence"],
                files=tuple(DataFile(**file) for file in document["files"]),
                runs=tuple(Run(**run) for run in document["runs"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ManifestError(f"is damaged: {error}; restore it from a copy") from error


@dataclass(frozen=True, slots=True)
class ShardRewrite:
    """What a run makes of one dataset's shard: its new file, or none where no row is left."""

    dataset: str
    shard: Shard
    file: DataFile | None


class ConflictError(Exception):
    """Another run changed, in the meantime, a quarter that this run rewrote."""


def commit(
    base: Manifest, latest: Manifest, rewrites: Collection[ShardRewrite], run: Run
) -> Manifest:
    """State after `run`, whose rewrites were made on top of `base`, is added to `latest`.

    A quarter that was divided otherwise must have been rewritten whole.

    Raises:
        ConflictError: `latest` differs from `base` in a shard that the run rewrote.
    """
    replaced = _replaced(base, rewrites)
    if replaced != _replaced(latest, rewrites):
        raise ConflictError(
            f"run {latest.run} committed to the same quarters while run {run.run} was at work; "
            "run again"
        )
    kept = [file for file in latest.files if file.path not in replaced]
    added = [rewrite.file for rewrite in rewrites if rewrite.file is not None]
    return replace(
        latest,
        sequence=latest.sequence + 1,
        files=tuple(sorted([*kept, *added], key=lambda file: file.path)),
        runs=(*latest.runs, run),
    )


def _replaced(base: Manifest, rewrites: Iterable[ShardRewrite]) -> set[str]:
    return {
        file.path for rewrite in rewrites for file in base.files_of(rewrite.dataset, rewrite.shard)
    }


def final_path(dataset: str, shard: Shard, run: str, piece: int) -> str:
    """Name of a data file below the output; never used twice, as the run's id is unique."""
    suffix = f"-{piece}" if piece else ""
    return f"{partition(dataset, shard.quarter)}/{shard.number}-{run}{suffix}.parquet"


def unpartitioned_path(dataset: str, run: str) -> str:
    """Name of the file of a dataset that is not partitioned."""
    return f"{dataset}/{run}.parquet"
