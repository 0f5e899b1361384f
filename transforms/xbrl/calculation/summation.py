"""Summations: what a calculation network says must add up (XBRL 2.1 §5.2.5.2)."""

from dataclasses import dataclass
from decimal import Decimal


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
    """

    role_uri: str
    arcrole: str
    total: str
    items: tuple[Item, ...]
