"""Concepts that a linkbase knows by an id alone, and the facts they may be."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.transforms.xbrl.calculation.reported import F, check, facts_of, rows_of, summation
from transforms.xbrl.calculation.checking import check_calculations
from transforms.xbrl.calculation.summation import Summation

FACTS = [F("T", "3"), F("A", "1"), F("B", "2")]
INCOMPLETE = {("network_incomplete", "network_incomplete")}


def by_id(of: Summation, **names: str) -> Summation:
    """The summation with some concepts named by ids."""
    known = {item.concept.partition("}")[2]: item for item in of.items}
    items = [replace(known[name], concept=names.get(name, known[name].concept)) for name in known]
    total = of.total.partition("}")[2]
    return replace(of, total=names.get(total, of.total), items=tuple(items))


def reasons(rows: list[dict[str, Any]]) -> set[tuple[object, object]]:
    return {(row["xbrl21_unbound"], row["calc11_unbound"]) for row in rows}


@pytest.mark.parametrize("prefix", ["t", "other"])
def test_a_concept_is_the_only_one_of_its_name_whatever_the_prefix(prefix: str) -> None:
    network = by_id(summation("T", "A", "B"), T=f"{prefix}:T", A=f"{prefix}:A")
    (row,) = check(FACTS, network)
    assert (row["concept"], row["xbrl21"], row["calc11"]) == ("t:T", "consistent", "consistent")


def test_a_total_that_goes_by_two_names_has_one_row_and_no_verdict() -> None:
    first = summation("T", "A")
    later = replace(first, items=(replace(first.items[0], order=Decimal(2)),))
    halves = later, by_id(summation("T", "B"), T="t:T")
    rows = rows_of(check_calculations(facts_of(FACTS), halves))
    assert (len(rows), rows[0]["items_defined"]) == (1, 2)
    assert reasons(rows) == INCOMPLETE
    assert [item["concept"] for item in rows[0]["items"]] == ["t:B", "t:A"]


def test_an_item_that_goes_by_two_names_may_be_one_relationship_or_two() -> None:
    network = summation("T", "A", "B")
    twice = replace(network.items[0], concept="t:A")
    rows = check(FACTS, replace(network, items=(*network.items, twice)))
    assert reasons(rows) == INCOMPLETE


def test_an_item_that_may_be_one_of_two_concepts_is_not_taken_as_unreported() -> None:
    facts = facts_of([*FACTS, F("B", "7")])
    facts.concepts[-1] = "{http://example.com/second}B"
    facts.columns["concept"] = [*facts.columns["concept"][:-1], "s:B"]
    for prefix, expected, value in (("t", {(None, None)}, 2), ("o", INCOMPLETE, None)):
        network = by_id(summation("T", "A", "B"), B=f"{prefix}:B")
        rows = rows_of(check_calculations(facts, [network]))
        assert reasons(rows) == expected
        item = rows[0]["items"][1]
        assert (item["concept"], item["value"]) == (f"{prefix}:B", value)


def test_a_concept_of_an_unknown_prefix_is_none_of_a_standard_taxonomy() -> None:
    facts = facts_of(FACTS)
    facts.concepts[-1] = "{http://fasb.org/us-gaap/2024}B"
    facts.columns["concept"] = [*facts.columns["concept"][:-2], "us-gaap:B", None]
    network = by_id(summation("T", "A", "B"), B="o:B")
    (row,) = rows_of(check_calculations(facts, [network]))
    assert [item["value"] for item in row["items"]] == [1, None]


def test_a_network_that_lacks_relationships_lacks_them_under_other_names_too() -> None:
    network = by_id(summation("T", "A", "B"), T="t:T")
    assert reasons(check(FACTS, replace(network, is_incomplete=True))) == INCOMPLETE
