"""A dataset: its name, its key and the Arrow schema of its rows, and how they are declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Final

import pyarrow as pa

INT32, INT64, BOOL, DATE, STRING = pa.int32(), pa.int64(), pa.bool_(), pa.date32(), pa.string()
TIMESTAMP: Final = pa.timestamp("us", tz="UTC")
AMOUNT: Final = pa.decimal128(38, 12)  # amounts and values
FACTOR: Final = pa.decimal128(18, 6)  # weights and orders


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset.

    Attributes:
        name: Name of the table, and of its directory below the output.
        rows: What one row stands for.
        key: Columns that identify a row of a filing, beyond `accession_number`.
        schema: Arrow schema of its rows.
        counted_by: Columns by whose values a run counts the rows, beside all rows.
        counted_if: Of such columns, another column and the value that a row must have there to count.
        partitioned: Whether it has a filing key and is partitioned by `filing_quarter`.
    """

    name: str
    rows: str
    key: tuple[str, ...]
    schema: pa.Schema
    counted_by: tuple[str, ...] = ()
    counted_if: Mapping[str, tuple[str, str]] = dataclass_field(default_factory=dict)
    partitioned: bool = True

    @property
    def primary_key(self) -> list[str]:
        """Columns that together identify a row, whatever filing it is of."""
        return ["accession_number", *self.key] if self.partitioned else list(self.key)


def field(name: str, kind: pa.DataType, description: str, *, null: bool = True) -> pa.Field:
    """A column; the documentation prints its description."""
    return pa.field(name, kind, nullable=null, metadata={"description": description})


def list_of(kind: pa.DataType) -> pa.ListType:
    """A list whose items are called as Parquet calls them, so that a file gives it back equal."""
    return pa.list_(pa.field("element", kind))


def _filing_key(*, null: bool) -> list[pa.Field]:
    number = "Accession number, 0000000000-YY-NNNNNN" + null * "; empty for an index"
    return [
        field("accession_number", STRING, number, null=False),
        field("cik", INT64, "CIK of the first filer of the header, else the lowest", null=null),
        field("form_type", STRING, "Form type, such as 10-K/A", null=null),
        field("filing_date", DATE, "Filing date of the index", null=null),
        field("filing_quarter", INT32, "Year and quarter of the filing date: 20241", null=False),
    ]


def of_filings(
    name: str,
    rows: str,
    key: str,
    fields: list[pa.Field],
    *,
    counted_by: str = "",
    counted_if: Mapping[str, tuple[str, str]] | None = None,
) -> Dataset:
    """A partitioned dataset; `fields` come after the filing key."""
    schema = pa.schema([*_filing_key(null=name == "rejects"), *fields])
    return Dataset(
        name, rows, tuple(key.split()), schema, tuple(counted_by.split()), counted_if or {}
    )
