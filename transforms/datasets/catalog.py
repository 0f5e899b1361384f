"""The catalog of an output: where its Iceberg tables are found, made and brought up to date.

Every dataset is a table `edgar.<dataset>`. Without configuration the catalog is an SQLite
database in the output. PyIceberg is imported late, as it takes a second or more.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pyarrow as pa

from transforms.datasets.errors import CatalogError, unusable_catalog
from transforms.datasets.schema import DATASETS, RUNS, Dataset
from transforms.storage import files
from transforms.storage.durable import make_directories

if TYPE_CHECKING:
    from pyiceberg.catalog import Catalog
    from pyiceberg.schema import Schema
    from pyiceberg.table import Table

NAME: Final = "edgar-arcs"
NAMESPACE: Final = "edgar"
DATABASE: Final = "catalog.db"

_ATTEMPTS: Final = 5
_PATIENCE: Final = 60.0  # seconds that another process may keep the database to itself
OWNER: Final = "edgar-arcs.output"
_FILE_IO: Final = "transforms.datasets.file_io.OutputFileIO"
_PROPERTIES: Final = {
    "write.parquet.compression-codec": "zstd",
    # Bounds of every column would be most of the metadata; these are what queries prune by.
    "write.metadata.metrics.default": "none",
    "commit.retry.num-retries": "0",  # commits of ours look again before they try again
}
_WITH_BOUNDS: Final = frozenset(("accession_number", "cik", "filing_date", "filing_quarter"))


@dataclass(frozen=True, slots=True)
class Output:
    """An output: the directory or URL below which its tables lie, and its catalog.

    Attributes:
        path: Absolute path or URL.
        catalog: PyIceberg's properties of the catalog; empty for the database in the output.
    """

    path: str
    catalog: Mapping[str, str] = field(default_factory=dict)

    @property
    def namespace(self) -> str:
        """Namespace of the tables."""
        return self.catalog.get("namespace", NAMESPACE)

    @property
    def properties(self) -> dict[str, str]:
        """Properties that PyIceberg opens the catalog with."""
        ours = {"py-io-impl": _FILE_IO, "warehouse": self.path}
        if self.catalog:
            given = {key: value for key, value in self.catalog.items() if key != "namespace"}
            return {**ours, **given}
        database = quote(str(Path(self.path) / DATABASE))  # SQLAlchemy decodes it
        return {**ours, "type": "sql", "uri": f"sqlite:///{database}?timeout={_PATIENCE}"}

    def location(self, dataset: str) -> str:
        """Where the table of a dataset lies."""
        return files.join(self.path, dataset)


def has_catalog(output: Output) -> bool:
    """Whether there is a catalog to look into; one that is configured is taken to be there.

    Raises:
        CatalogError: Tables lie in the output whose database is gone or empty. In a new one they
            would be unknown, and their files orphans.
    """
    if output.catalog or files.is_url(output.path):
        return bool(output.catalog)
    database = Path(output.path) / DATABASE
    has_tables = files.has_files(files.join(output.location(RUNS.name), "metadata"))
    is_there = database.is_file()
    # A first run fills it before it makes the tables; who opens one that is gone makes it empty.
    if has_tables and not (is_there and database.stat().st_size):
        raise CatalogError(
            f"{output.path} holds tables, and {DATABASE}, which says what belongs to them, is "
            f"{'empty' if is_there else 'gone'}: put it back, or name another directory"
        )
    return is_there


@contextmanager
def open_catalog(output: Output) -> Iterator["Catalog"]:
    """The catalog of an output, inside the context.

    Raises:
        CatalogError: There is none, it cannot be reached, or it or the output was moved.
    """
    from pyiceberg.exceptions import NoSuchNamespaceError
    from sqlalchemy.exc import DBAPIError

    if not output.catalog and files.is_url(output.path):
        raise CatalogError(
            f"{output.path} is on a bucket, where a catalog that all machines reach is needed: "
            "give [catalog] with PyIceberg's properties, such as type and uri"
        )
    if not has_catalog(output):
        make_directories(Path(output.path))
    try:
        with _load(output) as catalog:
            try:
                owner = catalog.load_namespace_properties(output.namespace).get(OWNER)
            except NoSuchNamespaceError:
                owner = None
            if owner is not None:
                check_owner(output, owner)
            yield catalog
    except DBAPIError as error:  # a full disk, or a lock that somebody else keeps
        raise unusable_catalog(output.path, error.orig) from error


def _load(output: Output) -> "Catalog":
    from pyiceberg.catalog import load_catalog
    from sqlalchemy.exc import DBAPIError

    latest = time.monotonic() + _PATIENCE
    for attempt in range(_ATTEMPTS):
        try:
            return load_catalog(NAME, **output.properties)
        except (DBAPIError, OSError) as error:  # OSError: also of a server that does not answer
            if attempt == _ATTEMPTS - 1 or time.monotonic() >= latest:
                raise unusable_catalog(output.path, getattr(error, "orig", error)) from error
        except Exception as error:  # of properties that do not fit: each catalog has its own
            if not output.catalog:
                raise
            raise unusable_catalog(output.path, f"{error} (as [catalog] says)") from error
        time.sleep(0.2 * (attempt + 1))  # another run may be making the database
    raise AssertionError


def check_owner(output: Output, owner: str) -> None:
    """Raise CatalogError unless `owner`, which a namespace names, is the output."""
    if owner == output.path or is_same_place(owner, output.path):
        return
    if output.catalog:
        raise CatalogError(
            f"namespace {output.namespace} of the catalog holds the tables of {owner}, not of "
            f"{output.path}: give [catalog] another namespace"
        )
    raise CatalogError(
        f"{output.path} was moved or copied from {owner}, where the metadata of its tables says "
        "that their files are: move it back, or export it before moving "
        f"(edgar-arcs export {owner} DIRECTORY)"
    )


def is_same_place(one: str, other: str) -> bool:
    """Whether two paths lead to one directory."""
    return Path(one).exists() and Path(other).exists() and Path(one).samefile(other)


def create_tables(catalog: "Catalog", output: Output) -> dict[str, "Table"]:
    """The table of every dataset, made or given new columns where needed.

    Raises:
        CatalogError: A table has columns that this version does not know, or lacks columns that
            every row has.
    """
    _create_namespace(catalog, output)
    present = load_tables(catalog, output)
    for name, table in present.items():
        _check_columns(table, DATASETS[name])
    for name in DATASETS.keys() - present.keys():
        _create(catalog, output, DATASETS[name])
    tables = load_tables(catalog, output)
    evolved = [_evolve(table, DATASETS[name]) for name, table in tables.items()]
    return load_tables(catalog, output) if any(evolved) else tables


def _create_namespace(catalog: "Catalog", output: Output) -> None:
    from pyiceberg.exceptions import NamespaceAlreadyExistsError
    from sqlalchemy.exc import IntegrityError

    with suppress(NamespaceAlreadyExistsError, IntegrityError):  # another run was faster
        if not catalog.namespace_exists(output.namespace):
            catalog.create_namespace(output.namespace, {OWNER: output.path})


def load_tables(catalog: "Catalog", output: Output) -> dict[str, "Table"]:
    """The tables that are there, by dataset. `runs` is loaded first; commits rely on that.

    Raises:
        CatalogError: The metadata of one is damaged, or their namespace is gone.
    """
    from pyiceberg.exceptions import NoSuchNamespaceError

    try:
        present = {identifier[-1] for identifier in catalog.list_tables(output.namespace)}
    except NoSuchNamespaceError as error:
        raise CatalogError(
            f"the catalog of {output.path} has no namespace {output.namespace} any more: something "
            "has dropped it, or the catalog keeps nothing beyond a process"
        ) from error
    tables = {}
    for name in reversed(DATASETS):
        if name in present:
            try:
                tables[name] = catalog.load_table((output.namespace, name))
            except ValueError as error:  # Pydantic's
                raise CatalogError(
                    f"the metadata of table {name} cannot be read: {error}"
                ) from error
    return tables


def _create(catalog: "Catalog", output: Output, dataset: Dataset) -> None:
    """Create a table at once: a transaction would replay all its updates at each of them."""
    from pyiceberg.exceptions import CommitFailedException, TableAlreadyExistsError
    from pyiceberg.io.pyarrow import pyarrow_to_schema

    schema = pyarrow_to_schema(_numbered(iceberg_fields(dataset.schema)))
    layout = _layout(schema) if dataset.partitioned else {}
    try:
        catalog.create_table(
            (output.namespace, dataset.name),
            schema,
            output.location(dataset.name),
            **layout,
            properties=_properties(dataset),
        )
    except (TableAlreadyExistsError, CommitFailedException):
        return  # another run was faster


def _layout(schema: "Schema") -> dict[str, Any]:
    """How files of a dataset of filings are divided, and the order of rows in each."""
    from pyiceberg.partitioning import PARTITION_FIELD_ID_START, PartitionField, PartitionSpec
    from pyiceberg.table.sorting import NullOrder, SortField, SortOrder
    from pyiceberg.transforms import IdentityTransform

    ids = {field.name: field.field_id for field in schema.fields}
    quarter = PartitionField(
        ids["filing_quarter"], PARTITION_FIELD_ID_START, IdentityTransform(), "filing_quarter"
    )
    order = [
        SortField(ids[name], IdentityTransform(), null_order=NullOrder.NULLS_LAST)
        for name in ("cik", "accession_number")
    ]
    return {"partition_spec": PartitionSpec(quarter), "sort_order": SortOrder(*order)}


def _properties(dataset: Dataset) -> dict[str, str]:
    """Properties of a table. Catalogs refuse a metric of a column that it lacks."""
    bounded = [name for name in dataset.schema.names if name in _WITH_BOUNDS]
    return _PROPERTIES | {f"write.metadata.metrics.column.{name}": "full" for name in bounded}


def _check_columns(table: "Table", dataset: Dataset) -> None:
    """Raise CatalogError unless all that the table's columns need is columns that may be null."""
    there = {field.name for field in table.schema().fields}
    if unknown := there - set(dataset.schema.names):
        raise CatalogError(
            f"table {dataset.name} has columns of a newer version of edgar-arcs "
            f"({', '.join(sorted(unknown))}): upgrade edgar-arcs to write to it"
        )
    needed = [field.name for field in dataset.schema if not field.nullable]
    if lacking := [name for name in needed if name not in there]:
        raise CatalogError(
            f"table {dataset.name} was written by an older version of edgar-arcs, without "
            f"{', '.join(lacking)}, which every row has now: write to a new output"
        )


