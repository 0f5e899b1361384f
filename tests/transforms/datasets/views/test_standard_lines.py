"""Standardised statements over small statements: each line's check, and what is derived."""

from datetime import date
from typing import Any

import pytest

from tests.transforms.datasets.views.tables import ROLE, arc, fact, filing, label, query, row

YEAR = date(2023, 1, 1), date(2023, 12, 31)
END = None, date(2023, 12, 31)


def named(name: str) -> str:
    return name if ":" in name else f"us-gaap:{name}"


def lines(
    values: dict[str, int],
    sums: dict[str, dict[str, int]] | None = None,
    period: tuple[date | None, date] = YEAR,
    labels: dict[str, str] | None = None,
    **changed: object,
) -> dict[str, tuple[object, object]]:
    """Value and formula of each line of one statement that shows the concepts of `values`."""
    concepts = {named(name): value for name, value in values.items()}
    arcs = [
        arc("presentation", "us-gaap:StatementAbstract", concept, place)
        for place, concept in enumerate(concepts)
    ]
    for total, items in (sums or {}).items():
        arcs += [
            arc("calculation", named(total), named(item), weight=weight)
            for item, weight in items.items()
        ]
    made: dict[str, Any] = {
        "filings": [filing()],
        "roles": [row("roles", role_uri=ROLE, declared_in="filing", category="Statement",
                      title=changed.get("title", "INCOME"))],
        "arcs": arcs,
        "labels": [label(named(name), text) for name, text in (labels or {}).items()],
        "facts": [fact(concept, value, *period) for concept, value in concepts.items()],
    }  # fmt: skip
    sql = "SELECT line, value, formula FROM standard_statement_lines WHERE value IS NOT NULL"
    return {each["line"]: (each["value"], each["formula"]) for each in query(sql, **made)}


def balance(**values: int) -> dict[str, tuple[object, object]]:
    return lines(values, period=END)


SALES = {"Revenues": 100, "CostOfRevenue": 60, "GrossProfit": 40, "OperatingIncomeLoss": 15}
MARGIN = {"GrossProfit": {"Revenues": 1, "CostOfRevenue": -1}}


def test_a_statement_in_standard_lines_says_which_concepts_they_came_from() -> None:
    assert lines(SALES, MARGIN) == {
        "revenue": (100, "us-gaap:Revenues"),
        "cost of revenue": (60, "us-gaap:CostOfRevenue"),
        "gross profit": (40, "us-gaap:GrossProfit"),
        "operating income": (15, "us-gaap:OperatingIncomeLoss"),
    }


def test_a_revenue_that_is_an_item_of_another_is_not_the_revenue() -> None:
    contract = "RevenueFromContractWithCustomerIncludingAssessedTax"
    values = {"InterestExpense": 5, "NoninterestIncome": 9, contract: 3}
    assert "revenue" in lines({"InterestExpense": 5, contract: 3})
    assert "revenue" not in lines(values, {"NoninterestIncome": {contract: 1}})


def test_gross_profit_is_revenue_less_cost_or_nothing() -> None:
    assert "gross profit" not in lines({**SALES, "GrossProfit": 45}, MARGIN)
    assert "gross profit" not in lines({"GrossProfit": 40, "OperatingIncomeLoss": 15})


def test_expenses_with_the_cost_of_revenue_are_costs_and_expenses() -> None:
    values = {"Revenues": 100, "CostOfRevenue": 60, "OperatingExpenses": 85,
              "OperatingIncomeLoss": 15}  # fmt: skip
    found = lines(values, {"OperatingExpenses": {"CostOfRevenue": 1}})
    assert found["costs and expenses"] == (85, "us-gaap:OperatingExpenses")
    assert "operating expenses" not in found


@pytest.mark.parametrize(
    ("line", "concept", "beside"),
    [
        ("interest expense", "InterestExpense", "own:InterestExpenseRelatedParties"),
        ("cost of revenue", "CostOfServices", "us-gaap:CostOfRealEstateRevenue"),
    ],
)
def test_a_part_of_a_line_is_not_the_line(line: str, concept: str, beside: str) -> None:
    assert line in lines({"Revenues": 100, concept: 5})
    assert line not in lines({"Revenues": 100, concept: 5, beside: 4})


