"""Networks at a terminal: whatever their shape, each relationship is shown, and once."""

import io
from decimal import Decimal
from itertools import pairwise

import pyarrow as pa
import pytest
from rich.console import Console

from pipelines.views.networks import network_trees, signed

ROLE = "http://a.com/role/BalanceSheet"
PARENT_CHILD = "http://www.xbrl.org/2003/arcrole/parent-child"
SUMMATION_ITEM = "http://www.xbrl.org/2003/arcrole/summation-item"


def arc(source: str, target: str, **more: object) -> dict[str, object]:
    return {
        "linkbase": "presentation",
        "role_uri": ROLE,
        "arcrole": PARENT_CHILD,
        "from_concept": source,
        "to_concept": target,
        "effective": True,
        "order": Decimal(1),
        "weight": None,
        "preferred_label": None,
    } | more


def shown(*arcs: dict[str, object], titles: dict[str, str | None] | None = None) -> list[str]:
    output = io.StringIO()
    trees = network_trees(pa.Table.from_pylist(list(arcs)), titles or {})
    Console(file=output, width=120).print(*trees)
    return [line.strip(" │├└─") for line in output.getvalue().splitlines() if line]


def chain(*concepts: str) -> list[dict[str, object]]:
    return [arc(*pair) for pair in pairwise(concepts)]


def test_a_network_is_a_tree_in_the_order_of_its_arcs() -> None:
    lines = shown(arc("A", "C", order=Decimal(2)), arc("A", "B", order=Decimal(1)), arc("C", "D"))
    assert lines == [f"{ROLE}  presentation (parent-child)", "A", "B", "C", "D"]


def test_a_role_is_shown_by_its_definition() -> None:
    assert shown(arc("A", "B"), titles={ROLE: "0002 - Balance Sheet"})[0].startswith("0002 - ")


def test_each_role_and_arcrole_is_a_tree_and_what_is_not_effective_is_none() -> None:
    other = arc("A", "B", role_uri="http://a.com/role/Other")
    sums = arc("A", "B", arcrole=SUMMATION_ITEM, linkbase="calculation", weight=Decimal("-1.0"))
    heads = [line for line in shown(arc("A", "B"), other, sums) if line.startswith("http")]
    assert len(heads) == 3
    assert shown(arc("A", "B", effective=False)) == []


def test_weights_and_preferred_labels_are_shown() -> None:
    label = "http://www.xbrl.org/2003/role/totalLabel"
    assert shown(arc("A", "B", preferred_label=label))[-1] == "B  totalLabel"
    assert shown(arc("A", "B", linkbase="calculation", weight=Decimal("-1.00")))[-1] == "-1 B"
    assert shown(arc("A", "B", linkbase="calculation"))[-1] == "? B"


def test_children_whose_order_does_not_fit_the_dataset_come_last() -> None:
    assert shown(arc("A", "B", order=None), arc("A", "C"), arc("A", "D", order=None))[1:] == [
        "A",
        "C",
        "B",
        "D",
    ]


def test_a_cycle_ends_where_it_closes() -> None:
    assert shown(*chain("A", "B", "C", "A"))[1:] == ["A", "B", "C", "A  (cycle)"]
    assert shown(arc("A", "A"))[1:] == ["A", "A  (cycle)"]


def test_a_cycle_beside_a_tree_is_shown_too() -> None:
    assert shown(arc("A", "B"), *chain("C", "D", "C"))[1:] == ["A", "B", "C", "D", "C  (cycle)"]


def test_what_two_concepts_share_is_drawn_once() -> None:
    lines = shown(*chain("A", "B", "D", "E"), arc("A", "C"), arc("C", "D"))
    assert lines[1:] == ["A", "B", "D", "E", "C", "D  (drawn already)"]


def test_many_ways_to_a_concept_do_not_multiply_it() -> None:
    layers = [(f"a{number}", f"b{number}") for number in range(40)]
    arcs = [
        arc(source, target)
        for upper, lower in pairwise(layers)
        for source in upper
        for target in lower
    ]
    assert len(shown(*arcs)) < 2 * len(arcs)


@pytest.mark.parametrize("length", [12, 13, 14, 5000])
def test_a_deep_network_is_drawn_to_its_end_in_pieces(length: int) -> None:
    lines = shown(*chain(*(f"c{number}" for number in range(length + 1))))
    drawn = [line.removesuffix("  (drawn below)") for line in lines[1:]]
    assert list(dict.fromkeys(drawn)) == [f"c{number}" for number in range(length + 1)]


def test_a_concept_that_was_left_for_later_comes_right_after_its_tree() -> None:
    deep = [f"c{number:02}" for number in range(15)]
    lines = shown(*chain(*deep), arc("Z", "Y"))
    assert lines[-6:] == ["c12  (drawn below)", "c12", "c13", "c14", "Z", "Y"]


def test_numbers_are_written_with_sign_and_without_trailing_zeros() -> None:
    assert [signed(Decimal(text)) for text in ("1.000", "-1", "100", "0.50")] == [
        "+1",
        "-1",
        "+100",
        "+0.5",
    ]
    assert signed(None) == "?"
