"""Networks as trees: complete, and finished soon whatever a filing holds."""

import io
from decimal import Decimal

import pyarrow as pa
from rich.console import Console

from pipelines.networks import network_trees


def shown(*pairs: str) -> list[str]:
    """The tree of a presentation network of pairs such as `a>b`."""
    rows = [
        {
            "linkbase": "presentation",
            "role_uri": "http://r",
            "arcrole": "http://a/parent-child",
            "from_concept": source,
            "to_concept": target,
            "order": Decimal(1),
            "weight": None,
            "preferred_label": None,
            "effective": True,
        }
        for source, _, target in (pair.partition(">") for pair in pairs)
    ]
    console = Console(file=io.StringIO(), width=400)
    for tree in network_trees(pa.Table.from_pylist(rows), {}):
        console.print(tree)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]  # it is a StringIO
    return [line.lstrip(" │├└─").rstrip() for line in lines[1:]]


def test_children_stand_below_their_parents() -> None:
    assert shown("a>b", "a>c", "c>d") == ["a", "b", "c", "d"]


def test_a_cycle_is_shown_beside_what_has_a_root() -> None:
    assert shown("a>b", "x>y", "y>x") == ["a", "b", "x", "y", "x  (cycle)"]


def test_what_repeats_is_shown_once_so_that_a_tree_does_not_double_at_each_level() -> None:
    assert shown("a>b", "b>c", "a>d", "d>b") == ["a", "b", "c", "d", "b  (as above)"]
    pairs = [f"{level}.{i}>{level + 1}.{j}" for level in range(60) for i in "ab" for j in "ab"]
    assert len(shown(*pairs)) < 2 * len(pairs)


def test_a_deep_network_is_shown_whole_in_several_trees() -> None:
    lines = shown(*(f"{level}>{level + 1}" for level in range(3000)))
    assert {line.partition(" ")[0] for line in lines} == {str(level) for level in range(3001)}