@pytest.mark.parametrize(
    ("concept", "shown", "as_another"),
    [
        ("InterestExpense", "Interest expense, net", "Interest and other income (expense)"),
        ("GeneralAndAdministrativeExpense", "Administration", "Office and other direct expenses"),
        ("DepreciationAndAmortization", "Depreciation", "Net amortization of premiums"),
    ],
)
def test_a_concept_that_is_shown_as_another_thing_is_not_the_line(
    concept: str, shown: str, as_another: str
) -> None:
    cash = "NetCashProvidedByUsedInOperatingActivities"
    others = {cash: 1} if concept.startswith("Depreciation") else {"OperatingIncomeLoss": 1}
    values = {concept: 5, **others}
    assert len(lines(values)) == len(lines(values, labels={concept: shown})) == 2
    assert len(lines(values, labels={concept: as_another})) == 1


CONTINUING = "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations"
DISCONTINUED = "CashProvidedByUsedInOperatingActivitiesDiscontinuedOperations"
CHANGE = (
    "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecrease"
    "ExcludingExchangeRateEffect"
)


def test_cash_flows_of_continuing_operations_are_all_where_others_have_none() -> None:
    assert lines({CONTINUING: 9})["operating cash flow"] == (9, f"us-gaap:{CONTINUING}")
    assert "operating cash flow" in lines({CONTINUING: 9, DISCONTINUED: 0})
    assert "operating cash flow" not in lines({CONTINUING: 9, DISCONTINUED: 2})
    whole = "NetCashProvidedByUsedInOperatingActivities"
    found = lines({CONTINUING: 9, DISCONTINUED: 2, whole: 11})
    assert found["operating cash flow"] == (11, f"us-gaap:{whole}")


def test_cash_changes_before_the_effect_of_exchange_rates_where_there_is_none() -> None:
    effect = "EffectOfExchangeRateOnCashAndCashEquivalents"
    values = {CONTINUING: 9, CHANGE: 4}
    assert lines(values)["net change in cash"] == (4, f"us-gaap:{CHANGE}")
    assert "net change in cash" not in lines({**values, effect: 1})


def test_a_change_of_cash_that_is_labelled_as_of_continuing_operations_is_not_all() -> None:
    shown = {CHANGE: "Net decrease in cash - Continuing Operations"}
    assert "net change in cash" in lines({CONTINUING: 9, CHANGE: 4}, labels=shown)
    both = {CONTINUING: 9, CHANGE: 4, DISCONTINUED: -1}
    assert "net change in cash" in lines(both)
    assert "net change in cash" not in lines(both, labels=shown)


@pytest.mark.parametrize(
    ("shown", "is_selling"), [("Sales and marketing", True), ("Marketing", False)]
)
def test_marketing_is_selling_where_its_label_says_so(shown: str, is_selling: bool) -> None:
    found = lines({**SALES, "MarketingExpense": 7}, labels={"MarketingExpense": shown})
    assert ("selling and marketing" in found) == is_selling


def test_net_income_of_the_parent_is_not_the_whole_where_others_have_a_share() -> None:
    share = {"NetIncomeLossAttributableToNoncontrollingInterest": 2}
    both = {"Revenues": 9, "ProfitLoss": 7, "NetIncomeLoss": 5, **share}
    assert lines(both)["net income"] == (7, "us-gaap:ProfitLoss")
    assert lines(both)["net income to parent"] == (5, "us-gaap:NetIncomeLoss")
    one = lines({"Revenues": 9, "NetIncomeLoss": 7, **share})
    assert "net income" not in one
    assert "net income to parent" not in one
    alone = lines({"Revenues": 9, "NetIncomeLoss": 7})
    assert alone["net income"] == alone["net income to parent"] == (7, "us-gaap:NetIncomeLoss")


def test_selling_and_administrative_are_added_if_one_sum_has_both() -> None:
    values = {
        "Revenues": 100,
        "SellingAndMarketingExpense": 8,
        "GeneralAndAdministrativeExpense": 4,
    }
    both = {"SellingAndMarketingExpense": 1, "GeneralAndAdministrativeExpense": 1}
    line = "selling, general and administrative"
    assert line not in lines(values)
    assert lines(values, {"OperatingExpenses": both})[line] == (
        12,
        "us-gaap:SellingAndMarketingExpense + us-gaap:GeneralAndAdministrativeExpense",
    )


