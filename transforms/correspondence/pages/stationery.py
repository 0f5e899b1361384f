"""Letterheads and page stamps in companies' letters: printed around the text, no part of it.

Law firms print the cities of their offices below the first page, companies their address and
telephone on each, and page headers repeat the addressee.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from transforms.correspondence.frame.subject import RE
from transforms.correspondence.rendition.lines import Line, words_of
from transforms.correspondence.wording.cities import CITIES
from transforms.correspondence.wording.dates import DATE
from transforms.correspondence.wording.filing_tokens import FORM_WORD
from transforms.correspondence.wording.labels import ANSWER

_STAMP: Final = re.compile(  # `Page 5 <May 9, 2017>`, `May 9, 2017 - Page 5`, `May 9, 2017 5`
    rf"[\s<(\[-]*(?:page\s+\d{{1,3}}[\s,|<(\[\u2013-]*{DATE}"
    rf"|{DATE}[\s,|<(\[>)\]\u2013-]*(?:page\s+\d{{1,3}}|\s\d{{1,2}}))[\s>)\]-]*",
    re.IGNORECASE,
)
# `TEL. 617-341-6100 • http://www.vrtx.com`, `BOSTON, MA 02210`, `Las Vegas, Nevada 89109`
_CONTACT: Final = re.compile(
    r"\b(?:tel(?:ephone)?|fax|facsimile|phone)\b\W{0,4}(?:no\.?\s*)?[+(]?\d|\bwww\.|https?://"
    r"|(?:\b[A-Z]{2}|,\s+[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+\d{5}(?:-\d{4})?$",
    re.IGNORECASE,
)
_MANY_CITIES: Final = 4  # cities that a line of a letterhead lists
# ` | `, between the houses of a company, ` · ` or ` ~ ` between the parts of its address
_LISTED: Final = re.compile(r"\s[|\u2022\xb7~]\s")
# `(305) 539-6000`, `F: 305-539-6000`, `example.com`, `62701-1234`, of an address
_REACHED: Final = re.compile(
    r"(?:^|\b(?:tel|phone|fax|[tpf])\W{1,3})[+(]?\d[\d\s().-]{8,}$|^\S+\.(?:com|net|org)$"
    r"|(?:^|\s)\d{5}(?:-\d{4})?$",
    re.IGNORECASE,
)
_MANY_PARTS: Final = 3  # parts of an address in one line
_TELEPHONE: Final = re.compile(r"(?:tel|fax|phone)\b\W*\d", re.IGNORECASE)  # `Tel. (303) 555-0100`
_SITE: Final = re.compile(r"(?:https?://)?www\.\S+", re.IGNORECASE)  # `www.example.com`
# `EXAMPLE is a registered trademark of Example Holdings, Inc., used under license.`,
# `COUNSEL & PARTNERS LLP IS A LIMITED LIABILITY PARTNERSHIP`
_NOTICE: Final = re.compile(
    r"\bregistered\s+trademarks?\b|\bis\s+a\s+(?:registered\s+)?limited\s+liability\b|\bin\s+association\s+with\b",
    re.IGNORECASE,
)
_MANY_NAMES: Final = 3  # marks between the names of a list
# ` offices`
_LOWER_WORD: Final = re.compile(r"(?<![\w.'\u2019])[a-z]{2,}")
_FEW_WORDS: Final = 2  # words of a line that a letterhead repeats
_LONGEST: Final = 200  # characters of a line of stationery
_LONGEST_LIST: Final = 400  # characters of a list of cities


def stationery(lines: Sequence[Line], start: int, end: int, known: set[int]) -> set[int]:
    """Indices of letterheads and stamps from line `start` on.

    Args:
        lines: All lines.
        start: First line after the salutation.
        end: Where the signature begins: name and address there belong to it, unless they stand on
            other pages too.
        known: Page furniture found so far.
    """
    printed = {i for i in range(start, end) if i not in known and _is_printed(lines[i].text)}
    found = _below_too(lines, end, printed | _lists(lines, start, end))
    found |= _address_above(lines, start, found)
    found |= _imprint_below(lines, end, found)
    found |= _below_too(lines, end, _recurring_contacts(lines, start, end))
    repeats = _repeats_of_head(lines, start, end)
    beside = known | found | repeats
    found |= {i for i in repeats if {i - 1, i + 1} & beside}
    return found | _enclosed(lines, start, end, known | found)


def _below_too(lines: Sequence[Line], end: int, found: set[int]) -> set[int]:
    """What was found, and where the same lines stand from line `end` on."""
    texts = {lines[i].text for i in found}
    return found | {i for i in range(end, len(lines)) if lines[i].text in texts}


def _is_printed(text: str) -> bool:
    """Whether a line alone shows that it is no text: a stamp, or a list of cities."""
    if len(text) > _LONGEST_LIST:
        return False
    if text[-1:] in "0123456789>)]" and _STAMP.fullmatch(text):
        return True
    parts = _LISTED.split(text) if len(text) <= _LONGEST else ()
    if len(parts) >= _MANY_PARTS and any(_REACHED.search(part.strip()) for part in parts):
        return True
    if _LOWER_WORD.search(text):
        return False
    low = text.lower()
    return sum(city in low for city in CITIES) >= _MANY_CITIES


def _lists(lines: Sequence[Line], start: int, end: int) -> set[int]:
    """Lists of names on more than one page or below an address; others may head a table."""
    times = Counter(line.text for line in lines)
    found: set[int] = set()
    for i in range(start, end):
        text, above = lines[i].text, lines[i - 1].text
        is_alone = times[text] < 2 and i - 1 not in found and not _CONTACT.search(above)
        if not is_alone and _is_list(text):
            found.add(i)
    return found


def _is_list(text: str) -> bool:
    if len(text) > _LONGEST or len(_LISTED.findall(text)) < _MANY_NAMES:
        return False
    return not (_LOWER_WORD.search(text) or any(map(str.isdigit, text)))


def _address_above(lines: Sequence[Line], start: int, found: set[int]) -> set[int]:
    """Address above a printed line, with what it is the address of."""
    above: set[int] = set()
    for i in found:
        if (
            i - 1 > start
            and len(lines[i - 1].text) <= _LONGEST
            and _CONTACT.search(lines[i - 1].text)
        ):
            above.add(i - 1)
            title = lines[i - 2].text
            if _is_title(title) and not _LOWER_WORD.search(title):
                above.add(i - 2)
    return above


def _imprint_below(lines: Sequence[Line], end: int, found: set[int]) -> set[int]:
    """Telephone and notice of a trademark or of the sender's legal form below a printed line."""
    below: set[int] = set()
    for i in found:
        j = i + 1
        while j < end and j not in found and _is_imprint(lines[j].text):
            below.add(j)
            j += 1
    return below


