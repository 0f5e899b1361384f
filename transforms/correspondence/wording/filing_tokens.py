"""What a `Re:` block consists of: forms, amendments, periods, days, file numbers.

Forms are read as such blocks spell them, and given as EDGAR does.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from transforms.correspondence.wording.dates import DATE, DAY, parse_date
from transforms.correspondence.wording.number_words import COUNT, ROMANS, counted

EVENT_FORMS: Final = ("8-K", "6-K")
PERIODIC_FORMS: Final = ("10-K", "10-Q", "20-F", "40-F", "11-K", "N-CSR")
# `Form 10-K`
FORM_WORD: Final = re.compile(r"\b(?:form|schedule|statement|report|10-[kq]|8-k)\b", re.IGNORECASE)
"""What lines that name a filing have, and page headers have not."""
# `10-K`, `DEF 14A`
_FORMS: Final = (
    r"10-12[BG](?:/A)?|10-K(?:T|SB|405)?(?:/A)?|10-Q(?:T|SB)?(?:/A)?|8-K(?:/A)?|20-F(?:/A)?"
    r"|40-F(?:/A)?|6-K(?:/A)?|11-K(?:/A)?|S-(?:1[148]?|[348])(?:MEF)?(?:/A)?|F-(?:10|80|[1346789])(?:/A)?"
    r"|N-(?:CSRS?|1A|14|[23456])(?:/A)?|SB-[12](?:/A)?|10-SB(?:/A)?|1-A(?:/A)?|1-K|T-3"
    r"|DRS(?:/A)?|PR(?:E[CMNR]?|RN)\s?14[AC]|DEF[ACMNR]*\s?14[AC]|DF[AR]N\s?14A|SC\s?TO-[TIC]|SC\s?13[DGE](?:3)?"
)
# `Definitive Proxy Statement on Schedule 14A`, `Definitive Additional Materials`
_PROXY: Final = (
    r"(?:definitive\s+additional\s+(?:proxy\s+)?(?:soliciting\s+)?materials?"
    r"|(?:preliminary|definitive|revised\s+preliminary|additional\s+(?:definitive\s+)?(?:soliciting\s+)?)?"
    r"\s*(?:proxy|information|consent|proxy/prospectus|soliciting)\s+(?:revocation\s+)?"
    r"(?:solicitation\s+)?(?:statement|materials?))"
    r"(?:\s+(?:filed\s+)?(?:on|under|pursuant\s+to)\s+(?:schedule\s+14[AC]|(?:rule\s+)?(?:§\s*240\.)?14a-(?:12|6)))?"
)
# `Schedule 13D`
_SCHEDULE: Final = r"schedule\s+(?:TO(?:-[TIC])?|13[DG]|13E-?3|14[ACDFN](?:-9|-1)?|14D-?9)(?:/A)?"
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
    |(?P<form>(?:(?:forms?\s+)(?P<form_name>{_FORMS}|(?:CB|SD|[CD])(?:/A)?|(?=[A-Z-]*\d)[0-9A-Z]{{1,3}}(?:-[0-9A-Z]{{1,5}})?(?:/A)?)|(?<![\w-])(?P<bare_form>{_FORMS}))(?:(?<=/A)(?:\s*,?\s*\(?no\.?\s*|-?)(?P<suffix>\d{{1,2}})(?![\d/-])\)?)?(?![\w-])|(?P<proxy>{_PROXY})|(?P<schedule>{_SCHEDULE})(?![\w-]))
    |(?P<bare_date>(?P<bare_on>{DATE})(?P<further_bare>(?:\s*(?:,\s*and|,|and|&)\s*{DATE})*))
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


def form_type(token: re.Match[str]) -> str:
    """The form as EDGAR spells it.

    Args:
        token: What matched, with the form in its group `form_name` or `bare_form`, or with a proxy
            statement or a schedule in group `schedule`.
    """
    name = token["form_name"] or token["bare_form"]
    if name:
        return " ".join(name.upper().split())
    text = " ".join(token.group().lower().split())
    if token["schedule"]:
        schedule = text.removeprefix("schedule ").upper()
        if schedule.startswith("14") and schedule[2:3] in ("A", "C"):
            return f"SCHEDULE {schedule}"
        return f"SC {schedule if schedule.startswith('TO') else schedule.replace('-', '')}"
    schedule = "14C" if "information" in text or "14c" in text else "14A"
    if "14a-12" in text or "14a-6" in text or "additional" in text or "material" in text:
        return "DEFA14A"
    return f"{'PRE' if 'preliminary' in text else 'DEF'} {schedule}"
