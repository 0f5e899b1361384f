"""Forms as `Re:` blocks spell them, and as EDGAR does."""

import re
from typing import Final

# `10-K`, `DEF 14A`
FORMS: Final = (
    r"10-12[BG](?:/A)?|10-K(?:T|SB|405)?(?:/A)?|10-Q(?:T|SB)?(?:/A)?|8-K(?:/A)?|20-F(?:/A)?"
    r"|40-F(?:/A)?|6-K(?:/A)?|11-K(?:/A)?|S-(?:1[148]?|[348])(?:MEF)?(?:/A)?|F-(?:10|80|[1346789])(?:/A)?"
    r"|N-(?:CSRS?|1A|14|[23456])(?:/A)?|SB-[12](?:/A)?|10-SB(?:/A)?|1-A(?:/A)?|1-K|T-3"
    r"|DRS(?:/A)?|PR(?:E[CMNR]?|RN)\s?14[AC]|DEF[ACMNR]*\s?14[AC]|DF[AR]N\s?14A|SC\s?TO-[TIC]|SC\s?13[DGE](?:3)?"
)
# `Definitive Proxy Statement on Schedule 14A`, `Definitive Additional Materials`
PROXY: Final = (
    r"(?:definitive\s+additional\s+(?:proxy\s+)?(?:soliciting\s+)?materials?"
    r"|(?:preliminary|definitive|revised\s+preliminary|additional\s+(?:definitive\s+)?(?:soliciting\s+)?)?"
    r"\s*(?:proxy|information|consent|proxy/prospectus|soliciting)\s+(?:revocation\s+)?"
    r"(?:solicitation\s+)?(?:statement|materials?))"
    r"(?:\s+(?:filed\s+)?(?:on|under|pursuant\s+to)\s+(?:schedule\s+14[AC]|(?:rule\s+)?(?:§\s*240\.)?14a-(?:12|6)))?"
)
# `Schedule 13D`
SCHEDULE: Final = r"schedule\s+(?:TO(?:-[TIC])?|13[DG]|13E-?3|14[ACDFN](?:-9|-1)?|14D-?9)(?:/A)?"
EVENT_FORMS: Final = ("8-K", "6-K")
PERIODIC_FORMS: Final = ("10-K", "10-Q", "20-F", "40-F", "11-K", "N-CSR")
# `Form 10-K`
FORM_WORD: Final = re.compile(r"\b(?:form|schedule|statement|report|10-[kq]|8-k)\b", re.IGNORECASE)
"""What lines that name a filing have, and page headers have not."""
_PROXY_FORMS: Final = {
    ("preliminary", "14A"): "PRE 14A",
    ("preliminary", "14C"): "PRE 14C",
    ("definitive", "14A"): "DEF 14A",
    ("definitive", "14C"): "DEF 14C",
}
_SCHEDULE_FORMS: Final = {
    "13E-3": "SC 13E3",
    "13E3": "SC 13E3",
    "14D-9": "SC 14D9",
    "14D9": "SC 14D9",
}


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
        return _SCHEDULE_FORMS.get(schedule, f"SC {schedule}")
    stage = "preliminary" if "preliminary" in text else "definitive"
    schedule = "14C" if "information" in text or "14c" in text else "14A"
    if "14a-12" in text or "14a-6" in text or "additional" in text or "material" in text:
        return "DEFA14A"
    return _PROXY_FORMS[stage, schedule]
