"""Schemas and codes for people and for warehouses: Markdown, JSON, and BigQuery's schema files."""

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

import pyarrow as pa

from transforms.codes import CodeTable
from transforms.datasets.schema import Dataset
from transforms.datasets.views import View


def to_markdown(datasets: Iterable[Dataset], views: Iterable[View] = ()) -> str:
    """A heading and a table of columns for each dataset, and the SQL of each view."""
    return "\n".join([*map(_markdown, datasets), *map(_markdown_view, views)])


def _markdown_view(view: View) -> str:
    columns = [f"| `{name}` | {description} |" for name, description in view.columns.items()]
    lines = [f"## {view.name}", "", f"A view: {view.description}", ""]
    if columns:
        lines += ["| column | description |", "|---|---|", *columns, ""]
    return "\n".join([*lines, "```sql", view.sql.strip(), "```", ""])


def _markdown(dataset: Dataset) -> str:
    lines = [
        f"## {dataset.name}",
        "",
        f"One row per {dataset.rows}. Key: {', '.join(f'`{name}`' for name in dataset.primary_key)}.",
        "",
        "| column | type | null | description |",
        "|---|---|---|---|",
    ]
    for field in dataset.schema:
        null = "yes" if field.nullable else "no"
        lines.append(f"| `{field.name}` | {field.type} | {null} | {description(field)} |")
    return "\n".join([*lines, ""])


def to_json(datasets: Iterable[Dataset], views: Iterable[View] = ()) -> str:
    """A list with name, rows, key and columns of each dataset, name, rows and SQL of each view."""
    document: list[dict[str, Any]] = [
        {
            "name": dataset.name,
            "kind": "dataset",
            "rows": dataset.rows,
            "key": dataset.primary_key,
            "columns": [
                {
                    "name": field.name,
                    "type": str(field.type),
                    "nullable": field.nullable,
                    "description": description(field),
                }
                for field in dataset.schema
            ],
        }
        for dataset in datasets
    ]
    document += [
        {
            "name": view.name,
            "kind": "view",
            "rows": view.description,
            "columns": [
                {"name": name, "description": description}
                for name, description in view.columns.items()
            ],
            "sql": view.sql,
        }
        for view in views
    ]
    return json.dumps(document, indent=2)


def to_bigquery(datasets: Iterable[Dataset]) -> str:
    """BigQuery's JSON schema: of one dataset a list of fields, of several an object by name."""
    schemas = {
        dataset.name: [_bigquery_field(field) for field in dataset.schema] for dataset in datasets
    }
    only = next(iter(schemas.values())) if len(schemas) == 1 else schemas
    return json.dumps(only, indent=2)


def _bigquery_field(field: pa.Field) -> dict[str, Any]:
    repeated = pa.types.is_list(field.type)
    kind = field.type.value_type if repeated else field.type
    described = {
        "name": field.name,
        "type": _bigquery_type(kind),
        "mode": "REPEATED" if repeated else "NULLABLE" if field.nullable else "REQUIRED",
        "description": description(field),
    }
    if pa.types.is_struct(kind):
        described["fields"] = [
            _bigquery_field(kind.field(position)) for position in range(kind.num_fields)
        ]
    return described


_BIGQUERY: Final[list[tuple[Callable[[pa.DataType], bool], str]]] = [
    (pa.types.is_string, "STRING"),
    (pa.types.is_integer, "INTEGER"),
    (pa.types.is_boolean, "BOOLEAN"),
    (pa.types.is_date, "DATE"),
    (pa.types.is_timestamp, "TIMESTAMP"),
    (pa.types.is_floating, "FLOAT"),
    (pa.types.is_struct, "RECORD"),
]


def _bigquery_type(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):  # NUMERIC has nine digits after the point
        return "NUMERIC" if kind.scale <= 9 else "BIGNUMERIC"
    return next(name for matches, name in _BIGQUERY if matches(kind))


def description(field: pa.Field) -> str:
    """What a column says."""
    text: bytes = (field.metadata or {}).get(b"description", b"")
    return text.decode()


def codes_to_markdown(tables: Iterable[CodeTable]) -> str:
    """A heading and a table for each table of codes."""
    return "\n".join(_codes_markdown(table) for table in tables)


def _codes_markdown(table: CodeTable) -> str:
    columns = ", ".join(f"`{column}`" for column in table.columns)
    with_severity = any(code.severity for code in table.codes.values())
    with_source = any(code.source for code in table.codes.values())
    names = [
        "code",
        *(["severity"] if with_severity else []),
        "meaning",
        *(["source"] if with_source else []),
    ]
    lines = [f"## {table.title}", "", *([f"In {columns}.", ""] if columns else [])]
    lines += [f"| {' | '.join(names)} |", "|---" * len(names) + "|"]
    for name, code in table.codes.items():
        cells = [
            f"`{name}`",
            *([code.severity or ""] if with_severity else []),
            code.meaning,
            *([code.source] if with_source else []),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def codes_to_json(tables: Iterable[CodeTable]) -> str:
    """A list with name, title, columns and codes of each table."""
    document = [
        {
            "name": table.name,
            "title": table.title,
            "columns": list(table.columns),
            "codes": [{"code": name, **code._asdict()} for name, code in table.codes.items()],
        }
        for table in tables
    ]
    return json.dumps(document, indent=2, ensure_ascii=False)
