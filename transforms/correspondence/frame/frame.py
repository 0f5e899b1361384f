"""The frame of a letter: date, addressee, company, address, salutation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from transforms.correspondence.frame.addressee import (
    ATTENTION,
    DELIVERY,
    JOB,
    NAMES,
    staff_addressee,
)
from transforms.correspondence.frame.subject import RE, begins_matter, re_block, unmarked_block
from transforms.correspondence.rendition.lines import Line, letters_of, words_of
from transforms.correspondence.wording.commission import COMMISSION, DIVISION, STREET
from transforms.correspondence.wording.dates import DATE, first_date, parse_date
from transforms.correspondence.wording.legal_form import (
    LEGAL_FORM,
    LEGAL_FORM_WORDS,
    ends_as_company,
)

# `Date: March 3, 2022`
_DATE_ALONE: Final = re.compile(rf"(?:date:?\s*)?({DATE})", re.IGNORECASE)
# `Mail Stop 3561 May 19, 2016`
_DATE_LAST: Final = re.compile(rf"(?:.*\s)?({DATE})\s*", re.IGNORECASE)
# `1 Main Street`
_STREET: Final = re.compile(
    r"(?:\d|p\.?\s?o\.?\s|one\s|two\s|three\s|c/o\b|attn|suite\b|.*\b(?:street|avenue|ave\.|blvd|boulevard|road"
    r"|drive|parkway|plaza|suite|floor|highway|lane|strasse|building|place|parade|square|court|center"
    r"|centre|campus)\b)",
    re.IGNORECASE,
)
# `Springfield, IL 62701`
_CITY: Final = re.compile(
    r".*,\s*(?:[A-Z]{2}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\.?\s+\d{5}(?:-\d{4})?$"
)
# `Chief Financial Officer`
_TITLE: Final = re.compile(
    r"\b(?:officer|president|chair(?:man|woman|person)?|counsel|secretary|director|controller"
    r"|treasurer|chief|partner|trustee|manager|ceo|cfo|head|member|attorney|principal)\b",
    re.IGNORECASE,
)
# `Division of Corporation Finance`, in an address
_COMMISSION: Final = re.compile(
    rf"(?:u\.?\s?s\.?\s+|united\s+states\s+)?{COMMISSION}|{DIVISION}", re.IGNORECASE
)
# `100 F Street, N.E.`
_COMMISSION_STREET: Final = re.compile(STREET, re.IGNORECASE)
# `Office of Technology`
_OFFICE: Final = re.compile(r"(?:office|branch)\s+of\b|disclosure\s+review", re.IGNORECASE)
# `Acceleration Request for`, `March 3, 2022 letter concerning`, `SEC comment letter dated`
_SUBJECT: Final = re.compile(
    rf"(?:{DATE}\s+)?(?:(?:our|sec|staff|your)\s+)?(?:acceleration|comments?|confidential|letter|requests?|responses?)\s+"
    r"(?:(?:letters?|requests?|treatment)\s+)?(?:dated|for|to|on|of|under|concerning|regarding)\b",
    re.IGNORECASE,
)
# `Regarding `, `Letter dated March 3, 2022 to `
_ABOUT: Final = re.compile(
    rf"(?:^|.*?\s)(?:for|concerning|regarding)\s+|letter\s+dated\s+{DATE}\s+to\s+", re.IGNORECASE
)
# `Form 10-K of Example Holdings, Inc.`
_FILED_BY: Final = re.compile(
    rf"\bform\s+\S+\s+of\s+(?P<name>(?-i:[A-Z])[^;()]{{1,80}}?{LEGAL_FORM}\b\.?)", re.IGNORECASE
)
_ZIP_LAST: Final = re.compile(r"\s\d{5}(?:-\d{4})?$")  # the end of `Springfield, IL 62701`
# `Cayman) Limited` of `Example (Cayman) Limited`
_IN_NAME: Final = rf"(?-i:[A-Z])[^()\"\u201c]{{0,30}}\)\s[^()]{{0,60}}?{LEGAL_FORM}\b"
# ` Form 10-K`, ` on March 3, 2022`, `; Annual Report`, ` - Request for`
_AFTER_NAME: Final = re.compile(
    rf"(?:^|[\s;\u2013\u2014]+)(?:\((?!{_IN_NAME})|form\s|registration\s|file\s|(?:annual|quarterly|current)\s+report\b)"
    r"|\s+(?:comment\s|(?:definitive|preliminary)\s+proxy\b"
    rf"|on\s+{DATE}|[\u2013\u2014-]\s+(?:acceleration|requests?|responses?|withdrawal)\b)|\s{{2,}}",
    re.IGNORECASE,
)
# `Our client: `, before the name of a company
_ROLE: Final = re.compile(
    r"^(?:our\s+)?(?:client|company|filer|issuer|registrant)\s*:\s*", re.IGNORECASE
)
_CARE_OF: Final = re.compile(r"\bc/o\s*$", re.IGNORECASE)  # `c/o `, before a company
_LAW_FIRM: Final = re.compile(r"\bL\.?L\.?P\.?$", re.IGNORECASE)  # `Counsel & Partners LLP`
# Words that the same name may have in one place and lack in another.
_INCIDENTAL: Final = LEGAL_FORM_WORDS | {"the", "de", "and", "of"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands above the text of a letter; unknown is None."""

    letter_date: date | None
    addressee: str | None
    addressee_title: str | None
    company_name: str | None
    address: str | None
    salutation: str | None
    re_block: str