def test_liabilities_are_the_total_less_equity_unless_something_stands_between() -> None:
    whole = {"Assets": 100, "StockholdersEquity": 30, "LiabilitiesAndStockholdersEquity": 100}
    assert balance(**whole)["total liabilities"] == (
        70,
        "us-gaap:LiabilitiesAndStockholdersEquity - us-gaap:StockholdersEquity",
    )
    between = {"TemporaryEquityCarryingAmountAttributableToParent": 5}
    assert "total liabilities" not in balance(**whole, **between)


def test_equity_that_does_not_close_the_balance_is_not_total_equity() -> None:
    whole = {"Assets": 100, "Liabilities": 60, "LiabilitiesAndStockholdersEquity": 100}
    assert "total equity" in balance(**whole, StockholdersEquity=40)
    assert "total equity" not in balance(**whole, StockholdersEquity=35)
    assert "equity of parent" not in balance(**whole, StockholdersEquity=40, MinorityInterest=5)


def test_parentheses_and_notes_are_no_statements() -> None:
    assert lines(SALES, MARGIN, title="INCOME (Parenthetical)") == {}


def test_every_line_has_a_row_and_one_without_evidence_is_null() -> None:
    facts = [fact("us-gaap:Revenues", 9, *YEAR)]
    arcs = [arc("presentation", "us-gaap:StatementAbstract", "us-gaap:Revenues")]
    roles = [row("roles", role_uri=ROLE, declared_in="filing", category="Statement", title="I")]
    sql = "SELECT count(*) AS n, count(value) AS values FROM standard_statement_lines"
    found = query(sql, filings=[filing()], facts=facts, arcs=arcs, roles=roles)
    assert found == [{"n": 45, "values": 1}]


