"""Exact decimal arithmetic, and rounding to the digits that a report states as accurate.

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
    InvalidOperation,
)
from fractions import Fraction
from functools import cache
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


@cache
def unit_of(accuracy: int) -> Decimal:
    """One unit in the last accurate place: 10^-accuracy.

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


def round_fraction(value: Fraction, accuracy: int) -> Fraction:
    """As `rounded`, of a fraction.

    >>> round_fraction(Fraction(1, 8), 2)
    Fraction(3, 25)
    """
    unit = Fraction(unit_of(accuracy))
    return round(value / unit) * unit
