"""Who wrote: staff named with title and telephone, signatory, office, copies, due date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from transforms.correspondence.frame.addressee import JOB
from transforms.correspondence.frame.office import read_office
from transforms.correspondence.frame.subject import RE
from transforms.correspondence.rendition.lines import Line, flow
from transforms.correspondence.wording.dates import DATE
from transforms.correspondence.wording.legal_form import ends_as_company
from transforms.correspondence.wording.number_words import COUNT, counted

# `(202) 551-3407`, `202/551-3407`
_PHONE: Final = re.compile(r"\(?\b(\d{3})\)?\s?[-\u2013./ ]?\s?(\d{3})\s?[-\u2013.]\s?(\d{4})\b")
_NAME: Final = (
    r"(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?[A-Z][\w'\u2019.-]*(?:\s+(?:[A-Z][\w'\u2019.-]*|de|da|del|di|la|le|van|von|der|den|bin|y))"
    r"{1,4}(?:,?\s+(?:Jr|Sr|II|III|IV)\b\.?)?"
)
# `Ann Example, Staff Accountant, at`
_CONTACT: Final = re.compile(
    rf"(?P<name>{_NAME})(?:\s*\((?P<bracketed>[^()]{{3,60}})\)|\s*,\s*(?P<title>[A-Z][^,();]{{2,60}}?"
    rf"(?:,\s*[A-Z][^,();]{{2,40}}?)?))?\s*,?\s*(?:(?:at|on|by\s+(?:tele)?phone):?\s*){{0,3}}$"
)
# `You may contact Ann`
_LEAD: Final = re.compile(
    r"^(?:Please|You|If|In|Contact|Questions|Any|Direct|For|With|Or|And|Alternatively|Kindly|The|Feel|Should)\b.*?"
    r"(?:contact|call|to|reach|or|and)\s+(?=[A-Z])|^(?:Contact|Call)\s+(?=[A-Z])"
)
# `or me at`, `or the undersigned Branch Chief, at`
_ME: Final = re.compile(
    r"\b(?:me|the\s+undersigned(?:,?(?:\s+[A-Z]\w+){1,5})?)\b(?:\s+directly)?\s*,?\s*(?:at|on)?\s*$"
)
# `Ms. `
_COURTESY: Final = re.compile(r"(?:Mr|Ms|Mrs|Dr)\.?\s+")
_RANK: Final = r"(?:Senior|Staff|Assistant|Associate|Chief|Accounting|Legal|Branch|Special|Office)"
# `Senior Staff Accountant `
_JOB_FIRST: Final = re.compile(
    rf"(?:{_RANK}\s+)*(?:Accountants?|Attorneys?|Counsel|Chiefs?|Directors?|Examiners?|Engineers?)\s+"
)
# `Office`
_NOT_A_NAME: Final = re.compile(
    r"\b(?:division|office|sincerely|corporation|commission|disclosure|program|securities|page|date"
    r"|enclosure|attorney|accountant|counsel|chief|director|finance)\b|^/s/|:",
    re.IGNORECASE,
)
# `Vice President`
_OFFICER: Final = re.compile(
    r"\b(?:president|officer|secretary|treasurer|controller|chair(?:man|woman|person)?|partner|manager)\b",
    re.IGNORECASE,
)
# `Senior Vice President`, `(Principal Accounting Officer)`, `Group Controller and Chief Accounting Officer`; but
# `Rex Counsel` is a name
_TITLE: Final = re.compile(
    r"\(?(?:(?:senior|executive|managing|vice|chief|principal|general|assistant|associate|deputy|acting|interim|corporate"
    r"|special|legal|staff|branch|accounting|global|head)\b|"
    rf"{_OFFICER.pattern}|{JOB.pattern}|(?:\S+\s+){{3}})",
    re.IGNORECASE,
)
# The end of `John Q. Public, Jr., Controller`
_SUFFIX: Final = re.compile(r"\s*(?:Jr|Sr|II|III|IV)\b\.?,?")
# `Senior Staff Accountants James Example, at ...`, whose title the next shares
_SEVERAL: Final = re.compile(
    rf"\b((?:{_RANK}\s+)+(?:Accountant|Attorney|Chief|Director|Examiner|Engineer))s\s+(?=[A-Z])"
)
# `, or Mark Example, at`
_OR: Final = re.compile(r"\s*,?\s*(?:or|and)\b")
# `By: /s/ Jane Q. Public`, `Name: Jane Q. Public`
_BY: Final = re.compile(r"(?:by|name)\s*:\s*", re.IGNORECASE)
# `Very truly yours,`
SIGN_OFF: Final = re.compile(
    r"(?:sincerely(?:\s+yours)?|(?:very\s+)?truly\s+yours|cordially|(?:very\s+)?respectfully(?:\s+(?:submitted|yours))?"
    r"|yours\s+(?:very\s+)?(?:truly|sincerely|faithfully)|(?:best|kind|warm)?\s*regards)\s*,?\s*",
    re.IGNORECASE,
)
"""A complimentary close."""
# `/s/ `
_SIGNED: Final = re.compile(r"/s/\s*|\bfor\s*$", re.IGNORECASE)
# `/s/ Ann Example /s/ John Sample`, of two who sign side by side
_BESIDE: Final = re.compile(r"/s/\s*(?P<name>\S.*?),?\s*(?:by\s*:?\s*)?/s/.*", re.IGNORECASE)
# `cc: `, `c: `, `xc: `, `cc (w/o enclosures): `; but `C: (202) 555-0100`, and `c: 202` are telephones
_COPY: Final = re.compile(
    r"(?:x?cc|(?-i:x?c)(?!\s*:\s*[(+\d])|c\.c\.|copies\s+to|copy\s+to|via\s+e-?mail)\s*(?:\([^()]{1,40}\)\s*)?:\s*|cc\s{2,}|via\s+e-?mail\s*$",
    re.IGNORECASE,
)
_COPY_ABOVE: Final = re.compile(r"c\.?c\.?\s*:", re.IGNORECASE)  # `cc: `
# `Jane Q. Public`
_FULL_NAME: Final = re.compile(rf"{_NAME}")
# `within ten business days`; calendar days are others
_DUE: Final = re.compile(
    rf"(?:within|no\s+later\s+than)\s+({COUNT})(?:\s*\(\d+\))?\s+(?:business|working)?\s*days",
    re.IGNORECASE,
)
# ` (via facsimile (555) 123-4567)`, behind a name
_BY_WAY: Final = re.compile(r"\s*\((?:by|via)\s+(?:facsimile|fax|e-?mail)\b.*\)$", re.IGNORECASE)
# `via facsimile: (555) 123-4567`, `via U.S. Mail`, `[Signature Page]`, or the foot of a page: `March 10, 2022 5`
_NO_COPY: Final = re.compile(
    rf"(?:by|via)\s+(?:(?:facsimile|fax|e-?mail|edgar|correspondence|u\.?s\.?\s+mail|and)[\s,:]*)+(?:[\s(]*\d{{3}}[)\s.-]*\d{{3}}[.-]\d{{4}})?"
    rf"|\[[^\]]*\]|{DATE}\s*\d*",
    re.IGNORECASE,
)
# `1 Main Street`, `Springfield, IL 62701`, `(555) 123-4567`, `www.example.com`
_PLACE: Final = re.compile(
    r"^\d+\s.*\b(?:street|avenue|ave|road|drive|boulevard|blvd|parkway|plaza|way|lane|square|floor)\b|^P\.?\s?O\.?\s+box\b"
    r"|,\s+(?:[A-Z]{2}|(?-i:[A-Z])[a-z]+(?:\s(?-i:[A-Z])[a-z]+)?)\s+\d{5}(?:-\d{4})?$|^[(\s]{0,3}(?:(?:tel(?:ephone)?|fax|facsimile|phone)\W{1,4})?[\d\s()./+-]{10,}(?:\((?:fax|facsimile|phone|telephone)\))?$"
    r"|@|\bwww\.|^\S+\.com$",
    re.IGNORECASE,
)
# `Confidential - Example`, `* - Information omitted`, `2 For the purposes of this letter`, at the foot of a page
_FOOT: Final = re.compile(r"\bconfidential(?:ity)?\b|\bomitted\b|^\d{1,2}\s+[A-Z]", re.IGNORECASE)
# `Jane Q. Public, Chief Administrative Officer, General`, whose title goes on in the next line
_UNFINISHED: Final = re.compile(r",.*(?:,|\b(?:and|of|&|General|Vice|Chief|Senior|Executive))$")
# `Division of Corporation Finance`
_PART_OF_COMMISSION: Final = re.compile(r"(?:Division|Office)\s+of\s+[A-Z]")
# `Annexes A-D`
_ATTACHED: Final = re.compile(
    r"(?:annex(?:es)?|appendix|appendices|exhibits?|attachments?|enclosures?|schedules?)\b",
    re.IGNORECASE,
)
_CLOSES: Final = ("sincerely", "very truly", "regards", "division of", "/s/", "by: /s/")


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of the staff that a letter names; unknown is None."""

    name: str
    title: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands below the text of a letter.

    Attributes:
        staff: Contacts in the order of the letter, then who signed.
        signatory: Who signed; None where only the Division did.
        office: The office, without `Office of`.
        cc: Those who got copies.
    """

    staff: Sequence[StaffMember]
    signatory: str | None
    office: str | None
    cc: Sequence[str]


def response_due_days(text: str) -> int | None:
    """Business days within which the staff ask for the response: `within ten business days`."""
    match = _DUE.search(text)
    return counted(match[1]) if match else None


def copies_above(head: Sequence[Line]) -> list[str]:
    """Who gets copies by the head of a letter: the lines from `cc:` to the `Re:` block."""
    first = next((i for i, line in enumerate(head) if _COPY_ABOVE.match(line.text)), len(head))
    stop = next((i for i in range(first, len(head)) if RE.match(head[i].text)), first)
    return _copies(head[first:stop])


def read_signature(closing: Sequence[Line]) -> Signature:
    """Staff, signatory, office and copies of a staff letter's last segment."""
    stop = next((i for i, line in enumerate(closing) if _COPY.match(line.text)), len(closing))
    body = closing[:stop]
    signed = _sign_off(body)
    contacts, phone_of_signatory = _contacts(flow(body[:signed]).replace("\n", " "))
    name, title = _signatory([line.text for line in body[signed:]])
    if name is not None and name not in {each.name for each in contacts}:
        contacts.append(StaffMember(name, title, phone_of_signatory))
    below, above = ([line.text for line in part] for part in (body[signed:], body[:signed]))
    return Signature(contacts, name, read_office(below, above), _copies(closing[stop:]))


