"""Authorities that a comment cites, normalised.

A reference keeps its chain of sub-paragraphs, `10(e)(1)(i)(A)`; a list such as
`(A) and (B)` or `Rules 5-04 and 12-09` is one citation each.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, cast

from transforms.correspondence.citations.chains import (
    AND,
    CAPTION,
    SUB,
    Found,
    beside,
    listed,
    with_word,
)
from transforms.correspondence.citations.publications import (
    auditing,
    codification,
    ifrs,
    interpretations,
    manual,
    releases,
    sab,
    standards,
)
from transforms.correspondence.citations.regulations import SX_RULE, cfr, rules
from transforms.correspondence.codes import Authority
from transforms.correspondence.rendition.lines import hyphenated


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
    `Item 6(b)` after it is of the same schedule. So are general instructions of the same form.
    """

    def __init__(self) -> None:
        self._schedule: str | None = None
        self._instructed: str | None = None

    def of(self, text: str) -> list[Citation]:
        """The authorities that `text` cites, each once, in order of appearance."""
        plain = hyphenated(text)
        found = [each for find in _FINDERS for each in find(plain)]
        found.extend(self._items(plain))
        found.extend(self._instructions(plain))
        found.sort()
        cited: dict[tuple[Authority, str], Citation] = {}
        for start, end, authority, reference in found:
            as_written = " ".join(text[start:end].split())
            cited.setdefault((authority, reference), Citation(authority, reference, as_written))
        return list(cited.values())

    def _items(self, text: str) -> Iterator[Found]:
        known: set[str] = set()
        for match in _ITEM.finditer(text) if any(map(text.__contains__, _ITEM_HINTS)) else ():
            named = _owner_of(match)
            if named is not None and named.startswith("Schedule"):
                self._schedule = named
            for start, end, item in listed(match, _ITEM_PART):
                cited = _item(item, named, self._schedule)
                if cited is not None:
                    authority, reference = cited
                    if authority == "Regulation S-K":
                        known.add(reference.partition("(")[0])
                    is_subpart = match["word"].lower() == "subpart"
                    yield start, end, authority, "Subpart " * is_subpart + reference
        for match in _ITEM_AGAIN.finditer(text) if known else ():
            if match["number"] in known:
                for start, end, item in listed(match, _ITEM_PART, "list"):
                    yield max(start, match.start("list")), end, "Regulation S-K", item

    def _instructions(self, text: str) -> Iterator[Found]:
        """General instructions, of the form named beside them or before in the letter."""
        for match in _INSTRUCTION.finditer(text) if "nstruction" in text else ():
            named = _owner_of(match)
            if named is None and not match["general"]:
                continue
            self._instructed = named or self._instructed
            is_schedule = str(self._instructed).startswith("Schedule")
            for start, end, part in listed(match, _INSTRUCTION_PART):
                whole = f"General Instruction {part.replace('.(', '(')}"
                reference = " ".join(filter(None, (self._instructed, whole)))
                yield start, end, "Exchange Act" if is_schedule else "Other", reference


