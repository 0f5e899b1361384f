"""Statement lines against what the filing itself shows: numbers read from its own HTML.

The inline documents of three of the corpus's filings show their statements; every number in them,
with the sign as printed, must be in the lines, and row by row in their order. One of them has no schema
at hand, so its roles have no titles; of its three companies, the table that fits best is compared.
"""

import re
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from pipelines.query import connect
from tests.corpus import requires_corpus
from tests.corpus_documents import filing_documents
from tests.pipelines.rendered import Table, tables

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.slow,
    pytest.mark.xdist_group("corpus run"),
    requires_corpus,
]

APPLE, ALPHABET = "0000320193-25-000057", "0001652044-25-000043"
SPIRE = "0009999999-24-000005"
STATEMENTS = {
    (APPLE, "STATEMENTS OF OPERATIONS"): 76,
    (APPLE, "COMPREHENSIVE INCOME"): 40,
    (APPLE, "BALANCE SHEETS"): 54,
    (APPLE, "CASH FLOWS"): 56,
    (APPLE, "EQUITY"): 68,
    (ALPHABET, "STATEMENTS OF INCOME"): 26,
    (ALPHABET, "COMPREHENSIVE INCOME"): 20,
    (ALPHABET, "BALANCE SHEETS"): 60,
    (ALPHABET, "CASH FLOWS"): 66,
    (ALPHABET, "EQUITY"): 29,
    (SPIRE, "statements-of-income-unaudited$"): 38,
    (SPIRE, "comprehensive-income-unaudited$"): 28,
    (SPIRE, "balance-sheets-current-period-unaudited$"): 78,
    (SPIRE, "cash-flows-unaudited$"): 56,
    (SPIRE, "shareholders-equity-unaudited$"): 73,
}
"""How many numbers each statement shows."""
# Apple prints its equity by component, each with its own opening balance: not the network's order.
ORDERED = [statement for statement in STATEMENTS if statement != (APPLE, "EQUITY")]
LINES = """
    SELECT accession_number, coalesce(title, role_uri), line_number, concept, displayed_value
    FROM statement_lines
    WHERE accession_number = ANY(?) AND (category = 'Statement' OR title IS NULL)
      AND displayed_value IS NOT NULL
      AND NOT regexp_matches(coalesce(title, role_uri), '(?i)parenthetical')
    ORDER BY line_number, column_end DESC, column_start DESC, dimensions_key
"""

Lines = dict[int, list[Decimal]]
# accession number, name of the role, line, concept, displayed value
AnyLine = tuple[str, str, int, str, Decimal]


@pytest.fixture(scope="module")
def all_lines(corpus_output: Path) -> list[AnyLine]:
    """What `LINES` gives of all three: a query for one statement would take as long."""
    with connect(corpus_output) as database:
        return database.execute(LINES, [[APPLE, ALPHABET, SPIRE]]).fetchall()


def statement(all_lines: list[AnyLine], accession: str, title: str) -> tuple[Lines, Table]:
    """Displayed values of each line, and the table of the document that has its concepts."""
    rows = [row[2:] for row in all_lines if row[0] == accession and re.search(title, row[1])]
    lines: defaultdict[int, list[Decimal]] = defaultdict(list)
    for number, _, value in rows:
        lines[number].append(value)
    concepts = {concept for _, concept, _ in rows}

    def agreement(table: Table) -> int:
        found = {cell.concept for row in table for cell in row}
        return len(found & concepts) - len(found - concepts)

    return dict(lines), max(tables_of(accession), key=agreement)


@cache
def tables_of(accession: str) -> list[Table]:
    """The tables of the longest document."""
    documents = (content for name, content in filing_documents(accession) if name.endswith(".htm"))
    return tables(max(documents, key=len))


@pytest.mark.parametrize(("accession", "title"), STATEMENTS)
def test_every_number_that_a_statement_shows_is_in_its_lines(
    all_lines: list[AnyLine], accession: str, title: str
) -> None:
    lines, table = statement(all_lines, accession, title)
    shown = [cell.value for row in table for cell in row]
    assert len(shown) == STATEMENTS[accession, title]
    assert set(shown) <= {value for values in lines.values() for value in values}


@pytest.mark.parametrize(("accession", "title"), ORDERED)
def test_lines_come_in_the_order_in_which_the_statement_shows_them(
    all_lines: list[AnyLine], accession: str, title: str
) -> None:
    """A row may hold two concepts, one for each year: these are two lines that follow one
    another."""
    lines, table = statement(all_lines, accession, title)
    place = 0
    for row in table:
        shown = [cell.value for cell in row]
        place = next(
            (
                number
                for number, values in sorted(lines.items())
                if number >= place
                and shown[0] in values
                and set(shown) <= {*values, *lines.get(number + 1, [])}
            ),
            -1,
        )
        assert place >= 0, f"{row[0].concept}: {shown} is in no line that follows"
