"""Real filings against what an independent processor makes of them."""

import gzip
import json
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tests.corpus import CORPUS, requires_corpus
from tests.transforms.xbrl.corpus_filings import documents, packages
from tests.transforms.xbrl.linkbase.documents import rows
from transforms.xbrl.linkbase.parsing import Linkbases, parse_linkbases

pytestmark = [pytest.mark.corpus, requires_corpus]

ORACLES = sorted(path.name.removesuffix(".json.gz") for path in CORPUS.glob("oracle/*.json.gz"))
RAW = """
    linkbase role_uri arcrole from_concept to_concept order_text weight_text preferred_label use
    priority file link_index arc_index effective ineffective_reason""".split()
EFFECTIVE = """
    linkbase role_uri arcrole from_concept to_concept order weight preferred_label""".split()


@cache
def paths() -> dict[str, Any]:
    return packages()


def parsed(accession: str) -> Linkbases:
    return parse_linkbases(documents(paths()[accession]))


def oracle(accession: str) -> dict[str, Any]:
    with gzip.open(CORPUS / "oracle" / f"{accession}.json.gz") as content:
        expected: dict[str, Any] = json.load(content)
    return expected


def effective_of(relationship: list[Any]) -> tuple[object, ...]:
    linkbase, role, arcrole, source, target, order, weight, preferred = relationship
    exact = None if weight is None else Decimal(weight)
    return linkbase, role, arcrole, source, target, Decimal(order), exact, preferred


@pytest.mark.slow
@pytest.mark.parametrize("accession", ORACLES)
def test_arcs_as_filed_and_as_effective_are_those_of_the_oracle(accession: str) -> None:
    expected, result = oracle(accession), parsed(accession)
    assert Counter(rows(result.tables["arcs"], *RAW)) == Counter(map(tuple, expected["raw_arcs"]))
    survivors = [
        row[:-1] for row in rows(result.tables["arcs"], *EFFECTIVE, "effective") if row[-1]
    ]
    assert Counter(survivors) == Counter(map(effective_of, expected["effective"]))
    assert result.n_effective_arcs == len(expected["effective"])


@pytest.mark.slow
def test_no_filing_that_was_accepted_breaks_a_rule_that_acceptance_checks() -> None:
    """A balance, type or weight that the catalog had wrong would show as a false error."""
    checked = total = 0
    for path in paths().values():
        result = parse_linkbases(documents(path))
        found = set(result.tables["findings"]["rule"])
        assert not found & {"balance-weight", "not-numeric", "period-type", "weight-missing"}
        checked += result.n_balance_checked
        arcs = rows(result.tables["arcs"], "linkbase", "effective")
        total += sum(linkbase == "calculation" and survives for linkbase, survives in arcs)
    assert 0.7 * total < checked < total


def test_the_calculation_linkbase_of_a_10_k() -> None:
    name = "qlys-20231231_cal.xml"
    arcs = parse_linkbases([(name, (CORPUS / "seeds" / name).read_bytes())]).tables["arcs"]
    assert Counter(arcs["linkbase"]) == {"calculation": 170}
    assert len(set(arcs["role_uri"])) == 22
    assert sum(isinstance(weight, Decimal) and weight < 0 for weight in arcs["weight"]) == 28


def test_the_presentation_linkbase_of_a_10_q_keeps_pairs_that_occur_twice() -> None:
    name = "qlys-20170930_pre.xml"
    arcs = parse_linkbases([(name, (CORPUS / "seeds" / name).read_bytes())]).tables["arcs"]
    assert Counter(arcs["linkbase"]) == {"presentation": 414}
    assert len(set(arcs["role_uri"])) == 47
    columns = "role_uri", "from_concept", "to_concept"
    pairs = Counter(row[:3] for row in rows(arcs, *columns, "effective") if row[3])
    assert sorted(pairs.values())[-7:] == [1, 2, 2, 2, 2, 2, 2]


def test_locators_that_point_nowhere_are_found_and_their_arcs_shown() -> None:
    result = parsed("0009999999-11-000001")
    assert "unresolved-locator" in result.tables["findings"]["rule"]
    assert len(result.tables["arcs"]["file"]) > 0