def _evolve(table: "Table", dataset: Dataset) -> bool:
    """Add the columns that the table lacks, unless another run is faster; whether it lacked any."""
    from pyiceberg.exceptions import CommitFailedException

    lacks = not set(dataset.schema.names) <= {field.name for field in table.schema().fields}
    if lacks:
        with suppress(CommitFailedException), table.update_schema() as schema:
            schema.union_by_name(iceberg_fields(dataset.schema))
    return lacks


def iceberg_fields(schema: pa.Schema) -> pa.Schema:
    """The schema with its descriptions where PyIceberg looks for them."""
    return pa.schema(
        [field.with_metadata({"doc": field.metadata[b"description"]}) for field in schema]
    )


def _numbered(schema: pa.Schema) -> pa.Schema:
    """The schema with an id for each column and for what lists and structs hold."""
    ids = count(1)
    return pa.schema([_with_id(field, ids) for field in schema])


def _with_id(field: pa.Field, ids: Iterator[int]) -> pa.Field:
    metadata = {**(field.metadata or {}), "PARQUET:field_id": str(next(ids))}
    return field.with_type(_with_inner_ids(field.type, ids)).with_metadata(metadata)


def _with_inner_ids(kind: pa.DataType, ids: Iterator[int]) -> pa.DataType:
    if pa.types.is_list(kind):
        return pa.list_(_with_id(kind.value_field, ids))
    if pa.types.is_struct(kind):
        fields = (kind.field(position) for position in range(kind.num_fields))
        return pa.struct([_with_id(field, ids) for field in fields])
    return kind
