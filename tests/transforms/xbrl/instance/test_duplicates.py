"""Which fact of a data point is preferred."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.instance.builders import INSTANT, NAMESPACES, context, unit
from transforms.columns import Columns
from transforms.xbrl.instance.duplicates import preferred
from transforms.xbrl.instance.reading import read_facts

PLAIN = {"is_nil": False, "is_hidden": False, "is_exact": False, "decimals": -3}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"is_nil": True, "is_exact": True}),
        ({}, {"is_hidden": True, "decimals": 0}),
        ({"decimals": 0}, {}),
        ({"is_exact": True, "decimals": None}, {"decimals": 9}),
        ({}, {"decimals": None}),
        ({"is_hidden": True}, {"is_nil": True}),
    ],
)
def test_of_two_duplicates_the_better_is_preferred_wherever_it_stands(
    better: dict[str, object], worse: dict[str, object]
) -> None:
    for rows, expected in (([better, worse], [True, False]), ([worse, better], [False, True])):
        columns: Columns = {name: [{**PLAIN, **each}[name] for each in rows] for name in PLAIN}
        assert list(preferred([["same", "same"]], columns)) == expected


def test_of_equal_duplicates_the_first_is_preferred_and_others_are_all() -> None:
    columns: Columns = {name: [value] * 4 for name, value in PLAIN.items()}
    assert list(preferred([["a", "b", "a", "a"]], columns)) == [True, True, False, False]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.booleans(),
            st.booleans(),
            st.booleans(),
            st.none() | st.integers(-3, 3),
        )
    )
)
def test_one_fact_of_each_data_point_is_preferred_and_none_of_them_is_better(
    facts: list[tuple[int, bool, bool, bool, int | None]],
) -> None:
    keys = [fact[0] for fact in facts]
    columns: Columns = {name: [fact[at] for fact in facts] for at, name in enumerate(PLAIN, 1)}
    chosen = preferred([keys], columns)
    for key in set(keys):
        of_key = [index for index, each in enumerate(keys) if each == key]
        (best,) = [index for index in of_key if chosen[index]]
        for index in of_key:
            assert preferred([["same", "same"]], _pair(columns, best, index))[0]


def _pair(columns: Columns, *indexes: int) -> Columns:
    return {name: [column[index] for index in indexes] for name, column in columns.items()}


def test_contexts_that_are_equal_and_not_the_same_make_duplicates() -> None:
    facts = (
        '<abc:A contextRef="c" unitRef="usd" decimals="-3">1000</abc:A>'
        '<abc:A contextRef="d" unitRef="usd" decimals="0">1001</abc:A>'
        '<abc:A contextRef="d" unitRef="eur" decimals="0">1001</abc:A>'
    )
    euro = unit("eur", "<xbrli:measure>iso4217:EUR</xbrli:measure>")
    parts = context("c"), context("d", period=INSTANT), unit(), euro, facts
    content = f"<xbrli:xbrl {NAMESPACES}>{''.join(parts)}</xbrli:xbrl>".encode()
    (found,) = read_facts([("abc.xml", content)]).facts
    assert found.columns["is_preferred"] == [False, True, True]
