"""Summations: what a calculation network says must add up (XBRL 2.1 §5.2.5.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class Gaps:
    """Where relationships of calculation networks may be lost.

    Attributes:
        everywhere: Whether they may be of any network: a document is absent or unreadable.
        networks: Role and arcrole of networks that may lack some; without an arcrole, all
            networks of the role.
    """

    everywhere: bool = False
    networks: frozenset[tuple[str, str | None]] = frozenset()

    def may_be_in(self, role_uri: str, arcrole: str) -> bool:
        """Whether a network may lack relationships."""
        return (
            self.everywhere
            or (role_uri, arcrole) in self.networks
            or (role_uri, None) in self.networks
        )

    def __or__(self, other: "Gaps") -> "Gaps":
        """The gaps of both."""
        return Gaps(self.everywhere or other.everywhere, self.networks | other.networks)


NO_GAPS: Final = Gaps()


@dataclass(frozen=True, slots=True)
class Item:
    """A contributing concept (Clark name) with its weight and order."""

    concept: str
    weight: Decimal
    order: Decimal


@dataclass(frozen=True, slots=True)
class Summation:
    """A total and its items in one network: one extended link role and one arcrole.

    `items` holds the effective relationships in order; a concept may stand there twice.
    `is_incomplete` says that the network has others of the total that cannot be used.
    """

    role_uri: str
    arcrole: str
    total: str
    items: tuple[Item, ...]
    is_incomplete: bool = False


def concepts_of(summations: Iterable[Summation]) -> set[str]:
    """Clark names of all totals and items."""
    concepts: set[str] = set()
    for summation in summations:
        concepts.add(summation.total)
        concepts.update(item.concept for item in summation.items)
    return concepts
