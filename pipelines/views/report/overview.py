"""The report of an output: its counts, plots and the filings to look at first."""

import json
from typing import Any, Final

import duckdb

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
_WORST: Final = """
    SELECT accession_number, company_name, form_type, filing_date, n_calculations,
           n_inconsistent_xbrl21, n_inconsistent_calc11
    FROM filings WHERE n_inconsistent_xbrl21 > 0
    ORDER BY n_inconsistent_xbrl21 DESC, accession_number LIMIT 50
"""


def overview_page(connection: duckdb.DuckDBPyConnection, output: str) -> str:
    """The page of an output.

    Args:
        connection: The datasets and views of it.
        output: Its path or URL, as people know it.
    """
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
        worst=_rows(connection, _WORST),
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


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(sql).to_arrow_table().to_pylist()
    return rows


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its quarter as people name it: 2024Q1 in place of 20241."""
    quarter = row.get("quarter")
    return row if quarter is None else row | {"quarter": f"{quarter // 10}Q{quarter % 10}"}
