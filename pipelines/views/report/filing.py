"""The report of one filing: statements as filed, calculation trees, its letters."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from math import inf
from typing import Any, Final

import duckdb

from pipelines.views.branches import Branch, branches
from pipelines.views.report.page import render
from transforms.datasets.instance_schemas import SUMMATION_ITEM

Row = Mapping[str, Any]
Column = tuple[Any, Any, str]

_FILINGS: Final = """
    SELECT filings.*, period.report_end FROM filings
    JOIN (FROM reporting_periods WHERE accession_number IN {given}) AS period USING (accession_number)
"""
_LINES: Final = """
    SELECT lines.*, sums.* EXCLUDE (accession_number, instance, role_uri, concept, start_date, end_date, dimensions_key, unit),
           CASE WHEN lower(preferred_label) LIKE '%/negated%' THEN -difference ELSE difference END AS displayed_difference
    FROM statement_lines AS lines
    JOIN (SELECT accession_number, role_uri, min(definition) AS definition FROM roles
          WHERE accession_number IN {given} GROUP BY ALL) AS role USING (accession_number, role_uri)
    LEFT JOIN (FROM facts WHERE accession_number IN {given}) AS fact USING (accession_number, instance, fact_index)
    LEFT JOIN (
        SELECT accession_number, instance, role_uri, concept, start_date, end_date, dimensions_key, unit,
               max(xbrl21_unbound) AS xbrl21_unbound, max(calc11_unbound) AS calc11_unbound,
               arg_max(difference, abs(difference)) FILTER (
                   calc11 = 'inconsistent' OR (xbrl21 = 'inconsistent' AND arcrole = '{summation_item}')) AS difference
        FROM calculations WHERE accession_number IN {given} GROUP BY ALL
    ) AS sums
      ON sums.accession_number = lines.accession_number AND sums.instance = lines.instance
     AND sums.role_uri = lines.role_uri AND sums.concept = lines.concept AND sums.unit = lines.unit
     AND sums.start_date IS NOT DISTINCT FROM fact.start_date AND sums.end_date = fact.end_date
     AND sums.dimensions_key = lines.dimensions_key
    WHERE lines.accession_number IN {given}
    ORDER BY category <> 'Statement', role.definition, lines.role_uri, line_number, instance, fact_index
"""
_ARCS: Final = """
    SELECT DISTINCT accession_number, role_uri, arcrole, from_concept, to_concept, weight, "order"
    FROM arcs WHERE accession_number IN {given} AND linkbase = 'calculation' AND effective
    ORDER BY role_uri, arcrole, "order", to_concept
"""
_SUMS: Final = """
    SELECT accession_number, role_uri, arcrole, concept,
           count(*) FILTER (xbrl21 = 'inconsistent' AND arcrole = '{summation_item}') AS xbrl21_inconsistent,
           count(*) FILTER (xbrl21 = 'consistent' AND arcrole = '{summation_item}') AS xbrl21_consistent,
           count(*) FILTER (calc11 = 'inconsistent') AS calc11_inconsistent,
           count(*) FILTER (calc11 = 'consistent') AS calc11_consistent, count(*) AS sums
    FROM calculations WHERE accession_number IN {given} GROUP BY ALL
"""
_TITLES: Final = """
    SELECT accession_number, role_uri, min(title) AS title FROM roles
    WHERE accession_number IN {given} GROUP BY ALL
"""
_FINDINGS: Final = "FROM findings WHERE accession_number IN {given} ORDER BY ordinal"
_REJECTS: Final = "FROM rejects WHERE accession_number IN {given} ORDER BY source, ordinal"
_LETTERS: Final = """
    WITH about AS (
        SELECT accession_number AS letter_number, document, reviewed_accession_number AS accession_number
        FROM letter_matches WHERE reviewed_accession_number IN {given}
        UNION
        SELECT accession_number, document, accession_number FROM letters WHERE accession_number IN {given}
    )
    SELECT about.accession_number, letter_number, about.document, letter.kind, letter.filing_date,
           list({{'number': comment.number, 'headings': comment.headings, 'text': comment.text}}
                ORDER BY comment.position) FILTER (comment.position IS NOT NULL) AS comments
    FROM about JOIN letters AS letter
      ON letter.accession_number = letter_number AND letter.document = about.document
    LEFT JOIN letter_comments AS comment
      ON comment.accession_number = letter_number AND comment.document = about.document
    GROUP BY ALL ORDER BY letter.filing_date, letter_number, about.document
"""


@dataclass(slots=True)
class Line:
    """A line of a statement: its row, and the rows of its values by column: of several units, several."""

    row: Row
    cells: defaultdict[Column, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_total(self) -> bool:
        """Whether a sum of it was looked at."""
        cells = chain.from_iterable(self.cells.values())
        return any(cell["xbrl21"] or cell["calc11"] for cell in cells)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement or note: its columns, the unit of most values in each, and its lines."""

    title: str
    category: str | None
    columns: Mapping[Column, str | None]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Tree:
    """A calculation network: its roots, and the row of `_SUMS` of each total."""

    title: str
    roots: Sequence[Branch]
    sums: Mapping[str, Row]


