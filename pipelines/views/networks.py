"""Networks for reading at a terminal: each role's effective relationships as a tree."""

from collections import defaultdict, deque
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa
from rich.text import Text
from rich.tree import Tree

from pipelines.views.digits import digits

ArcRow = dict[str, Any]

# Levels of a tree; a terminal has no room for the indentation of more.
_DEPTH: Final = 12


def network_trees(arcs: pa.Table, titles: dict[str, str | None]) -> Iterator[Tree]:
    """One tree for each role and arcrole, in the order of the files.

    Args:
        arcs: Rows of `arcs`.
        titles: Definition of each role URI.
    """
    networks: defaultdict[tuple[str, str, str], list[ArcRow]] = defaultdict(list)
    for row in arcs.to_pylist():
        if row["effective"]:
            networks[row["linkbase"], row["role_uri"], row["arcrole"]].append(row)
    for (linkbase, role, arcrole), rows in networks.items():
        title = Text(titles.get(role) or role, style="bold")
        title.append(f"  {linkbase} ({arcrole.rpartition('/')[2]})", style="dim")
        yield _network(Tree(title), rows)


def _network(tree: Tree, rows: list[ArcRow]) -> Tree:
    children: defaultdict[str, list[ArcRow]] = defaultdict(list)
    for row in sorted(rows, key=_order):
        children[row["from_concept"]].append(row)
    targets = {row["to_concept"] for row in rows}
    roots = [concept for concept in children if concept not in targets]
    drawn: set[str] = set()
    # Concepts that no root leads to lie on or behind a cycle, which may be begun anywhere.
    turns = deque([*roots, *children])
    while turns:
        concept = turns.popleft()
        if concept not in drawn:
            left = list(_grow(tree.add(Text(concept)), concept, children, drawn, (concept,)))
            turns.extendleft(reversed(left))
    return tree


def _grow(
    tree: Tree,
    concept: str,
    children: dict[str, list[ArcRow]],
    drawn: set[str],
    above: tuple[str, ...],
) -> Iterator[str]:
    """Draw the concepts below `concept`, each once; gives those that lie too deep."""
    drawn.add(concept)
    for row in children[concept]:
        child = row["to_concept"]
        branch = tree.add(label := _label(row))
        if child in above:
            label.append("  (cycle)", style="red")
        elif child in drawn:
            label.append("  (drawn already)", style="dim")
        elif child in children and len(above) == _DEPTH:
            label.append("  (drawn below)", style="dim")
            yield child
        elif child in children:
            yield from _grow(branch, child, children, drawn, (*above, child))


def _order(row: ArcRow) -> tuple[bool, Decimal]:
    """Children whose order is no number of the dataset come last."""
    order: Decimal | None = row["order"]
    return order is None, order or Decimal(0)


def _label(row: ArcRow) -> Text:
    label = Text()
    if row["linkbase"] == "calculation":
        label.append(f"{signed(row['weight'])} ", style="cyan")
    label.append(row["to_concept"])
    if row["preferred_label"]:
        label.append(f"  {row['preferred_label'].rpartition('/')[2]}", style="dim")
    return label


def signed(number: Decimal | None) -> str:
    """A weight as people write it: a sign always, no trailing zeros; ? where it is no number."""
    return "?" if number is None else digits(number, "+")
