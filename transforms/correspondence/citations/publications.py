"""Publications that letters cite: bulletins, releases, interpretations, standards."""

import re
from collections.abc import Iterator
from typing import Final

from transforms.correspondence.citations.chains import AND, SUB, Found, listed

# `.BB.1.a` of `5.BB.1.a`, `T` of `5T`, `(a)`
_PART: Final = (
    r"(?:\s?[.:](?-i:[A-Z]{1,2}|\d{1,2}|[a-z])(?!\w)|(?-i:[A-Z]{1,2})\b|\([A-Za-z0-9]{1,3}\))"
)
# ` and 1:N`, ` and 108`
_TOPICS: Final = rf"(?:{AND}(?:Topics?\s+)?\d{{1,2}}{_PART}+)*"
_NUMBERS: Final = r"(?:\s*(?:and|&|/)\s*(?:SABs?\s+)?(?:Nos?\.?\s*)?\d{2,3}(?![\d-]|\s*%|\s(?:business|days|years|percent)\b))*"
# `1:N`, `108`
_SAB_PART: Final = re.compile(rf"\d{{1,3}}{_PART}*", re.IGNORECASE)
# `SAB Topics 1:M and 1:N`, `SAB 1.M`, `SAB Nos. 99 and 108`
_SAB: Final = re.compile(
    r"\b(?:SABs?|Staff\s+Accounting\s+Bulletins?)(?:\s*\(SAB\))?,?\s*(?:Series,?\s*)?(?:"
    rf"Topics?\s*(?:No\.\s*)?(?P<topic>\d{{1,2}}{_PART}*{_TOPICS})"
    rf"|(?P<short>\d{{1,2}}[.:]?(?-i:[A-Z]{{1,2}})(?!\w){_PART}*{_TOPICS})"
    rf"|(?:Nos?\.?\s*)?(?P<number>\d{{1,3}}(?!\d){_NUMBERS}))"
    rf"|\bTopics?\s+(?P<bare>\d{{1,2}}{_PART}+{_TOPICS})",
    re.IGNORECASE,
)


def sab(text: str) -> Iterator[Found]:
    """Staff Accounting Bulletins by topic, `Topic 1:M`, or by number, `99`."""
    if not any(map(text.__contains__, ("SAB", "sab", "ulletin", "ULLETIN", "opic", "OPIC"))):
        return
    for match in _SAB.finditer(text):
        for start, end, reference in listed(match, _SAB_PART):
            parts = ":".join(re.findall(r"[A-Za-z]+|\d+", reference))
            yield start, end, "SAB", parts if match["number"] else f"Topic {parts}"


def _sections(section: str, name: str) -> str:
    """Pattern of sections that are listed before or behind the name of what they are of."""
    listed = rf"{section}(?:{AND}(?:Sections?\s+)?{section})*"
    word = r"(?:Sections?|Topics?|Paragraphs?)"
    return (
        rf"\b{word}\s+(?P<before>{listed})\s+of\s[^.;]{{0,60}}?{name}"
        rf"|{name},?\s+(?:at\s+)?(?:(?:{word}|\xa7+)\s*)?(?P<after>{listed})"
    )


# `501.12.b.4`
_CODIFICATION_SECTION: Final = (
    rf"\d{{3}}(?:\.\d{{2}})?(?:\.[a-z](?!\w)(?:\.\d{{1,2}})?)?(?![\d-]){SUB}*"
)
_CODIFICATION_NAME: Final = (
    r"(?:Codification\s+of\s+Financial\s+Reporting|Financial\s+Reporting\s+Codification|\bFRC\b)"
    r"(?:\s+(?:Policies|Releases))?"
)
# `Sections 501.04 and 501.14 of the Codification of Financial Reporting`, `FRC 501.14`
_CODIFICATION: Final = re.compile(
    _sections(_CODIFICATION_SECTION, _CODIFICATION_NAME), re.IGNORECASE
)
# `501.04`
_CODIFICATION_PART: Final = re.compile(_CODIFICATION_SECTION, re.IGNORECASE)


def codification(text: str) -> Iterator[Found]:
    """Sections of the Codification of Financial Reporting Policies: `FRC 501.04`."""
    if "odification" in text or "FRC" in text:
        for match in _CODIFICATION.finditer(text):
            for start, end, reference in listed(match, _CODIFICATION_PART):
                yield start, end, "Other", f"FRC {reference}"