def test_amounts_are_in_the_currency_of_most_facts_not_in_a_translation() -> None:
    """A report in rand that translates its last year into dollars."""
    values = {"Revenues": 1900, "CostOfRevenue": 950, "GrossProfit": 950}
    facts = [fact(f"us-gaap:{name}", value, *YEAR, unit="ZAR") for name, value in values.items()]
    facts += [fact(f"us-gaap:{name}", value // 19, *YEAR) for name, value in values.items()]
    facts.append(fact("us-gaap:Revenues", 1800, date(2022, 1, 1), date(2022, 12, 31), unit="ZAR"))
    arcs = [arc("presentation", "us-gaap:StatementAbstract", f"us-gaap:{name}") for name in values]
    roles = [row("roles", role_uri=ROLE, declared_in="filing", category="Statement", title="I")]
    sql = """SELECT line, value, unit FROM standard_statement_lines WHERE value IS NOT NULL
             ORDER BY line_number"""
    found = query(sql, filings=[filing()], facts=facts, arcs=arcs, roles=roles)
    assert [tuple(each.values()) for each in found] == [
        ("revenue", 1900, "ZAR"),
        ("cost of revenue", 950, "ZAR"),
        ("gross profit", 950, "ZAR"),
    ]


def ifrs(**values: int) -> dict[str, int]:
    return {f"ifrs-full:{name}": value for name, value in values.items()}


BY_FUNCTION = ifrs(Revenue=100, CostOfSales=60, GrossProfit=40, DistributionCosts=8,
                   AdministrativeExpense=4, ProfitLossFromOperatingActivities=28, FinanceCosts=3,
                   ProfitLossBeforeTax=25, IncomeTaxExpenseContinuingOperations=5, ProfitLoss=20)  # fmt: skip
BY_NATURE = ifrs(Revenue=100, RawMaterialsAndConsumablesUsed=40, EmployeeBenefitsExpense=30,
                 DepreciationAndAmortisationExpense=6, OtherExpenseByNature=4, ExpenseByNature=80,
                 ProfitLossFromOperatingActivities=20)  # fmt: skip


def test_a_statement_under_ifrs_by_function_has_the_lines_of_one_under_us_gaap() -> None:
    names = ("DistributionCosts", "AdministrativeExpense")
    found = lines(
        BY_FUNCTION,
        {"ifrs-full:GrossProfit": {"ifrs-full:Revenue": 1, "ifrs-full:CostOfSales": -1},
         "ifrs-full:ProfitLossFromOperatingActivities": {
             "ifrs-full:GrossProfit": 1, **{f"ifrs-full:{name}": -1 for name in names}}},
        labels={"ifrs-full:DistributionCosts": "Selling and distribution"},
    )  # fmt: skip
    assert {line: value for line, (value, _) in found.items()} == {
        "revenue": 100,
        "cost of revenue": 60,
        "gross profit": 40,
        "selling and marketing": 8,
        "general and administrative": 4,
        "selling, general and administrative": 12,
        "operating income": 28,
        "pretax income": 25,
        "income tax": 5,
        "net income": 20,
    }


def test_expenses_by_nature_are_costs_and_expenses_if_they_lead_to_operating_income() -> None:
    found = lines(BY_NATURE)
    assert found["costs and expenses"] == (80, "ifrs-full:ExpenseByNature")
    assert "cost of revenue" not in found
    other_income = {**BY_NATURE, "ifrs-full:ProfitLossFromOperatingActivities": 24}
    assert "costs and expenses" not in lines(other_income)


def test_finance_costs_are_more_than_interest_and_distribution_is_selling_if_it_says_so() -> None:
    found = lines(BY_FUNCTION)
    assert "interest expense" not in found
    assert "selling and marketing" not in found


def test_equity_under_ifrs_is_whole_with_the_share_of_others() -> None:
    whole = ifrs(Assets=100, Equity=40, EquityAndLiabilities=100)
    shares = ifrs(EquityAttributableToOwnersOfParent=35, NoncontrollingInterests=5)
    found = lines({**whole, **shares, "ifrs-full:Liabilities": 60}, period=END)
    assert found["total equity"] == (40, "ifrs-full:Equity")
    assert found["equity of parent"] == (35, "ifrs-full:EquityAttributableToOwnersOfParent")
    assert lines({**whole, **shares}, period=END)["total liabilities"] == (
        60,
        "ifrs-full:EquityAndLiabilities - ifrs-full:Equity",
    )
    wrong = {**whole, **shares, "ifrs-full:NoncontrollingInterests": 7}
    assert not {"total equity", "equity of parent"} & lines(wrong, period=END).keys()


def test_net_income_under_ifrs_is_whole_and_that_of_the_owners_their_share() -> None:
    owners = {"ifrs-full:ProfitLossAttributableToOwnersOfParent": 18}
    found = lines({**BY_FUNCTION, **owners})
    assert found["net income"] == (20, "ifrs-full:ProfitLoss")
    assert found["net income to parent"][0] == 18


def test_cash_flows_under_ifrs_ask_for_discontinued_ones_and_exchange_rates() -> None:
    continuing = "CashFlowsFromUsedInOperatingActivitiesContinuingOperations"
    before = "IncreaseDecreaseInCashAndCashEquivalentsBeforeEffectOfExchangeRateChanges"
    alone = ifrs(**{continuing: 9, before: 4})
    assert {line: value for line, (value, _) in lines(alone).items()} == {
        "operating cash flow": 9,
        "net change in cash": 4,
    }
    discontinued = ifrs(CashFlowsFromUsedInOperatingActivitiesDiscontinuedOperations=1)
    effect = ifrs(EffectOfExchangeRateChangesOnCashAndCashEquivalents=1)
    assert lines({**alone, **discontinued, **effect}) == {}


def test_one_of_two_expenditures_under_ifrs_is_not_the_capital_expenditure() -> None:
    purchase = "PurchaseOfPropertyPlantAndEquipment"
    equipment = f"{purchase}ClassifiedAsInvestingActivities"
    with_others = (
        f"{purchase}IntangibleAssetsOtherThanGoodwillInvestmentPropertyAndOtherNoncurrentAssets"
    )
    cash = ifrs(CashFlowsFromUsedInInvestingActivities=-9, **{equipment: 7})
    assert lines(cash)["capital expenditure"] == (7, f"ifrs-full:{equipment}")
    assert "capital expenditure" in lines({**cash, **ifrs(PurchaseOfIntangibleAssets=2)})
    assert "capital expenditure" not in lines({**cash, **ifrs(**{with_others: 2})})


def test_profit_alone_makes_no_income_statement_of_changes_in_equity() -> None:
    changes = ifrs(ProfitLoss=20, Equity=40)
    assert lines(changes) == {}
