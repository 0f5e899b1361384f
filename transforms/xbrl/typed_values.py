"""Values that text has by its type, where equality goes by values and not by text.

Text outside the lexical space of its type, or outside what can be computed with, is itself.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Final

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.lexical import boolean, collapsed, decimal, double, integer, replaced
from transforms.xbrl.moments import read_moment

_Reader = Callable[[str], Hashable]

# `-P1Y2M3DT4H5M6.7S`; no more digits than can be multiplied exactly
_DURATION: Final = re.compile(
    r"(?P<sign>-)?P(?=[0-9T])"
    r"(?:(?P<years>[0-9]{1,12})Y)?(?:(?P<months>[0-9]{1,12})M)?(?:(?P<days>[0-9]{1,12})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,12})H)?(?:(?P<minutes>[0-9]{1,12})M)?"
    r"(?:(?P<seconds>[0-9]{1,12}(?:\.[0-9]{1,9})?)S)?)?"
)
# `--12-31`, `2024Z`, and the time zone of it
_ZONED: Final = re.compile(r"(?P<time>.*?)(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?")
# `-0044-03-15`, `12024`: years that cannot be computed with
_FAR: Final = re.compile(r"-[0-9]{4}|[0-9]{5}")
_WITH_YEARS: Final = frozenset({"dateTime", "date", "dateUnion", "gYearMonth", "gYear"})
_LEAP_YEAR: Final = "2000-"
# What xs:time is compared on (XQuery 1.0 and XPath 2.0 Functions and Operators §10.4).
_DAY_OF_TIME: Final = "1972-12-31T"


def normalized(text: str, type_name: str | None) -> str:
    """Text with the white space that its built-in type leaves (XML Schema 1.0 part 2 §4.3.6)."""
    match type_name:
        case None | "string":
            return text
        case "normalizedString":
            return replaced(text)
        case _:
            return collapsed(text)


def s_value(text: str, type_name: str | None) -> Hashable:
    """Value that text of a built-in type has, as s-equality compares it (XBRL 2.1 §4.10).

    That goes by XPath 1.0, which knows numbers and booleans; all else is text. Without a type
    it stays as it is.

    >>> s_value("1.0", "decimal") == s_value(" 01 ", "integer"), s_value("1.0", "string")
    (True, '1.0')
    """
    return _value(normalized(text, type_name), _OF_XPATH_1.get(type_name or ""))


def eq_value(
    text: str, type_name: str | None, resolve: Callable[[str], str] | None = None
) -> Hashable:
    """Value that text of a built-in type has, as typed members compare it.

    That goes by the operator `eq` of XPath 2.0, by which dates, times, durations, binary data
    and names have values too (XBRL Dimensions 1.0 §1.5, s-equal2).

    Args:
        text: The text.
        type_name: Local name of its built-in type.
        resolve: Clark name of a QName in scope, which raises `ValueTextError` for any other.
    """
    read = resolve if type_name == "QName" else _OF_XPATH_2.get(type_name or "")
    return _value(normalized(text, type_name), read)


def _value(text: str, read: _Reader | None) -> Hashable:
    if read is None:
        return text
    try:
        value = read(text)
    except (ValueTextError, ValueError, OverflowError):
        return text
    return text if value is None else value


def has_value(text: str, type_name: str) -> bool:
    """Whether text is in the lexical space of a built-in type that has one to look at.

    Names, texts and binary data are not looked at, nor years beyond 1 to 9999, nor facets of a
    type derived from it.

    >>> has_value("100.5", "integer"), has_value(" -128 ", "byte"), has_value("2024", "gYear")
    (False, True, True)
    """
    if type_name in _BOUNDS:
        number, (lowest, highest) = integer(text), _BOUNDS[type_name]
        if number is None:
            return False
        return (lowest is None or number >= lowest) and (highest is None or number <= highest)
    read, text = _OF_XPATH_2.get(type_name), collapsed(text)
    if type_name in _WITH_YEARS and _FAR.match(text):
        return True
    try:
        return read is None or read(text) is not None
    except (ValueError, OverflowError):
        return False


# Lowest and highest value of the integers (XML Schema 1.0 part 2 §3.3.13 to §3.3.25).
_BOUNDS: Final[Mapping[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    **{
        name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        for name, bits in (("long", 64), ("int", 32), ("short", 16), ("byte", 8))
    },
    **{
        f"unsigned{name}": (0, 2**bits - 1)
        for name, bits in (("Long", 64), ("Int", 32), ("Short", 16), ("Byte", 8))
    },
}


def _date_union(text: str) -> datetime:
    return read_moment(text)[1]


def _of_time(text: str, *, has_time: bool) -> datetime:
    _, moment, has_one = read_moment(text)
    if has_one != has_time:
        raise ValueError(f"{text[:40]!r} is a date or a dateTime, and should be the other")
    return moment


def _gregorian(text: str, *, before: str, given: str, after: str) -> datetime:
    """First moment of a recurring or longer time, such as a year, in years and months of a date."""
    match = _ZONED.fullmatch(text)
    if match is None or not match["time"].startswith(given):
        raise ValueError(f"{text[:40]!r} does not begin with {given!r}")
    part = match["time"].removeprefix(given)
    return _of_time(f"{before}{part}{after}{match['zone'] or ''}", has_time=False)


def _time(text: str) -> datetime:
    midnight = text.replace("24:00:00", "00:00:00") if text.startswith("24:") else text
    return read_moment(_DAY_OF_TIME + midnight)[1]


def _duration(text: str) -> tuple[int, Decimal] | None:
    """Months and seconds of a duration, both of its sign."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    parts = {name: Decimal(part) for name, part in match.groupdict("0").items() if name != "sign"}
    months = int(parts["years"] * 12 + parts["months"])
    minutes = (parts["days"] * 24 + parts["hours"]) * 60 + parts["minutes"]
    sign = -1 if match["sign"] else 1
    return sign * months, sign * (minutes * 60 + parts["seconds"])


def _without_spaces(text: str) -> str:
    return text.replace(" ", "")


_OF_XPATH_1: Final[Mapping[str, _Reader]] = {
    **dict.fromkeys(("decimal", *_BOUNDS), decimal),
    "double": double,
    "float": double,
    "boolean": boolean,
}
_OF_XPATH_2: Final[Mapping[str, _Reader]] = {
    **_OF_XPATH_1,
    "dateTime": partial(_of_time, has_time=True),
    "date": partial(_of_time, has_time=False),
    "dateUnion": _date_union,
    "time": _time,
    "gYear": partial(_gregorian, before="", given="", after="-01-01"),
    "gYearMonth": partial(_gregorian, before="", given="", after="-01"),
    "gMonthDay": partial(_gregorian, before=_LEAP_YEAR, given="--", after=""),
    "gMonth": partial(_gregorian, before=_LEAP_YEAR, given="--", after="-01"),
    "gDay": partial(_gregorian, before=f"{_LEAP_YEAR}01-", given="---", after=""),
    "duration": _duration,
    "hexBinary": str.upper,
    "base64Binary": _without_spaces,
}
