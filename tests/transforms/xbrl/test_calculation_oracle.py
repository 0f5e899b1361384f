"""Inconsistencies of real filings against those an independent processor found."""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.corpus import CORPUS, requires_corpus
from tests.transforms.xbrl.corpus_filings import documents, packages
from tests.transforms.xbrl.reported import rows_of
from transforms.xbrl.calculation import check_calculations
from transforms.xbrl.instances import read_facts
from transforms.xbrl.linkbases import parse_linkbases
from transforms.xbrl.names import SUMMATION_ITEM

pytestmark = [pytest.mark.corpus, pytest.mark.slow, requires_corpus]

# role, concept, start, end, dimensions, unit
Key = tuple[str, str, str, str, str, str]

GOES_ON = (
    "reports that a total has the same item twice, and then calculates all the same; here that "
    "is the reason why Calculations 1.1 is unbound"
)
ATSG = "http://www.atsginc.com/role/CONSOLIDATEDSTATEMENTSOFCASHFLOWS"
FINANCING = "us-gaap:NetCashProvidedByUsedInFinancingActivities"
# What the processor finds and we do not, by accession and mode, with the way it deviates.
DEVIATIONS: dict[tuple[str, str], tuple[set[Key], str]] = {
    ("0009999999-23-000028", mode): (
        {
            (ATSG, FINANCING, "2022-01-01", "2022-09-30", "", "USD"),
            (ATSG, FINANCING, "2023-01-01", "2023-09-30", "", "USD"),
        },
        GOES_ON,
    )
    for mode in ("calc11_round", "calc11_truncate")
}


def oracles() -> list[str]:
    return sorted(path.name.partition(".")[0] for path in CORPUS.glob("oracle/*.json.gz"))


@cache
def oracle(accession: str) -> dict[str, Any]:
    with gzip.open(CORPUS / f"oracle/{accession}.json.gz") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


def inconsistencies(accession: str, mode: str) -> Iterator[Key]:
    filing = documents(packages()[accession])
    linkbases = parse_linkbases(filing)
    verdict = "xbrl21" if mode == "xbrl21" else "calc11"
    for facts in read_facts(filing).facts:
        columns = check_calculations(
            facts,
            linkbases.summations,
            linkbases.item_types,
            truncation=mode == "calc11_truncate",
        )
        for row in rows_of(columns):
            if row[verdict] == "inconsistent" and not (
                # The processor applies the older rules to the older arcrole only.
                mode == "xbrl21" and row["arcrole"] != SUMMATION_ITEM
            ):
                yield (
                    str(row["role_uri"]),
                    str(row["concept"]),
                    str(row["start_date"] or ""),
                    str(row["end_date"]),
                    str(row["dimensions_key"]),
                    str(row["unit"]),
                )


@pytest.mark.parametrize("mode", ["xbrl21", "calc11_round", "calc11_truncate"])
@pytest.mark.parametrize("accession", oracles())
def test_inconsistencies_are_those_of_the_oracle(accession: str, mode: str) -> None:
    expected = (oracle(accession)["calculations"] or {}).get(mode)
    if expected is None:
        pytest.skip("the oracle has no calculations: no instance or no schema")
    theirs = {
        (role, concept, start or "", end, dimensions, unit)
        for role, concept, _, start, end, dimensions, unit, *_ in expected["inconsistencies"]
    }
    ours = set(inconsistencies(accession, mode))
    deviation, _ = DEVIATIONS.get((accession, mode), (set(), ""))
    assert theirs - ours == deviation
    assert ours - theirs == set()
