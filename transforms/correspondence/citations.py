"""Authorities that a comment cites, normalised.

A reference keeps its chain of sub-paragraphs, `10(e)(1)(i)(A)`; a list such as
`(A) and (B)` or `Rules 5-04 and 12-09` is one citation each.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_SUB: Final = r"(?:\s?\([A-Za-z0-9]{1,5}\))"
_AND: Final = r"\s*(?:,\s*(?:and|or)|,|;|/|and/or|and|or|&|through|to)\s*"


@dataclass(frozen=True, slots=True)
class Citation:
    """One authority cited.

    Attributes:
        authority: `ASC`, `Regulation S-K`, `Regulation S-X`, `Regulation G`, `SAB`, `Release`,
            `C&DI`, `IFRS`, `Exchange Act`, `Securities Act` or `Other`.
        reference: Normalised: `280-10-50-41`, `303(b)`, `33-10751`.
        text: As written.
    """

    authority: str
    reference: str
    text: str


_Found = tuple[int, int, str, str]  # start, end, authority, reference


class Citations:
    """Finds citations, comment after comment of one letter.

    The letter is the context: where one comment cites `Item 1 of Schedule 14A`, a bare
    `Item 6(b)` after it is of the same schedule.
    """

    def __init__(self) -> None:
        self._schedule: str | None = None

    def of(self, text: str) -> list[Citation]:
        """The authorities that `text` cites, each once, in order of appearance."""
        found = [each for find in _FINDERS for each in find(text)]
        found.extend(self._items(text))
        found.sort()
        cited: dict[tuple[str, str], Citation] = {}
        for start, end, authority, reference in found:
            as_written = " ".join(text[start:end].split())
            cited.setdefault((authority, reference), Citation(authority, reference, as_written))
        return list(cited.values())

    def _items(self, text: str) -> Iterator[_Found]:
        for match in _ITEM.finditer(text):
            owner = _OWNER_AFTER.match(text, match.end()) or _OWNER_BEFORE.search(
                text, max(match.start() - 40, 0), match.start()
            )
            named = _owner(owner.group(1)) if owner else None
            if named is not None and named.startswith("Schedule"):
                self._schedule = named
            for start, end, item in _listed(match, _ITEM_PART):
                cited = _item(item, named, self._schedule)
                if cited is not None:
                    yield start, end, *cited


_ITEM: Final = re.compile(
    rf"\b(?:Items?|ITEMS?)\s+(?P<list>\d{{1,4}}[A-Z]?(?:\.\d+)?{_SUB}*"
    rf"(?:{_AND}(?:Items?\s+)?(?:\d{{1,4}}[A-Z]?(?:\.\d+)?{_SUB}*|{_SUB}+))*)(?![\w%])"
)
_ITEM_PART: Final = re.compile(rf"\d{{1,4}}[A-Z]?(?:\.\d+)?{_SUB}*|{_SUB}+")
_OWNERS: Final = (
    r"(Reg(?:ulation|\.)?\s*S\s?-\s?[KB]|S-K|Reg(?:ulation|\.)?\s*S-X|Regulation\s+(?:M-A|AB)"
    r"|Schedule\s+(?:1[34][A-Z](?:-?\d)?|TO)|Form\s+[0-9A-Z]{1,3}-?[0-9A-Z]{0,4})"
)
_OWNER_AFTER: Final = re.compile(
    rf"(?:,|\s|\(|of|under|in|to|the|required\s+by|requirements|pursuant)*?\b{_OWNERS}(?![\w-])",
    re.IGNORECASE,
)
_OWNER_BEFORE: Final = re.compile(rf"{_OWNERS}(?:,|\s|\(|at|under)*$", re.IGNORECASE)
_REGULATION_SK: Final = range(101, 1209)


def _owner(name: str) -> str:
    text = " ".join(name.split())
    compact = text.replace(" ", "").upper()
    if compact.endswith(("S-K", "S-B", "S-X")):
        return f"Regulation {compact[-3:]}"
    return text[:1].upper() + text[1:]


def _item(item: str, owner: str | None, schedule: str | None) -> tuple[str, str] | None:
    """Authority and reference of an item; None for an item of the company's own filing."""
    if owner in ("Regulation S-K", "Regulation S-X"):
        return owner, item
    if owner is not None and owner.startswith("Schedule"):
        return "Exchange Act", f"{owner} Item {item}"
    if owner is not None:
        return "Other", f"{owner} Item {item}"
    digits = re.match(r"\d+", item)
    number = int(digits.group()) if digits else 0
    if "." not in item and (number in _REGULATION_SK or item.startswith("10(")):
        return "Regulation S-K", item
    if (schedule is not None and "(" in item) or (schedule is not None and item.isdigit()):
        return "Exchange Act", f"{schedule} Item {item}"
    return None


