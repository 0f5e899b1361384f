"""The catalog of standard concepts: type, period type and balance, carried in the package.

A row is exact for the namespace it names. Two rows are of a *family*: their namespace ends
in a slash, `http://fasb.org/us-gaap/`, and they hold what all versions in the package agree on
(no balance changed between us-gaap 2009 and 2011, eight of 12,000 between 2008 and 2009).
They stand in for versions that are not at hand. There, no balance means that it is unknown.

Build it again with

    python -m transforms.xbrl.catalog SCHEMAS_ZIP BALANCE_CSV OUT

from a zip of taxonomy schemas, named by URL host and path, and a CSV of
`concept,balance,source` for us-gaap concepts.
"""

import csv
import sys
import zipfile
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final, NamedTuple

from transforms.xbrl.document import parse_xml
from transforms.xbrl.errors import DocumentError
from transforms.xbrl.item_type import NumericKind, ValueType, numeric_kind, value_type
from transforms.xbrl.names import standard_prefix
from transforms.xbrl.schema import parse_schema

CATALOG: Final = resources.files("transforms.xbrl") / "catalog.parquet"
COLUMNS: Final = tuple(
    "namespace prefix local_name type period_type balance abstract source".split()
)
_FAMILIES: Final = ("http://fasb.org/us-gaap/", "http://fasb.org/srt/")
_SAME_FAMILY: Final = "http://xbrl.us/us-gaap/2009-01-31"


class StandardConcept(NamedTuple):
    """What is known of a concept; None means unknown, except for `balance`.

    Attributes:
        kind: How it is numeric.
        period_type: `instant` or `duration`.
        balance: `debit`, `credit` or None.
        balance_known: Whether a `balance` of None means that it has none.
        value_type: Built-in type of its values, if not every text is one.
        is_of_version: Whether this was read from the very version of the taxonomy, and not
            from others of its family.
    """

    kind: NumericKind | None
    period_type: str | None
    balance: str | None
    balance_known: bool
    value_type: ValueType | None
    is_of_version: bool = True


Known = tuple[NumericKind | None, str | None, str | None, bool, ValueType | None]
"""Fields of `StandardConcept` from `kind` to `value_type`."""


def standard_concept(namespace: str, local_name: str) -> StandardConcept | None:
    """What the catalog knows of a concept: its own version first, its family second."""
    found = concepts(namespace)
    is_of_version = bool(found)
    if not is_of_version:
        family = namespace[: namespace.rfind("/") + 1]
        found = concepts(family) if family in _FAMILIES else found
    known = found.get(local_name)
    return None if known is None else StandardConcept(*known, is_of_version)


def declared_in(namespace: str) -> Collection[str] | None:
    """Local names of all items of a version of a taxonomy, None where the catalog has not that one.

    The schemas that it was made of are whole, and of every namespace there is one with concepts.
    """
    found = () if namespace.endswith("/") else concepts(namespace)
    return found or None


@cache
def concepts(namespace: str) -> dict[str, Known]:
    """Concepts of one namespace by local name, read once a process; empty if there are none.

    Values are fields of `StandardConcept` in plain tuples, which the garbage collector
    need not look at. Names and tuples are shared: versions of a taxonomy are much alike.
    """
    group = _row_groups().get(namespace)
    if group is None:
        return {}
    exact = not namespace.endswith("/")
    table = _file().read_row_group(group, columns=["local_name", "type", "period_type", "balance"])
    known = {}
    shared: dict[Known, Known] = {}
    for name, type_name, period_type, balance in zip(
        *(column.to_pylist() for column in table.columns), strict=True
    ):
        kind = numeric_kind(type_name) if type_name else None
        balance_known = exact or balance is not None or kind not in ("monetary", None)
        values = value_type(type_name) if type_name else None
        fields = (kind, period_type, balance, balance_known, values)
        known[sys.intern(name)] = shared.setdefault(fields, fields)
    return known


