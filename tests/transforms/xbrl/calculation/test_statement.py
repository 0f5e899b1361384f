"""Statements show each network's totals with their items."""

from datetime import date
from decimal import Decimal

from tests.transforms.xbrl.calculation.reported import ROLE, F, facts_of, name, summation
from transforms.xbrl.calculation.checking import check_calculations
from transforms.xbrl.calculation.statement import StatementLine, statements
from transforms.xbrl.names import SUMMATION_ITEM

OTHER = "http://example.com/role/Other"
FACTS = [
    F("T", "3"),
    F("A", "1"),
    F("B", "2"),
    F("T", "9", 0, "c2"),
    F("A", "1", 0, "c2"),
    F("S", "1"),
    F("A", "1"),
]
NETWORKS = [
    summation("S", "B", role=OTHER),
    summation("T", "A", ("B", "-1"), "C"),
]


def test_a_total_stands_with_its_items_sum_difference_and_verdicts() -> None:
    columns = check_calculations(facts_of(FACTS), NETWORKS)
    statement = statements(columns)[1]
    assert (statement.role_uri, statement.arcrole) == (ROLE, SUMMATION_ITEM)
    first, second = statement.calculations
    assert (first.concept, first.end_date, first.unit) == ("t:T", date(2024, 12, 31), "USD")
    assert (first.reported, first.sum, first.difference) == (3, -1, 4)
    assert (first.xbrl21, first.calc11) == ("duplicate_item", "inconsistent")
    assert second.lines == (
        StatementLine("t:A", Decimal(1), Decimal(1), is_reported=True),
        StatementLine("t:B", Decimal(-1), None, is_reported=False),
        StatementLine(name("C"), Decimal(1), None, is_reported=False),
    )
    assert second.xbrl21 == "inconsistent"


def test_inconsistencies_come_alone_on_request() -> None:
    facts = [F("S", "1"), F("B", "1"), F("T", "2", 0, "c2"), F("A", "2", 0, "c2"), F("T", "9")]
    facts.append(F("A", "1"))
    columns = check_calculations(facts_of(facts), NETWORKS)
    as_filed = statements(columns)
    alone = statements(columns, only_inconsistent=True)
    assert [statement.role_uri for statement in as_filed] == [OTHER, ROLE]
    assert [statement.role_uri for statement in alone] == [ROLE]
    assert [row.is_inconsistent for row in as_filed[1].calculations] == [False, True]
    assert [row.is_inconsistent for row in alone[0].calculations] == [True]


def test_nothing_is_added_up_where_nothing_is_reported() -> None:
    (statement,) = statements(check_calculations(facts_of([F("S", "1")]), NETWORKS))
    (row,) = statement.calculations
    assert (row.reported, row.sum, row.difference, row.calc11) == (1, None, None, "no_items")
