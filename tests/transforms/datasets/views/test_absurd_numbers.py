"""Numbers that no company reports: one of them fails no view and no ready question."""

from datetime import date
from decimal import Decimal

import pytest

from tests.transforms.datasets.views.tables import (
    FILING,
    ROLE,
    Row,
    arc,
    database,
    fact,
    filing,
    query,
    row,
)
from transforms.datasets.examples import EXAMPLES, example_sql
from transforms.datasets.views import VIEWS

LATER = "0000000001-25-000001"
YEAR = date(2023, 1, 1), date(2023, 12, 31)
NINE_MONTHS = date(2023, 1, 1), date(2023, 9, 30)
FOURTH = date(2023, 10, 1), date(2023, 12, 31)
LARGEST = Decimal("99999999999999999999999999.999999999999")
"""The largest number that `numeric_value` holds."""
SMALLEST = Decimal("0.000000000001")
CONCEPTS = (
    "Revenues", "CostOfRevenue", "GrossProfit", "OperatingExpenses", "OperatingIncomeLoss",
    "ProfitLoss", "NetIncomeLoss", "SellingAndMarketingExpense", "GeneralAndAdministrativeExpense",
)  # fmt: skip


def absurd(concept: str, value: Decimal, *, decimals: int) -> list[Row]:
    """A concept of two filings with the signs changed, and of two periods."""
    made = [
        (FILING, value, YEAR), (FILING, value.copy_negate(), NINE_MONTHS), (FILING, value.copy_negate(), FOURTH),
        (LATER, value.copy_negate(), YEAR),
    ]  # fmt: skip
    return [
        fact(concept, 0, *period, accession_number=accession, fact_index=place, decimals=decimals)
        | {"numeric_value": number, "value": str(number)}
        for place, (accession, number, period) in enumerate(made)
    ]


def tables(value: Decimal, decimals: int) -> dict[str, list[Row]]:
    facts = [
        each
        for name in CONCEPTS
        for each in absurd(f"us-gaap:{name}", value, decimals=decimals)
    ]  # fmt: skip
    facts.append(
        fact("us-gaap:Goodwill", 0, None, YEAR[1]) | {"numeric_value": None, "value": "INF"}
    )
    weight = Decimal(10**9)
    arcs = [arc("presentation", "us-gaap:AAbstract", f"us-gaap:{name}") for name in CONCEPTS]
    arcs += [
        arc("calculation", "us-gaap:OperatingExpenses", f"us-gaap:{name}", weight=weight)
        for name in CONCEPTS[-2:]
    ]
    arcs += [
        arc("calculation", "us-gaap:NetIncomeLoss", "own:Costs", weight=weight),
        arc("calculation", "own:Costs", "own:Fees", weight=weight),
    ]
    sums = [
        row("calculations", concept="us-gaap:NetIncomeLoss", role_uri=ROLE, reported=value,
            difference=value.copy_negate(), xbrl21="inconsistent", calc11="inconsistent",
            cause="unexplained")
    ]  # fmt: skip
    letter = {"accession_number": "0000000000-25-000009", "document": "a.txt", "position": 1}
    return {
        "filings": [filing(ciks=[1]), filing(accession_number=LATER, ciks=[1])],
        "facts": facts,
        "arcs": arcs,
        "roles": [row("roles", role_uri=ROLE, declared_in="filing", category="Statement")],
        "calculations": sums,
        "letter_filings": [row("letter_filings", **letter, form_type_reviewed="10-K",
                               filed_on=date(2024, 2, 1), filing_date=date(2025, 3, 1))],
        "letter_comments": [row("letter_comments", **letter, filing_position=1, number=1,
                                asks_reconciliation=True, reconciliation_score=1.0,
                                amounts=[{"text": "$", "value": value, "currency": "USD"}])],
    }  # fmt: skip


@pytest.mark.parametrize("decimals", [400, 0, -400])
@pytest.mark.parametrize("value", [LARGEST, LARGEST.copy_negate(), SMALLEST, Decimal("-0")])
def test_no_view_and_no_question_fails(value: Decimal, decimals: int) -> None:
    questions = [f"FROM {name}" for name in VIEWS] + [example_sql(name) for name in EXAMPLES]
    with database(**tables(value, decimals)) as db:
        for sql in questions:
            db.sql(sql).fetchall()


def test_a_change_with_more_digits_than_the_type_is_a_version_without_a_difference() -> None:
    facts = absurd("us-gaap:Revenues", LARGEST, decimals=0)
    sql = f"""SELECT version, numeric_value, previous_value, change FROM fact_history
              WHERE start_date = '{YEAR[0]}' AND end_date = '{YEAR[1]}' ORDER BY version"""
    filings = [filing(), filing(accession_number=LATER)]
    assert [tuple(each.values()) for each in query(sql, filings=filings, facts=facts)] == [
        (1, LARGEST, None, None),
        (2, LARGEST.copy_negate(), LARGEST, None),
    ]


@pytest.mark.parametrize(
    ("year", "source"), [(Decimal(10) ** 25, "contradiction"), (LARGEST, "reported")]
)
def test_a_quarter_is_derived_of_amounts_whose_difference_has_room(
    year: Decimal, source: str
) -> None:
    values = ((YEAR, year), (NINE_MONTHS, year.copy_negate()), (FOURTH, LARGEST))
    facts = [
        fact("us-gaap:Revenues", 0, *period, fact_index=place) | {"numeric_value": number}
        for place, (period, number) in enumerate(values)
    ]
    (found,) = query("FROM discrete_quarters", filings=[filing()], facts=facts)
    assert (found["source"], found["reported_value"]) == (source, LARGEST)
    assert found["derived_value"] == (2 * year if source == "contradiction" else None)


def test_a_product_of_weights_that_is_no_number_of_the_column_is_null() -> None:
    made = tables(Decimal(1), 0)
    sql = (
        "SELECT concept, standard_ancestor, distance, sign FROM extension_parents ORDER BY concept"
    )
    assert [tuple(each.values()) for each in query(sql, arcs=made["arcs"])] == [
        ("own:Costs", "us-gaap:NetIncomeLoss", 1, Decimal(10**9)),
        ("own:Fees", "us-gaap:NetIncomeLoss", 2, None),
    ]


def test_precision_to_beyond_any_number_allows_every_difference() -> None:
    facts = absurd("us-gaap:Revenues", Decimal(5), decimals=-400)
    filings = [filing(), filing(accession_number=LATER)]
    found = query("SELECT max(version) AS most FROM fact_history", filings=filings, facts=facts)
    assert found == [{"most": 1}]
