"""Committing a run: every table in one snapshot each, and all of them or none.

1. *Begin.* The run's intent is written, and a snapshot of `runs` names it. That snapshot is a
   compare-and-swap: it fails if any other run has begun since the tables were looked at.
2. *Change.* Each table gets one snapshot that carries the run's id, `filings` after its children.
   A table whose history carries the id already is passed over.
3. *End.* A snapshot of `runs` adds the run's row, with the snapshot of every table.

Whoever comes upon a run that has begun and not ended (it was killed, or is slow) does steps 2 and
3 for it, by its intent. So a run is undone by nothing, and one that wakes up late finds its work
done. No file is deleted.
"""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from transforms.datasets.catalog import Output, load_tables, open_catalog
from transforms.datasets.data_files import WrittenFile, to_iceberg, write_file
from transforms.datasets.errors import CatalogError, ConflictError, unfinished, unusable_catalog
from transforms.datasets.runs import (
    RUN,
    Intent,
    Progress,
    RunRecord,
    has_ended,
    run_rows,
    summary,
)
from transforms.datasets.schema import DATASETS, RUNS
from transforms.datasets.table_files import Base, TableFile, committed_files, iceberg_files
from transforms.storage import files

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog
    from pyiceberg.manifest import DataFile
    from pyiceberg.table import Table

_ATTEMPTS: Final = 20


@dataclass(frozen=True, slots=True)
class Changes:
    """What a run changes.

    Attributes:
        added: New data files.
        removed: Data files that they take the place of.
        restored: Snapshot that a table is set back to, by dataset.
    """

    added: Sequence[WrittenFile] = ()
    removed: Sequence[TableFile] = ()
    restored: Mapping[str, int] = field(default_factory=dict)

    def intent(self, record: RunRecord) -> Intent:
        """The changes as what a run is about to do."""
        return Intent(
            record,
            {name: [file.path for file in self.added if file.dataset == name] for name in DATASETS},
            {
                name: [(file.path, file.quarter) for file in self.removed if file.dataset == name]
                for name in DATASETS
            },
            self.restored,
        )


def commit(
    output: Output,
    record: RunRecord,
    changes: Callable[[Base], Changes],
    *,
    undo: bool = False,
) -> None:
    """Commit a run, once, however often it is called.

    Args:
        output: The output; its tables exist.
        record: What the run says of itself.
        changes: What it changes of the tables as they are now; called again whenever another
            run has committed in between.
        undo: Whether a run that has begun and cannot be brought to its end is left as it is, to
            be undone.

    Raises:
        ConflictError: Other runs were faster each time, or one has undone it.
        UnfinishedError: It has begun, and could not be brought to its end.
        CatalogBusyError: Another process keeps the catalog to itself.
        CatalogError: The tables cannot be found, something else has changed them, or data files
            of the run are gone.
    """
    from sqlalchemy.exc import DBAPIError

    with open_catalog(output) as catalog:
        for attempt in range(_ATTEMPTS):
            tables = (_undoable if undo else finish_begun)(catalog, output)
            if has_ended(tables[RUNS.name], record.run_id):
                return
            change = changes(Base.of(tables, output.properties))
            if record.may_be_orphaned:
                _check_there(record.run_id, change.added)
            if _begin(tables[RUNS.name], record, change):
                new = {file.path: file for file in change.added}
                try:
                    is_ours = _finish(catalog, output, record.run_id, change.intent(record), new)
                except OSError as error:
                    raise unfinished(record.run_id, error) from error
                except DBAPIError as error:
                    reason = unusable_catalog(output.path, error.orig)
                    raise unfinished(record.run_id, reason) from error
                if not is_ours:
                    _check_ended(catalog, output, record.run_id)
                return
            _pause(attempt)
    raise ConflictError(
        f"other runs have committed to {output.path} each of the {_ATTEMPTS} times that run "
        f"{record.run_id} tried; nothing of it is committed, run again"
    )


def _check_ended(catalog: "Catalog", output: Output, run: str) -> None:
    """Raise ConflictError if no other process has ended a run either: one has undone it."""
    runs = catalog.load_table((output.namespace, RUNS.name))
    if not any(run in rows["run_id"].to_pylist() for rows in run_rows(runs)):
        raise ConflictError(
            f"edgar-arcs rollback has undone run {run} while it committed: nothing of it is "
            "committed, run again"
        )


def _check_there(run: str, added: Sequence[WrittenFile]) -> None:
    gone = next((file.path for file in added if not files.exists(file.path)), None)
    if gone:
        raise CatalogError(
            f"{gone} is gone: run {run} has written nothing for more than a day, so that "
            "edgar-arcs maintain took its files for orphans; nothing of it is committed, run again"
        )


def finish_begun(catalog: "Catalog", output: Output) -> dict[str, "Table"]:
    """The tables, after bringing to its end a run that has begun and not ended."""
    while True:
        tables = load_tables(catalog, output)
        progress = Progress.of(tables[RUNS.name])
        if progress.phase == "ended" or progress.run is None or progress.intent is None:
            return tables
        try:
            intent = Intent.read(progress.intent)
        except OSError as error:
            raise CatalogError(
                f"run {progress.run} has begun to commit and cannot be brought to its end: {error}; "
                "edgar-arcs rollback undoes it"
            ) from error
        _finish(catalog, output, progress.run, intent, {})