_MANUAL_SECTION: Final = rf"\d{{4,5}}(?:\.\d{{1,3}}[a-z]?)?(?![\d-]){SUB}*"
_MANUAL_NAME: Final = (
    r"(?:Financial\s+Reporting\s+Manual(?:\s*\([\"\u201c]?FRM[\"\u201d]?\))?|\bFRM\b)"
)
# `Section 2065.4 of the Financial Reporting Manual`, `FRM 4110.5`
_MANUAL: Final = re.compile(_sections(_MANUAL_SECTION, _MANUAL_NAME), re.IGNORECASE)
# `2065.4`
_MANUAL_PART: Final = re.compile(_MANUAL_SECTION, re.IGNORECASE)


def manual(text: str) -> Iterator[Found]:
    """Sections of the Division's Financial Reporting Manual: `FRM 2065.4`."""
    if "anual" in text or "FRM" in text:
        for match in _MANUAL.finditer(text):
            for start, end, reference in listed(match, _MANUAL_PART):
                yield start, end, "Other", f"FRM {reference}"


_RELEASE_NUMBER: Final = r"(?:(?:33|34|IC|IA|FR|AS|FRR|AAER)\s?-\s?\d{1,6}[A-Z]?|\d{4,6})"
# `Release Nos. 33-8350/34-48960`
_RELEASE: Final = re.compile(
    rf"\b(?:Interpretive\s+|Final\s+Rule\s+)?Releases?"
    rf"(?:\s+(?:Nos?\.?|numbers?))?\s*:?\s*(?P<list>{_RELEASE_NUMBER}(?:{AND}(?:(?:Release\s+)?(?:Nos?\.?\s+)?)?{_RELEASE_NUMBER})*)",
    re.IGNORECASE,
)
# The end of `Investment Company Act of 1940 `, before `Release No. 10666`
_RELEASED_UNDER: Final = re.compile(
    r"\b(?P<act>Securities|Exchange|Investment\s+Company|Investment\s+Advisers)\s+Act\s+(?:of\s+19\d\d\s+)?$",
    re.IGNORECASE,
)
_LONGEST_ACT: Final = 40  # characters of the name of an act
_SERIES_BY_ACT: Final = {
    "securities": "33-", "exchange": "34-", "investment company": "IC-", "investment advisers": "IA-",
}  # fmt: skip
# `FR-72`, `FRR 36`, `Financial Reporting Release No. 36`; but `72 FR 13526` is of the Federal Register, and `page FR-12` a page
_REPORTING_RELEASE: Final = re.compile(
    r"(?<!\d\s)(?<!page\s)(?<!pages\s)\b(?:(?P<series>FRR?|Financial\s+Reporting\s+Release)(?:\s?-\s?|\s+(?:No\.\s*)?)(?P<number>\d{2})"
    r"|(?:ASR|Accounting\s+Series\s+Release)(?:\s?-\s?|\s+(?:No\.\s*)?)(?P<accounting>\d{3})(?!\s+(?:million|billion|thousand|shares?)\b))(?!\w|-|,\d)"
)
# `34-48960`
_RELEASE_PART: Final = re.compile(_RELEASE_NUMBER, re.IGNORECASE)


def releases(text: str) -> Iterator[Found]:
    """Releases with their series: `33-8350/34-48960` is two; `FR-72` needs no word before it."""
    named = "FR" in text or "ASR" in text or "Reporting Release" in text or "Series Release" in text
    for match in _REPORTING_RELEASE.finditer(text) if named else ():
        series = "ASR" if match["accounting"] else "FRR" if match["series"] == "FRR" else "FR"
        number = match["accounting"] or match["number"]
        yield match.start(), match.end(), "Release", f"{series}-{number}"
    if "elease" not in text and "ELEASE" not in text:
        return
    for match in _RELEASE.finditer(text):
        first = match.start()
        under = _RELEASED_UNDER.search(text, max(first - _LONGEST_ACT, 0), first)
        act = " ".join(under["act"].lower().split()) if under else "securities"
        for start, end, number in listed(match, _RELEASE_PART):
            whole = under.start() if under and start == first else start
            reference = number if "-" in number else _SERIES_BY_ACT[act] + number
            yield whole, end, "Release", reference.upper()


