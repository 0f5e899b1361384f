"""Numbers in digits, in words and as Romans wrote them: `12`, `twelve`, `twenty-one`, `xii`."""

from typing import Final

_UNITS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen"),
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES: Final = {
    **{word: value for value, word in enumerate((*_UNITS, *_TEENS), 1)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
}
ROMANS: Final = tuple(
    "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
)
"""Roman numerals from 1 on, in small letters."""

NO: Final = r"\s*(?:(?:nos?\.?|numbers?|\#)\s*)?"
"""Pattern of what stands between a noun and its number: ` No. ` of `Comment No. 3`."""

IN_WORDS: Final = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_UNITS)}))?|{'|'.join((*_TEENS, *_UNITS))})\b"
)
"""Pattern of a number in words, without groups, for use in larger patterns."""

COUNT: Final = rf"(?:\d{{1,3}}\b|{IN_WORDS})"
"""Pattern of a number in digits or in words, without groups."""


def counted(text: str) -> int:
    """The value of what `COUNT` matches."""
    if text.isdigit():
        return int(text)
    return sum(_VALUES[word] for word in text.lower().replace("-", " ").split())
