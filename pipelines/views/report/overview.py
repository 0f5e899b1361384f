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

_TILES: Final = {
    "filings": "SELECT count(*) FROM filings",
    "arcs": "SELECT coalesce(sum(n_arcs), 0)::BIGINT FROM filings",
    "facts": "SELECT coalesce(sum(n_facts), 0)::BIGINT FROM filings",
    "sums checked": "SELECT count(*) FROM calculations WHERE xbrl21 IN ('consistent', 'inconsistent')",
    "of them inconsistent": "SELECT count(*) FROM calculations WHERE xbrl21 = 'inconsistent'",
    "letters": "SELECT count(*) FROM letters",
    "rejects": "SELECT count(*) FROM rejects",
}
_LISTED: Final = """
    (SELECT 0 AS part, n_inconsistent_xbrl21 AS place, * FROM filings
     WHERE n_inconsistent_xbrl21 > 0 ORDER BY place DESC, accession_number LIMIT 50)
    UNION ALL
    (SELECT 1, datediff('day', DATE '1990-01-01', filing_date), * FROM filings
     WHERE n_arcs > 0 AND coalesce(n_inconsistent_xbrl21, 0) = 0
     ORDER BY filing_date DESC, accession_number LIMIT 50)
    ORDER BY part, place DESC, accession_number
"""
_BUDGET: Final = 2_500_000
"""Bytes of the page for filings; with the plots' library and their numbers it is below 5 MB."""


def overview_page(connection: duckdb.DuckDBPyConnection, output: str) -> str:
    """The page of an output.

    Args:
        connection: The datasets and views of it.
        output: Its path or URL, as people know it.
    """
    listed = _rows(connection, _LISTED)
    inside = _packed(connection, [row["accession_number"] for row in listed])
    data = {plot.name: list(map(_named, _rows(connection, plot.sql))) for plot in PLOTS}
    filtered = [row for rows in data.values() for row in rows if "form" in row]
    return render(
        "overview.html",
        title="EDGAR filings",
        output=output,
        run=_rows(connection, "FROM runs ORDER BY number DESC LIMIT 1")[0],
        tiles={name: connection.execute(sql).fetchall()[0][0] for name, sql in _TILES.items()},
        plots=PLOTS,
        forms=sorted({row["form"] for row in filtered}),
        quarters=sorted({row["quarter"] for row in filtered}),
        listed=listed,
        inside=inside,
        packed=script(json.dumps(inside)),
        data=script(
            json.dumps(
                {
                    "rows": data,
                    "specs": {plot.name: plot.spec for plot in PLOTS},
                    "bars": {plot.name: plot.bars for plot in PLOTS if plot.bars},
                }
            )
        ),
    )


def _packed(connection: duckdb.DuckDBPyConnection, accessions: Sequence[str]) -> dict[str, str]:
    """Contents of filings, compressed, of the first ones on that the page has room for."""
    packed, size = {}, 0
    for accession, content in filing_parts(connection, accessions):
        text = b64encode(gzip.compress(content.encode(), mtime=0)).decode()
        size += len(text)
        if size > _BUDGET:
            break
        packed[accession] = text
    return packed


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(sql).to_arrow_table().to_pylist()
    return rows


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its quarter as people name it: 2024Q1 in place of 20241."""
    quarter = row.get("quarter")
    return row if quarter is None else row | {"quarter": f"{quarter // 10}Q{quarter % 10}"}
