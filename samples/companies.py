"""What the companies report: what adds up, and what is wrong on purpose."""

from samples.builders import SUMMATION_ITEM_11, Element
from samples.containers import Attachment
from samples.filings import ASHGROVE, MERRIWETHER, PINEWATER, QUILLSTONE
from samples.instances import Context, Fact
from samples.report import (
    Report,
    amounts,
    calculation,
    cover,
    labels_of,
    presentation,
    role,
    sum_of,
)


def pinewater_quarter() -> Report:
    """Inline and consistent: a loss, and total assets shown twice."""
    income = role("pwf", "Operations", "0002 - Statement - Statement of Operations")
    balance_sheet = role("pwf", "BalanceSheet", "0003 - Statement - Balance Sheet")
    total_assets = amounts("E2024Q2", Assets=31800)
    return Report(
        cik=PINEWATER.cik,
        prefix="pwf",
        period="20240331",
        roles=(income, balance_sheet),
        links=(
            calculation(
                income,
                sum_of("GrossProfit", "Revenues", "-CostOfRevenue"),
                sum_of("OperatingIncomeLoss", "GrossProfit", "-pwf:ReplantingExpense"),
            ),
            calculation(
                balance_sheet, sum_of("Assets", "AssetsCurrent", "PropertyPlantAndEquipmentNet")
            ),
            presentation(
                income,
                "IncomeStatementAbstract",
                "Revenues",
                "CostOfRevenue",
                "=GrossProfit",
                "pwf:ReplantingExpense",
                "=OperatingIncomeLoss",
            ),
            presentation(
                balance_sheet,
                "StatementOfFinancialPositionAbstract",
                "AssetsCurrent",
                "PropertyPlantAndEquipmentNet",
                "=Assets",
            ),
        ),
        contexts=(Context("Q2024Q2", "2024-03-31", "2024-01-01"), Context("E2024Q2", "2024-03-31")),
        facts=(
            *cover(
                "Q2024Q2",
                "Pinewater Foods Corp.",
                PINEWATER.cik,
                DocumentType="10-Q",
                AmendmentFlag="false",
                DocumentPeriodEndDate="2024-03-31",
                DocumentFiscalYearFocus="2024",
                DocumentFiscalPeriodFocus="Q2",
            ),
            *amounts(
                "Q2024Q2",
                Revenues=12400,
                CostOfRevenue=10900,
                GrossProfit=1500,
                pwf__ReplantingExpense=2100,
                OperatingIncomeLoss=-600,
            ),
            Fact("us-gaap:EarningsPerShareBasic", "Q2024Q2", "-0.12", "USDPerShare", "2"),
            *amounts("E2024Q2", AssetsCurrent=14300, PropertyPlantAndEquipmentNet=17500),
            *total_assets,
            *total_assets,
        ),
        elements=(Element("ReplantingExpense", balance="debit"),),
        labels=labels_of(pwf__ReplantingExpense="Replanting of orchards", Revenues="Net sales"),
    )


def quillstone_quarter() -> Report:
    """Inline, its linkbases embedded in the schema, arcs of Calculations 1.1."""
    balance_sheet = role("qse", "BalanceSheet", "0002 - Statement - Balance Sheet")
    return Report(
        cik=QUILLSTONE.cik,
        prefix="qse",
        period="20240331",
        roles=(balance_sheet,),
        links=(
            calculation(
                balance_sheet,
                sum_of(
                    "Assets",
                    "AssetsCurrent",
                    "PropertyPlantAndEquipmentNet",
                    "qse:LinePackGas",
                    arcrole=SUMMATION_ITEM_11,
                ),
            ),
            presentation(
                balance_sheet,
                "StatementOfFinancialPositionAbstract",
                "AssetsCurrent",
                "PropertyPlantAndEquipmentNet",
                "qse:LinePackGas",
                "=Assets",
            ),
        ),
        contexts=(Context("Q2024Q1", "2024-03-31", "2024-01-01"), Context("E2024Q1", "2024-03-31")),
        facts=(
            *cover(
                "Q2024Q1",
                "Quillstone Energy LP",
                QUILLSTONE.cik,
                DocumentType="10-Q",
                AmendmentFlag="false",
                DocumentPeriodEndDate="2024-03-31",
                DocumentFiscalYearFocus="2024",
                DocumentFiscalPeriodFocus="Q1",
            ),
            *amounts(
                "E2024Q1",
                AssetsCurrent=9100,
                PropertyPlantAndEquipmentNet=83600,
                qse__LinePackGas=1250,
                Assets=93950,
            ),
        ),
        elements=(Element("LinePackGas", period_type="instant", balance="debit"),),
        labels=labels_of(qse__LinePackGas="Line pack gas", Assets="Total assets"),
    )