_CDI: Final = r"\d{3}\.\d{2}[a-z]?(?!\d)" + SUB + "*"
_CDI_NAME: Final = r"(?:C\s?&\s?D\.?\s?Is?|CD\s?&\s?Is?|C\.?D\.?Is?)(?:['\u2019]s)?"
# `Questions 102.10 and 100.01`, `Compliance and Disclosure Interpretations (C&DIs) 102.10(a)`, `Item 102.11 of the C&DIs`
_QUESTION: Final = re.compile(
    rf"\b(?:questions?|(?:interpretations?|{_CDI_NAME}|interpretive\s+responses?)(?:\s*\([^()]{{1,40}}\)(?!\s+question))?|Q&As?)"
    r"(?:\s+(?:the\s+answer\s+to\s+)?(?:questions?|interpretations?|sections?|nos?\.|numbers?|Q\.)){0,4}[,:]?\s*[#(]?\s*"
    rf"(?P<list>{_CDI}(?:(?:{AND}|\s?[-\u2013]\s?)(?:(?:questions?|nos?\.)\s+)?(?:{_CDI}|{SUB}+))*)"
    rf"|\b(?:sections?|answers?|items?)\s+(?P<sections>{_CDI}(?:{AND}(?:{_CDI}|{SUB}+))*)"
    rf"(?=\s+(?:of|in|to|from|under)\s[^.;]{{0,80}}?\b(?:interpretations\b|{_CDI_NAME}\b))",
    re.IGNORECASE,
)
_QUESTION_NUMBER: Final = re.compile(r"\.(?<=\d\d\d\.)\d")  # `102.10`, by its full stop
# `102.10(a)`
_QUESTION_PART: Final = re.compile(rf"{_CDI}|{SUB}+", re.IGNORECASE)


def interpretations(text: str) -> Iterator[Found]:
    """Compliance and Disclosure Interpretations by their question."""
    if _QUESTION_NUMBER.search(text) is None:
        return
    for match in _QUESTION.finditer(text):
        for start, end, reference in listed(match, _QUESTION_PART):
            yield start, end, "C&DI", reference


# `12`, `B5.5.1`, `81B`, `134(d)(v)`
_IFRS_POINT: Final = rf"[A-Z]{{0,3}}\d{{1,3}}[A-Z]{{0,2}}(?:\.\d{{1,3}}[A-Z]?){{0,3}}{SUB}*"
_IFRS_POINTS: Final = rf"{_IFRS_POINT}(?:{AND}(?:{_IFRS_POINT}|{SUB}+))*"
# `paragraphs 12 and B64(q) of IFRS 3`, `IAS 1 paragraph 12`, `IFRS 9.5.5.17`
_IFRS: Final = re.compile(
    rf"(?:\b[Pp]aragraphs?\s+(?P<before>{_IFRS_POINTS})\s+of\s+)?"
    rf"\b(?P<series>IFRS|IAS|IFRIC|SIC)[\s-]+(?P<number>\d{{1,2}})(?![\d-])"
    rf"(?:(?:\.|:\s?)(?P<point>{_IFRS_POINT})|,?\s+[Pp]aragraphs?\s+(?P<after>{_IFRS_POINTS}))?"
)
# `B64(q)`
_IFRS_PART: Final = re.compile(rf"{_IFRS_POINT}|{SUB}+")


def ifrs(text: str) -> Iterator[Found]:
    """IFRS, IAS and their interpretations, with each paragraph that is named."""
    if not any(map(text.__contains__, ("IFRS", "IAS", "IFRIC", "SIC"))):
        return
    for match in _IFRS.finditer(text):
        name = f"{match['series']} {match['number']}"
        group = next((each for each in ("before", "after", "point") if match[each]), None)
        if group is None:
            yield match.start(), match.end(), "IFRS", name
            continue
        for start, end, paragraph in listed(match, _IFRS_PART, group):
            whole = match.end() if end == match.end(group) else end
            yield start, whole, "IFRS", f"{name}.{paragraph}"


