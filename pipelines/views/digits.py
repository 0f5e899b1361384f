"""Numbers as text, with all their digits."""

from decimal import Decimal


def digits(number: Decimal, form: str = "") -> str:
    """A number without exponent and trailing zeros; `Decimal.normalize` would round it to 28 digits.

    Args:
        number: The number.
        form: `,` for thousands, `+` for the sign of a positive number.

    >>> digits(Decimal("-1200.5000")), digits(Decimal("12E+2"), ","), digits(Decimal("1.00"), "+")
    ('-1200.5', '1,200', '+1')
    """
    text = f"{number or Decimal(0):{form}f}"  # a zero may have an exponent: 0E+3
    return text.rstrip("0").rstrip(".") if "." in text else text
