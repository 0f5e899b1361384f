"""Networks as trees: complete, and finished soon whatever a filing holds."""

import io
from decimal import Decimal
from itertools import pairwise

import pyarrow as pa
from rich.console import Console

from pipelines.networks import network_trees


def arc(pair: str, **more: object) -> dict[str, object]:
    """A row of `arcs` for a pair such as `a>b`."""
    source, _, target = pair.partition(">")
    return {
        "linkbase": "presentation",
        "role_uri": "http://r",
        "arcrole": "http://a/parent-child",
        "from_concept": source,
        "to_concept": target,
        "order": Decimal(1),
        "weight": None,
        "preferred_label": None,
        "effective": True,
    } | more


def drawn(
    *arcs: dict[str, object], titles: dict[str, str | None] | None = None, width: int = 400
) -> list[str]:
    """The lines of all networks of the arcs."""
    output = io.StringIO()
    console = Console(file=output, width=width)
    for tree in network_trees(pa.Table.from_pylist(list(arcs)), titles or {}):
        console.print(tree)
    return [line.lstrip(" │├└─").rstrip() for line in output.getvalue().splitlines()]


def shown(*pairs: str) -> list[str]:
    """The tree of a presentation network."""
    return drawn(*map(arc, pairs))[1:]


def test_children_stand_below_their_parents() -> None:
    assert shown("a>b", "a>c", "c>d") == ["a", "b", "c", "d"]


def test_children_are_in_order_and_those_whose_order_does_not_fit_its_column_come_last() -> None:
    orders = {"b": None, "c": Decimal(2), "d": Decimal(1), "e": None}
    lines = drawn(*(arc(f"a>{child}", order=order) for child, order in orders.items()))
    assert lines[1:] == ["a", "d", "c", "b", "e"]


def test_each_role_and_arcrole_is_a_tree_and_what_is_not_effective_is_none() -> None:
    arcs = [arc("a>b"), arc("a>b", role_uri="http://other"), arc("a>b", arcrole="http://a/all")]
    assert [line for line in drawn(*arcs) if line.startswith("http")] == [
        "http://r  presentation (parent-child)",
        "http://other  presentation (parent-child)",
        "http://r  presentation (all)",
    ]
    assert drawn(arc("a>b", effective=False)) == []


def test_a_role_is_shown_by_its_definition() -> None:
    assert drawn(arc("a>b"), titles={"http://r": "0002 - Income"})[0].startswith("0002 - Income")


def test_weights_and_preferred_labels_are_shown() -> None:
    label = "http://www.xbrl.org/2003/role/totalLabel"
    assert drawn(arc("a>b", preferred_label=label))[-1] == "b  totalLabel"
    sums = {"linkbase": "calculation"}
    assert drawn(arc("a>b", weight=Decimal("-1.00"), **sums))[-1] == "-1 b"
    assert drawn(arc("a>b", **sums))[-1] == "? b"


def test_a_cycle_is_shown_beside_what_has_a_root() -> None:
    assert shown("a>b", "x>y", "y>x") == ["a", "b", "x", "y", "x  (cycle)"]


def test_what_repeats_is_shown_once_so_that_a_tree_does_not_double_at_each_level() -> None:
    assert shown("a>b", "b>c", "a>d", "d>b") == ["a", "b", "c", "d", "b  (as above)"]
    pairs = [f"{level}.{i}>{level + 1}.{j}" for level in range(60) for i in "ab" for j in "ab"]
    assert len(shown(*pairs)) < 2 * len(pairs)


def test_a_deep_network_is_shown_whole_in_several_trees() -> None:
    lines = shown(*(f"{level}>{level + 1}" for level in range(3000)))
    assert {line.partition(" ")[0] for line in lines} == {str(level) for level in range(3001)}


def test_the_deepest_level_still_fits_on_a_line() -> None:
    concepts = [f"concept-{level}" for level in range(100)]
    pairs = (f"{source}>{target}" for source, target in pairwise(concepts))
    lines = drawn(*map(arc, pairs), width=80)
    assert {line.partition(" ")[0] for line in lines} >= set(concepts)
