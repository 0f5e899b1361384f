"""Maintenance of an output: merges small files, expires snapshots, removes orphaned files.

Only files below the tables' locations are ever removed, only such as our runs or PyIceberg
name so, only those older than a day, none that a kept snapshot names, and none of a run that has
written anything within that day. A run that is silent for longer finds its files gone when it
commits, and says so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from transforms.datasets.catalog import Output, load_tables, open_catalog
from transforms.datasets.commit import Changes, commit, finish_begun
from transforms.datasets.committed_rows import check_sizes
from transforms.datasets.compact import Group, compact, groups
from transforms.datasets.data_files import WrittenFile
from transforms.datasets.progress import OnDone, unseen
from transforms.datasets.runs import ORPHANED_AFTER, Progress, RunRecord
from transforms.datasets.schema import RUNS
from transforms.datasets.state import list_runs
from transforms.datasets.table_files import Base, data_files, files_of, manifests_of
from transforms.storage import files

if TYPE_CHECKING:
    from pyiceberg.table import Table

_UUID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_RUN: Final = r"\d{8}T\d{6}Z-[0-9a-f]{8}"
# What our runs and PyIceberg write below the location of a table:
#   data/filing_quarter=20241/20240515T093000Z-0a1b2c3d-<32 hexadecimal digits>.parquet
#   metadata/00002-<uuid>.metadata.json, metadata/<uuid>-m0.avro, metadata/snap-1234-0-<uuid>.avro
#   intents/20240515T093000Z-0a1b2c3d.json
_OURS: Final = re.compile(
    rf"data/(?:filing_quarter=\d{{5}}/)?(?P<run>{_RUN})-[0-9a-f]{{32}}\.parquet"
    rf"|metadata/\d{{5}}-{_UUID}\.metadata\.json"
    rf"|metadata/{_UUID}-m\d+\.avro"
    rf"|metadata/snap-\d+-\d+-{_UUID}\.avro"
    rf"|intents/{_RUN}\.json"
)


@dataclass(frozen=True, slots=True)
class Maintenance:
    """What was done, or would be.

    Attributes:
        merged: Groups of small files.
        expired: Number of snapshots of each table.
        orphans: Files that nothing names.
    """

    merged: Sequence[Group]
    expired: Mapping[str, int]
    orphans: Sequence[files.FileInfo]


def maintain(
    output: Output,
    record: RunRecord,
    keep: timedelta,
    *,
    dry_run: bool = False,
    on_done: OnDone = unseen,
) -> Maintenance:
    """Merge, expire and clean up.

    Args:
        output: The output.
        record: What this run says of itself.
        keep: How long a state stays readable after a run has put another in its place.
        dry_run: Whether only to say what would be done.
        on_done: Takes small files that are merged, and files removed.

    Raises:
        CatalogError: The tables cannot be found.
        UnreadableError: They have lost data files: an earlier state that would expire may be all
            there is.
    """
    with open_catalog(output) as catalog:
        tables = load_tables(catalog, output) if dry_run else finish_begun(catalog, output)
    for name, table in tables.items():
        check_sizes(table, list(data_files(table, name)))
    merged = list(groups(Base.of(tables, output.properties)))
    if merged and not dry_run:
        commit(output, record, _Merge(record.run_id, on_done))
    with open_catalog(output) as catalog:
        tables = load_tables(catalog, output)
        old = _expired(tables, datetime.now(UTC) - keep)
        if not dry_run:
            for name, snapshots in old.items():
                if snapshots:
                    tables[name].maintenance.expire_snapshots().by_ids(snapshots).commit()
            tables = load_tables(catalog, output)
    orphans = list(_orphans(tables, old, _now(output, dry_run=dry_run) - ORPHANED_AFTER))
    if not dry_run:
        for orphan in orphans:
            files.delete(orphan.path)
            on_done("files removed", len(orphans), 1)
    return Maintenance(merged, {name: len(ids) for name, ids in old.items() if ids}, orphans)


def _now(output: Output, *, dry_run: bool) -> datetime:
    """The time by the clock that says when files of an output were written.

    That of this machine may be a day ahead, and have the files of a run under way look abandoned. A
    dry run takes it where it may not write.
    """
    try:
        return files.now(output.path)
    except OSError:
        if not dry_run:
            raise
        return datetime.now(UTC)


class _Merge:
    """Changes that merge small files; what was merged before a conflict is not merged again."""

    def __init__(self, run: str, on_done: OnDone) -> None:
        self._run = run
        self._on_done = on_done
        self._done: dict[tuple[str, ...], list[WrittenFile]] = {}

    def __call__(self, base: Base) -> Changes:
        found = list(groups(base))
        for group in found:
            if group.paths not in self._done:
                self._done[group.paths] = compact(base, group, self._run)
                total = sum(len(each.files) for each in found)
                self._on_done("small files merged", total, len(group.files))
        return Changes(
            [file for group in found for file in self._done[group.paths]],
            [file for group in found for file in group.files],
        )


def _expired(tables: Mapping[str, "Table"], before: datetime) -> dict[str, list[int]]:
    """Snapshots of each table that are older, and part of no state that is to be kept.

    What was the latest state at that time is kept too: a reader may have begun on it since, and
    without it there would be no way back from the first run after it.
    """
    rows = list_runs(tables[RUNS.name])
    latest_then = [row for row in rows if row["finished_at"] < before][-1:]
    kept = [*latest_then, *(row for row in rows if row["finished_at"] >= before)]
    named = {each["snapshot_id"] for row in kept for each in row["snapshots"]}
    limit = before.timestamp() * 1000
    return {
        name: [
            snapshot.snapshot_id
            for snapshot in table.snapshots()
            if snapshot.timestamp_ms < limit
            and snapshot.snapshot_id not in named
            and snapshot != table.current_snapshot()
        ]
        for name, table in tables.items()
    }


def _orphans(
    tables: Mapping[str, "Table"], expired: Mapping[str, Sequence[int]], before: datetime
) -> Iterator[files.FileInfo]:
    """Files that nobody may want: left by runs that have written nothing since."""
    unnamed = list(_unnamed(tables, expired))
    at_work = {run for run, file in unnamed if run and file.modified >= before}
    for run, file in unnamed:
        if file.modified < before and run not in at_work:
            yield file


def _unnamed(
    tables: Mapping[str, "Table"], expired: Mapping[str, Sequence[int]]
) -> Iterator[tuple[str | None, files.FileInfo]]:
    """Files of ours that no snapshot names that is to stay; a data file with its run's id."""
    begun = Progress.of(tables[RUNS.name]).intent
    for name, table in tables.items():
        named = {*_named(table, set(expired.get(name, ()))), begun}
        root = table.location().rstrip("/") + "/"
        for part in ("data", "metadata", "intents"):
            for file in files.walk(root + part):
                ours = _OURS.fullmatch(file.path.removeprefix(root))
                if ours and file.path not in named:
                    yield ours["run"], file


def _named(table: "Table", expired: set[int]) -> Iterator[str]:
    """Every file that the table names: metadata, manifests, data files."""
    yield table.metadata_location
    yield from (entry.metadata_file for entry in table.metadata.metadata_log)
    read: set[str] = set()
    for snapshot in table.snapshots():
        if snapshot.snapshot_id in expired:
            continue
        yield snapshot.manifest_list
        for manifest in manifests_of(table, snapshot):
            if manifest.manifest_path in read:
                continue
            read.add(manifest.manifest_path)
            yield manifest.manifest_path
            for file in files_of(table, manifest):
                yield file.file_path
