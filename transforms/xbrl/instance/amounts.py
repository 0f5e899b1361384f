"""Numbers as instances write them, exactly: decimals, never floats."""

import re
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache
from typing import Final

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.lexical import SPECIAL_VALUES, WHITE_SPACE
from transforms.xbrl.reject_codes import XbrlCode

# xs:double reaches 10^±324; a number with more digits than that is not an amount.
MAX_MAGNITUDE: Final = 400
# What `precision="0"` infers: not one digit is known to be right (XBRL 2.1 §4.6.4).
# No `decimals` and no `precision` within the limits gives this number.
NOTHING_ACCURATE: Final = -(10**9)
_MAX_LENGTH: Final = 2 * MAX_MAGNITUDE

# `-1234.5`, `1.5E3`
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?P<exponent>[eE][+-]?[0-9]+)?")
# ` -3 `, white space collapsed as of any xs:integer
_INTEGER = re.compile(r"[ \t\r\n]*[+-]?[0-9]{1,9}[ \t\r\n]*")

_EXACT: Final = Context(prec=2 * MAX_MAGNITUDE, traps=[Inexact])

Amount = tuple[str, Decimal | None]
Quotient = tuple[str, Fraction]

_CACHED: Final = 1 << 11  # numbers recur within a filing, and mostly nearby


@lru_cache(maxsize=_CACHED)
def read_amount(text: str) -> Amount:
    """Plain text and exact value.

    The text is kept as written, but for an exponent (`1.5E3` becomes `1500`). The special
    values of xs:double have no exact value.

    Raises:
        ValueTextError: `not-a-number`, or `number-out-of-range` beyond 10^400.
    """
    match = _NUMBER.fullmatch(text) if len(text) <= _MAX_LENGTH else None
    if match is None:
        if text in SPECIAL_VALUES:
            return text, None
        raise ValueTextError("not-a-number", f"{text[:80]!r} is not a number")
    if match["exponent"]:
        return _with_exponent(text)
    return text, Decimal(text)


def _with_exponent(text: str) -> Amount:
    exponent = text.lower().partition("e")[2]
    if len(exponent) > 6 or abs(int(exponent)) > MAX_MAGNITUDE:
        raise ValueTextError("number-out-of-range", f"{text[:80]!r} is beyond 10^{MAX_MAGNITUDE}")
    plain = format(Decimal(text), "f")
    return plain, Decimal(plain)


@lru_cache(maxsize=_CACHED)
def read_scaled_amount(text: str, scale: str | None, sign: str | None) -> Amount:
    """The amount `text` x 10^`scale`, negated by the sign `-` (Inline XBRL 1.1, `ix:nonFraction`).

    Raises:
        ValueTextError: As `read_amount`; `invalid-scale`, `invalid-sign`.
    """
    if sign not in {None, "-"}:
        raise ValueTextError("invalid-sign", f"sign {sign!r} is not a minus")
    if sign and text[:1] in {"+", "-"}:
        raise ValueTextError("not-a-number", f"{text[:80]!r} has a sign of its own beside @sign")
    plain, value = read_amount(text)
    if value is None:
        return (f"-{plain}" if sign else plain), None
    exponent = 0 if scale is None else read_integer(scale, "scale")
    scaled = Decimal(f"{plain}E{exponent}")
    if sign:
        scaled = scaled.copy_negate()
    return read_amount(format(scaled or scaled.copy_abs(), "f"))


def read_fraction(numerator: str, denominator: str) -> Quotient:
    """Amount of a fraction item (XBRL 2.1 §5.1.1.3.1): 1/3 is no decimal, and yet exact.

    Raises:
        ValueTextError: As `read_amount`; `not-a-number` also for a denominator of 0.
    """
    upper_text, upper = read_amount(numerator.strip(WHITE_SPACE))
    lower_text, lower = read_amount(denominator.strip(WHITE_SPACE))
    text = f"{upper_text}/{lower_text}"
    if not lower or upper is None:
        raise ValueTextError("not-a-number", f"{text[:80]!r} is not a fraction")
    return text, Fraction(upper) / Fraction(lower)


def ended(fraction: Fraction) -> Decimal | None:
    """A fraction as a decimal, None where its decimals do not end."""
    try:
        return _EXACT.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    except Inexact:
        return None


_INVALID: Final[dict[str, XbrlCode]] = {
    "decimals": "invalid-decimals",
    "precision": "invalid-precision",
    "scale": "invalid-scale",
}


def read_integer(text: str, what: str) -> int:
    """An integer such as `decimals` or `scale`, no further from zero than 400.

    Raises:
        ValueTextError: `invalid-<what>`.
    """
    number = int(text) if _INTEGER.fullmatch(text) else None
    if number is None or abs(number) > MAX_MAGNITUDE:
        raise ValueTextError(
            _INVALID[what], f"{what} {text[:40]!r} is not an integer within ±{MAX_MAGNITUDE}"
        )
    return number


@lru_cache(maxsize=1024)
def read_decimals(text: str) -> int | None:
    """Value of a `decimals` attribute, None for INF (XBRL 2.1 §4.6.5).

    Raises:
        ValueTextError: `invalid-decimals`.
    """
    return None if text.strip(WHITE_SPACE) == "INF" else read_integer(text, "decimals")


def decimals_of_precision(precision: str, value: Decimal) -> int | None:
    """The `decimals` that a `precision` stands for, None for INF (XBRL 2.1 §4.6.6).

    Precision 0 means that no digit of the value is accurate: `NOTHING_ACCURATE`.

    Raises:
        ValueTextError: `invalid-precision`.
    """
    if precision.strip(WHITE_SPACE) == "INF":
        return None
    digits = read_integer(precision, "precision")
    if digits < 0:
        raise ValueTextError("invalid-precision", f"precision {precision!r} is negative")
    if digits == 0:
        return NOTHING_ACCURATE
    return digits - value.adjusted() - 1 if value else None