# `157`, `D-98`, `46(R)`, `7(b)(5)`
_OLD: Final = r"[DR]?-?\d{1,4}(?:-\d{1,3})?[A-Z]?(?:\(R\))?(?!\d)(?:\([a-z]\)(?:\(\d{1,2}\))?)?"
# `142`, `00-27`, `2016-08`, behind another; not the number of 142 days
_NEXT_OLD: Final = r"(?:(?:\d\d)?\d\d-\d{1,2}|\d{3}[A-Z]?(?:\(R\))?)(?![\w,-]*\d|\s*%|\s+(?:percent|million|days|shares)\b)"
# `SFAS No. 157`, `SFAS Nos. 133, 138 and 149`, `FSP FAS 115-1`, `Accounting Standards Update (\u201cASU\u201d) No. 2016-13`, `CON 6`
_LEGACY: Final = re.compile(
    r"\b(?:(?P<series>(?:(?:FSP|FASB\s+Staff\s+Position)(?:\s*\(FSP\))?\s+(?:Nos?\.\s*)?)?(?:SFAS|FAS|FIN|EITF|SOP|APB|ARB)"
    r"|FSP|ASU|SLB|SFAC|CON)|(?P<name>Statement\s+of\s+Financial\s+Accounting\s+(?:Standards?|Concepts)|Concepts\s+Statement"
    r"|FASB\s+Interpretation|Accounting\s+Standards\s+Update|Industry\s+Guide|Staff\s+Legal\s+Bulletin|Statement\s+of\s+Position"
    r"|FASB\s+Staff\s+Position|Emerging\s+Issues\s+Task\s+Force))(?:\s+(?:Issues?|Opinion|Topic|Abstract|No\.?|Nos\.|Number|\([\"\u201c]?[A-Z]+[\"\u201d]?\)))*\s*"
    rf"(?P<list>{_OLD}(?:\s*(?:,\s*(?:and|or)|,|and|or|&|/)\s*(?:Nos?\.\s*)?{_NEXT_OLD}|(?<=[a-z\d]\)){AND}{SUB}+)*)"
)
_LEGACY_PART: Final = re.compile(rf"{_OLD}|{SUB}+")  # `46(R)`
_LEGACY_HINTS: Final = (
    *("FAS", "FIN", "EITF", "SOP", "APB", "ARB", "FSP", "ASU", "SLB", "SFAC", "CON"),
    *("Standards", "Concepts"),
    "Interpretation",
    *("Guide", "Bulletin", "Position", "Emerging"),
)
# ` (FSP) No.` in `FASB Staff Position (FSP) No. FAS 115-1`
_NUMBER_SIGN: Final = re.compile(r"\s*\(FSP\)|\bNos?\.")
_SERIES: Final = {
    "statement of financial accounting c": "SFAC",
    "statement of financial": "SFAS",
    "concepts statement": "SFAC",
    "fasb staff position": "FSP",
    "fasb interpretation": "FIN",
    "accounting standards update": "ASU",
    "industry guide": "Industry Guide",
    "staff legal bulletin": "SLB",
    "statement of position": "SOP",
    "emerging issues task": "EITF",
}


def standards(text: str) -> Iterator[Found]:
    """Standards before the Codification, updates to it, guides and bulletins."""
    if not any(map(text.__contains__, _LEGACY_HINTS)):
        return
    for match in _LEGACY.finditer(text):
        series = match["series"]
        if series is None:
            name = " ".join(match["name"].lower().split())
            series = next(short for start, short in _SERIES.items() if name.startswith(start))
        series = " ".join(_NUMBER_SIGN.sub(" ", series).split())
        series = series.replace("FASB Staff Position", "FSP")
        series = {"FAS": "SFAS", "CON": "SFAC"}.get(series, series)
        for start, end, number in listed(match, _LEGACY_PART):
            yield start, end, "Other", f"{series} {number}"


# `AS 3101.08`, `PCAOB Auditing Standard No. 5`, `AU Section 508`, `PCAOB Rule 1001(i)(iii)`
_AUDITING: Final = re.compile(
    r"\b(?:(?P<name>(?:Statements?\s+on|PCAOB)\s+Auditing\s+Standards?|Auditing\s+Standards?|PCAOB\s+(?:AS|Rules?))"
    r"(?:\s+(?:Nos?\.|Number))?\s+(?P<number>\d{1,4})"
    r"|(?P<series>AS(?=\s+\d{4})|AU(?:-C)?(?:\s+(?:[Ss]ec(?:tion|\.)))?)\s+(?P<section>(?!19|20)[1-9]\d{2,3}))"
    rf"(?P<paragraph>(?:\.\d{{1,3}}[A-Z]?)?{SUB}*)(?![\w,-]*\d)"
)


def auditing(text: str) -> Iterator[Found]:
    """Standards of auditing: the PCAOB's since 2016 by four digits, `AS 3101`; those before by their series."""
    if not any(map(text.__contains__, ("PCAOB", "Auditing", "AS ", "AU"))):
        return
    for match in _AUDITING.finditer(text):
        series = _auditing_series(match["name"] or match["series"])
        number = match["number"] or match["section"]
        yield match.start(), match.end(), "Other", f"{series} {number}{match['paragraph'] or ''}"


def _auditing_series(name: str) -> str:
    if "Rule" in name:
        return "PCAOB Rule"
    if name.startswith("Statement"):
        return "SAS"
    return name.split()[0] if name.startswith("AU") else "AS"
