"""What a `Re:` block consists of: forms, amendments, periods, days, file numbers."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from transforms.correspondence.dates import DATE, DAY, parse_date
from transforms.correspondence.form_names import FORMS, PROXY, SCHEDULE
from transforms.correspondence.number_words import COUNT, ROMANS, counted

_NTH: Final = tuple("first second third fourth fifth sixth seventh eighth ninth tenth".split())
_COUNT: Final = rf"(?:{COUNT}|(?:{'|'.join(ROMANS)})\b)"
# `File No. `, `1933 Act File No. `, as a fund has one under each act, `Registration Nos. `, `CIK No. `, before the
# number of a draft
_FILE: Final = (
    r"(?:(?:(?:commission|sec|19(?:33|34|40)\s+act)\s+)?(?:file|registration(?:\s+statement)?)|cik)"
    r"\s*(?:nos?\.?|numbers?|\#)\s*:?\s*"
)
# `Amendment No. 1 to Form 10-K`
TOKENS: Final = re.compile(
    # no token begins amid a word, unless the space before it is lost: `HoldingsForm 10-K`
    rf"""(?-i:(?<![a-z])|(?=[A-Z]))(?:
    (?P<amendment>(?:(?:(?:pre|post)[\s-]?(?:effective|qualification)\s+)?amendments?\s+(?:(?:nos?\.?|numbers?|\#)?\s*(?P<amendment_no>{_COUNT}(?:\s*(?:,\s*and|,|and|&)\s*(?:nos?\.?\s*)?{_COUNT}(?!-))*)\s*(?:to|on)?|to)
      |(?P<nth>{"|".join(_NTH)})\s+amend(?:ment\s+(?:to|on)|ed))\s*(?:the\s+)?)
    |(?P<response>(?:your\s+)?(?:response|correspondence|corresp|supplemental\s+\w+|letter)\s*(?:letters?\s+)?(?:dated|filed|submitted|received)(?:\s+on)?(?:\s+{DATE})?(?:\s*(?:,|and|&)\s*{DATE})*)
    |(?P<number>{_FILE}(?P<numbers>\d{{1,3}}\s?-\s?\d{{3,6}}(?:-\d{{2}})?(?:\s*(?:,|;|&|and|through|/|\s)\s*(?:{_FILE})?\d{{1,3}}-\d{{3,6}}(?:-\d{{2}})?)*))
    |(?P<cik>CIK\s*(?:nos?\.?|numbers?|\#|:)?\s*:?\s*(?P<cik_number>\d{{5,10}}))
    |(?P<filed>(?:filed|submitted|furnished|confidentially\s+submitted),?(?:\s+(?:on|under)\s+(?:schedule|form)\s+[\w-]+)?(?:\s+by\s[^;()]{{1,80}}?(?=\s+on\s))?(?:\s+(?:on|as\s+of|confidentially(?:\s+on)?))?\s*:?\s*(?P<filed_on>{DATE})(?P<further_days>(?:,?\s*(?:and\s+)?{DATE})+,?\s+respectively|\s+and\s+{DATE})?)
    |(?P<period>\b(?:(?:(?:fiscal|quarterly|transition|annual|year|quarter|period|month|week)s?\s+){{0,6}}(?:ended|ending|end|fye)|period\s+(?:from\s+)?(?:{DATE}|{DAY}),?\s+(?:to|through))\s*:?\s*(?P<earlier_ends>(?:{DAY}\s*(?:,\s*and|,|and|&)\s*)*)(?P<period_end>{DATE})(?P<further_ends>(?:\s*(?:,\s*and|,|and|&)\s*(?:{DATE}|(?:19|20)\d\d\b))*))
    |(?P<dated>(?:dated|date\s+of\s+report:?|dated\s+as\s+of)\s+(?P<dated_on>{DATE})(?P<further_dated>(?:\s*(?:,\s*and|,|and|&)\s*{DATE})*))
    |(?P<form>(?:(?:forms?\s+)(?P<form_name>{FORMS}|(?:CB|SD|[CD])(?:/A)?|(?=[A-Z-]*\d)[0-9A-Z]{{1,3}}(?:-[0-9A-Z]{{1,5}})?(?:/A)?)|(?<![\w-])(?P<bare_form>{FORMS}))(?:(?<=/A)(?:\s*,?\s*\(?no\.?\s*|-?)(?P<suffix>\d{{1,2}})(?![\d/-])\)?)?(?![\w-])|(?P<proxy>{PROXY})|(?P<schedule>{SCHEDULE})(?![\w-]))
    |(?P<bare_date>{DATE})
    |(?P<bare_number>(?<![\w-])\d{{1,3}}-\d{{5,6}}(?:-\d{{2}})?(?![\w-]))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_COUNTED: Final = re.compile(_COUNT)  # `2`, `two`, `ii`
_DAY: Final = re.compile(DAY, re.IGNORECASE)  # `March 31`
# `June 30, 2005`, `2003`
_PERIOD: Final = re.compile(rf"{DATE}|(?:19|20)\d\d", re.IGNORECASE)


def ends(token: re.Match[str]) -> Sequence[date | None]:
    """The ends of periods: `March 31 and June 30, 2005`, `December 31, 2004 and 2003`."""
    last = parse_date(token["period_end"])
    if last is None:
        return [None]
    earlier = [parse_date(f"{day}, {last.year}") for day in _DAY.findall(token["earlier_ends"])]
    further = [
        parse_date(end) if not end.isdigit() else parse_date(f"{last.month}/{last.day}/{end}")
        for end in _PERIOD.findall(token["further_ends"])
    ]
    return [*earlier, last, *further]


def amendments(token: re.Match[str]) -> Sequence[int | None]:
    """The numbers of the amendments that a token names; None for one without."""
    if token["nth"]:
        return (_NTH.index(token["nth"].lower()) + 1,)
    names = _COUNTED.findall((token["amendment_no"] or "").lower())
    return [_counted(name) for name in names] or (None,)


def _counted(name: str) -> int:
    return ROMANS.index(name) + 1 if name in ROMANS else counted(name)
