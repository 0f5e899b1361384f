"""Transformations of numbers: separators dropped, the decimal sign made a full stop."""

import re
from collections.abc import Callable
from typing import Final

from transforms.xbrl.errors import ValueTextError

Transformation = Callable[[str], str]

_APOSTROPHES: Final = "'`\u00b4\u2019\u2032"
_DASHES: Final = "-\u058a\u05be\u2010\u2011\u2012\u2013\u2014\u2015\ufe58\ufe63\uff0d"
_FULL_WIDTH: Final = {ord("\uff10") + digit: str(digit) for digit in range(10)}
# The comma of `1,234`
_NOT_DIGITS = re.compile(r"[^0-9]")


def number(group: str, decimal: str, *, groups_of_three: bool = False) -> Transformation:
    """A number with `group` characters between digits and `decimal` before its fraction.

    Registry 3 wants groups of three digits and a digit before the fraction; later ones do not.
    """
    group = f"[{re.escape(group)} \u00a0]"
    if groups_of_three:
        pattern = rf"[0-9]{{1,3}}(?:{group}?[0-9]{{3}})*(?P<fraction>{re.escape(decimal)}[0-9]+)?"
    else:
        pattern = rf"(?:[0-9]|{group})*(?P<fraction>{re.escape(decimal)}[ \u00a00-9]+)?"
    compiled = re.compile(pattern)

    def transform(text: str) -> str:
        match = compiled.fullmatch(text)
        if match is None:
            raise ValueTextError("invalid-format-text", f"{text[:80]!r} is not such a number")
        fraction = match["fraction"] or ""
        whole = _NOT_DIGITS.sub("", text[: len(text) - len(fraction)])
        fraction = _NOT_DIGITS.sub("", fraction)
        if not whole and not fraction:
            raise ValueTextError("invalid-format-text", f"{text[:80]!r} has no digit")
        return f"{whole or '0'}.{fraction}" if fraction else whole

    return transform


def number_with_units(major: str) -> Transformation:
    """An amount in two units, `5 dollars 25 cents`; `major` matches the digits of the first."""
    compiled = re.compile(
        rf"(?P<major>{major})[^0-9]*?[^0-9.,][^0-9]*(?P<minor>[0-9]{{1,2}})[^0-9]*"
    )

    def transform(text: str) -> str:
        match = compiled.fullmatch(text.translate(_FULL_WIDTH))
        whole = _NOT_DIGITS.sub("", match["major"]) if match else ""
        if match is None or not whole:
            raise ValueTextError("invalid-format-text", f"{text[:80]!r} is no amount in two units")
        return f"{whole}.{match['minor'].zfill(2)}"

    return transform


def zero_dash(text: str) -> str:
    """One dash of any kind is 0."""
    if len(text) == 1 and text in _DASHES:
        return "0"
    raise ValueTextError("invalid-format-text", f"{text[:80]!r} is not a dash")


def fixed(value: str) -> Transformation:
    """`value`, whatever the text."""
    return lambda _: value


_LAKH: Final = r"(?:[0-9]{1,2}[, \u00a0])?(?:[0-9]{2}[, \u00a0])*[0-9]{3}|[0-9]+"


def lakh_number(text: str) -> str:
    """A number grouped as in India, `12,34,567.89`."""
    match = re.fullmatch(rf"(?P<whole>{_LAKH})(?P<fraction>\.[0-9]+)?", text)
    if match is None:
        raise ValueTextError("invalid-format-text", f"{text[:80]!r} is not such a number")
    return _NOT_DIGITS.sub("", match["whole"]) + (match["fraction"] or "")


_FIXED: Final = {"empty": "", "false": "false", "true": "true", "zero": "0"}

REGISTRY_3: Final[dict[str, Transformation]] = {
    "booleanfalse": fixed("false"),
    "booleantrue": fixed("true"),
    "nocontent": fixed(""),
    "numcommadecimal": number(".", ",", groups_of_three=True),
    "numdotdecimal": number(",", ".", groups_of_three=True),
    "numdotdecimalin": lakh_number,
    "numunitdecimal": number_with_units(r"0|[1-9][0-9]{0,2}(?:[.,\uff0c\uff0e]?[0-9]{3})*"),
    "numunitdecimalin": number_with_units(_LAKH),
    "zerodash": zero_dash,
}

REGISTRY_4: Final[dict[str, Transformation]] = {
    **{f"fixed-{name}": fixed(value) for name, value in _FIXED.items()},
    "num-comma-decimal": number(".", ","),
    "num-dot-decimal": number(",", "."),
    "numdotdecimalin": lakh_number,
    "num-unit-decimal": number_with_units(r"[0-9.,\uff0c\uff0e]+"),
}

REGISTRY_5: Final[dict[str, Transformation]] = {
    **REGISTRY_4,
    "num-comma-decimal-apos": number(f".{_APOSTROPHES}", ","),
    "num-dot-decimal-apos": number(f",{_APOSTROPHES}", "."),
    "num-unit-decimal-apos": number_with_units(rf"[0-9.,\uff0c\uff0e\uff07{_APOSTROPHES}]+"),
}
