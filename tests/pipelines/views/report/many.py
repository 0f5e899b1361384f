"""An output of any number of invented filings, as DuckDB's tables without files."""

import duckdb

from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS

_FILINGS = """
    SELECT printf('%010d-%02d-%06d', 1000 + n % 5000, 10 + n % 16, n) AS accession_number,
           1000 + n % 5000 AS cik, printf('Company %d', n % 5000) AS company_name,
           ['10-K', '10-Q', '8-K', '10-K/A', 'UPLOAD', 'CORRESP'][1 + n % 6] AS form_type,
           make_date(2010 + n % 16, 1 + n // 7 % 12, 1) AS filing_date,
           (2010 + n % 16) * 10 + 1 + n // 7 % 12 // 3 AS filing_quarter,
           ['complete', 'complete', 'partial', 'failed'][1 + n // 11 % 4] AS status,
           100 AS n_arcs, 500 AS n_facts, 10 AS n_calculations, n % 7 AS n_inconsistent_xbrl21,
           n % 5 AS n_inconsistent_calc11, n % 3 AS n_findings
    FROM range({filings}) AS numbers(n)
"""
_KEY = "accession_number, cik, form_type, filing_date, filing_quarter"
_SUMMATION = "http://www.xbrl.org/2003/arcrole/summation-item"
_ROWS = {
    "calculations": f"""
        SELECT {_KEY}, 'r' AS role_uri, '{_SUMMATION}' AS arcrole, printf('us-gaap:C%d', k) AS concept,
               CASE WHEN k < n_inconsistent_xbrl21 THEN 'inconsistent' WHEN k < 8 THEN 'consistent'
                    ELSE 'unbound' END AS xbrl21,
               CASE WHEN k < n_inconsistent_calc11 THEN 'inconsistent' WHEN k < 8 THEN 'consistent'
                    ELSE 'unbound' END AS calc11,
               CASE WHEN k < n_inconsistent_xbrl21 THEN ['rounding', 'missing-item', 'sign'][1 + k % 3]
                    END AS cause
        FROM filings, range(10) AS parts(k)
    """,
    "arcs": f"""
        SELECT {_KEY}, 'presentation' AS linkbase, 'r' AS role_uri, true AS effective,
               printf('x:C%d', k) AS to_concept, 'http://fasb.org/us-gaap/2023' AS to_namespace,
               k % 4 = 0 AS to_is_extension, 'x:A' AS from_concept, false AS from_is_extension
        FROM filings, range(10) AS parts(k)
    """,
    "findings": f"""
        SELECT {_KEY}, k AS ordinal, printf('rule-%d', (cik + k) % 40) AS rule,
               ['error', 'warning'][1 + k % 2] AS severity, 'x' AS message
        FROM filings, range(3) AS parts(k) WHERE k < n_findings
    """,
    "rejects": f"""
        SELECT {_KEY}, 'x' AS source, 0 AS ordinal, 'read' AS stage, 'xml' AS error, 'x' AS message
        FROM filings WHERE status = 'failed'
    """,
    "letters": f"SELECT {_KEY}, 'l.txt' AS document, 'x' AS kind FROM filings WHERE form_type = 'UPLOAD'",
    "letter_citations": f"""
        SELECT {_KEY}, 'l.txt' AS document, 'ASC' AS authority, printf('%d-10', 100 + cik % 60) AS reference
        FROM filings WHERE form_type = 'UPLOAD'
    """,
    "runs": """
        SELECT printf('run-%d', n) AS run_id, n + 1 AS number, 'run' AS command,
               TIMESTAMPTZ '2026-01-01 00:00:00Z' + INTERVAL (n) DAY AS started_at,
               TIMESTAMPTZ '2026-01-01 00:10:00Z' + INTERVAL (n) DAY AS finished_at,
               [{'name': 'filings', 'count': 1000 + n * 10}] AS counts
        FROM range(60) AS numbers(n)
    """,
}


def many_filings(filings: int) -> duckdb.DuckDBPyConnection:
    """Datasets and views of that many filings in 64 quarters."""
    connection = duckdb.connect()
    for name, dataset in DATASETS.items():
        empty = dataset.schema.empty_table()  # noqa: F841 # DuckDB finds it by its name
        connection.execute(f"CREATE TABLE {name} AS FROM empty")
    for name, sql in {"filings": _FILINGS.format(filings=filings), **_ROWS}.items():
        connection.execute(f"INSERT INTO {name} BY NAME {sql}")
    for view in VIEWS.values():
        connection.execute(view.sql)
    return connection
