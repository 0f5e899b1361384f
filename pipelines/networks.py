"""Networks for reading at a terminal: each role's effective relationships as a tree."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
from rich.text import Text
from rich.tree import Tree

Row = dict[str, Any]

_MAX_DEPTH = 12  # as many as statements have, and as fit on a line


def network_trees(arcs: pa.Table, titles: dict[str, str | None]) -> Iterator[Tree]:
    """One tree for each role and arcrole, in the order of the files.

    Args:
        arcs: Rows of `arcs`.
        titles: Definition of each role URI.
    """
    networks: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in arcs.to_pylist():
        if row["effective"]:
            networks[row["linkbase"], row["role_uri"], row["arcrole"]].append(row)
    for (linkbase, role, arcrole), rows in networks.items():
        title = Text(titles.get(role) or role, style="bold")
        title.append(f"  {linkbase} ({arcrole.rpartition('/')[2]})", style="dim")
        yield _network(Tree(title), rows)


def _network(tree: Tree, rows: list[Row]) -> Tree:
    children: defaultdict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=_order):
        children[row["from_concept"]].append(row)
    targets = {row["to_concept"] for row in rows}
    roots = [concept for concept in children if concept not in targets]
    shown: set[str] = set()
    for root in (*roots, *children):  # a cycle has no root: begin anywhere
        if root not in shown:
            _grow(tree.add(Text(root)), root, children, (root,), shown)
    return tree


def _grow(
    tree: Tree,
    concept: str,
    children: dict[str, list[Row]],
    above: tuple[str, ...],
    shown: set[str],
) -> None:
    """Add what is below `concept`, once in a network: what repeats could double at each level."""
    shown.add(concept)
    for row in children.get(concept, ()):
        child = row["to_concept"]
        if child in above:
            tree.add(_label(row, "cycle"))
        elif child not in children:
            tree.add(_label(row))
        elif child in shown:
            tree.add(_label(row, "as above"))
        elif len(above) == _MAX_DEPTH:
            tree.add(_label(row, "deeper levels follow as trees of their own"))
        else:
            _grow(tree.add(_label(row)), child, children, (*above, child), shown)


def _order(row: Row) -> tuple[bool, Decimal]:
    """Children whose order is too large a number for the dataset come last."""
    order: Decimal | None = row["order"]
    return order is None, order or Decimal(0)


def _label(row: Row, remark: str | None = None) -> Text:
    label = Text()
    if row["linkbase"] == "calculation":
        label.append(f"{plain(row['weight'])} ", style="cyan")
    label.append(row["to_concept"])
    if row["preferred_label"]:
        label.append(f"  {row['preferred_label'].rpartition('/')[2]}", style="dim")
    if remark:
        label.append(f"  ({remark})", style="red")
    return label


def plain(number: Decimal | None) -> str:
    """A weight or amount as people write it: a sign always, no trailing zeros."""
    return "?" if number is None else f"{number.normalize():+f}"