def _is_imprint(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    is_contact = _TELEPHONE.match(text) or _SITE.fullmatch(text)
    return (is_contact or _NOTICE.search(text)) is not None


def _recurring_contacts(lines: Sequence[Line], start: int, end: int) -> set[int]:
    """Lines with address or telephone that stand on more than one page, and those beside them."""
    texts = Counter(line.text for line in lines[:end])
    found: set[int] = set()
    for i in range(start, end):
        times = texts[lines[i].text]
        if times < 2 or len(lines[i].text) > _LONGEST or not _CONTACT.search(lines[i].text):
            continue
        found.add(i)
        for step in (-1, 1):
            j = i + step
            while j not in found and start <= j < end and texts[lines[j].text] == times:
                if not _is_title(lines[j].text):
                    break
                found.add(j)
                j += step
    return found


def _is_title(text: str) -> bool:
    """Whether a line is no sentence: `EXAMPLE HOLDINGS, INC.`."""
    if len(text) > _LONGEST or text.endswith((":", ";")) or "$" in text:
        return False
    return not text.endswith(".") or _LOWER_WORD.search(text) is None


def _enclosed(lines: Sequence[Line], start: int, end: int, found: set[int]) -> set[int]:
    """Lines that recur, each time with furniture above and below: a title spelt otherwise."""
    between = [i for i in range(start, end) if i not in found and {i - 1, i + 1} <= found]
    times = Counter(lines[i].text for i in between if not ANSWER.match(lines[i].text))
    return {i for i in between if times[lines[i].text] > 1}


def _repeats_of_head(lines: Sequence[Line], start: int, end: int) -> set[int]:
    """Lines that say again what stands in the head, other than the filings under review."""
    above = (line.text for line in lines[: start - 1] if not FORM_WORD.search(line.text))
    head = f" {' '.join(words_of(' '.join(above)))} "
    return {
        i
        for i in range(start, end)
        if len(lines[i].text) <= _LONGEST
        and not (FORM_WORD.search(lines[i].text) or RE.match(lines[i].text))
        and len(words := words_of(lines[i].text)) >= _FEW_WORDS
        and f" {' '.join(words)} " in head
    }
