"""Authorities that a comment cites, normalised.

A reference keeps its chain of sub-paragraphs, `10(e)(1)(i)(A)`; a list such as
`(A) and (B)` or `Rules 5-04 and 12-09` is one citation each.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from transforms.correspondence.chains import AND, SUB, Found, beside, listed, with_word
from transforms.correspondence.codes import Authority
from transforms.correspondence.lines import hyphenated
from transforms.correspondence.publications import (
    auditing,
    codification,
    ifrs,
    interpretations,
    releases,
    sab,
    standards,
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One authority cited.

    Attributes:
        authority: Whose rule it is.
        reference: Normalised: `280-10-50-41`, `303(b)`, `33-10751`.
        text: As written.
    """

    authority: Authority
    reference: str
    text: str


class Citations:
    """Finds citations, comment after comment of one letter.

    The letter is the context: where one comment cites `Item 1 of Schedule 14A`, a bare
    `Item 6(b)` after it is of the same schedule.
    """

    def __init__(self) -> None:
        self._schedule: str | None = None

    def of(self, text: str) -> list[Citation]:
        """The authorities that `text` cites, each once, in order of appearance."""
        plain = hyphenated(text)
        found = [each for find in _FINDERS for each in find(plain)]
        found.extend(self._items(plain))
        found.sort()
        cited: dict[tuple[Authority, str], Citation] = {}
        for start, end, authority, reference in found:
            as_written = " ".join(text[start:end].split())
            cited.setdefault((authority, reference), Citation(authority, reference, as_written))
        return list(cited.values())

    def _items(self, text: str) -> Iterator[Found]:
        for match in _ITEM.finditer(text) if "Item" in text or "ITEM" in text else ():
            owner = _OWNER_AFTER.match(text, match.end()) or _OWNER_BEFORE.search(
                text, max(match.start() - 40, 0), match.start()
            )
            named = _owner(owner.group(1)) if owner else None
            if named is not None and named.startswith("Schedule"):
                self._schedule = named
            for start, end, item in listed(match, _ITEM_PART):
                cited = _item(item, named, self._schedule)
                if cited is not None:
                    yield start, end, *cited


# `303`, `1A`, `5.02`; `4-08`, as some call a rule of Regulation S-X
_ITEM_NUMBER: Final = r"(?:\d{1,2}A?-\d{2}(?!\d)|\d{1,4}[A-Z]?)(?:\.\d+)?"
# `Items 303(a)(1) and (2)`
_ITEM: Final = re.compile(
    rf"\b(?:Items?|ITEMS?)\s+(?P<list>{_ITEM_NUMBER}{SUB}*"
    rf"(?:{AND}(?:Items?\s+)?(?:{_ITEM_NUMBER}{SUB}*|{SUB}+))*)(?![\w%])"
    r"(?!\s+(?:bps|basis|percent|thousand|million|billion)\b)"
)
# `303(a)(1)`
_ITEM_PART: Final = re.compile(rf"{_ITEM_NUMBER}{SUB}*|{SUB}+")
_OWNERS: Final = (
    r"(Reg(?:ulation|\.)?\s*S\s?-\s?[KB]|S-K|Reg(?:ulation|\.)?\s*S-X|Regulation\s+(?:M-A|AB|G)"
    r"|Schedule\s+(?:1[34][A-Z](?:-?\d)?|TO)|Form\s+[0-9A-Z]{1,3}-?[0-9A-Z]{0,4})"
)
# ` of Regulation S-K`
_OWNER_AFTER: Final = re.compile(
    rf"(?:,|\s|\(|of|under|in|to|the|required\s+by|requirements|pursuant)*?\b{_OWNERS}(?![\w-])",
    re.IGNORECASE,
)
# `Regulation S-K, `
_OWNER_BEFORE: Final = re.compile(rf"{_OWNERS}(?:,|\s|\(|at|under)*$", re.IGNORECASE)
_SUBPARTS: Final = ((10, 10), (101, 1208), (1300, 1305), (1400, 1406), (1500, 1508), (1601, 1610))
_REGULATION_SK: Final = frozenset(n for first, last in _SUBPARTS for n in range(first, last + 1))


