"""The invented filings: who filed, what adds up, and what is wrong on purpose.

None of the companies exists, and no document of theirs is anybody's.
"""

from datetime import date
from typing import Final

from samples.builders import SUMMATION_ITEM_11, Arc, Context, Element, Fact
from samples.containers import Attachment, Company, Submission
from samples.report import (
    Report,
    amounts,
    calculation,
    cover,
    labels_of,
    presentation,
    role,
    sum_of,
    table,
)

HARBORLIGHT: Final = Company(
    1990001, "HARBORLIGHT INSTRUMENTS INC", state="WA", file_number="001-90001"
)
PINEWATER: Final = Company(
    1990002, "PINEWATER FOODS CORP", "CANNED FRUITS & VEGETABLES [2033]", "OR", "0930", "001-90002"
)
QUILLSTONE: Final = Company(
    1990003, "QUILLSTONE ENERGY LP", "NATURAL GAS TRANSMISSION [4922]", file_number="001-90003"
)
ASHGROVE: Final = Company(
    1990004, "ASHGROVE UTILITIES CO", "ELECTRIC SERVICES [4911]", "MN", file_number="001-90004"
)
ASHGROVE_FINANCE: Final = Company(
    1990005, "ASHGROVE POWER FINANCE LLC", "ELECTRIC SERVICES [4911]", file_number="333-90005"
)
MERRIWETHER: Final = Company(
    1990006,
    "MERRIWETHER LOGISTICS INC",
    "TRUCKING (NO LOCAL) [4213]",
    "TN",
    file_number="001-90006",
)

HARBORLIGHT_ANNUAL: Final = Submission(
    "0001990001-24-000004", "10-K", date(2024, 2, 20), (HARBORLIGHT,), date(2023, 12, 31)
)
HARBORLIGHT_AMENDED: Final = Submission(
    "0001990001-24-000017", "10-K/A", date(2024, 6, 10), (HARBORLIGHT,), date(2023, 12, 31)
)
HARBORLIGHT_EVENT: Final = Submission(
    "0001990001-24-000011", "8-K", date(2024, 5, 14), (HARBORLIGHT,), date(2024, 5, 13)
)
ASHGROVE_ANNUAL: Final = Submission(
    "0001990004-24-000002",
    "10-K",
    date(2024, 2, 28),
    (ASHGROVE, ASHGROVE_FINANCE),
    date(2023, 12, 31),
)
PINEWATER_QUARTER: Final = Submission(
    "0001990002-24-000009", "10-Q", date(2024, 5, 7), (PINEWATER,), date(2024, 3, 31)
)
QUILLSTONE_QUARTER: Final = Submission(
    "0001990003-24-000006", "10-Q", date(2024, 5, 9), (QUILLSTONE,), date(2024, 3, 31)
)
MERRIWETHER_QUARTER: Final = Submission(
    "0001990006-24-000005", "10-Q", date(2024, 5, 10), (MERRIWETHER,), date(2024, 3, 31)
)


