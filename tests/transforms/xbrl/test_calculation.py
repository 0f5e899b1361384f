"""Worked examples, binding, duplicates, and what the rows say."""

import pytest

from tests.transforms.xbrl.reported import F, check, summation
from transforms.datasets.schema import CALCULATIONS
from transforms.xbrl.calculation import COLUMNS

CONSISTENT, INCONSISTENT = ("consistent", None), ("inconsistent", None)
AB = summation("T", "A", "B")

EXAMPLES = {
    "rounding-of-items-adds-up": (
        [F("T", "57600000", -5), F("A", "12100000", -5), F("B", "45400000", -5)],
        AB,
        (INCONSISTENT, CONSISTENT, CONSISTENT),
    ),
    "a-difference-beyond-rounding": (
        [F("T", "103"), F("A", "50"), F("B", "51")],
        AB,
        (INCONSISTENT, INCONSISTENT, INCONSISTENT),
    ),
    "the-sum-rounds-half-to-even": (
        [F("T", "11000000", -6), F("A", "5000000", -5), F("B", "5500000", -5)],
        AB,
        (INCONSISTENT, CONSISTENT, INCONSISTENT),
    ),
    "a-negative-weight-swaps-open-ends": (
        [F("T", "401"), F("A", "1000"), F("B", "600")],
        summation("T", "A", ("B", "-1")),
        (INCONSISTENT, CONSISTENT, INCONSISTENT),
    ),
    "duplicates-of-the-total": (
        [
            F("T", "57582444"),
            F("T", "57600000", -5),
            F("A", "12141123"),
            F("B", "45441300"),
        ],
        AB,
        (
            ("unbound", "duplicate_total"),
            INCONSISTENT,
            ("unbound", "disallowed_duplicates"),
        ),
    ),
    "nil-and-missing-items-are-nothing": (
        [F("T", "100"), F("A", "60"), F("B", None)],
        summation("T", "A", "B", "C"),
        (INCONSISTENT, INCONSISTENT, INCONSISTENT),
    ),
    "digits-beyond-decimals": (
        [F("T", "100000", -3), F("A", "60400", -3), F("B", "40000", -3)],
        AB,
        (CONSISTENT, ("unbound", "excess_digits"), ("unbound", "excess_digits")),
    ),
    "touching-intervals": (
        [F("T", "101"), F("A", "100")],
        summation("T", "A"),
        (INCONSISTENT, CONSISTENT, INCONSISTENT),
    ),
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_worked_examples_under_all_three_rules(example: str) -> None:
    facts, network, (by_21, by_rounding, by_truncation) = EXAMPLES[example]
    (rounding,) = check(facts, network)
    (truncation,) = check(facts, network, truncation=True)
    assert (rounding["xbrl21"], rounding["xbrl21_unbound"]) == by_21
    assert (truncation["xbrl21"], truncation["xbrl21_unbound"]) == by_21
    assert (rounding["calc11"], rounding["calc11_unbound"]) == by_rounding
    assert (truncation["calc11"], truncation["calc11_unbound"]) == by_truncation


def test_columns_are_those_of_the_dataset_less_the_filing_key() -> None:
    assert list(COLUMNS) == CALCULATIONS.schema.names[5:]
