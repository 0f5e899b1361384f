"""A fact that could not be read is reported all the same: its sums have no verdict."""

from decimal import Decimal
from typing import Any

import pytest

from tests.transforms.xbrl.calculation.reported import rows_of
from tests.transforms.xbrl.instance.builders import (
    DECLARED,
    SHARES,
    amount,
    context,
    header,
    inline_document,
    non_fraction,
    read,
    unit,
)
from transforms.xbrl.calculation.checking import check_calculations
from transforms.xbrl.calculation.summation import Item, Summation
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.instance.inline import read_inline
from transforms.xbrl.names import SUMMATION_ITEM, clark

US_GAAP = "http://fasb.org/us-gaap/2024"
BROKEN_CONTEXT = '<xbrli:context id="broken"><xbrli:entity/></xbrli:context>'


def concept(name: str) -> str:
    return clark(US_GAAP, name)


ASSETS = Summation(
    "http://example.com/role/BalanceSheet",
    SUMMATION_ITEM,
    concept("Assets"),
    (
        Item(concept("Cash"), Decimal(1), Decimal(1)),
        Item(concept("Land"), Decimal(1), Decimal(2)),
    ),
)


def fact(name: str, text: str, **attributes: str) -> str:
    return amount(text, f"us-gaap:{name}", **attributes)


def check(facts: Facts) -> list[dict[str, Any]]:
    return rows_of(check_calculations(facts, [ASSETS]))


def verdicts(facts: Facts) -> list[tuple[object, object]]:
    """Why both rules give no verdict, or what they say."""
    return [
        (row["xbrl21_unbound"] or row["xbrl21"], row["calc11_unbound"] or row["calc11"])
        for row in check(facts)
    ]


UNREAD = ("unreadable_fact", "unreadable_fact")


@pytest.mark.parametrize(
    "land",
    [
        fact("Land", "1OO"),
        fact("Land", "50,0"),
        fact("Land", "50", decimals="many"),
        fact("Land", "50", unitRef="none"),
        fact("Land", "50", unitRef=""),
        fact("Land", "50", contextRef="none"),
        fact("Land", "50", contextRef="broken"),
        fact("Land", "50", contextRef="none", unitRef="none"),
        fact("Land", "50", contextRef=""),
    ],
)
def test_an_item_that_cannot_be_read_leaves_the_sum_unbound(land: str) -> None:
    facts = read(DECLARED, BROKEN_CONTEXT, fact("Assets", "100"), fact("Cash", "100"), land)
    assert verdicts(facts) == [UNREAD]
    assert check(facts)[0]["difference"] is None
    assert check(facts)[0]["calc11_low"] is None


def test_an_item_that_cannot_be_read_is_not_shown_as_reported() -> None:
    (row,) = check(read(DECLARED, fact("Assets", "100"), fact("Cash", "100"), fact("Land", "x")))
    assert [item["value"] for item in row["items"]] == [100, None]
    assert (row["items_reported"], row["duplicates"]) == (1, 0)


def test_a_total_that_cannot_be_read_has_its_row() -> None:
    facts = read(DECLARED, fact("Cash", "100"), fact("Assets", "1OO"))
    (row,) = check(facts)
    assert verdicts(facts) == [UNREAD]
    assert (row["concept"], row["context_id"], row["unit"], row["reported"]) == (
        "us-gaap:Assets",
        "c",
        "USD",
        None,
    )


def test_a_total_alone_in_its_context_that_cannot_be_read_has_its_row() -> None:
    (row,) = check(read(DECLARED, context("d", entity="2"), fact("Assets", "x", contextRef="d")))
    assert (row["context_id"], row["entity"], row["xbrl21_unbound"]) == (
        "d",
        "2",
        "unreadable_fact",
    )


def test_a_total_that_stands_nobody_knows_where_has_no_row() -> None:
    assert check(read(DECLARED, fact("Cash", "1"), fact("Assets", "1", contextRef="none"))) == []


def test_what_cannot_be_read_elsewhere_does_not_matter() -> None:
    shares = unit("shares", SHARES)
    good = fact("Assets", "100"), fact("Cash", "100")
    other = fact("Land", "x", contextRef="d"), fact("Land", "x", unitRef="shares")
    facts = read(DECLARED, shares, context("d", entity="2"), *good, *other, fact("Debt", "x"))
    assert len(facts.rejects) == 3
    assert verdicts(facts) == [("consistent", "consistent")]


@pytest.mark.parametrize(
    ("twin", "reason"), [("Assets", "duplicate_total"), ("Cash", "duplicate_item")]
)
def test_a_twin_that_cannot_be_read_is_a_duplicate_all_the_same(twin: str, reason: str) -> None:
    good = fact("Assets", "100"), fact("Cash", "100")
    assert verdicts(read(DECLARED, *good, fact(twin, "x"))) == [(reason, "unreadable_fact")]


def test_a_nil_total_with_a_twin_that_cannot_be_read_is_not_nil() -> None:
    nil = fact("Assets", "", **{"xsi:nil": "true", "decimals": ""})
    facts = read(DECLARED, nil, fact("Assets", "x"), fact("Cash", "1"))
    assert verdicts(facts) == [("duplicate_total", "unreadable_fact")]


INLINE = header(DECLARED)


@pytest.mark.parametrize(
    "land",
    [
        non_fraction("fifty", "us-gaap:Land", format="ixt:num-no-such"),
        non_fraction("50,0", "us-gaap:Land"),
        non_fraction("50", "us-gaap:Land", unitRef=""),
        non_fraction("50", "us-gaap:Land", scale="x"),
        non_fraction("50", "us-gaap:Land", contextRef=""),
        non_fraction("50", "nowhere:Land"),
        non_fraction("50", "us-gaap:Land", tupleRef="none"),
    ],
)
def test_an_inline_item_that_cannot_be_read_leaves_the_sum_unbound(land: str) -> None:
    good = non_fraction("100", "us-gaap:Assets"), non_fraction("100", "us-gaap:Cash")
    facts = read_inline([("a.htm", inline_document(INLINE, *good, land))], max_text=0)
    assert len(facts.rejects) == 1
    assert verdicts(facts) == [UNREAD]


def test_a_document_of_a_set_that_cannot_be_read_may_hold_any_fact() -> None:
    good = non_fraction("100", "us-gaap:Assets"), non_fraction("100", "us-gaap:Cash")
    documents = [("a.htm", inline_document(INLINE, *good)), ("b.htm", b"<html>")]
    assert verdicts(read_inline(documents, max_text=0)) == [UNREAD]