# `303`, `1A`, `5.02`, `5.A.1`, `1.1.j`; `4-08`, as some call a rule of Regulation S-X
_ITEM_NUMBER: Final = (
    rf"(?:\d{{1,2}}A?-\d{{2}}(?!\d)(?:{CAPTION})?|\d{{1,4}}[A-Z]?)(?:\.(?:\d+|[A-Za-z](?!\w)))*"
)
_ITEM_HINTS: Final = ("Item", "ITEM", "ubpart")
# `Items 303(a)(1) and (2)`, `subpart 1300`
_ITEM: Final = re.compile(
    rf"\b(?P<word>Item|ITEM|[Ss]ubpart)[sS]?\s+(?P<list>{_ITEM_NUMBER}{SUB}*"
    rf"(?:{AND}(?:Items?\s+)?(?:{_ITEM_NUMBER}{SUB}*|{SUB}+))*)(?![\w%])"
    r"(?!\s+(?:bps|basis|percent|thousand|million|billion)\b)"
)
# Not that of `Sections 302 and 305(a)`, nor `with 305(a) of the Act`; but
# ` in 305(a)(3) and (b)`, where `Item 305 of Regulation S-K` is named too
_ITEM_AGAIN: Final = re.compile(
    rf"(?<![\d)]\s)(?<![\d)],\s)\b(?:and|by|in|of|or|see|to|under|with)\s(?P<list>(?P<number>\d{{3,4}}){SUB}++(?:{AND}(?:\d{{3,4}})?{SUB}++)*+)"
    r"(?!\s+of\s+(?!Reg))"
)
# `303(a)(1)`
_ITEM_PART: Final = re.compile(rf"{_ITEM_NUMBER}{SUB}*|{SUB}+")
_OWNERS: Final = (
    r"(Reg(?:ulation|\.)?\s*S\s?-\s?[KB]|S-K|Reg(?:ulation|\.)?\s*S-X|Regulation\s+(?:M-A|AB|G)"
    r"|Schedule\s+(?:1[34][A-Z](?:-?\d)?|TO)|(?-i:[Ff]orm|FORM)\s+(?-i:[0-9A-Z]{1,3}-?[0-9A-Z]{0,4}))"
)
_INSTRUCTION_NUMBER: Final = (
    r"[A-Z]{1,4}(?![A-Za-z])(?:\.(?:\d+|[A-Za-z])(?!\w)|\.?\([A-Za-z0-9]{1,5}\))*"
)
# `General Instructions I.B.1 and I.B.6`, `General Instruction A.(b)`, `Instruction C`, before ` to Schedule TO`
_INSTRUCTION: Final = re.compile(
    rf"\b(?P<general>General\s+)?Instructions?\s+(?P<list>{_INSTRUCTION_NUMBER}"
    rf"(?:{AND}(?:General\s+Instructions?\s+)?{_INSTRUCTION_NUMBER})*)(?:\.(?=\s+(?:of|to)\b))?"
)
_INSTRUCTION_PART: Final = re.compile(_INSTRUCTION_NUMBER)  # `I.B.6`
# ` of Regulation S-K`, ` of Part II of Form 1-A`
_OWNER_AFTER: Final = re.compile(
    rf"(?:,|\s|\(|of|under|in|to|the|Part\s+[IV]+|required\s+by|requirements|pursuant)*?\b{_OWNERS}(?![\w-])",
    re.IGNORECASE,
)
# `Regulation S-K, `
_OWNER_BEFORE: Final = re.compile(rf"{_OWNERS}(?:,|\s|\(|at|under)*$", re.IGNORECASE)
_SUBPARTS: Final = ((10, 10), (101, 1208), (1300, 1305), (1400, 1406), (1500, 1508), (1601, 1610))
_REGULATION_SK: Final = frozenset(n for first, last in _SUBPARTS for n in range(first, last + 1))


def _owner_of(match: re.Match[str]) -> str | None:
    """The regulation, schedule or form that a citation names behind or before it."""
    text = match.string
    owner = _OWNER_AFTER.match(text, match.end()) or _OWNER_BEFORE.search(
        text, max(match.start() - 40, 0), match.start()
    )
    if owner is None:
        return None
    name = " ".join(owner[1].split())
    compact = name.replace(" ", "").upper()
    if compact.endswith(("S-K", "S-B", "S-X")):
        return f"Regulation {compact[-3:]}"
    return name[:1].upper() + name[1:]


def _item(item: str, owner: str | None, schedule: str | None) -> tuple[Authority, str] | None:
    """Authority and reference of an item; None for an item of the company's own filing."""
    if "-" in item:
        is_rule = owner == "Regulation S-X" and SX_RULE.match(item)
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


_FINDERS: Final[tuple[Callable[[str], Iterator[Found]], ...]] = (
    _asc,
    rules,
    cfr,
    sab,
    codification,
    manual,
    releases,
    interpretations,
    ifrs,
    standards,
    auditing,
)
