"""Whom a company's letter to the staff addresses."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from transforms.correspondence.rendition.lines import words_of
from transforms.correspondence.wording.cities import CITIES

# `Via E-mail`, `By U.S. Mail and Facsimile to (555) 123-4567`, `Overnight Courier`
DELIVERY: Final = re.compile(
    r"(?:mail\s*stop\b|(?:delivered\s+|filed\s+|submitted\s+|sent\s+)?(?:\w+\s+)?via\b"
    r"|by\s+(?:edgar|facsimile|fax|tele(?:fax|copy|copier)|e-?mail|hand|overnight|electronic|courier|federal\s+express|fedex)\b"
    r"|(?:by\s+)?(?:u\.?\s?s\.?|first[\s-]class|certified|regular|overnight)\s+(?:mail|courier|delivery)\b"
    r"|facsimile|fax\b|room\s+\d+|correspondence\b|room\b|sent\s+via|confidential\b|foia\b)",
    re.IGNORECASE,
)
# `Attn: `, `To: `, `For the attention of `, `c/o `
ATTENTION: Final = re.compile(
    r"(?:att(?:n|ention)\s*[.:]*|to\s*:|(?:to|for)\s+the\s+attention\s+of\s*:?|c/o\b)\s*",
    re.IGNORECASE,
)
_PERSON: Final = r"(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?[A-Z][\w'\u2019.-]*(?:\s+(?:[A-Z][\w'\u2019.-]*|de|la|van|von|der)){1,3}"
# `Jane Q. Public and John van Doe`, `Jane Q. Public or John van Doe`
NAMES: Final = re.compile(rf"{_PERSON}(?:(?:\s*(?:and|&|;|/)\s*|\s+or\s+){_PERSON})*")
# `, ` in `Ann Example, Staff Accountant`, ` - `, ` (`
_BESIDE: Final = re.compile(r",\s+|\s+[\u2013\u2014-]\s+|\s*\(")
# ` London` of `Ann Example London`
_CITY_LAST: Final = re.compile(rf"(?:^|\s+)(?:{'|'.join(CITIES)})$", re.IGNORECASE)
# ` and John Sample, Branch Chief`, `; John Sample, Accountant`, behind a first title
_ANOTHER: Final = re.compile(rf"(?:\s+(?:and|&)|;)\s+{_PERSON},.*")
# `Esq.`, after a name
_DEGREE: Final = re.compile(
    r"(Esq(?:uire|\.)?|CPA|Ph\.?D\.?|J\.?D\.?|Jr\.?|Sr\.?|II|III)(?:,\s*|$)"
)
# `Lory Empie, Robert Arzonetti and Tonya Aldave`, beside a first addressee
_OTHERS: Final = re.compile(rf"{_PERSON}(?:\s*(?:,\s*and|,|and|&)\s*{_PERSON})*")
# `Division of Corporation Finance`
_NO_PERSON: Final = re.compile(
    r"\b(?:order|registration|america|states|letterhead|affiliate)\b|^(?:u\.?\s?s\.?|united\s+states)?\s*securities\b|\b(?:division|office|corporation|inc|company|ll[cp]|plc|commission"
    r"|street|avenue|confidential|mail|rule)\b|^(?:via\s+)?edgar\b",
    re.IGNORECASE,
)
# `Staff Accountant`
JOB: Final = re.compile(
    r"\b(?:accountants?|attorneys?|counsel|chief|director|examiner|engineer|geologist|specialist"
    r"|advis[eo]r|analyst|supervisor|assistant|deputy|associate|reviewer|economist|actuary)\b",
    re.IGNORECASE,
)
"""A job of a member of the staff."""
# `Dear Mr. Public and Ms. Example:`, `Dear Mses. Public and Example,`
_GREETS: Final = re.compile(
    r"(?:dear\s+)?(?P<names>(?:mr|ms|mrs|dr|messrs|mses)\.?\s+(?-i:[A-Z]).{1,80}?)\s*[:,]?$",
    re.IGNORECASE,
)
_LONGEST: Final = 200  # characters of a line that names people


def staff_addressee(address: Sequence[str], salutation: str) -> tuple[str | None, str | None]:
    """The first person of an address whom the salutation names, else for whose attention it is.

    Else its first person; where it names none, those whom the salutation does. A letterhead above the address
    may name a city or the sender.
    """
    people = list(_people(address))
    for_attention = next((i for i, text in enumerate(address) if ATTENTION.match(text)), None)
    if for_attention is not None:
        people = [*_people(address[for_attention:]), *people]
    greets = _GREETS.match(salutation)
    if not people and greets:
        return greets["names"], None
    greeted = set(words_of(salutation))
    named = (each for each in people if words_of(each[0].partition(",")[0])[-1] in greeted)
    return next(named, people[0] if people else (None, None))


def _people(address: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """The lines of an address that are names, with the title beside or below each."""
    for i, text in enumerate(address):
        if len(text) > _LONGEST:
            continue
        name, degree, title = _person(_less_cities(ATTENTION.sub("", text)))
        if not NAMES.fullmatch(name.strip(" ,")) or _NO_PERSON.search(name):
            continue
        following = address[i + 1] if i + 1 < len(address) else ""
        if _OTHERS.fullmatch(title.strip(" ,")) and not JOB.search(title):
            title = ""
        if not title and JOB.search(following):
            title = following
        yield name.strip(" ,") + degree, title.strip(" ,") or None


def _less_cities(text: str) -> str:
    """A line without the cities of a letterhead beside it: `Ann Example London Tel Aviv`."""
    left = text
    while (cities := _CITY_LAST.search(left)) is not None:
        left = left[: cities.start()]
    return text if " " not in left and left else left


def _person(text: str) -> tuple[str, str, str]:
    """A name, a degree such as `, Esq.`, and the title or the others beside them."""
    beside = _BESIDE.search(text)
    if beside is None:
        return text, "", ""
    name, title = text[: beside.start()], text[beside.end() :].rstrip(")")
    degree = _DEGREE.match(title)
    if degree is not None:
        return name, f", {degree[1]}", title[degree.end() :]
    return name, "", "" if DELIVERY.match(title) else _ANOTHER.sub("", title)
