"""The report of Harborlight, which the staff comments on and the company amends."""

from samples.builders import Arc, Element
from samples.containers import Attachment
from samples.filings import HARBORLIGHT
from samples.instances import Context
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


def annual_report(*, amended: bool = False) -> Report:
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
            *table(
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


def cover_page() -> Report:
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


def event_documents() -> list[Attachment]:
    """The documents of the 8-K."""
    report = cover_page()
    schema = report.taxonomy_files()[f"{report.base}.xsd"]
    return [
        Attachment("8-K", f"{report.base}.htm", report.inline("Change of auditor"), "8-K"),
        Attachment("EX-101.SCH", f"{report.base}.xsd", schema),
    ]