def _sign_off(lines: Sequence[Line]) -> int:
    """Index after the last line of running text."""
    for i, line in enumerate(lines):
        text = line.text.lower()
        if text.startswith(_CLOSES) or SIGN_OFF.fullmatch(text):
            return i
    return len(lines)


def _contacts(text: str) -> tuple[list[StaffMember], str | None]:
    """The people with a telephone number, and the number of `me`."""
    contacts: list[StaffMember] = []
    mine: str | None = None
    shared: str | None = None
    start = 0
    for phone in _PHONE.finditer(text):
        before, start = text[start : phone.start()].rstrip(" ("), phone.end()
        number = "({}) {}-{}".format(*phone.groups())
        if _ME.search(before):
            mine = mine or number
            continue
        several = _SEVERAL.search(before) if "s " in before else None
        shared = several[1] if several else shared if _OR.match(before) else None
        for member in _named(before, number):
            if member.name not in {each.name for each in contacts}:
                contacts.append(replace(member, title=member.title or shared))
    return contacts, mine


def _named(text: str, phone: str) -> list[StaffMember]:
    """The person named right before a telephone number."""
    sentence = re.split(r"(?<=[a-z0-9)]\.)\s+(?=[A-Z])|;", text)[-1]
    clause = _LEAD.sub("", sentence.strip())
    match = _CONTACT.search(clause)
    if match is None:
        return []
    name = _COURTESY.sub("", match["name"])
    job = _JOB_FIRST.match(name)
    title = (
        match["bracketed"] or match["title"] or (job[0].strip().removesuffix("s") if job else None)
    )
    name = name[job.end() :] if job else name
    return [StaffMember(name, title.strip() if title else None, phone)]


