"""Each cause where the arithmetic shows it, and none where it does not."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.calculation.reported import F, check, summation
from transforms.xbrl.calculation.summation import Summation

ABC = summation("T", "A", "B", "C")


def cause(*facts: F, network: Summation = ABC) -> tuple[object, object]:
    """Cause and concept of the first row."""
    row = check(facts, network)[0]
    return row["cause"], row["cause_concept"]


def test_a_consistent_summation_has_no_cause() -> None:
    assert cause(F("T", "6000"), F("A", "1000"), F("B", "2000"), F("C", "3000")) == (None, None)


def test_rounding_alone() -> None:
    facts = F("T", "6001"), F("A", "1000"), F("B", "2000"), F("C", "3000")
    assert cause(*facts) == ("rounding", None)


def test_one_of_the_duplicates_fits() -> None:
    facts = F("T", "57582444"), F("T", "57600000", -5), F("A", "12141123"), F("B", "45441300")
    assert cause(*facts) == ("duplicate", None)


def test_an_item_of_the_wrong_sign() -> None:
    facts = F("T", "6000"), F("A", "1000"), F("B", "-2000"), F("C", "3000")
    assert cause(*facts) == ("sign", "t:B")


def test_a_total_of_the_wrong_sign() -> None:
    facts = F("T", "-6000"), F("A", "1000"), F("B", "2000"), F("C", "3000")
    assert cause(*facts) == ("sign", "t:T")


def test_a_wrong_sign_of_total_or_only_item_is_not_of_one_single_fact() -> None:
    facts = F("T", "6000"), F("A", "-6000")
    assert cause(*facts, network=summation("T", "A")) == ("unexplained", None)


def test_a_change_within_the_interval_of_the_sum_tells_nothing() -> None:
    items = [F("A", "9000", -3), F("B", "-400", -1), F("C", "0")]
    facts = [F("T", "9700", -1), *items]
    assert cause(*facts) == ("unexplained", None)


def test_a_wrong_sign_within_rounding_tells_nothing() -> None:
    facts = F("T", "5"), F("A", "4"), F("B", "-3"), F("C", "-2")
    assert cause(*facts)[0] != "sign"


@pytest.mark.parametrize("zeros", ["000", "000000", "000000000"])
def test_an_item_in_the_wrong_scale(zeros: str) -> None:
    facts = F("T", "6789"), F("A", "1234"), F("B", "2345"), F("C", f"3210{zeros}")
    assert cause(*facts) == ("scale", "t:C")


def test_a_total_in_the_wrong_scale() -> None:
    facts = F("T", "6789"), F("A", "1234000"), F("B", "2345000"), F("C", "3210000")
    assert cause(*facts) == ("scale", "t:T")


def test_a_fact_of_another_concept_makes_up_the_difference() -> None:
    facts = F("T", "6789"), F("A", "1234"), F("B", "2345"), F("C", "2000"), F("X", "1210")
    assert cause(*facts) == ("omitted", "t:X")
    assert cause(*facts[:-1], replace(facts[-1], value="-1210")) == ("omitted", "t:X")


@pytest.mark.parametrize("change", [{"context": "c2"}, {"unit": "EUR"}])
def test_a_fact_of_another_place_makes_up_nothing(change: dict[str, Any]) -> None:
    elsewhere = replace(F("X", "1210"), **change)
    facts = F("T", "6789"), F("A", "1234"), F("B", "2345"), F("C", "2000"), elsewhere
    assert cause(*facts) == ("unexplained", None)


def test_two_concepts_of_one_amount_are_omitted_without_a_name() -> None:
    facts = F("T", "6789"), F("A", "1234"), F("B", "2345"), F("C", "2000")
    assert cause(*facts, F("X", "1210"), F("Y", "1210")) == ("omitted", None)


def test_an_item_that_the_total_leaves_out() -> None:
    facts = F("T", "3579"), F("A", "1234"), F("B", "2345"), F("C", "3210"), F("X", "3210")
    assert cause(*facts[:-1]) == ("omitted", "t:C")
    assert cause(*facts) == ("omitted", None)


def test_a_fit_among_many_amounts_of_its_size_is_chance() -> None:
    facts = F("T", "300"), F("A", "100"), F("B", "150"), F("C", "5")
    crowd = [F(f"X{amount}", str(amount)) for amount in range(30, 60)]
    assert cause(*facts, *crowd) == ("unexplained", None)


def test_a_restated_total_is_no_omission() -> None:
    facts = F("T", "6789"), F("A", "0"), F("B", "0"), F("C", "0"), F("X", "6789")
    assert cause(*facts) == ("unexplained", None)


def test_a_missing_item_that_other_contexts_report() -> None:
    facts = F("T", "6789"), F("A", "1234"), F("B", "2345"), F("C", "9000", 0, "c2")
    assert cause(*facts) == ("incomplete", None)


def test_a_missing_item_reported_elsewhere_with_the_other_sign_explains_nothing() -> None:
    facts = F("T", "6789"), F("A", "1234"), F("B", "2345"), F("C", "-9000", 0, "c2")
    assert cause(*facts) == ("unexplained", None)


def test_a_missing_item_that_is_too_small_elsewhere_explains_nothing() -> None:
    facts = F("T", "6789"), F("A", "1234"), F("B", "2345"), F("C", "9", 0, "c2")
    assert cause(*facts) == ("unexplained", None)


def test_a_fact_that_fits_comes_before_a_missing_item_unless_that_fits_as_well() -> None:
    facts = F("T", "6789"), F("A", "1234"), F("B", "2345"), F("X", "3210")
    assert cause(*facts, F("C", "3310", 0, "c2")) == ("omitted", "t:X")
    assert cause(*facts, F("C", "3210", 0, "c2")) == ("incomplete", None)


def test_an_item_reported_as_nil_is_not_missing() -> None:
    facts = F("T", "6789"), F("A", "1234"), F("B", "2345"), F("C", None)
    assert cause(*facts, F("C", "9000", 0, "c2")) == ("unexplained", None)


@pytest.mark.parametrize(
    "facts",
    [
        (F("T", "50.6", 1), F("A", "0", 0), F("B", "50.2", 1)),
        (F("T", "0.21", 2), F("A", "0.61", 2), F("B", "0", 0), F("C", "0", 0)),
    ],
)
def test_what_calculations_11_allows_is_rounding_whatever_makes_it_so_wide(
    facts: tuple[F, ...],
) -> None:
    (row,) = check(facts, ABC)
    assert (row["xbrl21"], row["calc11"], row["cause"]) == (
        "inconsistent",
        "consistent",
        "rounding",
    )


def test_what_calculations_11_does_not_bind_is_no_rounding() -> None:
    facts = F("T", "6001.5"), F("A", "1000"), F("B", "2000"), F("C", "3000")
    (row,) = check(facts, ABC)
    assert (row["xbrl21"], row["calc11_unbound"], row["cause"]) == (
        "inconsistent",
        "excess_digits",
        "unexplained",
    )


@given(
    st.lists(st.tuples(st.integers(-60, 60), st.integers(-2, 1)), min_size=2, max_size=5),
    st.integers(-1, 0),
)
def test_rounding_is_21_inconsistent_and_11_consistent_and_nothing_else(
    values: list[tuple[int, int]], decimals: int
) -> None:
    (total, _), *items = values
    facts = [
        F(c, str(value * 10), places) for c, (value, places) in zip("ABCD", items, strict=False)
    ]
    for row in check([F("T", str(total * 10), decimals), *facts], summation("T", *"ABCD")):
        is_rounding = row["xbrl21"] == "inconsistent" and row["calc11"] == "consistent"
        assert (row["cause"] == "rounding") == is_rounding


AMOUNTS = st.integers(10**6, 10**7)


@given(AMOUNTS, AMOUNTS, AMOUNTS, st.sampled_from("ABC"))
def test_one_negated_item_of_many_digits_is_found(a: int, b: int, c: int, wrong: str) -> None:
    values = {"A": a, "B": b, "C": c}
    facts = [F(concept, str(value)) for concept, value in values.items()]
    facts = [
        replace(fact, value=f"-{fact.value}") if fact.concept == wrong else fact for fact in facts
    ]
    assert cause(F("T", str(a + b + c)), *facts) == ("sign", f"t:{wrong}")
