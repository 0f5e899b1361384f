"""English words for numbers and durations (the SEC's numwordsen and durwordsen)."""

import re
from typing import Final

from transforms.xbrl.errors import ValueTextError

_SMALL: Final = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen""".split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES: Final = {word: value for value, word in enumerate(_SMALL)} | {
    word: 10 * ten for ten, word in enumerate(_TENS, 2)
}
_SCALES: Final = {
    word: 1000**power
    for power, word in enumerate(
        "thousand million billion trillion quadrillion quintillion".split(), 1
    )
}
# The hyphen of `twenty-one`
_SEPARATOR = re.compile(r"[\s,\u058a\u05be\u2010-\u2015\ufe58\ufe63\uff0d-]+")
_NOTHING: Final = frozenset({"no", "none", "nil"})
# `2 years and 3 months`
_DURATION_PART = re.compile(
    r"(?P<number>.+?)\W(?P<unit>year|month|day)s?(?:,?\W\s*(?:and\s+)?|$)", re.DOTALL
)


def number_words(text: str) -> str:
    """A whole number in words; `no`, `none` and `nil` are 0.

    Raises:
        ValueTextError: `invalid-format-text`.
    """
    return "0" if text.lower() in _NOTHING else str(_number(text))


def duration_words(text: str) -> str:
    """Years, months and days in words, as xs:duration; parts of none are left out.

    Raises:
        ValueTextError: `invalid-format-text`.
    """
    rest, parts, order = text.lower(), "", "YMD"
    while rest:
        match = _DURATION_PART.match(rest)
        designator = match["unit"][0].upper() if match else ""
        if match is None or designator not in order:
            raise _not_words(text)
        order = order[order.index(designator) + 1 :]
        number = match["number"].strip()
        value = int(number) if re.fullmatch("[0-9]{1,4}", number) else int(number_words(number))
        parts += f"{value}{designator}" if value else ""
        rest = rest[match.end() :]
    if order == "YMD":
        raise _not_words(text)
    return f"P{parts or '0D'}"


def _number(text: str) -> int:
    """Value of number words: parts below a thousand, each times its scale, scales falling."""
    total = part = 0
    last_scale = 1000 ** len(_SCALES) * 1000
    words = [word for word in _SEPARATOR.split(text.lower()) if word and word != "and"]
    if not words:
        raise _not_words(text)
    seen_word = False
    for word in words:
        if word in _VALUES:
            value = _VALUES[word]
            if seen_word and not _fits(part, value):
                raise _not_words(text)
            part, seen_word = part + value, True
        elif word == "hundred" and 0 < part < 20:
            part *= 100
        elif word in _SCALES and part and _SCALES[word] < last_scale:
            last_scale = _SCALES[word]
            total, part, seen_word = total + part * last_scale, 0, False
        else:
            raise _not_words(text)
    return total + part


def _fits(part: int, value: int) -> bool:
    """Whether a word for `value` can follow words for `part`: units after tens, all after 100."""
    if value == 0 or part == 0:
        return False
    below_hundred = part % 100
    return below_hundred == 0 or (below_hundred % 10 == 0 and below_hundred >= 20 and value < 10)


def _not_words(text: str) -> ValueTextError:
    return ValueTextError("invalid-format-text", f"{text[:80]!r} is no number or duration in words")
