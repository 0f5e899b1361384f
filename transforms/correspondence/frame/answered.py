"""The date of the letter that a letter answers or follows, as its text names it."""

import re
from datetime import date
from typing import Final

from transforms.correspondence.wording.dates import DATE, parse_date

# All these are looked for in small letters, which takes half the time.
# `december 9, 2022`
_DATE: Final = re.compile(DATE)
_HINTS: Final = tuple("letter comment respon correspond mail facsimile".split())
_YEAR: Final = re.compile(r"(?:19|20)\d\d|\d/\d")  # what every date has: `2024`, `4/5`
_WINDOW: Final = 340  # characters before a date that tell what has it
_NEAR: Final = 48  # characters before a date that say whether a letter is of that date
# `letter`
_LETTER: Final = re.compile(r"\b(?:letters?|comments?|responses?|correspondence)\b")
# The end of `letter to our counsel dated `, `comments that we received on `
_DATED: Final = re.compile(
    r"\b(?:dated(?:\s+as\s+of)?|letters?\s+of|received(?:\s+on)?"
    r"|(?:e?mail|edgar|delivered|issued|correspondence)\s+on)\s+$"
)
# The end of `your letter to us of `
_OF: Final = re.compile(
    r"\b(?:letters?|responses?|correspondence|e-?mail|facsimile)\s+(?:to\s+us\s+)?of\s+$"
)
# The end of `comments provided by the staff on `, but for those on the telephone, or of `issued comments on your filing on `
_GIVEN_ON: Final = re.compile(
    r"\b(?<!telephonic\s)(?<!telephone\s)(?<!oral\s)(?<!verbal\s)(?:comments?\s+(?:\w+\s+){0,3}(?:provided|given|received|issued|sent|made)|issued\s+(?:you\s+)?comments?)\s+"
    r"(?:(?!filed|form\b|tele|phone|call)[^.;]){0,120}?\bon\s+$"
)
# The end of `the e-mail that we received from you on `
_MAILED: Final = re.compile(
    r"\be-?mail\s+(?:\w+\s+){0,4}received\s+(?:from\s+(?:you|the\s+staff)\s+)?on\s+$"
)
# The end of `in your `, before `March 3, 2022 letter`, or of `the staff's (the “Staff”) `
_YOUR: Final = re.compile(
    r"\b(?:our|your|the|(?:commission|sec|staff)['\u2019]?s?)\s+(?:\([^()]{1,40}\)\s+)?$"
)
# ` comment letter`, after `March 3, 2022`; ` and May 4, 2022 comment letters`
_BEHIND: Final = re.compile(
    rf"(?:,?\s+and\s+{DATE}|,\s+{DATE})*,?\s+(?:\w+\s+){{0,2}}(?:letter|response|correspondence)"
)
# The end of `our letters to you dated `, `the company's response dated `
_OURS: Final = re.compile(
    r"\b(?:our|company['\u2019]s)\s+(?:(?!your\b|the\b)\w+\s+){0,3}(?:letters?|responses?|correspondence)\s+"
    r"(?:to\s+(?:you|the\s+(?:staff|commission|division))\s+)?(?:dated|of|filed|submitted)(?:\s+on)?\s+$"
)


def answered_on(text: str, own: date | None, *, staff: bool) -> date | None:
    """The first date in `text` that it gives to a letter, other than its own.

    Args:
        text: The opening of a letter, or its `Re:` block.
        own: The date of the letter itself.
        staff: Whether the staff wrote the letter. In a company's, `our letter` is one that it sent before.
    """
    text = text.lower()
    if not any(map(text.__contains__, _HINTS)) or _YEAR.search(text) is None:
        return None
    start = 0
    for match in _DATE.finditer(text):
        above = max(start, match.start() - _WINDOW)
        if not staff and _OURS.search(text, above, match.start()):
            continue
        end = _end_of_mention(text, above, match)
        if end is None:
            continue
        day = parse_date(match.group())
        if day is not None and day != own:
            return day
        start = end
    return None


def _end_of_mention(text: str, start: int, day: re.Match[str]) -> int | None:
    """Where the mention of a letter that has this date ends; None where it is of something else.

    Args:
        text: The text.
        start: Where to look from for what the date is of.
        day: The date.
    """
    before = text[start : day.start()]
    near = before[-_NEAR:]
    dated = _DATED.search(near)
    if dated and _LETTER.search(before, 0, len(before) - len(near) + dated.start()):
        return day.end()
    if _OF.search(near) or _GIVEN_ON.search(before) or _MAILED.search(before):
        return day.end()
    behind = _BEHIND.match(text, day.end()) if _YOUR.search(near) else None
    return behind.end() if behind else None
