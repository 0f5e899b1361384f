"""Page furniture: lines at the top and foot of pages that are not part of the letter.

Staff letters repeat addressee, company, date and page number on each page, and since 2018
often once more with the merge fields of the template (`FirstName LastName`, `Comapany
Name`), set over one another. Company letters number their pages and repeat legends.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile
from typing import Final

from transforms.correspondence.pages.legends import legends
from transforms.correspondence.pages.overset import has_field
from transforms.correspondence.rendition.lines import WORD, Line, words_of
from transforms.correspondence.wording.commission import COMMISSION, WASHINGTON
from transforms.correspondence.wording.dates import DATE, WRITTEN_DATE
from transforms.correspondence.wording.filing_tokens import FORM_WORD
from transforms.correspondence.wording.number_words import IN_WORDS

# `Comapany Name`
_MERGE_FIELD: Final = re.compile(
    r"First\s?Name|Last\s?Name|Comapany(?:\s*Name)?|(?<![A-Za-z])Name(?=[A-Z\d])"
)
# `FirstName LastNameJoo Mi Kim      Sincerely,`, `March 3, 2022 Page 2cc:   Rex Counsel`
_COLUMNS: Final = re.compile(
    rf"((?:First\s?Name|Comapany).*?|{DATE}(?:\s+Page\s+\d+)?|Page\s+\d+)(?:\s{{3,}}(?=\S)|(?=cc:))",
    re.IGNORECASE,
)
# `Page 2 of 5`, `Page Two`, `p. 2`, `Page -2-`
_PAGE: Final = re.compile(
    rf"(?:(?:Page|PAGE)\s*[|#:\u2013-]?|[Pp]g?\.)\s*(?:\d{{1,3}}(?:\s+(?:of|OF)\s+\d{{1,3}}|\s*[\u2013-])?|(?i:{IN_WORDS}))"
)
# `March 3, 2022 Page 2`, `March 3, 2022 -- Page 2`
_DATE_LINE: Final = re.compile(
    rf"{DATE}(?:[\s,|\u2013\u2014-]*page\s*\d{{1,3}}(?:\s+of\s+\d+)?)?", re.IGNORECASE
)
# `Securities and Exchange Commission, p. 2`, `Ms. Ann Example - 2 - March 3, 2022`
_PAGED: Final = re.compile(
    rf"(?:(?P<body>.{{0,60}}\bCommission)|(?:Mr|Ms|Mrs|Dr)\.?\s(?P<person>.{{2,40}}?))[\s,|\u2013\u2014-]+(?:(?:page|p\.)\s*)?\d{{1,3}}"
    rf"(?:\s+of\s+\d{{1,3}})?(?:[\s,|\u2013\u2014-]+{DATE})?",
    re.IGNORECASE,
)
# `- 3 -`, `3 | Page`
_NUMBER: Final = re.compile(
    r"[-\u2013\u2014|\[(\s]*(\d{1,3})[-\u2013\u2014|\])\s]*(?:\|\s*(?i:p\s?age))?"
)
# `example.com 3`
_FOOT: Final = re.compile(r"(?P<name>.*?[\w.])[\s|\u2013-]+(?P<page>\d{1,3})")
_WEB: Final = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+")  # `example.com`
# `? ? _`
_NOISE: Final = re.compile(r"[?\s_=*~.-]*\?[?\s_=*~.-]*")
# `Washington, D.C. 20549`
_LETTERHEAD: Final = re.compile(
    rf"united\s+states\s+{COMMISSION}\s+logo|united\s*states|{COMMISSION}|{WASHINGTON}(?:-\d{{4}})?"
    r"|d\s?i\s?v\s?i\s?s\s?i\s?o\s?n\s+of|corporati\s?on\s+fi\s?nance"
    r"|division\s+of\s+corporation\s+finance",
    re.IGNORECASE,
)
# `Form`
_FORMS: Final = ("form", "schedule", "statement", "report", "10-k", "10-q", "8-k")
_YEARS: Final = ("19", "20", "/")  # what every date has
# `Public`
_WORD: Final = re.compile(r"[^\W\d_]+")
_GLUED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")  # between `Jane` and `Public` in `JanePublic`
# What the page headers of companies' letters address, though the head may name it otherwise.
COMMISSION_WORDS: Final = frozenset(
    "u s united states securities and exchange commission division of corporation corporate finance".split()
)
_TAIL: Final = 16  # characters at the end of a line that are looked at
# `as disclosed on page`
_OPEN_END: Final = re.compile(r"(?:pages?|and|or|to|note|item|[,\u2013-])$", re.IGNORECASE)
_LONGEST: Final = 90  # characters of a line of a page header or foot
_SCRAP: Final = 30  # characters of what is left of a page number over a date
_FIGURES: Final = re.compile(r"[\d,\s]{1,8}")  # `2022` of a date that is cut
_MISSPELT: Final = 5  # words of an addressee in another spelling
_SPELT: Final = {"attention": "attn", "corporation": "corporate"}  # on other pages


def split_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines with furniture and text that share a line parted.

    The signature stands beside the merge fields: `FirstName LastNameJoo Mi Kim   Sincerely,`.
    """
    parted: list[Line] = []
    for line in lines:
        match = _COLUMNS.match(line.text) if "  " in line.text else None
        if match is None:
            parted.append(line)
            continue
        parted.append(Line(match.group(1).rstrip(), line.indent, line.gap, line.emphasis))
        rest = line.text[match.end() :]
        parted.append(Line(rest, line.indent + match.end(), 0, line.emphasis))
    return parted


