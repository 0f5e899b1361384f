"""Inconsistencies of real filings against those an independent processor found."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.corpus import CORPUS, requires_corpus
from tests.transforms.xbrl.calculation.reported import rows_of
from tests.transforms.xbrl.corpus_filings import documents, packages
from transforms.xbrl.calculation.checking import check_calculations
from transforms.xbrl.calculation.data_point import DataPoints
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.instance.reading import read_facts
from transforms.xbrl.linkbase.parsing import Linkbases, parse_linkbases
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
MODES = ("xbrl21", "calc11_round", "calc11_truncate")


def oracles() -> list[str]:
    return sorted(path.name.partition(".")[0] for path in CORPUS.glob("oracle/*.json.gz"))


def oracle(accession: str) -> dict[str, Any]:
    with gzip.open(CORPUS / f"oracle/{accession}.json.gz") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


def read(accession: str) -> tuple[Linkbases, list[Facts]]:
    filing = documents(packages()[accession])
    return parse_linkbases(filing), read_facts(filing).facts


def inconsistencies(linkbases: Linkbases, instances: list[Facts], mode: str) -> Iterator[Key]:
    verdict = "xbrl21" if mode == "xbrl21" else "calc11"
    for facts in instances:
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


# A filing is read once for all that its oracle says of calculations: reading is what takes time.
@pytest.mark.parametrize("accession", oracles())
def test_inconsistencies_and_disallowed_duplicates_are_those_of_the_oracle(accession: str) -> None:
    expected = oracle(accession)["calculations"]
    if expected is None:
        pytest.skip("the oracle has no calculations: no instance or no schema")
    linkbases, instances = read(accession)
    for mode in MODES:
        theirs = {
            (role, concept, start or "", end, dimensions, unit)
            for role, concept, _, start, end, dimensions, unit, *_ in expected[mode][
                "inconsistencies"
            ]
        }
        ours = set(inconsistencies(linkbases, instances, mode))
        deviation, _ = DEVIATIONS.get((accession, mode), (set(), ""))
        assert (mode, theirs - ours) == (mode, deviation)
        assert (mode, ours - theirs) == (mode, set())
    if duplicates := disallowed(expected["calc11_truncate"]):
        found = disallowed_by_us(linkbases, *instances)
        assert duplicates <= found
        # The oracle does not look at a data point where no total is reported.
        assert len(found - duplicates) <= 1


def disallowed(mode: dict[str, Any]) -> set[tuple[str, str]]:
    """Concept and context of duplicates that the oracle disallows under truncation."""
    return {
        (found["element"], found["contextIDs"])
        for found in mode["other"]
        if found["code"] == "calc11e:disallowedDuplicateFactsUsingTruncation"
    }


def disallowed_by_us(linkbases: Linkbases, facts: Facts) -> set[tuple[str, str]]:
    concepts = {
        concept
        for network in linkbases.summations
        for concept in (network.total, *(item.concept for item in network.items))
    }
    points = DataPoints(facts, concepts, truncation=True)
    return {
        (facts.columns["concept"][point.facts[0]], facts.columns["context_id"][point.facts[0]])
        for concept in concepts
        for _, point in points.of(concept)
        if point.defect == "disallowed_duplicates"
    }


def test_an_altered_total_is_found_though_a_repeated_item_silences_xbrl21() -> None:
    """A quarterly report of which a publisher altered total assets by 200 billion."""
    altered = (CORPUS / "malformed/goog-20250331_htm-altered-assets.xml").read_bytes()
    filing = documents(packages()["0001652044-25-000043"])
    linkbases = parse_linkbases(filing)
    (facts,) = read_facts([*filing, ("goog-20250331_htm.xml", altered)]).facts
    rows = rows_of(check_calculations(facts, linkbases.summations, linkbases.item_types))
    bindable = [row for row in rows if row["items_reported"] and row["reported"] is not None]
    assert Counter(row["xbrl21"] for row in bindable) == {
        "consistent": 98,
        "inconsistent": 6,
        "unbound": 67,
    }
    assert Counter(row["calc11"] for row in bindable) == {"consistent": 160, "inconsistent": 11}
    (assets,) = (
        row
        for row in bindable
        if row["concept"] == "us-gaap:Assets" and row["calc11"] == "inconsistent"
    )
    assert assets["xbrl21_unbound"] == "duplicate_item"
    assert assets["difference"] == -200_000_000_000