def read_frame(head: Sequence[Line], salutation: str | None, *, staff: bool) -> Frame:
    """The frame of a letter.

    The staff address a person at a company. In a company's letter the addressee is the
    first member of the staff named, and the company is that of the `Re:` block.

    Args:
        head: The lines before the salutation.
        salutation: The salutation.
        staff: Whether the staff wrote the letter.
    """
    if salutation is None and any(begins_matter(line.text) for line in head):
        staff = False  # an order has no address
    below = len(head) if staff else _address_below(head)
    block = re_block(head[:below])
    about = block.split(" | ")
    letter_date, address = _dated(head, staff=staff)
    if below < len(head):
        address = _address_lines([line.text for line in head[below:]])
    if not staff:
        # for whose attention it is may stand below the `Re:` block too
        address += filter(ATTENTION.match, about)
        named = staff_addressee(address, salutation or "")
        issuer = _issuer(block) or _letterhead(head)
        return Frame(letter_date, *named, issuer, None, salutation, block)
    addressee, title, name, place = _parts(_with_whole_name(address, block), about)
    return Frame(letter_date, addressee, title, name, place, salutation, block)


def _dated(head: Sequence[Line], *, staff: bool) -> tuple[date | None, list[str]]:
    """Date of the letter, and the lines of the address."""
    lines = [line.text for line in head]
    stop = _block_start(lines, staff=staff)
    for pattern in (_DATE_ALONE, _DATE_LAST):
        for i, text in enumerate(lines[:stop]):
            match = pattern.fullmatch(text)
            day = parse_date(match.group(1)) if match else None
            if day is not None:
                above, after = (_address_lines(part) for part in (lines[:i], lines[i + 1 : stop]))
                is_above = not staff and _is_addressed_above(above, after)
                return day, above if is_above else after or above
    alone = (match for text in lines[stop:] if (match := _DATE_ALONE.fullmatch(text)))
    below = next((parse_date(match.group(1)) for match in alone), None)
    return first_date("\n".join(lines[:stop])) or below, _address_lines(lines[:stop])


def _block_start(lines: Sequence[str], *, staff: bool) -> int:
    """Where the `Re:` block begins, in letters of the staff without `Re:` too; else the number of lines."""
    begins = (i for i, text in enumerate(lines) if RE.match(text) or begins_matter(text))
    start = next(begins, None)
    if start is None and staff:
        start = unmarked_block(lines)
    return len(lines) if start is None else start