def split_merge_fields(lines: Sequence[Line], names: frozenset[str]) -> list[Line]:
    """The lines with real text that is glued to merge fields parted from them."""
    parted: list[Line] = []
    for line in lines:
        fields = list(_MERGE_FIELD.finditer(line.text)) if "Name" in line.text else []
        rest = line.text[fields[-1].end() :] if fields else ""
        if not rest.strip() or _is_made_of(rest, names):
            parted.append(line)
            continue
        parted.append(Line(line.text[: fields[-1].end()], line.indent, line.gap, line.emphasis))
        parted.append(Line(rest.strip(), line.indent, 0, line.emphasis))
    return parted


def letterhead(lines: Sequence[Line]) -> set[int]:
    """Indices of the Commission's letterhead: the lines it is made of, from the first on."""
    own = takewhile(lambda pair: _LETTERHEAD.fullmatch(pair[1].text), enumerate(lines))
    return {i for i, _ in own}


def vocabulary(head: Iterable[Line]) -> frozenset[str]:
    """The words page headers are made of: those of addressee, company and the letter's date.

    Args:
        head: The lines before the salutation; those that name a form or another date are left
            out.
    """
    words: set[str] = set()
    dated = False
    for line in head:
        text = line.text.lower()
        has_date = any(map(text.__contains__, _YEARS)) and WRITTEN_DATE.search(text) is not None
        names_form = any(map(text.__contains__, _FORMS)) and FORM_WORD.search(text) is not None
        if not names_form and not (has_date and dated):
            words.update(words_of(text))
        dated = dated or has_date
    words.update(other for word, other in _SPELT.items() if word in words)
    return frozenset(words) - {"re"}


def page_furniture(lines: Sequence[Line], start: int, names: frozenset[str]) -> set[int]:
    """Indices of page headers, footers and page numbers from line `start` on.

    Args:
        lines: All lines.
        start: First line after the salutation.
        names: See `vocabulary`.
    """
    marked = (i for i in range(start, len(lines)) if "?" in lines[i].text)
    found = {i for i in marked if _NOISE.fullmatch(lines[i].text)}
    found |= _page_headers(lines, start, names)
    found |= _page_numbers(lines, start)
    found |= _page_feet(lines, start, names)
    return found | legends(lines, start, found)


def _page_headers(lines: Sequence[Line], start: int, names: frozenset[str]) -> set[int]:
    """Runs of lines of names around a page number, a date or a merge field."""
    found: set[int] = set()
    i = start
    while i < len(lines):
        if not _is_anchor(lines, i, names):
            i += 1
            continue
        top = i
        while top > start and top - 1 not in found and _is_made_of(lines[top - 1].text, names):
            top -= 1
        if top > start and _is_misspelt(lines[top - 1], names) and i - top < 3:
            top -= 1
        last = _last_anchor(lines, i, names)
        if top < i or last > i or not WRITTEN_DATE.fullmatch(lines[i].text):
            found.update(range(top, last + 1))
        i = last + 1
    return found


