"""The schema as a data contract: types, keys, relations and descriptions for other programs.

As Open Data Contract Standard 3.1 (https://bitol.io/open-data-contract-standard) and as dbt's
sources. Both are written as JSON, which is YAML as well.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import pyarrow as pa

from transforms.datasets.describe import description
from transforms.datasets.schema import Dataset
from transforms.warehouse.ddl import has_null_in_key, row_is
from transforms.warehouse.dialect import DIALECTS

_LETTER_PARTS: Final = ("letter_filings", "letter_comments", "letter_citations")
_LOGICAL: Final[list[tuple[Callable[[pa.DataType], bool], str]]] = [
    (pa.types.is_string, "string"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_date, "date"),
    (pa.types.is_timestamp, "timestamp"),
    (pa.types.is_decimal, "number"),
    (pa.types.is_floating, "number"),
    (pa.types.is_struct, "object"),
    (pa.types.is_list, "array"),
]


def to_odcs(datasets: Iterable[Dataset], version: str) -> str:
    """The datasets as one contract of the Open Data Contract Standard.

    Args:
        datasets: The datasets.
        version: Version of the software, which is that of the contract.
    """
    document = {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "edgar-arcs",
        "name": "edgar-arcs",
        "version": version,
        "status": "active",
        "description": {
            "purpose": "XBRL arcs, facts, calculation verdicts and staff comments of EDGAR filings",
        },
        "schema": [_table(dataset) for dataset in datasets],
    }
    return json.dumps(document, indent=2)


def to_dbt(datasets: Iterable[Dataset]) -> str:
    """The datasets as dbt's sources, with its tests of what keys and nulls promise.

    They are looked for in the schema of dbt's profile: `main` of a DuckDB file, where loads put
    them, and the one that was loaded into in PostgreSQL.
    """
    tables = [
        {
            "name": dataset.name,
            "description": row_is(dataset),
            "columns": [_dbt_column(dataset, field) for field in dataset.schema],
        }
        for dataset in datasets
    ]
    source = {"name": "edgar", "schema": "{{ target.schema }}", "tables": tables}
    return json.dumps({"version": 2, "sources": [source]}, indent=2)


def relations(dataset: Dataset) -> Iterator[tuple[tuple[str, ...], str]]:
    """Columns of a dataset that name a row of another one by the columns of the same names."""
    if dataset.partitioned and dataset.name not in ("filings", "rejects"):
        yield ("accession_number",), "filings"
    if dataset.name in _LETTER_PARTS:
        yield ("accession_number", "document"), "letters"


def _table(dataset: Dataset) -> dict[str, Any]:
    table: dict[str, Any] = {
        "name": dataset.name,
        "physicalName": dataset.name,
        "logicalType": "object",
        "physicalType": "table",
        "description": row_is(dataset),
        "properties": [_column(dataset, field) for field in dataset.schema],
        "quality": [
            {
                "type": "library",
                "metric": "duplicateValues",
                "mustBe": 0,
                "arguments": {"properties": dataset.primary_key},
                "description": "What identifies a row is there once",
            }
        ],
    }
    related = [
        {
            "type": "foreignKey",
            "from": _references(dataset.name, columns),
            "to": _references(other, columns),
        }
        for columns, other in relations(dataset)
    ]
    return table | ({"relationships": related} if related else {})


def _references(table: str, columns: tuple[str, ...]) -> str | list[str]:
    names = [f"{table}.{column}" for column in columns]
    return names[0] if len(names) == 1 else names


def _column(dataset: Dataset, field: pa.Field) -> dict[str, Any]:
    column = _property(field) | {
        "physicalType": DIALECTS["duckdb"].type(field.type),
        "description": description(field),
        "required": not field.nullable,
    }
    key = dataset.primary_key
    if field.name in key and not has_null_in_key(dataset):
        column |= {"primaryKey": True, "primaryKeyPosition": key.index(field.name) + 1}
    if dataset.partitioned and field.name == "filing_quarter":
        column |= {"partitioned": True, "partitionKeyPosition": 1}
    return column


def _property(field: pa.Field) -> dict[str, Any]:
    return {"name": field.name, **_logical(field.type)}


def _logical(kind: pa.DataType) -> dict[str, Any]:
    logical: dict[str, Any] = {
        "logicalType": next(name for matches, name in _LOGICAL if matches(kind))
    }
    if pa.types.is_list(kind):
        return logical | {"items": _logical(kind.value_type)}
    if pa.types.is_struct(kind):
        parts = (kind.field(position) for position in range(kind.num_fields))
        return logical | {"properties": [_property(part) for part in parts]}
    return logical


def _dbt_column(dataset: Dataset, field: pa.Field) -> dict[str, Any]:
    tests: list[Any] = [] if field.nullable else ["not_null"]
    if dataset.primary_key == [field.name]:
        tests.append("unique")
    for columns, other in relations(dataset):
        if columns == (field.name,):
            to = {"to": f"source('edgar', '{other}')", "field": field.name}
            tests.append({"relationships": {"arguments": to}})
    column = {
        "name": field.name,
        "description": description(field),
        "data_type": DIALECTS["duckdb"].type(field.type),
    }
    return column | ({"data_tests": tests} if tests else {})
