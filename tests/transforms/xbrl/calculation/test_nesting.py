"""What stands in tuples is found however they nest, and none is climbed through per fact."""

from collections.abc import Sequence
from typing import SupportsIndex

from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.calculation.reported import F, facts_of, name
from transforms.xbrl.calculation.data_point import DataPoints
from transforms.xbrl.calculation.nesting import Nesting
from transforms.xbrl.calculation.place import Place

CONCEPT = "{http://example.com}A"


class Counted(list[int]):
    """A list that counts how often it is read by index."""

    n_read = 0

    def __getitem__(self, index: SupportsIndex) -> int:  # type: ignore[override] # no slices here
        self.n_read += 1
        return super().__getitem__(index)


def places(parents: Sequence[int]) -> dict[str, dict[Place, list[int]]]:
    """Every fact is one of the concept, of one context and unit."""
    found: dict[Place, list[int]] = {}
    for index, parent in enumerate(parents):
        found.setdefault((0, 0, parent), []).append(index)
    return {CONCEPT: found}


def is_within(parents: Sequence[int], index: int, outer: int) -> bool:
    """Whether a fact stands in a tuple, by climbing."""
    while index != -1 and index != outer:
        index = parents[index]
    return index == outer


@given(st.data(), st.integers(min_value=1, max_value=12))
def test_what_a_tuple_holds_is_what_climbing_finds(data: st.DataObject, size: int) -> None:
    parents = [data.draw(st.integers(min_value=-1, max_value=index - 1)) for index in range(size)]
    if data.draw(st.booleans(), "tuples stand behind what they hold"):
        parents = [-1 if parent < 0 else size - 1 - parent for parent in reversed(parents)]
    nesting = Nesting(parents, places(parents))
    for outer in range(-1, size):
        expected = [index for index in range(size) if is_within(parents, parents[index], outer)]
        groups = list(nesting.within(CONCEPT, (0, 0, outer)))
        assert sorted(index for group in groups for index in group) == expected
        assert [parents[group[0]] for group in groups] == sorted(
            {parents[index] for index in expected}
        )


def test_another_context_or_unit_or_concept_has_nothing_there() -> None:
    nesting = Nesting([-1, 0], places([-1, 0]))
    assert not list(nesting.within(CONCEPT, (1, 0, -1)))
    assert not list(nesting.within(CONCEPT, (0, 1, -1)))
    assert not list(nesting.within("{http://example.com}B", (0, 0, -1)))


def test_tuples_in_tuples_are_looked_through_once() -> None:
    counts = []
    for depth in (100, 200, 400):
        facts = facts_of(F("A", "1", parent=index - 1) for index in range(depth))
        facts.parents = parents = Counted(facts.parents)
        points = DataPoints(facts, [name("A")])
        assert len(points.within(name("A"), (0, 0, -1))) == depth
        counts.append(parents.n_read)
    assert counts == [counts[0], 2 * counts[0], 4 * counts[0]]