def harborlight_annual(*, amended: bool = False) -> Report:
    """Classic. Gross profit is 300 too high until amended; tax has the wrong weight.

    The parts of inventory are rounded to hundreds of thousands, so that they add up by
    Calculations 1.1 alone. A second link of the balance sheet's role prohibits an arc.
    """
    balance_sheet = role("hbl", "BalanceSheet", "0002 - Statement - Balance Sheet")
    income = role("hbl", "IncomeStatement", "0003 - Statement - Statement of Income")
    inventory = role("hbl", "InventoryDetails", "0010 - Disclosure - Inventory (Details)")
    segments = role("hbl", "SegmentDetails", "0011 - Disclosure - Segments (Details)")
    deferred_tax = Arc("us-gaap:Assets", "us-gaap:DeferredIncomeTaxAssetsNet", "4", "1.0")
    prohibition = Arc(
        "us-gaap:Assets",
        "us-gaap:DeferredIncomeTaxAssetsNet",
        "4",
        "1.0",
        attributes=(("use", "prohibited"), ("priority", "1")),
    )
    return Report(
        cik=HARBORLIGHT.cik,
        prefix="hbl",
        period="20231231",
        roles=(balance_sheet, income, inventory, segments),
        links=(
            calculation(
                balance_sheet,
                sum_of("Assets", "AssetsCurrent", "PropertyPlantAndEquipmentNet", "Goodwill"),
                [deferred_tax],
                sum_of(
                    "AssetsCurrent",
                    "CashAndCashEquivalentsAtCarryingValue",
                    "AccountsReceivableNetCurrent",
                    "InventoryNet",
                ),
                sum_of("LiabilitiesAndStockholdersEquity", "Liabilities", "StockholdersEquity"),
                sum_of(
                    "StockholdersEquity",
                    "CommonStockValue",
                    "RetainedEarningsAccumulatedDeficit",
                    "-TreasuryStockValue",
                ),
            ),
            calculation(balance_sheet, [prohibition]),
            calculation(
                income,
                sum_of("Revenues", "hbl:InstrumentRevenue", "hbl:CalibrationServiceRevenue"),
                sum_of("GrossProfit", "Revenues", "-CostOfRevenue"),
                sum_of(
                    "OperatingIncomeLoss",
                    "GrossProfit",
                    "-ResearchAndDevelopmentExpense",
                    "-SellingGeneralAndAdministrativeExpense",
                ),
                sum_of("NetIncomeLoss", "OperatingIncomeLoss", "IncomeTaxExpenseBenefit"),
            ),
            calculation(
                inventory,
                sum_of(
                    "InventoryNet",
                    "InventoryRawMaterialsNetOfReserves",
                    "InventoryFinishedGoodsNetOfReserves",
                ),
            ),
            presentation(
                balance_sheet,
                "StatementOfFinancialPositionAbstract",
                "CashAndCashEquivalentsAtCarryingValue",
                "AccountsReceivableNetCurrent",
                "InventoryNet",
                "=AssetsCurrent",
                "PropertyPlantAndEquipmentNet",
                "Goodwill",
                "=Assets",
                "Liabilities",
                "CommonStockValue",
                "RetainedEarningsAccumulatedDeficit",
                "TreasuryStockValue",
                "=StockholdersEquity",
                "=LiabilitiesAndStockholdersEquity",
            ),
            presentation(
                income,
                "IncomeStatementAbstract",
                "hbl:InstrumentRevenue",
                "hbl:CalibrationServiceRevenue",
                "=Revenues",
                "CostOfRevenue",
                "=GrossProfit",
                "ResearchAndDevelopmentExpense",
                "SellingGeneralAndAdministrativeExpense",
                "=OperatingIncomeLoss",
                "IncomeTaxExpenseBenefit",
                "=NetIncomeLoss",
            ),
            presentation(
                inventory,
                "InventoryDisclosureAbstract",
                "InventoryRawMaterialsNetOfReserves",
                "InventoryFinishedGoodsNetOfReserves",
                "=InventoryNet",
            ),
            table(
                segments,
                "us-gaap:StatementBusinessSegmentsAxis",
                "us-gaap:SegmentDomain",
                ("hbl:MarineMember", "hbl:AviationMember"),
                "us-gaap:Revenues",
            ),
        ),
        contexts=(
            Context("Y2023", "2023-12-31", "2023-01-01"),
            Context("E2023", "2023-12-31"),
            *(
                Context(
                    f"Y2023_{name}",
                    "2023-12-31",
                    "2023-01-01",
                    (("us-gaap:StatementBusinessSegmentsAxis", f"hbl:{name}Member"),),
                )
                for name in ("Marine", "Aviation")
            ),
        ),
        facts=(
            *cover(
                "Y2023",
                "Harborlight Instruments Inc.",
                HARBORLIGHT.cik,
                DocumentType="10-K/A" if amended else "10-K",
                AmendmentFlag=str(amended).lower(),
                DocumentPeriodEndDate="2023-12-31",
                DocumentFiscalYearFocus="2023",
                DocumentFiscalPeriodFocus="FY",
            ),
            *amounts(
                "E2023",
                CashAndCashEquivalentsAtCarryingValue=8450,
                AccountsReceivableNetCurrent=6900,
                InventoryNet=6350,
                AssetsCurrent=21700,
                PropertyPlantAndEquipmentNet=19300,
                Goodwill=7200,
                Assets=48200,
                Liabilities=20150,
                CommonStockValue=15000,
                RetainedEarningsAccumulatedDeficit=14250,
                TreasuryStockValue=1200,
                StockholdersEquity=28050,
                LiabilitiesAndStockholdersEquity=48200,
            ),
            *amounts(
                "E2023",
                decimals=-5,
                InventoryRawMaterialsNetOfReserves=2600,
                InventoryFinishedGoodsNetOfReserves=3700,
            ),
            *amounts(
                "Y2023",
                hbl__InstrumentRevenue=52400,
                hbl__CalibrationServiceRevenue=11900,
                Revenues=64300,
                CostOfRevenue=38900,
                GrossProfit=25400 if amended else 25700,
                ResearchAndDevelopmentExpense=9800,
                SellingGeneralAndAdministrativeExpense=8100,
                OperatingIncomeLoss=7500,
                IncomeTaxExpenseBenefit=1500,
                NetIncomeLoss=6000,
            ),
            *amounts("Y2023_Marine", Revenues=40100),
            *amounts("Y2023_Aviation", Revenues=24200),
        ),
        elements=(
            Element("InstrumentRevenue", balance="credit"),
            Element("CalibrationServiceRevenue", balance="credit"),
            Element("MarineMember", "dtr-types:domainItemType", abstract=True),
            Element("AviationMember", "dtr-types:domainItemType", abstract=True),
        ),
        labels=labels_of(
            hbl__InstrumentRevenue="Sales of instruments",
            hbl__CalibrationServiceRevenue="Calibration services",
            hbl__MarineMember="Marine [Member]",
            hbl__AviationMember="Aviation [Member]",
            Revenues="Total revenue",
            GrossProfit="Gross profit",
        ),
        references=(("hbl:CalibrationServiceRevenue", "Revenue Policy of the Company"),),
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


def harborlight_event() -> Report:
    """The cover page of an 8-K: inline facts and a schema, and nothing that adds up."""
    return Report(
        cik=HARBORLIGHT.cik,
        prefix="hbl",
        period="20240513",
        roles=(),
        links=(),
        contexts=(Context("D20240513", "2024-05-13", "2024-05-13"),),
        facts=(
            *cover(
                "D20240513",
                "Harborlight Instruments Inc.",
                HARBORLIGHT.cik,
                DocumentType="8-K",
                AmendmentFlag="false",
                DocumentPeriodEndDate="2024-05-13",
            ),
        ),
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


def event_documents() -> list[Attachment]:
    """The documents of the 8-K."""
    report = harborlight_event()
    schema = report.taxonomy_files()[f"{report.base}.xsd"]
    return [
        Attachment("8-K", f"{report.base}.htm", report.inline("Change of auditor"), "8-K"),
        Attachment("EX-101.SCH", f"{report.base}.xsd", schema),
    ]
