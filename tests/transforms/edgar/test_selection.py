from dataclasses import replace
from datetime import date

import pytest

from transforms.edgar.filing import FilingRef
from transforms.edgar.selection import EVERYTHING, Selection, select_filings

ANNUAL = FilingRef(
    "0000000011-24-000001",
    11,
    (11, 22),
    "ACME CO",
    "10-K",
    date(2024, 2, 5),
    ("edgar/data/11/0000000011-24-000001.txt", "edgar/data/22/0000000011-24-000001.txt"),
)
AMENDED = replace(ANNUAL, accession_number="0000000011-24-000003", form_type="10-K/A", ciks=(11,))


def test_nothing_asked_leaves_nothing_out():
    assert select_filings([ANNUAL, AMENDED], EVERYTHING) == [ANNUAL, AMENDED]


@pytest.mark.parametrize(
    ("forms", "selected"),
    [
        ({"10-K"}, [ANNUAL]),
        ({"10-K/A"}, [AMENDED]),
        ({"10-K", "10-K/A"}, [ANNUAL, AMENDED]),
        ({"10-Q"}, []),
    ],
)
def test_a_form_without_its_slash_leaves_amendments_out(forms, selected):
    assert select_filings([ANNUAL, AMENDED], Selection(forms=frozenset(forms))) == selected


def test_a_filing_of_several_filers_is_found_under_each():
    assert select_filings([ANNUAL, AMENDED], Selection(ciks=frozenset({22}))) == [ANNUAL]


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2024, 2, 5), date(2024, 2, 5), 2),
        (date(2024, 2, 6), None, 0),
        (None, date(2024, 2, 4), 0),
    ],
)
def test_the_first_and_last_day_are_included(first, last, count):
    assert len(select_filings([ANNUAL, AMENDED], Selection(first=first, last=last))) == count


def test_accession_numbers_select_single_filings():
    wanted = Selection(accessions=frozenset({AMENDED.accession_number}))
    assert select_filings([ANNUAL, AMENDED], wanted) == [AMENDED]


def test_the_limit_takes_the_first():
    assert select_filings([ANNUAL, AMENDED], Selection(limit=1)) == [ANNUAL]
