"""The `Re:` block of a letter: the lines that say what it is about, above or below the salutation."""

import re
from collections.abc import Sequence
from typing import Final

from transforms.correspondence.rendition.lines import Line, ends_sentence
from transforms.correspondence.wording.filing_tokens import TOKENS
from transforms.correspondence.wording.legal_form import ends_as_company

# `Re: `, `In re: `
RE: Final = re.compile(r"(?:in\s+)?(?:(?:re|ref|subject)\s?[:.]\s*|re\s+)", re.IGNORECASE)

_MOST_LINES: Final = 16  # of the block
# Of a block below the salutation, to the form in it that shows what it is.
_UNMARKED_LINES: Final = 4
# Above the company that an order is about.
_MATTER: Final = ("In the Matter of", "IN THE MATTER OF")
# `   `, between the company and the title of the order
_COLUMNS: Final = re.compile(r"\s{2,}")
_LINE: Final = 100  # characters of a line of the block
_NUMBERED: Final = re.compile(r"\(?\d{1,3}[.)]\s|comment\b", re.IGNORECASE)  # `1. `, `Comment 1`


def re_block(head: Sequence[Line]) -> str:
    """The `Re:` block as one text, its lines parted by ` | `; '' where the letter has none.

    Args:
        head: The lines before the salutation.
    """
    texts = [line.text for line in head]
    for i, text in enumerate(texts):
        match = RE.match(text)
        if match is not None:
            return _block([text[match.end() :], *texts[i + 1 :]])
    start = unmarked_block(texts)
    return _block(_matter(texts) if start is None else texts[start:])


def begins_matter(text: str) -> bool:
    """Whether a line of a head is that of an order, `In the Matter of`."""
    return text.startswith(_MATTER)


def _matter(texts: Sequence[str]) -> Sequence[str]:
    """The lines of an order from the company it is about on; none in any other letter.

    The title of the order stands beside them.
    """
    start = next((i for i, text in enumerate(texts) if begins_matter(text)), len(texts))
    left = [_COLUMNS.split(text, maxsplit=1)[0] for text in texts[start:]]
    named = next((i for i, text in enumerate(left) if ends_as_company(text)), len(left))
    return left[named:]


def unmarked_block(texts: Sequence[str]) -> int | None:
    """Where a block without `Re:` begins: above the first line that names a form; None where none does."""
    return next((i - 1 for i, text in enumerate(texts) if i and _names_form(text)), None)


def subject_below(lines: Sequence[Line], start: int) -> int:
    """Where a `Re:` block that stands at line `start`, below the salutation, ends; else `start`.

    As in British letters it may lack the `Re:` if no line above the salutation says what the letter is about.
    """
    if start >= len(lines):
        return start
    marked = RE.match(lines[start].text) is not None
    if not marked and any(RE.match(line.text) for line in reversed(lines[:start])):
        return start
    end = start + 1 if marked else start
    for i in range(start + marked, min(start + _MOST_LINES, len(lines))):
        text = lines[i].text
        if len(text) > _LINE or (ends_sentence(text) and not ends_as_company(text)):
            break
        if TOKENS.search(text):
            end = i + 1
    return end if marked or _is_unmarked(lines, start, end) else start


def _is_unmarked(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether lines below the salutation are a block without `Re:`: no headings of the first comment."""
    if not start < end < len(lines) or _NUMBERED.match(lines[end].text):
        return False
    named = any(_names_form(line.text) for line in lines[start : min(end, start + _UNMARKED_LINES)])
    return named and not any(_names_form(line.text) for line in lines[:start])


def _names_form(text: str) -> bool:
    return any(token.lastgroup == "form" for token in TOKENS.finditer(text))


def _block(lines: Sequence[str]) -> str:
    return " ".join(" | ".join(lines).split()).strip(" |")
