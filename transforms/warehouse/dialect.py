"""How each warehouse writes names, texts and types of the one schema."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

_RESERVED: Final = frozenset({"order", "table"})  # column names that are also words of SQL


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a warehouse writes what the schema says.

    Attributes:
        name: As sqlglot and the commands call it.
        types: Its names of Arrow's types; those of decimals are taken with their digits.
        decimal: Its name of decimals.
        array: Its type of a list, with `{}` for that of its items.
        struct: Its type of a struct, with `{}` for the fields; None where each is a type of its
            own that is created before.
        field: A field of a struct, of its name and type.
        quote: Quotation mark of names.
        quotes_all: Whether every name is quoted, or reserved words only: Snowflake would make a
            name in lower case of one that is quoted.
        backslash: Whether a backslash in a text is an escape.
    """

    name: str
    types: Mapping[pa.DataType, str]
    decimal: str = "DECIMAL"
    array: str = "{}[]"
    struct: str | None = None
    field: str = "{} {}"
    quote: str = '"'
    quotes_all: bool = True
    backslash: bool = False

    def identifier(self, name: str) -> str:
        """A name as it stands in a statement."""
        quoted = self.quotes_all or name in _RESERVED
        return f"{self.quote}{name}{self.quote}" if quoted else name

    def text(self, text: str) -> str:
        """A text as it stands in a statement."""
        if self.backslash:
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return "'" + text.replace("'", "''") + "'"

    def type(self, kind: pa.DataType, of: str = "") -> str:
        """The type of a column.

        Args:
            kind: Arrow's type.
            of: Name of the struct type that is created for the column, where one is.
        """
        if pa.types.is_list(kind):
            return self.array.format(self.type(kind.value_type, of))
        if pa.types.is_struct(kind):
            return of if self.struct is None else self.struct.format(", ".join(self.fields(kind)))
        if pa.types.is_decimal(kind):
            name = "BIGNUMERIC" if self.name == "bigquery" and kind.scale > 9 else self.decimal
            return f"{name}({kind.precision}, {kind.scale})"
        return self.types[kind]

    def fields(self, kind: pa.StructType) -> Iterator[str]:
        """The fields of a struct."""
        for position in range(kind.num_fields):
            part = kind.field(position)
            yield self.field.format(self.identifier(part.name), self.type(part.type))


def _types(
    text: str, int32: str, int64: str, boolean: str, real: str, moment: str
) -> Mapping[pa.DataType, str]:
    return {
        pa.string(): text,
        pa.int32(): int32,
        pa.int64(): int64,
        pa.bool_(): boolean,
        pa.float64(): real,
        pa.date32(): "DATE",
        pa.timestamp("us", tz="UTC"): moment,
    }


DIALECTS: Final = {
    each.name: each
    for each in (
        Dialect(
            "duckdb",
            _types("VARCHAR", "INTEGER", "BIGINT", "BOOLEAN", "DOUBLE", "TIMESTAMPTZ"),
            struct="STRUCT({})",
        ),
        Dialect(
            "postgres",
            _types("TEXT", "INTEGER", "BIGINT", "BOOLEAN", "DOUBLE PRECISION", "TIMESTAMPTZ"),
            decimal="NUMERIC",
        ),
        Dialect(
            "spark",
            _types("STRING", "INT", "BIGINT", "BOOLEAN", "DOUBLE", "TIMESTAMP"),
            array="ARRAY<{}>",
            struct="STRUCT<{}>",
            field="{}: {}",
            quote="`",
            backslash=True,
        ),
        Dialect(
            "snowflake",
            _types("VARCHAR", "INTEGER", "BIGINT", "BOOLEAN", "DOUBLE", "TIMESTAMP_TZ"),
            decimal="NUMBER",
            array="ARRAY({})",
            struct="OBJECT({})",
            quotes_all=False,
            backslash=True,
        ),
        Dialect(
            "bigquery",
            _types("STRING", "INT64", "INT64", "BOOL", "FLOAT64", "TIMESTAMP"),
            decimal="NUMERIC",
            array="ARRAY<{}>",
            struct="STRUCT<{}>",
            quote="`",
            backslash=True,
        ),
    )
}
"""The dialects by name."""
