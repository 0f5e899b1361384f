"""Running the main pipeline in tests, and reading what it committed."""

import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console

from pipelines.config import Config
from pipelines.launch import Summary, launch
from transforms.commit_datasets import latest_manifest_path, read_manifest
from transforms.datasets.manifest import Manifest
from transforms.datasets.schema import DATASETS

Rows = dict[str, list[tuple[Any, ...]]]


def config(mirror: Path, place: Path | str, **sections: dict[str, Any]) -> Config:
    """A configuration of the sample mirror's two quarters, changed section by section."""
    document: dict[str, Any] = {
        "source": {"kind": "mirror", "location": str(mirror)},
        "select": {"from": "2024Q1", "to": "2024Q2"},
        "output": {"path": str(place)},
    }
    for section, values in sections.items():
        document[section] = document.get(section, {}) | values
    return Config.model_validate(document)


def run(configuration: Config, *beam_options: str) -> Summary:
    """Run the main pipeline and wait for it."""
    return launch(configuration, beam_options, Console(file=io.StringIO()))


def manifest(output: Path | str) -> Manifest:
    """What is committed."""
    return read_manifest(latest_manifest_path(str(output)))


def tables(output: Path) -> dict[str, pa.Table]:
    """Every dataset's committed rows, in the order of the files' names."""
    committed = manifest(output)
    return {
        dataset: pa.concat_tables(
            [
                pq.read_table(output / file.path, partitioning=None)
                for file in committed.files
                if file.dataset == dataset
            ]
            or [DATASETS[dataset].schema.empty_table()]
        )
        for dataset in DATASETS
    }


def rows(output: Path) -> Rows:
    """Every dataset's committed rows as tuples, sorted: equal for equal content."""
    return {
        name: sorted((tuple(map(_plain, row.values())) for row in table.to_pylist()), key=repr)
        for name, table in tables(output).items()
        if DATASETS[name].partitioned
    }


def _plain(value: object) -> object:
    return tuple(map(repr, value)) if isinstance(value, list) else value