def _listed(match: re.Match[str], part: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """The members of a list, each whole: `10(e)(1)(i)(A) and (B)` is two references."""
    whole = ""
    first = True
    for each in part.finditer(match.string, match.start("list"), match.end("list")):
        text = each.group().replace(" ", "")
        whole = _beside(whole, text) if text.startswith("(") else text
        yield match.start() if first else each.start(), each.end(), whole
        first = False


_LAST_SUB: Final = re.compile(r"\([^()]*\)$")


def _beside(before: str, subs: str) -> str:
    """The reference that `subs` stands for after `before`: a sibling of its last parts."""
    kind = _kind(subs[1:-1].split(")(")[0])
    parts = re.findall(r"\([^()]*\)", before)
    stem = before[: len(before) - sum(map(len, parts))]
    for i, each in enumerate(parts):
        if _kind(each[1:-1]) == kind:
            return stem + "".join(parts[:i]) + subs
    return _LAST_SUB.sub("", before) + subs


def _kind(sub: str) -> str:
    if sub.isdigit():
        return "digit"
    if sub.isupper():
        return "upper"
    return "roman" if len(sub) > 1 or sub in ("i", "v", "x") else "lower"


# ASC ---------------------------------------------------------------------------------------
_CODE: Final = r"\d{3}(?:-\d{2,3}(?:-S?\d{2,3}[A-Z]?(?:-[A-Z]?\d{1,3}[A-Z]{0,2}\d?)?)?)?"
_ASC: Final = re.compile(
    rf"(?:\b(?:FASB\s+)?(?:ASC|Accounting\s+Standards?\s+Codification|Codification)(?:\s*\([^)]{{1,40}}\))?"
    r"[\s-]*(?:(?:topics?|subtopics?|sub-topics?|sections?|paragraphs?|no\.)\s*)?"
    r"|\b(?:sub-?)?topics?\s+)"
    rf"(?P<list>{_CODE}(?!\d|\.\d){_SUB}*(?:{_AND}(?:ASC\s+)?(?:{_CODE}(?!\d)|\d{{2}}-\d{{1,3}}[A-Z]?){_SUB}*)*)"
    rf"|(?<![\w-])(?P<bare>\d{{3}}-\d{{2}}-S?\d{{2}}-[A-Z]?\d{{1,3}}[A-Z]{{0,2}}(?![\w-]){_SUB}*)",
    re.IGNORECASE,
)
_ASC_PART: Final = re.compile(rf"(?:{_CODE}(?!\d)|\d{{2}}-\d{{1,3}}[A-Z]?){_SUB}*", re.IGNORECASE)


def _asc(text: str) -> Iterator[_Found]:
    for match in _ASC.finditer(text):
        if match["bare"]:
            yield match.start(), match.end(), "ASC", match["bare"].replace(" ", "")
            continue
        code = ""
        first = True
        for part in _ASC_PART.finditer(text, match.start("list"), match.end("list")):
            reference = part.group().replace(" ", "")
            if re.match(r"\d{2}-", reference):
                reference = "-".join([*code.split("-")[:2], reference])
            elif not first and "-" not in reference and text[part.end() : part.end() + 1].isalnum():
                continue
            code = reference
            yield match.start() if first else part.start(), part.end(), "ASC", reference
            first = False


# Regulation S-X, rules and sections --------------------------------------------------------
_RULE_NUMBER: Final = r"\d{1,3}[A-Za-z]{0,2}\d?(?:-\d{1,3}(?:\.\d{1,2}|-\d+)?[A-Za-z]?)?"
_RULE: Final = re.compile(
    rf"\b(?P<word>Rules?|Articles?|Sections?|§+)\s*(?P<list>{_RULE_NUMBER}{_SUB}*"
    rf"(?:{_AND}(?:(?:Rules?|Sections?|Articles?)\s+)?(?:{_RULE_NUMBER}{_SUB}*|{_SUB}+))*)"
)
_RULE_PART: Final = re.compile(rf"{_RULE_NUMBER}{_SUB}*|{_SUB}+")
_ACT_AFTER: Final = re.compile(
    r"(?:\s|,|of|under|to|in|the)*?\b(?P<act>Regulation\s+S\s?-\s?[XTK]|S-X|Regulation\s+G|Securities\s+Exchange\s+Act"
    r"|Exchange\s+Act|Securities\s+Act|(?:Sarbanes|Dodd|Investment|Advisers|Internal|Jumpstart|JOBS|Iran)[\w\s-]{0,30}?Act"
    r"|Regulation\s+[A-Z][\w-]*|Internal\s+Revenue\s+Code|Delaware)",
    re.IGNORECASE,
)
_ACT_BEFORE: Final = re.compile(
    r"(?P<act>Regulation\s+S\s?-\s?X|S-X|Regulation\s+G|Exchange\s+Act|Securities\s+Act)(?:,|\s|\()*$",
    re.IGNORECASE,
)
_EXCHANGE_RULE: Final = re.compile(r"\d{1,2}[a-z]{1,2}\d?-\d")
_SX_RULE: Final = re.compile(r"\d{1,2}A?-\d{2}(?!\d)")
_EXCHANGE_SECTION: Final = re.compile(r"(?:1[2-6]\([a-z]\)|21E)")
_SX_BARE: Final = re.compile(
    r"\bS-X,?\s+(?:Rule\s+)?(?P<list>\d{1,2}A?-\d{2}(?:\.\d+)?(?:\([A-Za-z0-9]{1,5}\))*)"
)


def _rules(text: str) -> Iterator[_Found]:
    for match in _RULE.finditer(text):
        act = _ACT_AFTER.match(text, match.end()) or _ACT_BEFORE.search(
            text, max(match.start() - 40, 0), match.start()
        )
        named = " ".join(act["act"].split()) if act else None
        for start, end, reference in _listed(match, _RULE_PART):
            authority = _rule_authority(match["word"], reference, named)
            if authority is not None:
                yield start, end, *authority
    for match in _SX_BARE.finditer(text):
        yield match.start(), match.end(), "Regulation S-X", match["list"]


def _rule_authority(word: str, number: str, act: str | None) -> tuple[str, str] | None:
    """Authority and reference of a rule, article or section; None if it is no law's."""
    if act is not None:
        return _of_act(word, number, act)
    if word.startswith("Rule"):
        if _SX_RULE.match(number):
            return "Regulation S-X", number
        if _EXCHANGE_RULE.match(number):
            return "Exchange Act", number
        digits = re.match(r"\d{3}(?!\d)", number)
        return ("Securities Act", number) if digits and "-" not in number else None
    if word.startswith("Section") and _EXCHANGE_SECTION.match(number):
        return "Exchange Act", number
    if word.startswith("Section") and re.match(r"\d{3}\.\d", number):
        return "Other", f"FRC {number}"
    return None


def _of_act(word: str, number: str, act: str) -> tuple[str, str] | None:
    key = act.upper().replace(" ", "")
    if key.endswith("S-X"):
        article = word.startswith("Article")
        return "Regulation S-X", f"Article {number}" if article else number
    if _EXCHANGE_RULE.match(number) or key.endswith("EXCHANGEACT"):
        return "Exchange Act", number
    if _SX_RULE.match(number):
        return "Regulation S-X", number
    if key == "REGULATIONG":
        return "Regulation G", number
    if key == "SECURITIESACT":
        return "Securities Act", number
    return "Other", f"{act} {number}" if key.startswith("REGULATION") else f"{act} Section {number}"


# Accounting bulletins, releases, interpretations, standards -----------------------------------
_SAB: Final = re.compile(
    r"\b(?:SABs?|Staff\s+Accounting\s+Bulletins?)(?:\s*\(SAB\))?,?\s*(?:Series,?\s*)?(?:"
    r"Topics?\s*(?:No\.\s*)?(?P<topic>\d{1,2}(?:\s?[.:]\s?[A-Z0-9]{1,4}(?![\w-])|[A-Z]\b|\([A-Za-z0-9]{1,3}\))*)"
    r"|(?:Nos?\.?\s*)?(?P<number>\d{1,3})(?!\d))"
    r"|\bTopic\s+(?P<bare>\d{1,2}(?:\s?[.:]\s?[A-Z0-9]{1,4}(?![\w-])|[A-Z]\b)+)",
    re.IGNORECASE,
)


def _sab(text: str) -> Iterator[_Found]:
    for match in _SAB.finditer(text):
        topic = match["topic"] or match["bare"]
        if topic:
            parts = re.findall(r"[A-Za-z]+|\d+", topic)
            yield match.start(), match.end(), "SAB", "Topic " + ":".join(parts)
        else:
            yield match.start(), match.end(), "SAB", match["number"]


_RELEASE_NUMBER: Final = r"(?:(?:33|34|IC|IA|FR|AS|FRR|AAER)\s?-\s?\d{1,6}[A-Z]?|\d{4,6})"
_RELEASE: Final = re.compile(
    rf"\b(?P<act>Securities\s+Act\s+|Exchange\s+Act\s+)?(?:Interpretive\s+|Final\s+Rule\s+)?Releases?"
    rf"(?:\s+(?:Nos?\.?|numbers?))?\s*:?\s*(?P<list>{_RELEASE_NUMBER}(?:{_AND}(?:(?:Release\s+)?(?:Nos?\.?\s+)?)?{_RELEASE_NUMBER})*)",
    re.IGNORECASE,
)
_RELEASE_PART: Final = re.compile(_RELEASE_NUMBER, re.IGNORECASE)


def _releases(text: str) -> Iterator[_Found]:
    if "elease" not in text and "ELEASE" not in text:
        return
    for match in _RELEASE.finditer(text):
        first = True
        series = "34-" if match["act"] and match["act"].lower().startswith("exchange") else "33-"
        for part in _RELEASE_PART.finditer(text, match.start("list"), match.end("list")):
            number = part.group().replace(" ", "").upper()
            reference = number if "-" in number else series + number
            yield match.start() if first else part.start(), part.end(), "Release", reference
            first = False


_QUESTION: Final = re.compile(
    r"\b(?:questions?|interpretations?|C\s?&\s?DIs?|CDIs?|interpretive\s+responses?)(?:\s+(?:questions?|nos?\.|numbers?))*\s+"
    rf"(?P<list>\d{{3}}\.\d{{2}}[a-z]?{_SUB}*(?:{_AND}(?:questions?\s+)?(?:\d{{3}}\.\d{{2}}[a-z]?{_SUB}*|{_SUB}+))*)",
    re.IGNORECASE,
)
_QUESTION_PART: Final = re.compile(rf"\d{{3}}\.\d{{2}}[a-z]?{_SUB}*|{_SUB}+")


def _interpretations(text: str) -> Iterator[_Found]:
    for match in _QUESTION.finditer(text):
        for start, end, reference in _listed(match, _QUESTION_PART):
            yield start, end, "C&DI", reference


_IFRS_SERIES: Final = re.compile(r"IFRS|IAS|IFRIC|SIC")
_IFRS: Final = re.compile(
    rf"(?:\bparagraphs?\s+(?P<paragraph>\w{{1,5}}{_SUB}*)(?:{_AND}\w{{1,5}}{_SUB}*)?\s+of\s+)?"
    r"\b(?P<series>IFRS|IAS|IFRIC|SIC)[\s-]+(?P<number>\d{1,2})(?![\d-])(?:[.:]\s?(?P<point>[A-Z]{0,2}\d{1,3}[A-Z]?"
    rf"{_SUB}*))?"
)


def _ifrs(text: str) -> Iterator[_Found]:
    if _IFRS_SERIES.search(text) is None:
        return
    for match in _IFRS.finditer(text):
        paragraph = match["point"] or match["paragraph"]
        reference = f"{match['series']} {match['number']}" + (f".{paragraph}" if paragraph else "")
        yield match.start(), match.end(), "IFRS", reference.replace(" (", "(")


_LEGACY: Final = re.compile(
    r"\b(?:(?P<series>SFAS|FAS|FIN|EITF|SOP|APB|ARB|FSP|ASU)|(?P<name>Statement\s+of\s+Financial\s+Accounting\s+Standards?"
    r"|FASB\s+Interpretation|Accounting\s+Standards\s+Update|Industry\s+Guide|Staff\s+Legal\s+Bulletin|Statement\s+of\s+Position"
    r"|Emerging\s+Issues\s+Task\s+Force))(?:\s+(?:Issue|Opinion|Topic|Abstract|No\.?|Nos\.|Number|\([A-Z]+\)))*\s*"
    r"(?P<number>[DR]?-?\d{1,4}(?:-\d{1,3})?[A-Z]?(?:\(R\))?)(?![\d])"
)
_SERIES: Final = {
    "statement of financial": "SFAS",
    "fasb interpretation": "FIN",
    "accounting standards update": "ASU",
    "industry guide": "Industry Guide",
    "staff legal bulletin": "SLB",
    "statement of position": "SOP",
    "emerging issues task": "EITF",
}


def _standards(text: str) -> Iterator[_Found]:
    """Standards before the Codification, updates to it, guides and bulletins."""
    for match in _LEGACY.finditer(text):
        series = match["series"]
        if series is None:
            name = " ".join(match["name"].lower().split())
            series = next(short for start, short in _SERIES.items() if name.startswith(start))
        series = "SFAS" if series == "FAS" else series
        yield match.start(), match.end(), "Other", f"{series} {match['number']}"


_FINDERS: Final[tuple[Callable[[str], Iterator[_Found]], ...]] = (
    _asc,
    _rules,
    _sab,
    _releases,
    _interpretations,
    _ifrs,
    _standards,
)