def _undoable(catalog: "Catalog", output: Output) -> dict[str, "Table"]:
    """The same, but a run that cannot be brought to its end is left as it is."""
    try:
        return finish_begun(catalog, output)
    except (CatalogError, OSError):
        return load_tables(catalog, output)


def _begin(runs: "Table", record: RunRecord, changes: Changes) -> bool:
    """Whether the run could begin, since no other has begun since `runs` was loaded."""
    path = files.join(runs.location(), f"intents/{record.run_id}.json")
    changes.intent(record).write(path)
    before = Progress.of(runs)
    # One that had begun and not ended is undone by this one, which takes its number.
    number = before.number + (before.phase == "ended")
    begun = Progress(number, "begun", record.run_id, path).properties()
    return _write_snapshot(runs, [], [], begun)


def _finish(
    catalog: "Catalog",
    output: Output,
    run: str,
    intent: Intent,
    written: Mapping[str, WrittenFile],
) -> bool:
    """Change the tables as a run intends that has begun, and end it.

    Returns:
        Whether this process has ended it; another may have been faster, or have undone it.
    """
    children_first = [name for name in reversed(DATASETS) if name != RUNS.name]
    for name in children_first:
        if intent.added.get(name) or intent.removed.get(name) or name in intent.restored:
            _change(catalog, output, name, intent, written)
    for attempt in range(_ATTEMPTS):
        tables = load_tables(catalog, output)
        runs = tables.pop(RUNS.name)
        progress = Progress.of(runs)
        if progress.run != run or progress.phase == "ended":
            return False
        snapshots = {
            name: snapshot.snapshot_id
            for name, table in tables.items()
            if (snapshot := table.current_snapshot())
        }
        if _end(runs, progress, intent.record.row(progress.number, snapshots)):
            return True
        _pause(attempt)
    raise ConflictError(f"run {run} is committed but for its row in runs; run again")


def _change(
    catalog: "Catalog",
    output: Output,
    dataset: str,
    intent: Intent,
    written: Mapping[str, WrittenFile],
) -> None:
    """Change one table as intended, unless that has been done."""
    run = intent.record.run_id
    for attempt in range(_ATTEMPTS):
        table = catalog.load_table((output.namespace, dataset))
        if _carries(table, run):
            return
        progress = Progress.of(catalog.load_table((output.namespace, RUNS.name)))
        if progress.run != run or progress.phase == "ended":
            return  # another process was faster, and the table has changed since
        if dataset in intent.restored:
            if _restore(table, intent.restored[dataset]):
                return
        else:
            added = _data_files(table, intent.added.get(dataset, ()), written)
            removed = committed_files(table, dataset, intent.removed.get(dataset, ()))
            if _write_snapshot(table, added, removed, {RUN: run}):
                return
        _pause(attempt)
    raise ConflictError(f"something else commits to table {dataset} all the time; run again")


def _restore(table: "Table", snapshot_id: int) -> bool:
    """Whether the table was set back to an earlier snapshot; see `_write_snapshot`."""
    from pyiceberg.exceptions import CommitFailedException

    try:
        table.manage_snapshots().set_current_snapshot(snapshot_id).commit()
    except CommitFailedException:
        return False
    return True


def _data_files(
    table: "Table", paths: Sequence[str], written: Mapping[str, WrittenFile]
) -> list["DataFile"]:
    """New files as manifests describe them; of another process's, by their footers."""
    from pyiceberg.io.pyarrow import parquet_files_to_data_files

    known = [to_iceberg(written[path], table) for path in paths if path in written]
    others = [path for path in paths if path not in written]
    return [*known, *parquet_files_to_data_files(table.io, table.metadata, iter(others))]


def _end(runs: "Table", progress: Progress, row: pa.Table) -> bool:
    """Add the run's row: the table is one file, so that readers open no more."""
    before = list(iceberg_files(runs))
    rows = pa.concat_tables([*run_rows(runs), row])
    file = write_file(runs, RUNS, progress.run or "", rows)
    ended = replace(progress, phase="ended").properties()
    return _write_snapshot(runs, [to_iceberg(file, runs)], before, ended)


def _write_snapshot(
    table: "Table",
    added: Sequence["DataFile"],
    removed: Sequence["DataFile"],
    properties: dict[str, str],
) -> bool:
    """Whether the snapshot was committed; not if the table has changed since it was loaded.

    Raises:
        OSError: A disk cannot be written.
        DBAPIError: The database of the catalog cannot.
    """
    from pyiceberg.exceptions import CommitFailedException

    try:
        with table.transaction() as transaction:
            update = transaction.update_snapshot(snapshot_properties=properties)
            with update.overwrite() if removed else update.fast_append() as snapshot:
                for file in removed:
                    snapshot.delete_data_file(file)
                for file in added:
                    snapshot.append_data_file(file)
    except CommitFailedException:
        return False
    return True


def _carries(table: "Table", run: str) -> bool:
    """Whether the table's history carries the id of a run."""
    return any(summary(snapshot).get(RUN) == run for snapshot in table.snapshots())


def _pause(attempt: int) -> None:
    """Let the other run go on; who pauses how long is left to chance."""
    time.sleep(random.uniform(0.01, min(2.0, 0.05 * 2**attempt)))  # noqa: S311 not a secret
