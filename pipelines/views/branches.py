"""Networks as trees that end: what a concept leads to is drawn once, whatever their shape."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

ArcRow = Mapping[str, Any]

# Levels of a tree; a terminal has no room for the indentation of more.
_DEPTH: Final = 12


@dataclass(slots=True)
class Branch:
    """A concept in a tree.

    Attributes:
        concept: Its name.
        arc: The row of the arc that leads to it; None at a root.
        elsewhere: Why what it leads to does not stand below it, if so.
        items: What it leads to.
    """

    concept: str
    arc: ArcRow | None = None
    elsewhere: Literal["cycle", "drawn already", "drawn below"] | None = None
    items: "list[Branch]" = field(default_factory=list)


def branches(arcs: Iterable[ArcRow]) -> Iterator[Branch]:
    """Roots of the trees of a network, whose arcs are in order.

    Concepts that no root leads to lie on or behind a cycle, which may be begun anywhere. Those
    that lie too deep begin a tree of their own.
    """
    below: defaultdict[str, list[ArcRow]] = defaultdict(list)
    for arc in arcs:
        below[arc["from_concept"]].append(arc)
    targets = {arc["to_concept"] for each in below.values() for arc in each}
    roots = [concept for concept in below if concept not in targets]
    drawn: set[str] = set()
    turns = deque([*roots, *below])
    while turns:
        concept = turns.popleft()
        if concept not in drawn:
            root = Branch(concept)
            left = list(_grow(root, below, drawn, (concept,)))
            turns.extendleft(reversed(left))
            yield root


def _grow(
    branch: Branch,
    below: Mapping[str, Sequence[ArcRow]],
    drawn: set[str],
    above: tuple[str, ...],
) -> Iterator[str]:
    """Draw the concepts below a branch, each once; gives those that lie too deep."""
    drawn.add(branch.concept)
    for arc in below[branch.concept]:
        child = Branch(arc["to_concept"], arc)
        branch.items.append(child)
        if child.concept in above:
            child.elsewhere = "cycle"
        elif child.concept in drawn:
            child.elsewhere = "drawn already"
        elif child.concept in below and len(above) == _DEPTH:
            child.elsewhere = "drawn below"
            yield child.concept
        elif child.concept in below:
            yield from _grow(child, below, drawn, (*above, child.concept))
