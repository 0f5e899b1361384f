"""Worked examples, binding, duplicates, and what the rows say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.calculation.reported import (
    NAMESPACE,
    ROLE,
    F,
    check,
    encoded,
    facts_of,
    name,
    rows_of,
    summation,
)
from tests.transforms.xbrl.instance import builders as instance
from transforms.datasets.schema import CALCULATIONS
from transforms.datasets.table import FilingKey, to_table
from transforms.xbrl.calculation import binding
from transforms.xbrl.calculation.checking import COLUMNS, check_calculations
from transforms.xbrl.calculation.summation import Item, Summation
from transforms.xbrl.instance.amounts import NOTHING_ACCURATE
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.item_type import NumericKind
from transforms.xbrl.names import SUMMATION_ITEM, SUMMATION_ITEM_11, clark

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


def test_networks_stand_on_their_own() -> None:
    facts = [F("T", "3"), F("A", "1"), F("B", "2")]
    rows = check(
        facts,
        AB,
        summation("T", "A", role="http://example.com/role/Other"),
        summation("T", "A", "B", arcrole=SUMMATION_ITEM_11),
    )
    verdicts = [(row["role_uri"], row["arcrole"], row["xbrl21"], row["calc11"]) for row in rows]
    assert verdicts == [
        (ROLE, SUMMATION_ITEM, "consistent", "consistent"),
        ("http://example.com/role/Other", SUMMATION_ITEM, "inconsistent", "inconsistent"),
        (ROLE, SUMMATION_ITEM_11, "consistent", "consistent"),
    ]


def test_of_equal_contexts_the_first_in_the_document_is_shown() -> None:
    facts = instance.read(
        instance.context("before"),
        instance.DECLARED,
        instance.amount("100", "us-gaap:Assets"),
        instance.amount("100", "us-gaap:Cash", contextRef="before"),
    )
    assets, cash = (clark("http://fasb.org/us-gaap/2024", each) for each in ("Assets", "Cash"))
    total = Summation(ROLE, SUMMATION_ITEM, assets, (Item(cash, Decimal(1), Decimal(1)),))
    (row,) = rows_of(check_calculations(facts, [total]))
    assert (row["context_id"], row["xbrl21"]) == ("before", "consistent")


def test_a_row_tells_what_the_verdicts_rest_on() -> None:
    facts = [
        F("A", "40", 0, "c2"),
        F("T", "100", -1, "c1-first"),
        F("A", "60.4", 0, "c1"),
        F("B", None),
    ]
    row, _ = check([*facts, F("T", "1", 0, "c3")], summation("T", "A", ("B", "-1"), "C"))
    assert (row["concept"], row["namespace"]) == ("t:T", NAMESPACE)
    assert (row["context_id"], row["entity"], row["unit"]) == ("c1-first", "0000000001", "USD")
    assert (row["reported"], row["decimals"], row["is_exact"]) == (100, -1, False)
    assert (row["xbrl21"], row["xbrl21_computed"]) == ("inconsistent", 60)
    assert (row["calc11_low"], row["calc11_high"]) == (Decimal("59.9"), Decimal("60.9"))
    assert row["calc11_low_closed"] is row["calc11_high_closed"] is True
    assert row["difference"] == Decimal("39.6")
    assert (row["items_defined"], row["items_reported"], row["duplicates"]) == (3, 1, 0)
    assert row["items"] == [
        item("A", "60.4", order=1),
        item("B", None, weight="-1", order=2),
        item("C", None, order=3, n_duplicates=None),
    ]


def item(
    concept: str,
    value: str | None,
    *,
    weight: str = "1",
    order: int,
    n_duplicates: int | None = 0,
) -> dict[str, object]:
    return {
        "concept": f"t:{concept}" if n_duplicates is not None else name(concept),
        "weight": Decimal(weight),
        "order": order,
        "value": None if value is None else Decimal(value),
        "decimals": None if value is None else 0,
        "n_duplicates": n_duplicates,
    }


def test_names_of_concepts_without_a_fact_are_those_given() -> None:
    facts = facts_of([F("T", "1"), F("A", "1")])
    columns = check_calculations(facts, [AB], names={name("B"): "t:B"})
    assert [entry["concept"] for entry in rows_of(columns)[0]["items"]] == ["t:A", "t:B"]


def test_a_concept_known_by_prefix_only_is_found_by_the_names_of_facts() -> None:
    facts = facts_of([F("T", "3"), F("A", "1"), F("B", "2")])
    by_prefix = Item("t:B", Decimal(1), Decimal(2))
    known = Summation(ROLE, SUMMATION_ITEM, name("T"), (AB.items[0], by_prefix))
    assert check_calculations(facts, [known])["xbrl21"] == ["consistent"]


UNBOUND = {
    "nil-total": ([F("T", None), F("A", "1"), F("A", "1")], ("nil_total", "nil_total")),
    "no-items": ([F("T", "1"), F("T", "1")], ("no_items", "no_items")),
    "nil-items": ([F("T", "1"), F("A", None), F("B", None)], ("no_items", "no_items")),
    "other-context": ([F("T", "1"), F("A", "1", 0, "c2")], ("no_items", "no_items")),
    "other-unit": ([F("T", "1"), F("A", "1", 0, "c1", "EUR")], ("no_items", "no_items")),
    "repeated-total": ([F("T", "1"), F("T", "1"), F("A", "1")], ("duplicate_total", None)),
    "total-beside-nil": (
        [F("T", None), F("T", "1"), F("A", "1")],
        ("duplicate_total", "disallowed_duplicates"),
    ),
    "repeated-item": ([F("T", "1"), F("A", "1"), F("A", "1")], ("duplicate_item", None)),
    "item-beside-nil": (
        [F("T", "1"), F("A", "1"), F("A", None)],
        ("duplicate_item", "disallowed_duplicates"),
    ),
    "equal-decimals-differing-values": (
        [F("T", "110"), F("A", "110"), F("A", "111")],
        ("duplicate_item", "disallowed_duplicates"),
    ),
    "disjoint-duplicates": (
        [F("T", "110"), F("A", "110"), F("A", "200", -1)],
        ("duplicate_item", "disallowed_duplicates"),
    ),
    "excess-digits-of-a-duplicate": (
        [F("T", "110"), F("A", "110"), F("A", "111", -1)],
        ("duplicate_item", "excess_digits"),
    ),
}


@pytest.mark.parametrize("reason", UNBOUND)
def test_what_is_not_bound_says_why(reason: str) -> None:
    facts, (by_21, by_11) = UNBOUND[reason]
    row = check(facts, AB)[0]
    assert row["xbrl21"] == "unbound"
    assert row["xbrl21_unbound"] == by_21
    assert (row["calc11"] == "unbound") == (by_11 is not None)
    assert row["calc11_unbound"] == by_11
    assert row["cause"] is None


def test_an_item_that_stands_twice_counts_twice_in_xbrl21_and_is_an_error_in_1_1() -> None:
    (row,) = check([F("T", "2"), F("A", "1")], summation("T", "A", "A"))
    assert (row["xbrl21"], row["calc11_unbound"]) == ("consistent", "duplicate_relationship")


def test_a_text_has_no_unit_and_leaves_the_sum_of_xbrl21_to_the_other_items() -> None:
    facts = facts_of([F("T", "1"), F("A", "1"), F("B", None, None, unit=None)])
    columns = check_calculations(facts, [summation("T", "A", "B")], {name("B"): "non-numeric"})
    assert (columns["xbrl21"], columns["calc11_unbound"]) == (["consistent"], ["not_decimal"])


@pytest.mark.parametrize("kind", ["float", "fraction"])
def test_what_is_of_no_decimal_type_is_not_for_1_1(kind: NumericKind) -> None:
    facts = facts_of([F("T", "1"), F("A", "1")])
    columns = check_calculations(facts, [summation("T", "A", "B")], {name("B"): kind})
    assert (columns["xbrl21"], columns["calc11_unbound"]) == (["consistent"], ["not_decimal"])


def test_a_value_of_which_no_digit_is_accurate_is_inconsistent_with_any_total() -> None:
    (row,) = check([F("T", "1"), F("A", "1", NOTHING_ACCURATE)], summation("T", "A"))
    assert (row["xbrl21"], row["xbrl21_computed"]) == ("inconsistent", None)
    assert (row["calc11_unbound"], row["cause"]) == ("not_decimal", "unexplained")
    assert row["difference"] is None


def test_of_duplicates_the_most_precise_is_reported_and_then_the_first() -> None:
    facts = [F("T", "57600000", -5), F("T", "57582444"), F("T", "57582444.0"), F("A", "57582444")]
    (row,) = check(facts, summation("T", "A"))
    assert (row["reported"], row["decimals"], row["duplicates"]) == (57582444, 0, 2)
    (row,) = check([F("T", "5", None), *facts], summation("T", "A"))
    assert (row["reported"], row["is_exact"]) == (5, True)


def test_an_item_in_a_tuple_beside_the_total_contributes() -> None:
    tuple_ = F("H", None, unit=None)
    total, inside = F("T", "3"), F("A", "1", parent=2)
    assert check([total, F("A", "2"), tuple_, inside], AB)[0]["xbrl21"] == "consistent"
    outside = check([F("A", "2"), tuple_, F("T", "3", parent=1), F("A", "3", parent=1)], AB)
    assert [row["xbrl21"] for row in outside] == ["consistent"]


def test_an_amount_too_long_for_its_column_is_still_checked() -> None:
    long = "1" + "0" * 30
    columns = check_calculations(facts_of([F("T", long), F("A", long)]), [summation("T", "A")])
    key = FilingKey("0000000001-24-000001", 1, "10-K", date(2024, 12, 31), 20244)
    (row,) = to_table(CALCULATIONS, key, columns).to_pylist()
    assert (row["reported"], row["calc11_high"], row["xbrl21"]) == (None, None, "consistent")


def test_absurd_decimals_end_in_a_verdict() -> None:
    facts = [F("T", "1", 10**6), F("A", "1", -(10**6)), F("B", "0", 10**9)]
    (row,) = check(facts, AB)
    assert (row["xbrl21"], row["calc11_unbound"]) == ("inconsistent", "excess_digits")


def test_nothing_to_check_gives_columns_without_rows() -> None:
    columns = check_calculations(facts_of([F("T", None, unit=None)]), [AB])
    assert list(columns) == list(COLUMNS)
    assert all(column == [] for column in columns.values())


VALUES = st.integers(-30, 30)
FACTS = st.lists(
    st.builds(
        F,
        st.sampled_from(["T", "A", "B", "C"]),
        st.one_of(st.none(), VALUES.map(str)),
        st.sampled_from([0, -1, None]),
        st.sampled_from(["c1", "c2"]),
    ),
    max_size=9,
)
NETWORK = summation("T", "A", ("B", "-1"), "C")


def verdicts(facts: list[F], *, truncation: bool) -> set[tuple[object, ...]]:
    return {
        (
            row["context_id"],
            row["xbrl21"],
            row["xbrl21_unbound"],
            row["calc11"],
            row["calc11_unbound"],
        )
        for row in check(facts, NETWORK, truncation=truncation)
    }


@given(FACTS, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_facts_does_not_matter(
    facts: list[F], random: Random, truncation: bool
) -> None:
    shuffled = random.sample(facts, len(facts))
    assert verdicts(facts, truncation=truncation) == verdicts(shuffled, truncation=truncation)


@given(FACTS, st.booleans())
def test_ten_times_every_fact_at_one_place_less_keeps_the_verdicts(
    facts: list[F], truncation: bool
) -> None:
    scaled = [
        replace(
            fact,
            value=None if fact.value is None else f"{fact.value}0",
            decimals=None if fact.decimals is None else fact.decimals - 1,
        )
        for fact in facts
    ]
    assert verdicts(facts, truncation=truncation) == verdicts(scaled, truncation=truncation)


def test_every_row_fits_the_schema_of_its_dataset() -> None:
    columns = check_calculations(facts_of([F("T", "3", None), F("A", "1"), F("T", None)]), [AB])
    for name_, values in columns.items():
        field = CALCULATIONS.schema.field(name_)
        array = pa.array(values, field.type)
        assert field.nullable or array.null_count == 0


WHOLE = st.integers(-9, 9)


@given(WHOLE, WHOLE, WHOLE, st.sampled_from([0, -1, 2]), st.sampled_from(["1", "-1", "2"]))
def test_consistent_is_what_some_unrounded_numbers_could_be(
    total: int, one: int, other: int, decimals: int, weight: str
) -> None:
    """Numbers in tenths of a unit, of which some round to what is reported and add up."""
    unit = Decimal(1).scaleb(-decimals)
    values = [format(number * unit, "f") for number in (total, one, other)]
    facts = [F(concept, value, decimals) for concept, value in zip("TAB", values, strict=True)]
    (row,) = check(facts, summation("T", "A", ("B", weight)))
    totals, ones, others = (
        range(10 * number - 5, 10 * number + 6) for number in (total, one, other)
    )
    sums = {first + int(weight) * second for first in ones for second in others}
    assert (row["calc11"] == "consistent") == any(number in sums for number in totals)


def places(facts: Facts, *summations: Summation) -> list[tuple[object, ...]]:
    columns = check_calculations(facts, summations)
    return list(zip(*(columns[name] for name in CALCULATIONS.key), strict=True))


def test_units_of_one_name_are_told_apart_by_their_measures() -> None:
    facts = facts_of([F("T", "1"), F("A", "1")] * 2)
    units = [*facts.units[:2], *[(("{http://example.com/units}USD",), ())] * 2]
    facts.units = encoded(units, len(units))
    first, second = places(facts, summation("T", "A"))
    assert first[:7] == second[:7]
    assert first != second


def test_totals_in_two_tuples_have_two_keys() -> None:
    tuples = F("Tuple", None, unit=None), F("Tuple", None, unit=None)
    facts = facts_of([*tuples, F("T", "1", parent=0), F("T", "2", parent=1), F("A", "1", parent=0)])
    assert len(set(places(facts, summation("T", "A")))) == 2


def test_calculations_11_binds_nothing_in_a_tuple() -> None:
    tuples = F("Tuple", None, unit=None), F("T", "1", parent=0), F("A", "1", parent=0)
    (row,) = check(tuples, summation("T", "A"))
    assert (row["xbrl21"], row["calc11_unbound"]) == ("consistent", "in_tuple")
    total, tuple_, inside = F("T", "1"), F("Tuple", None, unit=None), F("A", "1", parent=1)
    (row,) = check([total, tuple_, inside], summation("T", "A"))
    assert (row["xbrl21"], row["calc11_unbound"]) == ("consistent", "in_tuple")


def test_calculations_11_binds_what_stands_beside_tuples() -> None:
    tuples = F("Tuple", None, unit=None), F("B", "1", parent=0)
    (row,) = check([*tuples, F("T", "1"), F("A", "1")], summation("T", "A"))
    assert (row["calc11"], row["calc11_unbound"]) == CONSISTENT


@pytest.mark.parametrize(
    ("total", "items", "verdict"),
    [
        (Fraction(1, 3), [Fraction(1, 3)], "consistent"),
        (Decimal(1), [Fraction(1, 3), Fraction(2, 3)], "consistent"),
        (Decimal("0.3"), [Fraction(1, 3)], "inconsistent"),
        (Fraction(1, 3), [Fraction(1, 4)], "inconsistent"),
    ],
)
def test_fraction_items_are_added_exactly_and_by_xbrl21_alone(
    total: Decimal | Fraction, items: list[Fraction], verdict: str
) -> None:
    concepts = "ABC"[: len(items)]
    facts = facts_of([F("T", "0", None), *(F(concept, "0", None) for concept in concepts)])
    for index, value in enumerate((total, *items)):
        if isinstance(value, Fraction):
            facts.fractions[index] = value
        else:
            facts.values[index] = value
    (row,) = rows_of(check_calculations(facts, [summation("T", *concepts)]))
    assert (row["xbrl21"], row["calc11_unbound"]) == (verdict, "not_decimal")


def test_a_decimal_total_of_fractions_is_compared_at_its_decimals() -> None:
    facts = facts_of([F("T", "0.33", 2), F("A", "0", None)])
    facts.fractions[1] = Fraction(1, 3)
    (row,) = rows_of(check_calculations(facts, [summation("T", "A")]))
    assert (row["xbrl21"], row["xbrl21_computed"]) == ("consistent", Decimal("0.33"))


def test_calculations_11_says_nothing_of_what_is_no_report_of_the_open_information_model() -> None:
    facts = facts_of([F("T", "3"), F("A", "1"), F("B", "2"), F("T", "4", context="c2")])
    columns = check_calculations(replace(facts, is_of_oim=False), [AB])
    verdicts_11 = list(zip(columns["calc11"], columns["calc11_unbound"], strict=True))
    assert verdicts_11 == [("unbound", "not_oim"), ("unbound", "no_items")]
    assert columns["xbrl21"] == ["consistent", "unbound"]


def test_summations_beyond_the_limit_of_items_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(binding, "MAX_ITEMS", 3)
    facts = facts_of([F(name, "1", context=f"c{i}") for name in "TA" for i in range(2)])
    left_out: list[Summation] = []
    sums = [summation("T", "A", "B"), summation("T", "A")]
    columns = check_calculations(facts, sums, leave_out=left_out.append)
    assert columns["items_defined"] == [1, 1]
    assert left_out == sums[:1]