def filing_page(connection: duckdb.DuckDBPyConnection, output: str, accession: str) -> str | None:
    """The page of a filing; None if it is not in the output.

    Args:
        connection: The datasets and views of the output.
        output: Its path or URL, as people know it.
        accession: Accession number.
    """
    for filing in _filings(connection, [accession]):
        return render("filing.html", output=output, **filing)
    return None


def filing_parts(
    connection: duckdb.DuckDBPyConnection, accessions: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Accession number and content of filings as they stand in another page, in order."""
    for filing in _filings(connection, accessions):
        yield filing["filing"]["accession_number"], render("filing_part.html", **filing)


def _filings(
    connection: duckdb.DuckDBPyConnection, accessions: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """What the templates show of each filing that is there, in the order of `accessions`."""

    def rows(sql: str) -> dict[str, list[Row]]:
        return _by_filing(connection, sql, accessions)

    filings, lines, arcs, sums = map(rows, (_FILINGS, _LINES, _ARCS, _SUMS))
    titles, findings, rejects, letters = map(rows, (_TITLES, _FINDINGS, _REJECTS, _LETTERS))
    for accession in accessions:
        for filing in filings.get(accession, ()):
            names = {
                row["role_uri"]: row["title"] or row["role_uri"]
                for row in titles.get(accession, ())
            }
            yield {
                "title": f"{filing['company_name'] or accession}: {filing['form_type']}",
                "filing": filing,
                "statements": list(_statements(lines.get(accession, ()))),
                "trees": list(_trees(arcs.get(accession, ()), sums.get(accession, ()), names)),
                "findings": findings.get(accession, ()),
                "rejects": rejects.get(accession, ()),
                "letters": letters.get(accession, ()),
            }


def _by_filing(
    connection: duckdb.DuckDBPyConnection, sql: str, accessions: Sequence[str]
) -> dict[str, list[Row]]:
    """Rows of a query, in its order, by accession number."""
    values = {f"n{number}": accession for number, accession in enumerate(accessions)}
    given = f"({', '.join(f'${name}' for name in values)})"
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    statement = sql.format(given=given, summation_item=SUMMATION_ITEM)
    answer = connection.sql(statement, params=values).to_arrow_table()
    for row in answer.to_pylist():
        rows[row["accession_number"]].append(row)
    return rows


def _statements(rows: Iterable[Row]) -> Iterator[Statement]:
    """Statements of rows that are in the order of roles and lines."""
    for role_uri, group in groupby(rows, key=lambda row: row["role_uri"]):
        lines: dict[int, Line] = {}
        for row in group:
            line = lines.setdefault(row["line_number"], Line(row))
            if row["dimensions_key"] is not None:
                column = row["column_start"], row["column_end"], row["dimensions_key"]
                line.cells[column].append(row)
        first = next(iter(lines.values())).row
        yield Statement(
            first["title"] or role_uri,
            first["category"],
            _columns(lines.values()),
            list(lines.values()),
        )


def _columns(lines: Iterable[Line]) -> dict[Column, str | None]:
    """Columns with the unit of most of their values, in the order in which statements are printed.

    Those without dimensions come first, then of one length those that end last, and shorter
    periods before longer ones. Columns that have less than half as many lines as the fullest one
    follow: amounts that belong to other statements too, such as cash at the end of other periods.
    """
    cells: defaultdict[Column, list[Row]] = defaultdict(list)
    for line in lines:
        for column, rows in line.cells.items():
            cells[column] += rows[:1]
    fullest: Counter[str] = Counter()
    for (_, _, dimensions), rows in cells.items():
        fullest[dimensions] = max(fullest[dimensions], len(rows))

    def place(column: Column) -> tuple[str, bool, float, int]:
        _, end, dimensions = column
        rows = cells[column]
        months = rows[0]["months"]
        is_sparse = 2 * len(rows) < fullest[dimensions]
        length = inf if months is None else months
        return (dimensions, is_sparse, length, -end.toordinal() if end else 0)

    return {
        column: _most_frequent(Counter(row["unit"] for row in cells[column] if row["unit"]))
        for column in sorted(cells, key=place)
    }


def _most_frequent(units: Counter[str]) -> str | None:
    return max(units, key=lambda unit: (units[unit], unit), default=None)


def _trees(arcs: Sequence[Row], sums: Sequence[Row], titles: Mapping[str, str]) -> Iterator[Tree]:
    """Each calculation network."""
    for network, group in groupby(arcs, key=lambda arc: (arc["role_uri"], arc["arcrole"])):
        looked_at = {
            row["concept"]: row for row in sums if (row["role_uri"], row["arcrole"]) == network
        }
        yield Tree(titles.get(network[0], network[0]), list(branches(group)), looked_at)
