"""The views as sqlglot writes them for PostgreSQL, executed there: the rows that DuckDB gives."""

import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pytest
import sqlglot

from tests.transforms.datasets.views import tables
from tests.transforms.datasets.views.postgres import Postgres, cluster, program, tables_sql
from tests.transforms.datasets.views.tables import arc, fact, label, row
from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(program("initdb") is None, reason="no PostgreSQL is installed here"),
]

LATER = "0000000001-25-000001"
AXIS = {"us-gaap:SegmentsAxis": "own:CloudMember"}
LISTS = ("headings", "reconciliation_evidence")  # written differently
DIMENSIONS = "http://xbrl.org/int/dim/arcrole/"


def _filing(accession: str, year: int, revenue: int) -> dict[str, list[dict[str, Any]]]:
    """An income statement with a segment, an own concept, quarters, a label and a sum."""
    cover = date(year, 12, 31)
    first, nine = date(year, 1, 1), date(year, 9, 30)
    arcs = [
        arc("presentation", "us-gaap:IncomeAbstract", "us-gaap:Revenues", 1),
        arc("presentation", "us-gaap:IncomeAbstract", "own:Fees", 2,
            preferred_label="http://www.xbrl.org/2009/role/negatedLabel"),
        arc("presentation", "us-gaap:IncomeAbstract", "us-gaap:NetIncomeLoss", 3,
            preferred_label="http://www.xbrl.org/2003/role/totalLabel"),
        arc("presentation", "us-gaap:IncomeAbstract", "us-gaap:Dividends", 4),
        arc("calculation", "us-gaap:NetIncomeLoss", "us-gaap:Revenues", 1, weight=1),
        arc("calculation", "us-gaap:NetIncomeLoss", "own:Fees", 2, weight=-1),
        arc("definition", "us-gaap:StatementTable", "us-gaap:SegmentsAxis",
            arcrole=f"{DIMENSIONS}hypercube-dimension"),
        arc("definition", "us-gaap:SegmentsAxis", "own:CloudMember",
            arcrole=f"{DIMENSIONS}dimension-domain"),
    ]  # fmt: skip
    if accession == LATER:
        arcs.append(arc("calculation", "us-gaap:NetIncomeLoss", "us-gaap:Taxes", 3, weight=-1))
    made = {
        "filings": [tables.filing(n_facts=9, filing_date=date(year + 1, 2, 1), ciks=[1])],
        "arcs": arcs,
        "concepts": [
            row("concepts", concept="own:Fees", namespace=tables.namespace("own:Fees"),
                type="xbrli:monetaryItemType", substitution_group="xbrli:item", balance="debit"),
        ],
        "labels": [label("own:Fees", "Fees"), label("us-gaap:Revenues", "Revenue's total")],
        "roles": [row("roles", role_uri=tables.ROLE, declared_in="filing", category="Statement")],
        "facts": [
            row("facts", concept="dei:DocumentPeriodEndDate", value=str(cover), n_dimensions=0,
                dimensions_key=""),
            fact("us-gaap:Revenues", 90, date(2023, 1, 1), date(2023, 12, 31)),
            fact("us-gaap:Revenues", revenue, first, cover, fact_index=1, is_preferred=year != 2023),
            fact("us-gaap:Revenues", revenue - 30, first, nine, fact_index=2),
            fact("us-gaap:Revenues", 70, first, cover, dimensions=AXIS, fact_index=3),
            # both need more digits after the point than PostgreSQL computes a numeric power to
            fact("us-gaap:Dividends", 8, first, cover, fact_index=5, decimals=128),
            fact("us-gaap:Dividends", 6, first, nine, fact_index=6, decimals=400),
            fact("own:Fees", 40, first, cover, fact_index=4, decimals=-6),
        ],
        "calculations": [
            row("calculations", role_uri=tables.ROLE, concept="us-gaap:NetIncomeLoss",
                reported=Decimal(50), difference=Decimal(-10), xbrl21="inconsistent",
                calc11="consistent", cause="rounding", dimensions_key="", unit="USD"),
        ],
    }  # fmt: skip
    for rows in made.values():
        for each in rows:
            each["accession_number"] = accession
    return made


def _letters() -> dict[str, list[dict[str, Any]]]:
    letter = {"accession_number": "0000000000-25-000009", "document": "a.txt", "position": 1}
    amount = {"text": "$50", "value": Decimal(50), "currency": "USD"}
    return {
        "letters": [row("letters", **{**letter, "letter_date": date(2025, 3, 1)})],
        "letter_filings": [
            row("letter_filings", **letter, form_type_reviewed="10-K", filed_on=date(2024, 2, 1),
                filing_date=date(2025, 3, 1), file_number="001-00042"),
        ],
        "letter_comments": [
            row("letter_comments", **letter, number=1, filing_position=1, amounts=[amount],
                headings=["Item 7"], asks_reconciliation=True, reconciliation_score=1.0),
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, Any]]]:
    parts = [_filing(tables.FILING, 2023, 100), _filing(LATER, 2024, 120), _letters()]
    made = {name: [each for part in parts for each in part.get(name, [])] for name in DATASETS}
    ends = {"total": "us-gaap:NetIncomeLoss", "item": "us-gaap:Revenues"}
    made["standard_arcs"] = [row("standard_arcs", version="2023", **ends, weight=Decimal(1))]
    made["presentation_lines"] = tables.lines(made["arcs"], made["labels"])
    return made


@pytest.fixture(scope="module")
def postgres(rows: dict[str, list[dict[str, Any]]]) -> Iterator[Postgres]:
    try:
        started = cluster()
        running = started.__enter__()
    except (RuntimeError, OSError) as error:
        if "CI" in os.environ:  # there it must start
            raise
        pytest.skip(f"PostgreSQL does not start here: {error}")
    written = [sqlglot.transpile(view.sql, "duckdb", "postgres")[0] for view in VIEWS.values()]
    try:
        running.execute(tables_sql(rows) + ";\n".join(written) + ";")
        yield running
    finally:
        started.__exit__(None, None, None)


@pytest.fixture(scope="module")
def database(rows: dict[str, list[dict[str, Any]]]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for name, dataset in DATASETS.items():
        connection.register(name, pa.Table.from_pylist(rows[name], schema=dataset.schema))
    for view in VIEWS.values():
        connection.execute(view.sql)
    return connection


@pytest.mark.parametrize("name", VIEWS)
def test_postgresql_gives_the_rows_that_duckdb_gives(
    name: str, postgres: Postgres, database: duckdb.DuckDBPyConnection
) -> None:
    def plain(value: object) -> str:
        """Numbers without trailing zeros, so that both write them alike."""
        text = "\\N" if value is None else str(value)
        try:
            return f"{Decimal(text).normalize():f}"
        except ArithmeticError:
            return {"True": "t", "False": "f"}.get(text, text.replace("+00:00", "+00"))

    columns = ", ".join(f'"{column}"' for column in VIEWS[name].columns if column not in LISTS)
    sql = f"SELECT {columns} FROM {name}"
    expected = [[plain(value) for value in each] for each in database.execute(sql).fetchall()]
    found = [[plain(value) for value in each] for each in postgres.execute(f"{sql};")]
    assert expected
    assert sorted(found) == sorted(expected)