def ashgrove_annual() -> Report:
    """Classic, for two registrants. Deferred taxes are missing from the sum of liabilities."""
    balance_sheet = role("agu", "BalanceSheet", "0002 - Statement - Balance Sheet")
    cash_flow = role("agu", "CashFlow", "0003 - Statement - Statement of Cash Flows")
    change_in_cash = (
        "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"
        "PeriodIncreaseDecreaseIncludingExchangeRateEffect"
    )
    flows = (
        "NetCashProvidedByUsedInOperatingActivities",
        "NetCashProvidedByUsedInInvestingActivities",
        "NetCashProvidedByUsedInFinancingActivities",
    )
    return Report(
        cik=ASHGROVE.cik,
        prefix="agu",
        period="20231231",
        roles=(balance_sheet, cash_flow),
        links=(
            calculation(
                balance_sheet, sum_of("Liabilities", "LiabilitiesCurrent", "LongTermDebtNoncurrent")
            ),
            calculation(cash_flow, sum_of(change_in_cash, *flows)),
            presentation(
                balance_sheet,
                "StatementOfFinancialPositionAbstract",
                "LiabilitiesCurrent",
                "LongTermDebtNoncurrent",
                "DeferredIncomeTaxLiabilitiesNet",
                "=Liabilities",
            ),
            presentation(cash_flow, "StatementOfCashFlowsAbstract", *flows, f"={change_in_cash}"),
        ),
        contexts=(Context("Y2023", "2023-12-31", "2023-01-01"), Context("E2023", "2023-12-31")),
        facts=(
            *cover(
                "Y2023",
                "Ashgrove Utilities Co.",
                ASHGROVE.cik,
                DocumentType="10-K",
                AmendmentFlag="false",
                DocumentPeriodEndDate="2023-12-31",
                DocumentFiscalYearFocus="2023",
                DocumentFiscalPeriodFocus="FY",
            ),
            *amounts(
                "E2023",
                LiabilitiesCurrent=40700,
                LongTermDebtNoncurrent=212000,
                DeferredIncomeTaxLiabilitiesNet=33150,
                Liabilities=285850,
            ),
            *amounts("Y2023", **dict(zip(flows, (61200, -74800, 15100), strict=True))),
            *amounts("Y2023", **{change_in_cash: 1500}),
        ),
        labels=labels_of(Liabilities="Total liabilities"),
    )


def merriwether_quarter() -> Report:
    """Inline; its calculation linkbase is cut short when the filing is written."""
    income = role("mwl", "Operations", "0002 - Statement - Statement of Operations")
    return Report(
        cik=MERRIWETHER.cik,
        prefix="mwl",
        period="20240331",
        roles=(income,),
        links=(
            calculation(income, sum_of("OperatingIncomeLoss", "Revenues", "-CostsAndExpenses")),
            presentation(
                income,
                "IncomeStatementAbstract",
                "Revenues",
                "CostsAndExpenses",
                "=OperatingIncomeLoss",
            ),
        ),
        contexts=(Context("Q2024Q1", "2024-03-31", "2024-01-01"),),
        facts=(
            *cover(
                "Q2024Q1",
                "Merriwether Logistics Inc.",
                MERRIWETHER.cik,
                DocumentType="10-Q",
                AmendmentFlag="false",
                DocumentPeriodEndDate="2024-03-31",
                DocumentFiscalYearFocus="2024",
                DocumentFiscalPeriodFocus="Q1",
            ),
            *amounts("Q2024Q1", Revenues=22750, CostsAndExpenses=20300, OperatingIncomeLoss=2450),
        ),
        labels=labels_of(Revenues="Freight revenue"),
    )


def damaged(content: bytes) -> bytes:
    """A document that ends in the middle of a tag."""
    return content[: content.rindex(b"<link:calculationArc") + 40]


def ashgrove_documents() -> list[Attachment]:
    """The documents of a full submission: the report's own text, then its XBRL."""
    types = {"xsd": "EX-101.SCH", "cal": "EX-101.CAL", "pre": "EX-101.PRE", "lab": "EX-101.LAB"}
    report = b"<HTML><BODY><P>Annual report of Ashgrove Utilities Co.</P></BODY></HTML>"
    documents = [Attachment("10-K", "agu-10k.htm", report, "ANNUAL REPORT")]
    for name, content in ashgrove_annual().classic_files().items():
        key = "xsd" if name.endswith(".xsd") else name[-7:-4]
        documents.append(Attachment(types.get(key, "EX-101.INS"), name, content))
    return documents
