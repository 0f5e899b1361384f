"""The report of one filing: statements as filed, calculation trees, its letters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

import duckdb

from pipelines.views.report.page import render

Row = Mapping[str, Any]
Column = tuple[Any, Any, str]

_LINES: Final = """
    SELECT lines.* FROM statement_lines AS lines
    JOIN (SELECT role_uri, min(definition) AS definition FROM roles WHERE accession_number = $accession
          GROUP BY role_uri) AS role USING (role_uri)
    WHERE accession_number = $accession
    ORDER BY category <> 'Statement', role.definition, role_uri, line_number
"""
_ARCS: Final = """
    SELECT DISTINCT role_uri, arcrole, from_concept, to_concept, weight, "order" FROM arcs
    WHERE accession_number = $accession AND linkbase = 'calculation' AND effective
    ORDER BY role_uri, arcrole, "order", to_concept
"""
_SUMS: Final = """
    SELECT role_uri, arcrole, concept,
           count(*) FILTER (xbrl21 = 'inconsistent' OR calc11 = 'inconsistent') AS inconsistent,
           count(*) FILTER (xbrl21 = 'consistent' OR calc11 = 'consistent') AS consistent,
           count(*) AS sums
    FROM calculations WHERE accession_number = $accession GROUP BY ALL
"""
_LETTERS: Final = """
    SELECT DISTINCT letter.accession_number, letter.document, letter.kind, letter.filing_date
    FROM letters AS letter LEFT JOIN letter_matches AS match
      ON match.accession_number = letter.accession_number AND match.document = letter.document
    WHERE match.reviewed_accession_number = $accession OR letter.accession_number = $accession
    ORDER BY letter.filing_date, letter.accession_number, letter.document
"""
_COMMENTS: Final = """
    SELECT number, headings, text FROM letter_comments
    WHERE accession_number = $accession AND document = $document ORDER BY position
"""


@dataclass(slots=True)
class Line:
    """A line of a statement: its row, and the rows of its values by column."""

    row: Row
    cells: dict[Column, Row] = field(default_factory=dict)

    @property
    def is_total(self) -> bool:
        """Whether a sum of it was looked at."""
        return any(cell["xbrl21"] or cell["calc11"] for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement or note: its columns and lines."""

    title: str
    category: str | None
    columns: Sequence[Column]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Node:
    """A concept in a calculation tree, with its weight in the sum above it."""

    concept: str
    weight: Any
    sums: Row | None
    items: "Sequence[Node]"


def filing_page(connection: duckdb.DuckDBPyConnection, output: str, accession: str) -> str | None:
    """The page of a filing; None if it is not in the output.

    Args:
        connection: The datasets and views of the output.
        output: Its path or URL, as people know it.
        accession: Accession number.
    """
    asked = {"accession": accession}
    found = _rows(connection, "FROM filings WHERE accession_number = $accession", asked)
    if not found:
        return None
    statements = list(_statements(_rows(connection, _LINES, asked)))
    letters = [
        (letter, _rows(connection, _COMMENTS, {"accession": letter["accession_number"], "document": letter["document"]}))
        for letter in _rows(connection, _LETTERS, asked)
    ]  # fmt: skip
    return render(
        "filing.html",
        title=f"{found[0]['company_name'] or accession}: {found[0]['form_type']}",
        output=output,
        filing=found[0],
        statements=statements,
        trees=_trees(_rows(connection, _ARCS, asked), _rows(connection, _SUMS, asked), _titles(connection, accession)),
        findings=_rows(
            connection, "FROM findings WHERE accession_number = $accession ORDER BY ordinal", asked
        ),
        letters=letters,
    )  # fmt: skip


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object]
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = connection.sql(sql, params=values).to_arrow_table().to_pylist()
    return rows


def _titles(connection: duckdb.DuckDBPyConnection, accession: str) -> dict[str, str]:
    rows = _rows(
        connection,
        "SELECT role_uri, min(title) AS title FROM roles WHERE accession_number = $accession GROUP BY ALL",
        {"accession": accession},
    )
    return {row["role_uri"]: row["title"] or row["role_uri"] for row in rows}


def _statements(rows: Iterable[Row]) -> Iterator[Statement]:
    """Statements of rows that are in the order of roles and lines."""
    for role_uri, group in groupby(rows, key=lambda row: row["role_uri"]):
        lines: dict[int, Line] = {}
        for row in group:
            line = lines.setdefault(row["line_number"], Line(row))
            if row["dimensions_key"] is not None:
                line.cells[row["column_start"], row["column_end"], row["dimensions_key"]] = row
        columns = {column for line in lines.values() for column in line.cells}
        first = next(iter(lines.values())).row
        yield Statement(
            first["title"] or role_uri,
            first["category"],
            sorted(columns, key=_place),
            list(lines.values()),
        )


def _place(column: Column) -> tuple[str, bool, int, str]:
    """The order of columns: without dimensions first, the latest first, the longest first."""
    start, end, dimensions = column
    length = (end - start).days if start and end else 0
    latest = -end.toordinal() if end else 0
    return (dimensions, end is None, latest, f"{-length:09}")


def _trees(
    arcs: Sequence[Row], sums: Sequence[Row], titles: Mapping[str, str]
) -> Iterator[tuple[str, list[Node]]]:
    """Title and roots of each calculation network."""
    for network, group in groupby(arcs, key=lambda arc: (arc["role_uri"], arc["arcrole"])):
        below: dict[str, list[Row]] = {}
        for arc in group:
            below.setdefault(arc["from_concept"], []).append(arc)
        looked_at = {
            row["concept"]: row for row in sums if (row["role_uri"], row["arcrole"]) == network
        }
        items = {arc["to_concept"] for each in below.values() for arc in each}
        roots = [concept for concept in below if concept not in items] or list(below)[:1]
        nodes = [_node(root, None, below, looked_at, frozenset()) for root in roots]
        yield titles.get(network[0], network[0]), nodes


def _node(
    concept: str,
    weight: object,
    below: Mapping[str, Sequence[Row]],
    looked_at: Mapping[str, Row],
    above: frozenset[str],
) -> Node:
    """A concept and what is summed below it; one that stands above itself ends there."""
    inner = [] if concept in above else below.get(concept, [])
    within = above | {concept}
    items = [_node(arc["to_concept"], arc["weight"], below, looked_at, within) for arc in inner]
    return Node(concept, weight, looked_at.get(concept), items)
