"""Exact decimal arithmetic, and rounding to the digits a report vouches for.

An accuracy is the value of a `decimals` attribute (XBRL 2.1 §4.6.5): a number of places,
negative left of the point; None is INF.
"""

from decimal import (
    MAX_EMAX,
    MAX_PREC,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
)
from functools import cache, lru_cache
from typing import Final

EXACT: Final = Context(
    prec=MAX_PREC,
    Emax=MAX_EMAX,
    Emin=MIN_EMIN,
    rounding=ROUND_HALF_EVEN,
    traps=[InvalidOperation],
)
"""Context in which sums and products of finite decimals lose nothing."""

MOST_DIGITS: Final = 1000
"""Accuracies beyond this many places are taken as this many.

No amount reaches so far (`amounts.MAX_MAGNITUDE`), and a million places need not be written.
"""

_AMOUNT: Final = Context(prec=38, traps=[InvalidOperation, Inexact])
_AMOUNT_PLACES: Final = Decimal("1E-12")
_FACTOR: Final = Context(prec=18, traps=[InvalidOperation, Inexact])
_FACTOR_PLACES: Final = Decimal("1E-6")


@cache
def unit_of(accuracy: int) -> Decimal:
    """One unit in the last place vouched for: 10^-accuracy.

    >>> unit_of(-3)
    Decimal('1E+3')
    """
    return Decimal((0, (1,), -max(-MOST_DIGITS, min(MOST_DIGITS, accuracy))))


def rounded(value: Decimal, accuracy: int | None) -> Decimal:
    """`value` rounded half to even to `accuracy` places (XBRL 2.1 §4.6.7.2).

    >>> rounded(Decimal("-26.5"), 0)
    Decimal('-26')
    """
    return value if accuracy is None else EXACT.quantize(value, unit_of(accuracy))


def amount(value: Decimal | None) -> Decimal | None:
    """`value` if a `decimal128(38, 12)` column holds it exactly, else None."""
    if value is None:
        return None
    try:
        return _AMOUNT.quantize(value, _AMOUNT_PLACES)
    except (Inexact, InvalidOperation):
        return None


@lru_cache(maxsize=1024)
def factor(value: Decimal) -> Decimal | None:
    """`value` if a `decimal128(18, 6)` column holds it exactly, else None."""
    try:
        return _FACTOR.quantize(value, _FACTOR_PLACES)
    except (Inexact, InvalidOperation):
        return None