def _owner(name: str) -> str:
    text = " ".join(name.split())
    compact = text.replace(" ", "").upper()
    if compact.endswith(("S-K", "S-B", "S-X")):
        return f"Regulation {compact[-3:]}"
    return text[:1].upper() + text[1:]


def _item(item: str, owner: str | None, schedule: str | None) -> tuple[Authority, str] | None:
    """Authority and reference of an item; None for an item of the company's own filing."""
    if "-" in item:
        is_rule = owner == "Regulation S-X" and _SX_RULE.match(item)
        return (
            ("Regulation S-X", item) if is_rule else _item(item.partition("-")[0], owner, schedule)
        )
    digits = re.match(r"\d+", item)
    number = int(digits.group()) if digits else 0
    if owner == "Regulation S-K":
        return ("Regulation S-K", item) if number in _REGULATION_SK else None
    if owner in ("Regulation S-X", "Regulation G"):
        return cast("Authority", owner), item
    if owner is not None and owner.startswith("Schedule"):
        return "Exchange Act", f"{owner} Item {item}"
    if owner is not None:
        return "Other", f"{owner} Item {item}"
    if "." not in item and number in _REGULATION_SK and item != "10":
        return "Regulation S-K", item
    if (schedule is not None and "(" in item) or (schedule is not None and item.isdigit()):
        return "Exchange Act", f"{schedule} Item {item}"
    return None


# ASC ---------------------------------------------------------------------------------------
_CODE: Final = r"\d{3}(?:- ?\d{2,3}(?:- ?S?\d{2,3}[A-Z]?(?:- ?[A-Z]?\d{1,3}[A-Z]{0,3}\d?)?)?)?"
# `19` in `606-10-50-17 and 19`, or `-19`, the last part of a paragraph like the one before
_LAST: Final = r"-?\d{1,2}[A-Z]?(?![\w-]|[.,]\d|\s*(?:%|percent|million|billion|days?|years?)\b)"
# `ASC 606-10-50-17 and 50-19(a)`
_ASC: Final = re.compile(
    rf"(?:\b(?:FASB\s+)?(?:ASC|Accounting\s+Standards?\s+Codification|Codification)(?:\s*\([^)]{{1,40}}\))?"
    r"[\s-]*(?:(?:topics?|subtopics?|sub-topics?|sections?|paragraphs?|no\.)\s*)?"
    r"|\b(?:sub-?)?topics?\s+)"
    rf"(?P<list>{_CODE}(?!\d|\.\d){SUB}*(?:{AND}(?:ASC\s+)?(?:(?:{_CODE}(?!\d)|\d{{2}}-\d{{1,3}}[A-Z]?|{_LAST}){SUB}*|{SUB}+))*)"
    rf"|(?<![\w-])(?P<bare>\d{{3}}-\d{{2}}-S?\d{{2}}-[A-Z]?\d{{1,3}}[A-Z]{{0,3}}(?![\w-]){SUB}*"
    rf"(?:{AND}(?:(?:\d{{2}}-\d{{1,3}}[A-Z]?|{_LAST}){SUB}*|{SUB}+))*)",
    re.IGNORECASE,
)
# `50-19(a)`
_ASC_PART: Final = re.compile(
    rf"(?:{_CODE}(?!\d)|\d{{2}}-\d{{1,3}}[A-Z]?|{_LAST}){SUB}*|{SUB}+", re.IGNORECASE
)
_ASC_HINTS: Final = ("ASC", "Asc", "asc", "odification", "ODIFICATION", "opic", "OPIC")
_ASC_BARE: Final = re.compile(r"-\d\d-")  # `350-20-35-3C`
_PARAGRAPH: Final = 4  # parts of the number of a paragraph, `606-10-50-17`


def _asc(text: str) -> Iterator[Found]:
    if not any(map(text.__contains__, _ASC_HINTS)) and _ASC_BARE.search(text) is None:
        return
    for match in _ASC.finditer(text):
        code = ""
        listed_in = "bare" if match["bare"] else "list"
        for part in _ASC_PART.finditer(text, match.start(listed_in), match.end(listed_in)):
            reference = _asc_reference(code, part.group().replace(" ", ""))
            if reference is None or (
                code and "-" not in reference and text[part.end() : part.end() + 1].isalnum()
            ):
                continue
            start = with_word(text, part.start()) if code else match.start()
            yield start, part.end(), "ASC", reference
            code = reference


