"""Amounts of money that a comment quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
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
_CODES: Final = tuple(filter(str.isalpha, _CURRENCIES))
_SIGNS: Final = (*"$€£¥₪₹", *_CODES)
# `$`, `EUR`
_SIGN: Final = re.compile("|".join(map(re.escape, _SIGNS)))
_BEFORE_SIGN: Final = 6  # characters of `( U.S.` before the sign
# `US$1.5 million`
_AMOUNT: Final = re.compile(
    r"(?P<minus>\(\s?|[-\u2013]\s?)?(?P<currency>U\.S\.\$|(?:US|CA?|A|HK|NT|R|S)?\$|[€£¥₪₹]"
    rf"|\b(?-i:{'|'.join(_CODES)})\b)"
    r"\s?(?P<inner>\(\s?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?|\.\d{1,6})(?P<close>\s?\))?"
    r"(?:[\s-]?(?P<scale>thousand|million|billion|trillion|mm|mn|bn|[KMB])(?![a-z])(?P<late>\s?\))?)?",
    re.IGNORECASE,
)
# ` to `, between the ends of `$3.0 to $5.0 billion`
_RANGE: Final = re.compile(r"\s*(?:to|through|[-\u2013])\s*")


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
    if not any(map(text.__contains__, _SIGNS)):
        return []
    found = list(_found(text))
    return [
        _amount(match, _scale(match, following))
        for match, following in zip_longest(found, found[1:])
    ]


def _found(text: str) -> Iterator[re.Match[str]]:
    """What `_AMOUNT` matches; searched from the next sign of a currency on, as that is quick to find."""
    end = 0
    while (sign := _SIGN.search(text, end)) is not None:
        match = _AMOUNT.search(text, max(end, sign.start() - _BEFORE_SIGN))
        if match is None:
            return
        yield match
        end = match.end()


def _scale(match: re.Match[str], following: re.Match[str] | None) -> str | None:
    """The scale of an amount; of `$3.0` in `$3.0 to $5.0 billion` that of the other end."""
    if match["scale"] or following is None or not following["scale"]:
        return match["scale"]
    both = _RANGE.fullmatch(match.string, match.end(), following.start("currency"))
    return following["scale"] if both and "," not in match["number"] else None


def _amount(match: re.Match[str], scale: str | None) -> Amount:
    value = Decimal(match["number"].replace(",", ""))
    if scale:
        value = value.scaleb(_SCALES[scale.lower()])
    negative = _is_negative(match)
    start = match.start() if negative else match.start("currency")
    text = " ".join(match.string[start : match.end()].split())
    if not negative:
        text = text.rstrip(") ")
    return Amount(text, -value if negative else value, _CURRENCIES[match["currency"].upper()])


def _is_negative(match: re.Match[str]) -> bool:
    """Whether a minus or brackets make the amount negative: `-$5`, `$(5)`, `($5)`.

    Brackets around `$12 million` set it apart in a sentence; those of tables hold figures only.
    """
    minus = match["minus"] or ""
    if minus.startswith(("-", "\u2013")):
        return not match.string[: match.start()].rstrip()[-1:].isalnum()
    if match["inner"]:
        return match["close"] is not None or match["late"] is not None
    return minus.startswith("(") and match["close"] is not None
