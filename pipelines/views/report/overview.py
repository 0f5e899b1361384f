"""The report of an output: its counts, plots and the filings to look at first."""

import gzip
import json
from base64 import b64encode
from collections.abc import Sequence
from typing import Any, Final

import duckdb

from pipelines.views.report.filing import filing_parts
from pipelines.views.report.page import render, script
from pipelines.views.report.plots import PLOTS
from transforms.datasets.instance_schemas import SUMMATION_ITEM

_TILES: Final = f"""
    SELECT filing_quarter AS quarter, form_type AS form, sum(COLUMNS(* EXCLUDE (filing_quarter, form_type)))::BIGINT
    FROM (
        SELECT filing_quarter, form_type, 1 AS filings, n_arcs AS arcs, n_facts AS facts FROM filings
        UNION ALL BY NAME
        SELECT filing_quarter, form_type, count(*) FILTER (xbrl21 <> 'unbound') AS "sums checked, XBRL 2.1",
               count(*) FILTER (xbrl21 = 'inconsistent') AS "inconsistent, XBRL 2.1"
        FROM calculations WHERE arcrole = '{SUMMATION_ITEM}' GROUP BY ALL
        UNION ALL BY NAME
        SELECT filing_quarter, form_type, count(*) AS letters FROM letters GROUP BY ALL
        UNION ALL BY NAME
        SELECT filing_quarter, form_type, count(*) AS rejects FROM rejects GROUP BY ALL
    )
    GROUP BY ALL ORDER BY ALL
"""
_TILE_NAMES: Final = (
    "filings", "arcs", "facts", "sums checked, XBRL 2.1", "inconsistent, XBRL 2.1", "letters", "rejects",
)  # fmt: skip
_LISTED: Final = """
    WITH placed AS (
        SELECT *, row_number() OVER (ORDER BY coalesce(n_inconsistent_xbrl21, 0) DESC, n_arcs > 0 DESC,
                                              filing_date DESC, accession_number) AS place
        FROM filings
    ),
    listed AS (
        FROM placed
        ORDER BY row_number() OVER (PARTITION BY form_type, filing_quarter ORDER BY place), place LIMIT $most
    )
    SELECT accession_number, cik, company_name, form_type AS form, filing_quarter AS quarter, filing_date::VARCHAR AS filed,
           n_calculations, n_inconsistent_xbrl21, n_inconsistent_calc11
    FROM listed ORDER BY place
"""
_MOST_LISTED: Final = 10_000
"""Filings of the list, the first of each form and quarter, so that any selection has some."""
_MOST_INSIDE: Final = 100
_BUDGET: Final = 2_500_000
"""Bytes of the page for filings; with the plots' library and their numbers it is below 5 MB."""


def overview_page(connection: duckdb.DuckDBPyConnection, output: str) -> str:
    """The page of an output.

    Args:
        connection: The datasets and views of it.
        output: Its path or URL, as people know it.
    """
    tiles = _rows(connection, _TILES)
    listed = _rows(connection, _LISTED, most=_MOST_LISTED)
    inside = _packed(connection, [row["accession_number"] for row in listed[:_MOST_INSIDE]])
    data = {plot.name: _rows(connection, plot.sql) for plot in PLOTS}
    filtered = [row for rows in (tiles, *data.values()) for row in rows if "form" in row]
    return render(
        "overview.html",
        title="EDGAR filings",
        output=output,
        run=_rows(connection, "FROM runs ORDER BY number DESC LIMIT 1")[0],
        tiles=_totals(tiles),
        plots=PLOTS,
        forms=sorted({row["form"] for row in filtered if row["form"]}),
        quarters=sorted({row["quarter"] for row in filtered}),
        n_listed=len(listed),
        n_inside=len(inside),
        packed=script(json.dumps(inside)),
        data=script(
            json.dumps(
                {
                    "tiles": tiles,
                    "listed": _compressed(json.dumps([list(row.values()) for row in listed])),
                    "rows": data,
                    "specs": {plot.name: plot.spec for plot in PLOTS},
                    "bars": {plot.name: plot.bars for plot in PLOTS},
                }
            )
        ),
    )


def _packed(connection: duckdb.DuckDBPyConnection, accessions: Sequence[str]) -> dict[str, str]:
    """Contents of filings, compressed, of the first ones on that the page has room for."""
    packed, size = {}, 0
    for accession, content in filing_parts(connection, accessions):
        text = _compressed(content)
        size += len(text)
        if size > _BUDGET:
            break
        packed[accession] = text
    return packed


def _compressed(text: str) -> str:
    return b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _totals(tiles: Sequence[dict[str, Any]]) -> dict[str, int]:
    return {name: sum(row[name] or 0 for row in tiles) for name in _TILE_NAMES}


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, **params: object
) -> list[dict[str, Any]]:
    answer = connection.sql(sql, params=params or None).to_arrow_table()
    return list(map(_named, answer.to_pylist()))


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its quarter as people name it: 2024Q1 in place of 20241."""
    quarter = row.get("quarter")
    return row if quarter is None else row | {"quarter": f"{quarter // 10}Q{quarter % 10}"}
