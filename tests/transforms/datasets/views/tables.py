"""Small tables of the datasets' own schemas, and queries of the views over them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from transforms.columns import Columns
from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS
from transforms.xbrl.linkbase.presentation import presentation_lines
from transforms.xbrl.names import SUMMATION_ITEM

Row = dict[str, Any]

FILING = "0000000001-24-000001"
ROLE = "http://example.com/role/Income"
_DEFAULTS: Mapping[pa.DataType, object] = {
    pa.string(): "x",
    pa.int32(): 0,
    pa.int64(): 0,
    pa.bool_(): False,
    pa.date32(): date(2024, 2, 1),
    pa.float64(): 0.0,
}
_LABEL = "http://www.xbrl.org/2003/role/label"


def row(dataset: str, **values: object) -> Row:
    """A row with what `values` leave out null, or empty where it may not be null."""
    empty = {
        field.name: None
        if field.nullable
        else []
        if pa.types.is_list(field.type)
        else _DEFAULTS.get(field.type)
        for field in DATASETS[dataset].schema
    }
    key: Row = {"accession_number": FILING, "cik": 1} if "accession_number" in empty else {}
    if dataset == "calculations":
        key["arcrole"] = SUMMATION_ITEM
    return {**empty, **key, **values}


def filing(**values: object) -> Row:
    return row("filings", **{"form_type": "10-K", "period_of_report": date(2023, 12, 31), **values})


def arc(linkbase: str, source: str, target: str, order: float = 1, **values: object) -> Row:
    """An effective arc in `ROLE`, between concepts of us-gaap 2023 or of the filing (`own:`)."""
    arcroles = {
        "presentation": "http://www.xbrl.org/2003/arcrole/parent-child",
        "calculation": SUMMATION_ITEM,
        "definition": "http://xbrl.org/int/dim/arcrole/domain-member",
    }
    ends: Row = {}
    for end, concept in (("from", source), ("to", target)):
        ends[f"{end}_concept"] = concept
        ends[f"{end}_namespace"] = namespace(concept)
        ends[f"{end}_is_extension"] = concept.startswith("own:")
    made = {"linkbase": linkbase, "role_uri": ROLE, "arcrole": arcroles[linkbase], "order": order}
    return row("arcs", **{**made, **ends, "effective": True, "file": linkbase, **values})


def namespace(concept: str) -> str:
    prefix = concept.partition(":")[0]
    others = {
        "own": "http://example.com/2023",
        "ifrs-full": "https://xbrl.ifrs.org/taxonomy/2023-03-23/ifrs-full",
    }
    return others.get(prefix, f"http://fasb.org/{prefix}/2023")


def label(concept: str, text: str, role: str = _LABEL, **values: object) -> Row:
    made = {"concept": concept, "label_role": role, "text": text, "lang": "en-US"}
    return row("labels", **{**made, "effective": True, **values})


def fact(concept: str, value: int, start: date | None, end: date, **values: object) -> Row:
    """A fact in dollars; `dimensions` as a mapping of axes to members."""
    pairs: dict[str, str] = values.pop("dimensions", {})  # type: ignore[assignment]
    made: Row = {
        "concept": concept,
        "namespace": namespace(concept),
        "entity": "0000000001",
        "period_type": "duration" if start else "instant",
        "start_date": start,
        "end_date": end,
        "unit": "USD",
        "value": str(value),
        "numeric_value": value,
        "decimals": 0,
        "dimensions": [{"axis": axis, "member": member} for axis, member in pairs.items()],
        "dimensions_key": "|".join(f"{axis}={member}" for axis, member in pairs.items()),
        "n_dimensions": len(pairs),
    }
    return row("facts", **{**made, **values})


def lines(arcs: list[Row], labels: list[Row] = (), concepts: list[Row] = ()) -> list[Row]:  # type: ignore[assignment]
    """Rows of `presentation_lines` as they are made of the arcs, labels and concepts of filings."""
    made = []
    for accession in dict.fromkeys(each["accession_number"] for each in arcs):
        of_filing: list[Columns] = [
            {name: [each[name] for each in rows if each["accession_number"] == accession]
             for name in DATASETS[dataset].schema.names}
            for dataset, rows in (("arcs", arcs), ("labels", labels))
        ]  # fmt: skip
        axes: dict[tuple[str, str | None], bool] = {
            (each["concept"], namespace(each["concept"])): (
                each["substitution_group"] or ""
            ).endswith(":dimensionItem")
            for each in concepts
            if each["accession_number"] == accession
        }
        columns, _ = presentation_lines(of_filing[0], of_filing[1], axes)
        for values in zip(*columns.values(), strict=True):
            line = dict(zip(columns, values, strict=True))
            made.append(row("presentation_lines", accession_number=accession, **line))
    return made


@contextmanager
def database(**tables: list[Row]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Tables of all datasets, empty where not given, and all views.

    The lines of presentations are those of the arcs and labels given.
    """
    arcs, labels = tables.get("arcs", []), tables.get("labels", [])
    tables = {"presentation_lines": lines(arcs, labels, tables.get("concepts", [])), **tables}
    db = _with_views()
    for name, given in tables.items():
        db.register(name, pa.Table.from_pylist(given, schema=DATASETS[name].schema))
    try:
        yield db
    finally:
        for name in tables:
            db.register(name, DATASETS[name].schema.empty_table())


@cache
def _with_views() -> duckdb.DuckDBPyConnection:
    """A database of all views over empty tables: making them takes longer than most queries."""
    db = duckdb.connect()
    for name, dataset in DATASETS.items():
        db.register(name, dataset.schema.empty_table())
    for view in VIEWS.values():
        db.execute(view.sql)
    return db


def query(sql: str, **tables: list[Row]) -> list[Row]:
    """Rows of a query over a `database`."""
    with database(**tables) as db:
        rows: list[Row] = db.sql(sql).to_arrow_table().to_pylist()
        return rows
