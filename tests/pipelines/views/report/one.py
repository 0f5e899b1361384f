"""An output of one invented filing: an income statement and what its sums come to."""

from typing import Any

import duckdb

from tests.pipelines.views.report.many import many_filings
from transforms.xbrl.names import SUMMATION_ITEM

ACCESSION = "0000000001-24-000001"
_QUARTER = {"start_date": "2024-01-01", "end_date": "2024-03-31", "dimensions_key": ""}
_ROLE = {"accession_number": ACCESSION, "role_uri": "r"}
_NEGATED = "http://www.xbrl.org/2009/role/negatedLabel"


def fact(concept: str, value: str, unit: str = "USD", **rest: object) -> dict[str, Any]:
    """A fact of the quarter, right to the whole unless `decimals` says else."""
    return {
        "accession_number": ACCESSION, "instance": "i.xml", "concept": concept, "period_type": "duration", **_QUARTER,
        "n_dimensions": 0, "unit": unit, "value": value, "numeric_value": value, "decimals": 0, "is_preferred": True, **rest,
    }  # fmt: skip


def total(concept: str, xbrl21: str, calc11: str, **rest: object) -> dict[str, Any]:
    """A sum in USD of the quarter, with its verdicts."""
    return {
        **_ROLE, "instance": "i.xml", "concept": concept, "arcrole": SUMMATION_ITEM, **_QUARTER, "unit": "USD", "xbrl21": xbrl21,
        "calc11": calc11, **rest,
    }  # fmt: skip


def one_filing(
    facts: list[dict[str, Any]], totals: list[dict[str, Any]], negated: frozenset[str] = frozenset()
) -> duckdb.DuckDBPyConnection:
    """Datasets and views of a filing whose one statement has a line for each concept below an abstract.

    Args:
        facts: From `fact`.
        totals: From `total`; an item of theirs is `x:Item`.
        negated: Concepts with a label that shows the other sign.
    """
    connection = many_filings(0)
    lines = [{"concept": "x:Abstract", "label": "Statement"}] + [
        {"concept": concept, "label": concept.removeprefix("x:"), "preferred_label": _NEGATED if concept in negated else None}
        for concept in dict.fromkeys(each["concept"] for each in facts)
    ]  # fmt: skip
    rows: dict[str, list[dict[str, Any]]] = {
        "filings": [{"accession_number": ACCESSION, "cik": 1, "form_type": "10-Q", "filing_date": "2024-05-01", "filing_quarter": 20242, "status": "complete", "n_arcs": 9, "n_findings": 0}],
        "roles": [{**_ROLE, "definition": "1 - Statement - Income", "category": "Statement", "title": "Income", "declared_in": "x.xsd"}],
        "presentation_lines": [{**_ROLE, "line_number": number, "depth": min(number - 1, 1), "is_extension": True, "namespace": "x", "path": "", **line} for number, line in enumerate(lines, 1)],
        "concepts": [{"accession_number": ACCESSION, "namespace": "x", "concept": "x:Abstract", "abstract": True}],
        "facts": [{"fact_index": number, **each} for number, each in enumerate(facts)],
        "calculations": totals,
        "arcs": [{**_ROLE, "linkbase": "calculation", "effective": True, "arcrole": SUMMATION_ITEM, "from_concept": each["concept"], "to_concept": "x:Item", "weight": 1} for each in totals],
    }  # fmt: skip
    for name, given in rows.items():
        for row in given:
            columns = ", ".join(f'"{column}"' for column in row)
            values = ", ".join("?" * len(row))
            connection.execute(
                f"INSERT INTO {name} ({columns}) VALUES ({values})", list(row.values())
            )
    return connection
