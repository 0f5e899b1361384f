"""The SEC's own transformations (namespace of 2015-08-31): durations, codes, check boxes."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Final

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.instance.amounts import read_amount
from transforms.xbrl.instance.transformations.dates import quarter_end
from transforms.xbrl.instance.transformations.numbers import Transformation, fixed
from transforms.xbrl.instance.transformations.territories import (
    country_codes,
    edgar_codes,
    normalise_name,
    state_codes,
)
from transforms.xbrl.instance.transformations.words import duration_words, number_words

_DAYS_A_MONTH: Final = Decimal("30.4375")
_EXCHANGES: Final = """
BOX Box Exchange
CboeBYX Cboe BYX Exchange
CboeBZX Cboe BZX Exchange
C2 Cboe C2 Exchange
CboeEDGA Cboe EDGA Exchange
CboeEDGX Cboe EDGX Exchange
CBOE Cboe Exchange
CHX Chicago Stock Exchange
IEX Investors Exchange
MIAX Miami International Securities Exchange
PEARL MIAX PEARL
BX Nasdaq BX
GEMX Nasdaq GEMX
ISE Nasdaq ISE
MRX Nasdaq MRX
Phlx Nasdaq PHLX
NYSE NYSE
NYSE New York Stock Exchange
NYSEAMER NYSE American
NYSEArca NYSE Arca
NYSENAT NYSE National
NASDAQ Nasdaq
NASDAQ Nasdaq Stock Market
NASDAQ Nasdaq Global Market
NASDAQ Nasdaq Global Select Market
"""
# `acme, inc.`
_INCORPORATED = re.compile(r",? (?:inc\.?|llc)$")
_FILER_CATEGORIES: Final = {
    "large accelerated filer": "Large Accelerated Filer",
    "accelerated filer": "Accelerated Filer",
    "non accelerated filer": "Non-accelerated Filer",
}


_MOST_DIGITS: Final = 9


def _duration(text: str) -> tuple[str, Decimal]:
    try:
        value = read_amount(text)[1]
    except ValueTextError:
        value = None
    if value is None or value.adjusted() > _MOST_DIGITS:
        raise _invalid(text, "a number that a duration can have")
    return ("-" if value < 0 else ""), abs(value)


def _years(text: str) -> str:
    sign, years = _duration(text)
    months = years % 1 * 12
    return _lexical(sign, {"Y": int(years), "M": int(months), "D": int(months % 1 * _DAYS_A_MONTH)})


def _months(text: str) -> str:
    sign, months = _duration(text)
    return _lexical(sign, {"M": int(months), "D": int(months % 1 * _DAYS_A_MONTH)})


def _weeks(text: str) -> str:
    sign, weeks = _duration(text)
    return _lexical(sign, {"D": int(weeks * 7)})


def _days(text: str) -> str:
    sign, days = _duration(text)
    return _lexical(sign, {"D": int(days), "TH": int(days % 1 * 24)})


def _hours(text: str) -> str:
    sign, hours = _duration(text)
    return _lexical(sign, {"TH": int(hours)})


def _lexical(sign: str, parts: dict[str, int]) -> str:
    """xs:duration of parts by designator: the first always, the others unless 0."""
    if not any(parts.values()):
        sign = ""
    text = f"{sign}P"
    for index, (designator, value) in enumerate(parts.items()):
        if value or index == 0:
            text += f"T{value}H" if designator == "TH" else f"{value}{designator}"
    return text


def _ballot_box(empty: str, checked: str) -> Transformation:
    values = {"\u2610": empty, "\u2611": checked, "\u2612": checked}

    def transform(text: str) -> str:
        if text not in values:
            raise _invalid(text, "a ballot box")
        return values[text]

    return transform


def _code(codes: Mapping[str, str], name: str, text: str, what: str) -> str:
    if name not in codes:
        raise _invalid(text, what)
    return codes[name]


def _country(text: str) -> str:
    return _code(country_codes(), normalise_name(text), text, "a country")


def _state(text: str) -> str:
    return _code(state_codes(), normalise_name(text), text, "a state or province")


def _edgar_territory(text: str) -> str:
    return _code(edgar_codes(), normalise_name(text), text, "a province or country")


def _exchange(text: str) -> str:
    name = _INCORPORATED.sub("", normalise_name(text))
    return _code(_exchange_codes(), name, text, "an exchange")


@cache
def _exchange_codes() -> dict[str, str]:
    lines = (line.split(maxsplit=1) for line in _EXCHANGES.strip().splitlines())
    return {normalise_name(name): code for code, name in lines}


def _filer_category(text: str) -> str:
    name = " ".join(re.split(r"[\W_]+", text.casefold()))
    return _code(_FILER_CATEGORIES, name, text, "a filer category")


def _invalid(text: str, what: str) -> ValueTextError:
    return ValueTextError("invalid-format-text", f"{text[:80]!r} is not {what}")


REGISTRY: Final[dict[str, Transformation]] = {
    "boolballotbox": _ballot_box("false", "true"),
    "countrynameen": _country,
    "datequarterend": quarter_end,
    "durday": _days,
    "durhour": _hours,
    "durmonth": _months,
    "durweek": _weeks,
    "durwordsen": duration_words,
    "duryear": _years,
    "edgarprovcountryen": _edgar_territory,
    "entityfilercategoryen": _filer_category,
    "exchnameen": _exchange,
    "numinf": fixed("INF"),
    "numnan": fixed("NaN"),
    "numneginf": fixed("-INF"),
    "numwordsen": number_words,
    "stateprovnameen": _state,
    "yesnoballotbox": _ballot_box("No", "Yes"),
}