def _name_and_title(text: str) -> tuple[str, str]:
    """A name parted from a title after a comma; `Jr.` stays with the name."""
    name, _, title = text.partition(",")
    suffix = _SUFFIX.match(title)
    return (name + "," + suffix[0].rstrip(","), title[suffix.end() :]) if suffix else (name, title)


def _signatory(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Printed name and title below `Sincerely,`; the name of a `/s/` line where none is printed."""
    written: str | None = None
    signed = next((i for i, text in enumerate(lines) if "/s/" in text.lower()), 0)
    lines = [_BY.sub("", text) for text in lines[signed:]]
    for i, text in enumerate(lines):
        if "/s/" in text.lower():
            beside = _BESIDE.fullmatch(text)
            if beside is not None:
                return beside["name"], None
            written = written or _SIGNED.sub("", text).strip(" ,") or None
            continue
        name, title = _name_and_title(text)
        if _NOT_A_NAME.search(name) or not _FULL_NAME.fullmatch(name.strip()):
            continue
        if _OFFICER.search(name) or ends_as_company(text):
            continue
        if i + 1 < len(lines) and lines[i + 1].strip() == name.strip():
            continue
        following = lines[i + 1] if i + 1 < len(lines) else ""
        printed_title = title.strip() or (following if JOB.search(following) else "")
        return name.strip(), printed_title or None
    return (written if written and not _NOT_A_NAME.search(written) else None), None


def _copies(lines: Sequence[Line]) -> list[str]:
    """Names and firms below `cc:`, line by line."""
    end = next((i for i, line in enumerate(lines) if _ATTACHED.match(line.text)), len(lines))
    texts = (" ".join(_BY_WAY.sub("", _COPY.sub("", line.text)).split()) for line in lines[:end])
    copies: list[str] = []
    for text in texts:
        if not text or _NO_COPY.fullmatch(text) or _PLACE.search(text) or _FOOT.search(text):
            continue
        if copies and _UNFINISHED.search(copies[-1]) and not _is_person(text):
            copies[-1] += f" {text}"
        elif copies and _is_title_of(text, copies[-1]):
            copies[-1] += f" {text}" if text.startswith("(") else f", {text}"
        else:
            copies.append(text)
    return copies


def _is_person(text: str) -> bool:
    """Whether a line is a name with a title: `Ann Example, Assistant Director`."""
    name, _, title = text.partition(", ")
    is_name = _FULL_NAME.fullmatch(name) is not None and not _TITLE.match(name)
    return is_name and JOB.search(title) is not None


def _is_title_of(text: str, above: str) -> bool:
    """Whether a line below a name is the title: `Controller`, `(Principal Accounting Officer)`.

    Or, below that, where a member of the staff is: `Division of Corporation Finance`.
    """
    first = text.partition(",")[0]
    if "&" in first and ends_as_company(first):  # a law firm
        return False
    is_part = "," in above and _PART_OF_COMMISSION.match(text) is not None
    if not is_part and (
        not (_OFFICER.search(first) or JOB.search(first)) or not _TITLE.match(first)
    ):
        return False
    is_name = _FULL_NAME.fullmatch(_name_and_title(above)[0]) is not None
    return is_name and _COURTESY.search(above, 1) is None  # of two that stand side by side