def _last_anchor(lines: Sequence[Line], first: int, names: frozenset[str]) -> int:
    """Index of the last anchor of a page header whose first is at `first`.

    Names may stand between anchors, and in a header set over another scraps of both.
    """
    last = end = first
    while end + 1 < len(lines):
        end += 1
        text = lines[end].text
        if _is_anchor(lines, end, names):
            last = end
        elif not _is_made_of(text, names) and not _is_scrap(text, names):
            break
    return last


def _is_scrap(text: str, names: frozenset[str]) -> bool:
    """Whether a line is left of a page number set over a date: `April 229, 2019 Page 2`."""
    words = _WORD.findall(text.lower())
    known = all(word == "page" or word in names for word in words)
    return len(text) <= _SCRAP and known and (bool(words) or _FIGURES.fullmatch(text) is not None)


def _is_anchor(lines: Sequence[Line], i: int, names: frozenset[str]) -> bool:
    """Whether line `i` can be of a page header only: page number, date of the letter, fields."""
    text = lines[i].text
    may_be_field = has_field(text)
    if len(text) > _LONGEST or not (may_be_field or text[-1:].isdigit() or text[:5] == "Page "):
        return False
    if WRITTEN_DATE.fullmatch(text):  # another date may end a sentence or a heading
        numbered = i + 1 < len(lines) and _PAGE.fullmatch(lines[i + 1].text) is not None
        return numbered or _is_made_of(text, names)
    if text[:5] == "page ":  # else it ends a sentence of the line above
        return _PAGE.fullmatch(f"P{text[1:]}") is not None and _is_made_of(lines[i - 1].text, names)
    return (
        _PAGE.fullmatch(text) is not None
        or _DATE_LINE.fullmatch(text) is not None
        or (may_be_field and _MERGE_FIELD.search(text) is not None)
        or _is_overset(text)
        or _is_paged(text, names)
    )


def _is_paged(text: str, names: frozenset[str]) -> bool:
    """Whether a line is a whole page header: whom the letter addresses, with the page and perhaps the date."""
    paged = _PAGED.fullmatch(text)
    return paged is not None and _is_made_of(paged["body"] or paged["person"], names)


def _is_overset(text: str) -> bool:
    """Whether a page number is set over a date: `Page 2 2024 Page 2`."""
    return text.startswith("Page ") and text.count("Page ") > 1


def _is_made_of(text: str, names: frozenset[str]) -> bool:
    if len(text) > _LONGEST:
        return False
    tokens = WORD.findall(_MERGE_FIELD.sub(" ", text) if has_field(text) else text)
    return bool(tokens) and all(_is_name(token, names) for token in tokens)


def _is_name(token: str, names: frozenset[str]) -> bool:
    """Whether a word is a name, or several that are set over one another: `JaneIncPublic`."""
    if token.lower() in names:
        return True
    return all(part in names for part in _GLUED.sub(" ", token).lower().split())


def _is_misspelt(line: Line, names: frozenset[str]) -> bool:
    """Whether the line above a page header is the addressee in another spelling."""
    tokens = words_of(line.text)
    known = sum(token in names for token in tokens)
    return len(tokens) <= _MISSPELT and known * 2 >= len(tokens) > 0 and line.text[0].isupper()


def _page_numbers(lines: Sequence[Line], start: int) -> set[int]:
    """Numbers that stand alone and count the pages."""
    found: set[int] = set()
    expected = {1, 2}
    for i in range(start, len(lines)):
        match = _NUMBER.fullmatch(lines[i].text) if len(lines[i].text) < 12 else None
        if match is None or int(match.group(1)) not in expected:
            continue
        if not lines[i].gap and _OPEN_END.search(lines[i - 1].text[-_TAIL:]):
            continue
        found.add(i)
        expected = {int(match.group(1)) + 1}
    return found


def _page_feet(lines: Sequence[Line], start: int, names: frozenset[str]) -> set[int]:
    """Names and addresses in the web that count the pages: `example.com 1`, `example.com 2`."""
    feet: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for i in range(start, len(lines)):
        text = lines[i].text
        foot = _FOOT.fullmatch(text) if len(text) <= _LONGEST and text[-1:].isdigit() else None
        if foot and (_WEB.fullmatch(foot["name"]) or _is_made_of(foot["name"], names)):
            feet[foot["name"]].append((i, int(foot["page"])))
    return {
        i
        for found in feet.values()
        if len(found) > 1 and all(b - a == 1 for (_, a), (_, b) in pairwise(found))
        for i, _ in found
    }