def _is_addressed_above(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the Commission's address stands above the date: with its street, in no letterhead."""
    return any(map(_COMMISSION_STREET.match, above)) and not any(map(_COMMISSION.match, below))


def _address_below(head: Sequence[Line]) -> int:
    """Where the address begins if it stands below the `Re:` block, else the number of lines."""
    lines = [line.text for line in head]
    subject = next((i for i, text in enumerate(lines) if RE.match(text)), len(lines))
    to = next((i for i, text in enumerate(lines) if _COMMISSION.match(text)), 0)
    if to <= subject:
        return len(lines)
    while to > subject + 1 and _is_of_address(lines[to - 1]):
        to -= 1
    return to


def _is_of_address(text: str) -> bool:
    """Whether a line above the Commission's name is a person, a job or an office."""
    name = text.partition(",")[0].strip()
    if NAMES.fullmatch(name) or JOB.search(text):
        return True
    return _OFFICE.match(text) is not None and not _COMMISSION.match(text)


def _address_lines(lines: Sequence[str]) -> list[str]:
    return [" ".join(text.split()) for text in lines if not DELIVERY.match(text)]


def _with_whole_name(address: Sequence[str], block: str) -> list[str]:
    """An address with the company in one line, where its name is broken over several.

    The `Re:` block begins with the whole name; two that end in a legal form are two companies.
    """
    start = letters_of(block)
    kept: list[str] = []
    above = ""
    for text in address:
        letters = letters_of(text)
        goes_on = bool(kept and letters) and start.startswith(above + letters)
        if goes_on and not (_ends_in_legal_form(kept[-1]) and _ends_in_legal_form(text)):
            kept[-1] = f"{kept[-1]} {text}"
            above += letters
        else:
            kept.append(text)
            above = letters
    return kept


def _ends_in_legal_form(text: str) -> bool:
    words = words_of(text)
    return bool(words) and words[-1] in _INCIDENTAL


def _is_company(text: str) -> bool:
    """Whether a line is a company alone: the general partner, say, of the partnership below."""
    return _ends_in_legal_form(text) and _TITLE.search(text) is None


def _issuer(block: str) -> str | None:
    """The company of a `Re:` block: of its first line that is about more than the letter.

    Below a filing it is known by its legal form alone.
    """
    lines = block.split(" | ")
    below_filing = False
    for i, line in enumerate(lines):
        if DELIVERY.match(line) or _ZIP_LAST.search(line) or _COMMISSION.match(line):
            continue
        name = _AFTER_NAME.split(_ROLE.sub("", line.strip()), maxsplit=1)[0].strip(" ,;:/\u2013-")
        below_filing = below_filing or not name
        if not name or _is_subject(line):
            filed_by = _FILED_BY.search(" ".join(lines[i:]))
            if filed_by:
                return filed_by["name"]
            name = _ABOUT.sub("", name, count=1) if _ABOUT.match(name) else ""
        if name and not _is_subject(name) and (not below_filing or _ends_in_legal_form(name)):
            return name
    return None


def _letterhead(head: Sequence[Line]) -> str | None:
    """The company at the top of its letter, above the Commission's address; no law firm."""
    above = takewhile(lambda line: not _COMMISSION.match(line.text), head)
    names = (line.text for line in above if " " in line.text and ends_as_company(line.text))
    return next((name for name in names if not _LAW_FIRM.search(name)), None)


def _is_subject(name: str) -> bool:
    """Whether a line of a `Re:` block is about a letter: `Comments on`, `regarding`."""
    return _SUBJECT.match(name) is not None or name.lower().startswith("regarding ")


def _parts(
    address: Sequence[str], about: Sequence[str]
) -> tuple[str | None, str | None, str | None, str | None]:
    """Addressee, title, company and place of an address, by the lines of the `Re:` block."""
    if not address:
        return None, None, None, None
    company, names = about[0], set(map(letters_of, about))
    at = _company_line(address, company)
    if at == 0:
        address = _person_first(address)
        at = _company_line(address, company)
    addressee, _, title = _name_and_title(address[0]) if at != 0 else ("", "", "")
    titles = [title, *address[1:at]] if title else list(address[1:at])
    titles = list(
        takewhile(lambda text: not _is_company(text) and letters_of(text) not in names, titles)
    )
    name = address[at] if at < len(address) else None
    if name is not None:
        lead, name = _split_company(name, company)
        titles += [lead] if lead and not _is_company(address[at - 1]) else []
    below = at + 1
    while below < len(address) - 1 and _ends_in_legal_form(address[below]):
        below += 1  # of several companies that are addressed the first is named
    place = ", ".join(text.rstrip(" ,") for text in address[below:])
    return addressee or None, " ".join(titles) or None, name, place or None


def _person_first(address: Sequence[str]) -> Sequence[str]:
    """An address with person and title before the companies that stand above them."""
    title = next((i for i, text in enumerate(address) if i > 1 and _TITLE.search(text)), 0)
    person = max(title - 1, 0)
    stop = title + 1 if title else 0
    return [*address[person:stop], *address[:person], *address[stop:]]


def _name_and_title(text: str) -> tuple[str, str, str]:
    """A name with a title after a comma parted; degrees stay with the name."""
    name, comma, title = text.partition(", ")
    return (name, comma, title) if _TITLE.search(title) else (text, "", "")


def _company_line(address: Sequence[str], company: str) -> int:
    """Index of the line with the company: like that of the `Re:` block, else above the street."""
    wanted = _key(company)
    for i, text in enumerate(address):
        if wanted and wanted <= _key(text):
            return i
    for i, text in enumerate(address[1:], 1):
        words = _key(text)
        if words and wanted and len(words & wanted) * 2 >= len(words) and not _TITLE.search(text):
            return i
    for i, text in enumerate(address[1:], 1):
        if _STREET.match(text) or _CITY.match(text):
            return max(i - 1, 1)
    return len(address) - 1 if len(address) > 1 else 1


def _split_company(line: str, company: str) -> tuple[str, str]:
    """A title that shares the company's line, and the company."""
    bare = company.rstrip(".")
    at = line.lower().find(bare.lower()) if bare else -1
    return (_CARE_OF.sub("", line[:at]).rstrip(" ,"), line[at:]) if at > 0 else ("", line)


def _key(name: str) -> frozenset[str]:
    return frozenset(words_of(name)) - _INCIDENTAL
