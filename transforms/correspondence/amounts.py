"""Amounts of money that a comment quotes."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_CURRENCIES: Final = {
    "$": "USD", "US$": "USD", "USD": "USD", "U.S.$": "USD", "C$": "CAD", "CA$": "CAD", "CAD": "CAD",
    "A$": "AUD", "AUD": "AUD", "HK$": "HKD", "HKD": "HKD", "NT$": "TWD", "R$": "BRL", "S$": "SGD",
    "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "¥": "JPY", "JPY": "JPY", "RMB": "CNY",
    "CNY": "CNY", "CHF": "CHF", "₪": "ILS", "NIS": "ILS", "₹": "INR",
}  # fmt: skip
_SCALES: Final = {
    "thousand": 3, "k": 3, "million": 6, "m": 6, "mm": 6, "mn": 6, "billion": 9, "b": 9, "bn": 9,
    "trillion": 12,
}  # fmt: skip
_AMOUNT: Final = re.compile(
    r"(?P<minus>\(\s?|[-\u2013]\s?)?(?P<currency>U\.S\.\$|(?:US|CA?|A|HK|NT|R|S)?\$|[€£¥₪₹]"
    r"|\b(?:USD|EUR|GBP|RMB|CNY|CHF|CAD|AUD|HKD|JPY|NIS)\b)"
    r"\s?(?P<inner>\(\s?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?|\.\d{1,6})(?P<close>\s?\))?"
    r"(?:[\s-]?(?P<scale>thousand|million|billion|trillion|mm|mn|bn|[KMB])(?![a-z])(?P<late>\s?\))?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money.

    Attributes:
        text: As written.
        value: In units of the currency, as far as the words beside it tell; tables that are
            quoted in thousands seldom say so.
        currency: ISO 4217 code.
    """

    text: str
    value: Decimal
    currency: str


def amounts(text: str) -> list[Amount]:
    """The amounts of money in `text`, in order; a repeated one is repeated."""
    return [_amount(match) for match in _AMOUNT.finditer(text)]


def _amount(match: re.Match[str]) -> Amount:
    value = Decimal(match["number"].replace(",", ""))
    if match["scale"]:
        value = value.scaleb(_SCALES[match["scale"].lower()])
    closed = match["close"] or match["late"]
    negative = (match["inner"] and closed) or (match["minus"] or "").startswith(("-", "\u2013"))
    start = match.start("minus") if match["minus"] and negative else match.start("currency")
    if match["minus"] and match["minus"].startswith("(") and closed and not match["inner"]:
        negative, start = _brackets_are_minus(match), match.start()
    text = match.string[start : match.end()].strip()
    if not negative:
        text = text.strip("()").strip()
    return Amount(text, -value if negative else value, _CURRENCIES[match["currency"].upper()])


def _brackets_are_minus(match: re.Match[str]) -> bool:
    """Whether `($5)` is negative: not where it explains a number before it."""
    before = match.string[: match.start()].rstrip()
    return not before[-1:].isdigit() and not before.endswith(("%", "million", "billion"))