def _asc_reference(before: str, part: str) -> str | None:
    """What a member of a list stands for after the one before it; None if it is no reference.

    After `606-10-50-17(a)`: `50-19` is `606-10-50-19`, as `19` is, and `(b)` `606-10-50-17(b)`.
    """
    if part.startswith("("):
        return beside(before, part)
    if re.match(r"\d{2}-", part):
        return "-".join([*before.split("-")[:2], part])
    if re.match(r"-?\d{1,2}(?!\d)", part):
        stem = before.partition("(")[0].split("-")
        return "-".join([*stem[:-1], part.lstrip("-")]) if len(stem) == _PARAGRAPH else None
    return part


# Regulation S-X, rules and sections --------------------------------------------------------
_RULE_NUMBER: Final = r"\d{1,3}[A-Za-z]{0,2}\d?(?:-\d{1,3}(?:\.\d{1,2}|-\d+)?[A-Za-z]?)?"
# `Rules 5-04 and 12-09`
_RULE: Final = re.compile(
    rf"\b(?P<word>Rules?|Articles?|Sections?|§+)\s*(?P<list>{_RULE_NUMBER}{SUB}*"
    rf"(?:{AND}(?:(?:Rules?|Sections?|Articles?)\s+)?(?:{_RULE_NUMBER}{SUB}*|{SUB}+))*)"
)
# The last in `Rule 3-05 and Article 11`
_RULE_WORD: Final = re.compile(r"Rule|Article|Section|§")
_RULE_HINTS: Final = ("Rule", "Article", "Section", "§", "S-X")
# `12-09(a)`
_RULE_PART: Final = re.compile(rf"{_RULE_NUMBER}{SUB}*|{SUB}+")
# ` of the Exchange Act`, ` under the 1940 Act`
_ACT_AFTER: Final = re.compile(
    r"(?:\s|,|of|under|to|in|the)*?\b(?P<act>Regulation\s+S\s?-\s?[XTK]|S-X|Regulation\s+G|Securities\s+Exchange\s+Act"
    r"|Exchange\s+Act|Securities\s+Act|19(?:33|34|40)\s+Act|(?:Sarbanes|Dodd|Investment|Advisers|Internal|Jumpstart|JOBS|Iran)[\w\s-]{0,30}?Act"
    r"|Regulation\s+[A-Z][\w-]*|Internal\s+Revenue\s+Code|Delaware|DGCL)",
    re.IGNORECASE,
)
# `Regulation S-X, `
_ACT_BEFORE: Final = re.compile(
    r"(?P<act>Regulation\s+S\s?-\s?X|S-X|Regulation\s+G|Exchange\s+Act|Securities\s+Act)(?:,|\s|\()*$",
    re.IGNORECASE,
)
_ACTS_BY_YEAR: Final = {
    "1933 ACT": "Securities Act",
    "1934 ACT": "Exchange Act",
    "1940 ACT": "Investment Company Act",
}
# Acts whose rules are numbered as those of the Exchange Act are: 35d-1, 206(4)-2
_OTHER_ACTS: Final = ("INVESTMENT", "ADVISERS")
# `14a-12`
_EXCHANGE_RULE: Final = re.compile(r"\d{1,2}[a-z]{1,2}\d?-\d")
# `5-03`
_SX_RULE: Final = re.compile(r"\d{1,2}A?-\d{2}(?!\d)")
# `13(a)`
_EXCHANGE_SECTION: Final = re.compile(r"(?:1[2-6]\([a-z]\)|21E)")
# `S-X 5-03(b)(2)`
_SX_BARE: Final = re.compile(
    r"\bS-X,?\s+(?:Rule\s+|\xa7\s*)?(?:210\.)?(?P<list>\d{1,2}A?-\d{2}(?:\.\d+)?(?:\([A-Za-z0-9]{1,5}\))*)"
)


