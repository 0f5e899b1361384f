"""Standardised statements against sixty filings that were read line by line.

`standard_lines.csv` has what each statement shows for each line, decided by reading it: a line that
is not there is not shown, or cannot be told from the statement. Every value of the view must be in it.
"""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.query import connect
from tests.corpus import requires_corpus

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.slow,
    pytest.mark.xdist_group("corpus run"),
    requires_corpus,
]

READ = Path(__file__).with_name("standard_lines.csv")
PRECISION, COVERAGE = 0.98, 0.88
NOT_READ = {"net change in cash"}
SQL = """
    SELECT accession_number, line, value, confidence
    FROM standard_statement_lines
    WHERE value IS NOT NULL
"""


def read_by_hand() -> dict[tuple[str, str], Decimal]:
    with READ.open(encoding="utf-8", newline="") as lines:
        return {
            (row["accession_number"], row["line"]): Decimal(row["value"])
            for row in csv.DictReader(lines)
        }


def test_values_are_what_the_statements_show(corpus_output: Path) -> None:
    read = read_by_hand()
    filings = {accession for accession, _ in read}
    with connect(corpus_output) as database:
        rows = database.execute(SQL).fetchall()
    found = {
        (accession, line): value
        for accession, line, value, _ in rows
        if accession in filings and line not in NOT_READ
    }
    wrong = {key: value for key, value in found.items() if read.get(key) != Decimal(str(value))}
    right = len(found) - len(wrong)
    print(Counter(confidence for *_, confidence in rows))  # noqa: T201 - for the documentation
    assert len(filings) == 60
    assert right >= PRECISION * len(found), wrong
    assert right >= COVERAGE * len(read)
