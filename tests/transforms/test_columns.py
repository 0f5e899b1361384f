"""Columns: values that many rows share."""

from array import array
from typing import NamedTuple

from transforms.columns import Encoded, EntryTable, joined


class Named(NamedTuple):
    name: str


def test_an_encoded_column_is_the_sequence_of_its_values() -> None:
    column = Encoded(["a", "b"], array("i", [1, 0, 1]))
    assert list(column) == ["b", "a", "b"]
    assert (len(column), column[2], column[-2]) == (3, "b", "a")
    assert column[1:] == ["a", "b"]
    assert column != ["b", "a", "a"]


def test_encoded_columns_are_joined_by_their_values() -> None:
    one, other = Encoded(["a"], array("i", [0])), Encoded(["b", "c"], array("i", [1]))
    assert joined([{"x": one}, {"x": other}]) == {"x": ["a", "c"]}


def test_a_field_of_a_table_has_what_was_added_since_it_was_last_asked_for() -> None:
    table = EntryTable[Named]()
    table.append(Named("a"))
    before = table.column("name")
    table.append(Named("b"))
    assert table.column("name") == ["a", "b"]
    assert table.column("name") is before
