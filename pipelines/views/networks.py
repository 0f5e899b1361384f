"""Networks for reading at a terminal: each role's effective relationships as a tree."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pyarrow as pa
from rich.text import Text
from rich.tree import Tree

from pipelines.views.branches import ArcRow, Branch, branches
from pipelines.views.digits import digits


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
        tree = Tree(title)
        for root in branches(sorted(rows, key=_order)):
            _grow(tree, root)
        yield tree


def _grow(tree: Tree, branch: Branch) -> None:
    """Draw a branch and what is below it."""
    label = Text(branch.concept) if branch.arc is None else _label(branch.arc)
    if branch.elsewhere:
        style = "red" if branch.elsewhere == "cycle" else "dim"
        label.append(f"  ({branch.elsewhere})", style=style)
    drawn = tree.add(label)
    for item in branch.items:
        _grow(drawn, item)


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
