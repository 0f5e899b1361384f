"""The state of an output that a run left: every table at the snapshot that its row names."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.datasets.catalog import (
    Output,
    has_catalog,
    load_tables,
    open_catalog,
)
from transforms.datasets.committed_rows import open_data_file
from transforms.datasets.errors import CatalogError
from transforms.datasets.local_catalog import read_tables
from transforms.datasets.runs import run_rows
from transforms.datasets.schema import RUNS
from transforms.datasets.table_files import TableFile, data_files

if TYPE_CHECKING:
    from pyiceberg.table import Table


@dataclass(frozen=True, slots=True)
class State:
    """All tables at one state.

    Attributes:
        run: The row of `runs` that names it.
        tables: Tables by dataset; some may lack.
        snapshots: Snapshot of each table that has rows or had some.
    """

    run: Mapping[str, Any]
    tables: Mapping[str, "Table"]
    snapshots: Mapping[str, int]

    def files(self, dataset: str, quarters: Collection[int] | None = None) -> list[TableFile]:
        """Data files of a dataset.

        Args:
            dataset: Its name.
            quarters: Partitions to look into; None for all.
        """
        snapshot = self.snapshot_of(dataset)
        if snapshot is None:
            return []
        return list(data_files(self.tables[dataset], dataset, quarters, snapshot))

    def snapshot_of(self, dataset: str) -> int | None:
        """Snapshot of a dataset's table, None if it has none; of `runs`, which names no own, the current."""
        if dataset != RUNS.name:
            return self.snapshots.get(dataset)
        current = self.tables[dataset].current_snapshot()
        return None if current is None else current.snapshot_id

    def read(
        self, dataset: str, columns: Collection[str], quarters: Collection[int] | None = None
    ) -> Iterator[pa.Table]:
        """Some columns of a dataset, file after file."""
        for file in self.files(dataset, quarters):
            with open_data_file(file) as source:
                yield pq.read_table(source, columns=list(columns))


def read_state(output: Output, at: str | None = None) -> State | None:
    """The state that the latest run left, or run `at`; None if nothing was committed.

    Raises:
        CatalogError: Tables cannot be found, or there is no run `at`.
    """
    if not has_catalog(output):
        return None
    tables = _configured_tables(output) if output.catalog else read_tables(output)
    if RUNS.name not in tables:
        return None
    rows = list_runs(tables[RUNS.name])
    if not rows and at is None:
        return None
    row = rows[-1] if at is None else _run_at(rows, at)
    snapshots = {each["table"]: each["snapshot_id"] for each in row["snapshots"]}
    if missing := sorted(snapshots.keys() - tables.keys()):
        raise CatalogError(
            f"run {row['run_id']} left tables that the catalog has lost, or that a newer version of "
            f"edgar-arcs wrote: {', '.join(missing)}"
        )
    if is_expired(row, tables):
        raise CatalogError(
            f"the state that run {row['run_id']} left is gone: edgar-arcs maintain has expired it"
        )
    return State(row, tables, snapshots)


def _configured_tables(output: Output) -> dict[str, "Table"]:
    with open_catalog(output) as catalog:
        if not catalog.namespace_exists(output.namespace):
            return {}
        return load_tables(catalog, output)


def list_runs(runs: "Table") -> list[dict[str, Any]]:
    """Rows of `runs`, the earliest first."""
    rows = [row for table in run_rows(runs) for row in table.to_pylist()]
    return sorted(rows, key=lambda row: int(row["number"]))


def is_expired(row: Mapping[str, Any], tables: Mapping[str, "Table"]) -> bool:
    """Whether the state that a run left is gone, by its row of `runs`."""
    return any(
        each["table"] not in tables
        or tables[each["table"]].snapshot_by_id(each["snapshot_id"]) is None
        for each in row["snapshots"]
    )


def _run_at(rows: list[dict[str, Any]], at: str) -> dict[str, Any]:
    """The run of that id, or of that number."""
    for row in rows:
        if at in (row["run_id"], str(row["number"])):
            return row
    raise CatalogError(f"no run {at} has committed here; edgar-arcs runs lists those that have")