def _rules(text: str) -> Iterator[Found]:
    if not any(map(text.__contains__, _RULE_HINTS)):
        return
    for match in _RULE.finditer(text):
        act = _ACT_AFTER.match(text, match.end()) or _ACT_BEFORE.search(
            text, max(match.start() - 40, 0), match.start()
        )
        named = " ".join(act["act"].split()) if act else None
        for start, end, reference in listed(match, _RULE_PART):
            word = _RULE_WORD.findall(text, match.start(), end)[-1]
            authority = _rule_authority(word, reference, named)
            if authority is not None:
                yield start, end, *authority
    for match in _SX_BARE.finditer(text):
        yield match.start(), match.end(), "Regulation S-X", match["list"]


def _rule_authority(word: str, number: str, act: str | None) -> tuple[Authority, str] | None:
    """Authority and reference of a rule, article or section; None if it is no law's."""
    if act is not None:
        return _of_act(word, number, act)
    if word.startswith("Rule"):
        if _SX_RULE.match(number):
            return "Regulation S-X", number
        if _EXCHANGE_RULE.match(number):
            return "Exchange Act", number
        if re.match(r"100(?!\d)", number):
            return "Regulation G", number
        digits = re.match(r"\d{3}(?!\d)", number)
        return ("Securities Act", number) if digits and "-" not in number else None
    if word.startswith("Section") and _EXCHANGE_SECTION.match(number):
        return "Exchange Act", number
    return None


def _of_act(word: str, number: str, act: str) -> tuple[Authority, str] | None:
    act = _ACTS_BY_YEAR.get(act.upper(), act)
    key = act.upper().replace(" ", "")
    if key.startswith(_OTHER_ACTS):
        kind = "Rule" if word.startswith("Rule") else "Section"
        return "Other", f"{act} {kind} {number}"
    if key.endswith("S-X"):
        article = word.startswith("Article")
        return "Regulation S-X", f"Article {number}" if article else number
    if _EXCHANGE_RULE.match(number) or key.endswith("EXCHANGEACT"):
        return "Exchange Act", number
    if _SX_RULE.match(number):
        return "Regulation S-X", number
    if key == "REGULATIONG":
        return "Regulation G", number
    if key in ("SECURITIESACT", "REGULATIONC"):
        return "Securities Act", number
    return "Other", f"{act} {number}" if key.startswith("REGULATION") else f"{act} Section {number}"


# Code of Federal Regulations -----------------------------------------------------------------
# `17 CFR 210.1-02(w)`, `Section 229.303`; not `17 CFR 200.83`, on how a letter is handled
_CFR: Final = re.compile(
    r"(?:\b17\s+C\.?\s?F\.?\s?R\.?,?\s*(?:Parts?\s+|Sections?\s+|§+\s*)?"
    r"|(?:\bSections?\s+|§+\s*)(?=2(?:10|29|30|40|44)\.))"
    rf"(?P<part>2(?!00)\d\d)\.(?P<list>{_RULE_NUMBER}{SUB}*(?:{AND}{SUB}+)*)"
)
_CFR_PARTS: Final[dict[str, Authority]] = {
    "210": "Regulation S-X",
    "229": "Regulation S-K",
    "230": "Securities Act",
    "240": "Exchange Act",
    "244": "Regulation G",
}


def _cfr(text: str) -> Iterator[Found]:
    """Rules by their place in title 17: part 210 is Regulation S-X, 229 is Regulation S-K.

    Those of other parts are named by that place: `17 CFR 243.100`.
    """
    if not any(map(text.__contains__, ("17", "Section", "§"))):
        return
    for match in _CFR.finditer(text):
        for start, end, reference in listed(match, _RULE_PART):
            authority = _CFR_PARTS.get(match["part"], "Other")
            whole = reference if authority != "Other" else f"17 CFR {match['part']}.{reference}"
            yield start, end, authority, whole


_FINDERS: Final[tuple[Callable[[str], Iterator[Found]], ...]] = (
    _asc,
    _rules,
    _cfr,
    sab,
    codification,
    releases,
    interpretations,
    ifrs,
    standards,
    auditing,
)