@cache
def _row_groups() -> dict[str, int]:
    metadata = _file().metadata
    return {
        metadata.row_group(index).column(0).statistics.min: index
        for index in range(metadata.num_row_groups)
    }


def _file() -> Any:  # noqa: ANN401 # pyarrow has no stubs
    from pyarrow import parquet  # imported here: parsing linkbases itself needs no pyarrow

    return parquet.ParquetFile(str(CATALOG))


CatalogRow = tuple[str, str, str, str | None, str | None, str | None, bool, str]


def catalog_rows(schemas: Path, balances: Path) -> list[CatalogRow]:
    """Rows of the catalog in the order of `COLUMNS`, from taxonomy schemas and balances."""
    exact = list(_schema_rows(schemas))
    rows = [*exact, *(row for family in _FAMILIES for row in _family_rows(family, exact))]
    known = {(row[0], row[2]) for row in rows}
    differing = {row[2] for row in exact if _family(row[0]) == _FAMILIES[0]}
    rows += [
        row
        for row in _balance_rows(balances)
        if (row[0], row[2]) not in known and row[2] not in differing
    ]
    return sorted(rows, key=lambda row: (row[0], row[2]))


def _schema_rows(schemas: Path) -> Iterator[CatalogRow]:
    seen = set()
    with zipfile.ZipFile(schemas) as archive:
        for name in sorted(archive.namelist()):
            if not name.endswith(".xsd"):
                continue
            try:
                schema = parse_schema(name, parse_xml(name, archive.read(name)))
            except DocumentError:
                continue  # schemas of XHTML declare entities; they hold no concepts
            prefix = standard_prefix(schema.namespace or "")
            for row in schema.concepts if prefix else ():
                key = schema.namespace, row.local_name
                if row.period_type is not None and key not in seen:
                    seen.add(key)
                    yield (
                        schema.namespace or "",
                        prefix or "",
                        row.local_name,
                        row.type,
                        row.period_type,
                        row.balance,
                        row.abstract,
                        name,
                    )


def _family(namespace: str) -> str | None:
    if namespace == _SAME_FAMILY:
        return _FAMILIES[0]
    return next((family for family in _FAMILIES if namespace.startswith(family)), None)


def _family_rows(family: str, exact: list[CatalogRow]) -> Iterator[CatalogRow]:
    versions: dict[str, list[CatalogRow]] = {}
    for row in exact:
        if _family(row[0]) == family:
            versions.setdefault(row[2], []).append(row)
    for rows in versions.values():
        last = rows[-1]
        if len({(_kind(row), *row[4:7]) for row in rows}) == 1:
            yield (family, *last[1:7], f"{last[7]} (every version at hand agrees)")


def _kind(row: CatalogRow) -> NumericKind | None:
    return numeric_kind(row[3]) if row[3] else None


def _balance_rows(balances: Path) -> Iterator[CatalogRow]:
    with balances.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            yield (
                _FAMILIES[0],
                "us-gaap",
                line["concept"],
                "xbrli:monetaryItemType",  # XBRL 2.1 §5.1.1.2: only monetary items have a balance
                None,
                line["balance"],
                False,
                line["source"].rpartition("/")[2],
            )


def write_catalog(rows: list[CatalogRow], path: Path) -> None:
    """Write the catalog as Parquet, one row group per namespace."""
    import pyarrow as pa
    from pyarrow import parquet

    kinds = [pa.bool_() if name == "abstract" else pa.string() for name in COLUMNS]
    schema = pa.schema(list(zip(COLUMNS, kinds, strict=True)))
    groups: dict[str, list[CatalogRow]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    with parquet.ParquetWriter(str(path), schema, compression="zstd", compression_level=19) as out:
        for group in groups.values():
            columns = [list(column) for column in zip(*group, strict=True)]
            out.write_table(pa.table(dict(zip(COLUMNS, columns, strict=True)), schema=schema))


if __name__ == "__main__":
    write_catalog(catalog_rows(Path(sys.argv[1]), Path(sys.argv[2])), Path(sys.argv[3]))
