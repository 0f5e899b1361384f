"""Tables at one state: what a run starts from, and which data files they have."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from transforms.datasets.errors import CatalogError, UnreadableError

if TYPE_CHECKING:  # imported where they are used, as they start slowly
    from pyiceberg.manifest import DataFile, ManifestFile
    from pyiceberg.table import Table
    from pyiceberg.table.snapshots import Snapshot
    from pyiceberg.types import PrimitiveType

REMEDY: Final = (
    "; edgar-arcs rollback goes back to a run before it was written: if there is none, put it back, or "
    "run into a new output"
)
"""What to do about a file that is damaged or gone."""


@dataclass(frozen=True, slots=True)
class Base:
    """Tables as a run found them. Workers open them by their metadata, without the catalog.

    Attributes:
        metadata: Location of the metadata file of each table, by dataset.
        properties: How PyIceberg reads files.
    """

    metadata: Mapping[str, str]
    properties: Mapping[str, str]

    @classmethod
    def of(cls, tables: Mapping[str, "Table"], properties: Mapping[str, str]) -> "Base":
        """The state of tables as they were loaded."""
        return cls({name: table.metadata_location for name, table in tables.items()}, properties)

    def table(self, dataset: str) -> "Table":
        """The table of a dataset, to read.

        Raises:
            UnreadableError: Its metadata is not there or damaged.
        """
        from pyiceberg.table import StaticTable

        path = self.metadata[dataset]
        with _readable(path, remedy=""):
            return StaticTable.from_metadata(path, dict(self.properties))


class TableFile(NamedTuple):
    """A data file of a table.

    Attributes:
        dataset: Name of the dataset.
        path: Absolute path or URL.
        quarter: Its partition; None if the dataset is not partitioned.
        rows: Number of rows.
        bytes: Size.
        bounds: Least and greatest value of columns of which it is known.
    """

    dataset: str
    path: str
    quarter: int | None
    rows: int
    bytes: int
    bounds: Mapping[str, tuple[object, object]]

    def may_hold(self, column: str, values: Collection[object]) -> bool:
        """Whether one of `values` lies within the bounds of a column."""
        if column not in self.bounds:
            return True
        low, high = self.bounds[column]
        return any(low <= value <= high for value in values)  # type: ignore[operator]


def data_files(
    table: "Table",
    dataset: str,
    quarters: Collection[int] | None = None,
    snapshot_id: int | None = None,
) -> Iterator[TableFile]:
    """Data files of a table.

    Args:
        table: The table.
        dataset: Its dataset.
        quarters: Partitions to look into; None for all.
        snapshot_id: The snapshot; None for the current one.
    """
    columns = {
        field.field_id: (field.name, cast("PrimitiveType", field.field_type))
        for field in table.schema().fields
        if field.field_type.is_primitive
    }
    for file in iceberg_files(table, quarters, snapshot_id):
        yield TableFile(
            dataset,
            file.file_path,
            file.partition[0] if len(file.partition) else None,
            file.record_count,
            file.file_size_in_bytes,
            _bounds(columns, file),
        )


def iceberg_files(
    table: "Table", quarters: Collection[int] | None = None, snapshot_id: int | None = None
) -> Iterator["DataFile"]:
    """The same as Iceberg describes them.

    Manifests are read as they are: to plan a scan, PyIceberg binds its condition to every file,
    which takes several times as long as reading the manifests.

    Raises:
        UnreadableError: A manifest is not there or damaged.
    """
    from pyiceberg.utils.concurrent import ExecutorFactory

    snapshot = table.snapshot_by_id(snapshot_id) if snapshot_id else table.current_snapshot()
    if snapshot is None:
        return
    manifests = [each for each in manifests_of(table, snapshot) if _may_lie_in(each, quarters)]
    read = ExecutorFactory.get_or_create().map(partial(files_of, table), manifests)
    for file in chain.from_iterable(read):
        if quarters is None or file.partition[0] in quarters:
            yield file


def committed_files(
    table: "Table", dataset: str, wanted: Sequence[tuple[str, int | None]]
) -> list["DataFile"]:
    """Files that a run takes from a table, by path and partition, as Iceberg describes them.

    Raises:
        CatalogError: One is not in the table.
    """
    if not wanted:
        return []
    quarters = {quarter for _, quarter in wanted if quarter is not None}
    there = {file.file_path: file for file in iceberg_files(table, quarters or None)}
    missing = [path for path, _ in wanted if path not in there]
    if missing:
        raise CatalogError(
            f"table {dataset} was changed by something other than edgar-arcs while a run "
            f"committed: {missing[0]} is no longer in it; edgar-arcs rollback undoes that run"
        )
    return [there[path] for path, _ in wanted]


def manifests_of(table: "Table", snapshot: "Snapshot") -> list["ManifestFile"]:
    """The manifests of a snapshot; errors as of `iceberg_files`."""
    with _readable(snapshot.manifest_list):
        return snapshot.manifests(table.io)


def files_of(table: "Table", manifest: "ManifestFile") -> list["DataFile"]:
    """The data files that a manifest names; errors as of `iceberg_files`."""
    with _readable(manifest.manifest_path):
        return [entry.data_file for entry in manifest.fetch_manifest_entry(table.io)]


@contextmanager
def _readable(path: str, remedy: str = REMEDY) -> Iterator[None]:
    """Name the file of metadata that cannot be read; of a damaged one comes any error at all."""
    try:
        yield
    except Exception as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise UnreadableError(
            f"metadata of a table cannot be read: {path}: {reason}{remedy}"
        ) from error


def _may_lie_in(manifest: "ManifestFile", quarters: Collection[int] | None) -> bool:
    """Whether files of a manifest may belong to one of the partitions."""
    from pyiceberg.conversions import from_bytes
    from pyiceberg.types import IntegerType

    if quarters is None or not manifest.partitions:
        return True
    (limits,) = manifest.partitions
    if limits.lower_bound is None or limits.upper_bound is None:
        return True
    low = cast("int", from_bytes(IntegerType(), limits.lower_bound))
    high = cast("int", from_bytes(IntegerType(), limits.upper_bound))
    return any(low <= quarter <= high for quarter in quarters)


def _bounds(
    columns: Mapping[int, tuple[str, "PrimitiveType"]], file: "DataFile"
) -> dict[str, tuple[object, object]]:
    from pyiceberg.conversions import from_bytes

    upper = file.upper_bounds or {}
    bounds: dict[str, tuple[object, object]] = {}
    for column, low in (file.lower_bounds or {}).items():
        name, kind = columns[column]
        bounds[name] = (from_bytes(kind, low), from_bytes(kind, upper[column]))
    return bounds
