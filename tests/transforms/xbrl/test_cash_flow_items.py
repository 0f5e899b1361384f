"""What is no cash flow: read from a small zip, and as the package carries it."""

import json
import zipfile
from pathlib import Path

import pyarrow.parquet as pq

from tests.corpus import CORPUS, requires_corpus
from transforms.xbrl.cash_flow_items import (
    CASH_FLOW_ITEMS,
    cash_flow_item_rows,
    cash_flow_items,
    write_cash_flow_items,
)


def test_versions_are_taken_together_and_what_fasb_sums_as_cash_is_left_out(
    tmp_path: Path,
) -> None:
    sums = {"1.0": {"us-gaap": {"Proceeds": {"us-gaap": ["Options"]}, "Paid": {"us-gaap": ["Taxes"]}}}}  # fmt: skip
    with zipfile.ZipFile(tmp_path / "relationships.zip", "w") as archive:
        first = {"non-CF": ["Options", "Paid", "Taxes"], "accrual-items": ["Loss"], "calcs": sums}
        second = {"non-CF": ["Shares"], "accrual-items": [], "calcs": {}}
        archive.writestr("us-gaap-rels-2023.json", json.dumps(first))
        archive.writestr("us-gaap-rels-2024.json", json.dumps(second))
    assert cash_flow_item_rows(tmp_path / "relationships.zip") == [
        ("accrual", "us-gaap:Loss"),
        ("non-cash", "us-gaap:Paid"),
        ("non-cash", "us-gaap:Shares"),
        ("non-cash", "us-gaap:Taxes"),
    ]


def test_the_package_carries_both_kinds_and_no_concept_is_of_both() -> None:
    assert "us-gaap:StockIssued1" in cash_flow_items("non-cash")
    assert not cash_flow_items("non-cash") & cash_flow_items("accrual")


@requires_corpus
def test_the_package_carries_what_the_command_builds(tmp_path: Path) -> None:
    rows = cash_flow_item_rows(CORPUS / "taxonomies" / "us-gaap-relationships.zip")
    write_cash_flow_items(rows, tmp_path / "built.parquet")
    assert pq.read_table(tmp_path / "built.parquet").equals(pq.read_table(str(CASH_FLOW_ITEMS)))
