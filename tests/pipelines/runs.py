"""Running the main pipeline in tests, and reading what it committed."""

import io
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from rich.console import Console

from pipelines.config import Config
from pipelines.launch import Summary, launch
from tests.transforms.outputs import in_order
from transforms.datasets.catalog import Output
from transforms.datasets.schema import DATASETS
from transforms.datasets.state import State, read_state
from transforms.datasets.table_files import TableFile

Rows = dict[str, list[tuple[Any, ...]]]


def config(mirror: Path | str, place: Path | str, **sections: dict[str, Any]) -> Config:
    """A configuration of the sample mirror's two quarters, changed section by section."""
    document: dict[str, Any] = {
        "source": {"kind": "mirror", "location": str(mirror)},
        "select": {"from": "2024Q1", "to": "2024Q2"},
        "output": {"path": str(place)},
    }
    for section, values in sections.items():
        document[section] = document.get(section, {}) | values
    return Config.model_validate(document)


IN_ONE_PROCESS: Final = "--direct_running_mode=in_memory"
"""Spares small runs the start of worker processes."""
_RUNNING: Final = {"run", "backfill"}


def run(configuration: Config, *beam_options: str) -> Summary:
    """Run the main pipeline and wait for it."""
    options = [IN_ONE_PROCESS, *beam_options]  # of one option, the last is taken
    return launch(configuration, options, Console(file=io.StringIO()))


def command_line(*arguments: object) -> list[str]:
    """Arguments of a command as text; one that runs the pipeline does so in one process."""
    mode = [IN_ONE_PROCESS] if _RUNNING.intersection(arguments) else []
    return [*map(str, arguments), *mode]


def state(output: Path | str | Output, at: str | None = None) -> State:
    """What is committed, at least one run."""
    found = read_state(output if isinstance(output, Output) else Output(str(output)), at)
    assert found is not None
    return found


def files(output: Path | str) -> list[TableFile]:
    """Every committed data file of a dataset."""
    return [file for name in DATASETS for file in state(output).files(name)]


def tables(output: Path | str | Output, at: str | None = None) -> dict[str, pa.Table]:
    """Every dataset's committed rows, file after file."""
    found = state(output, at)
    return {
        name: pa.concat_tables(
            [
                dataset.schema.empty_table(),
                *(part.cast(dataset.schema) for part in found.read(name, dataset.schema.names)),
            ]
        )
        for name, dataset in DATASETS.items()
    }


def rows(output: Path | str | Output, at: str | None = None) -> Rows:
    """Rows of every dataset of filings as tuples, sorted: equal for equal content."""
    return {
        name: sorted((tuple(map(_plain, row.values())) for row in table.to_pylist()), key=repr)
        for name, table in tables(output, at).items()
        if DATASETS[name].partitioned
    }


def tables_in_order(output: Path | str | Output) -> dict[str, pa.Table]:
    """What `rows` gives, for many rows: as Arrow, with no value of Python for each."""
    return {
        name: in_order(table, name)
        for name, table in tables(output).items()
        if DATASETS[name].partitioned
    }


def _plain(value: object) -> object:
    return tuple(map(repr, value)) if isinstance(value, list) else value
