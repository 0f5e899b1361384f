"""The lines of a letter from its plain-text, HTML or PDF rendition.

EDGAR's text rendition of a PDF is wrapped a second time at 80 columns: the tail of a line
that is too long goes on at column 0 of the next. Such tails are put back first.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from transforms.correspondence.errors import LetterError
from transforms.correspondence.rendition.lines import PLAIN, Line, ends_sentence
from transforms.correspondence.rendition.markup import html_lines
from transforms.correspondence.rendition.pdf_text import pdf_text
from transforms.correspondence.wording.dates import DATE
from transforms.edgar.filing import Document
from transforms.encoding import wide_encoding

_WIDTH: Final = 80  # columns of a line, unless a page shows another width
_RAGGED: Final = 10  # columns by which lines of one width differ
_FULL_LINES: Final = 6  # lines that tell a width
_PAGE_WIDTH: Final = 118  # columns of the widest page
# `  March 3, 2022`
_DATE: Final = re.compile(rf"\s*{DATE}", re.IGNORECASE)
_BEGINS: Final = re.compile(r"\d{1,3}\.\s|First\s?Name|Comapany|cc:", re.IGNORECASE)  # `12. `
_BEGIN: Final = frozenset("0123456789FfCc")  # with what `_BEGINS` does
_PAGE: Final = re.compile(rf"(?:{DATE}\s+)?Page\s+\d+$", re.IGNORECASE)  # `May 5, 2022 Page 3`
# `--------`; `- --------` where a line that begins with a hyphen is set off (RFC 934)
_UNDERLINE: Final = re.compile(r"(?:- )?-{4,}|_{4,}|={4,}")
_RAGGED_RULE: Final = 2  # columns by which a heading and the rule below it differ
_WIDEST: Final = 40  # blanks between two words that are kept
# `Page                                          2`
_WIDE: Final = re.compile(rf"\s{{{_WIDEST + 1},}}")
# `<body>`; `<TABLE>` alone may be a tag of plain text
_HTML: Final = re.compile(rb"<(?:html|body|p|div|tr|font|br)\b", re.IGNORECASE)
# `<PAGE>`, `<TABLE>`, `<CAPTION>`, `<S>`, `<C>`, `<F1>`, `</R>`: the tags that EDGAR has for plain text
_TAG: Final = re.compile(r"</?(?:PAGE|TABLE|CAPTION|FN|F\d{1,2}|[SCR])>", re.IGNORECASE)


def read_lines(document: Document) -> list[Line]:
    """The lines of `document`, whatever its rendition.

    Raises:
        LetterError: `no-text` if it has none (a scanned PDF, an empty file), `damaged` if it
            cannot be opened, `encrypted` if it asks for a password.
    """
    content = document.content
    if content.lstrip().startswith(b"%PDF"):
        lines = plain_lines(pdf_text(document), wrapped=False)
    elif _HTML.search(page := as_utf8(content).lstrip(), 0, 4096):
        lines = html_lines(page, document.name)
    else:
        lines = plain_lines(decode(content))
    if not any(any(map(str.isalpha, line.text)) for line in lines):
        raise LetterError("no-text", "the document has no text", file=document.name)
    for line in lines:
        if len(line.text) > _WIDEST:
            line.text = _narrowed(line.text)
    return lines


def _narrowed(text: str) -> str:
    """The text of a line with no more blanks in a row than a page sets between two columns.

    Patterns that may begin and end with blanks take time by the square of how many there are.
    """
    return _WIDE.sub(" " * _WIDEST, text)


def decode(content: bytes) -> str:
    """The characters of `content`: UTF-8, else Windows-1252 as EDGAR's older text is.

    What begins as UTF-16 or UTF-32 do is that.
    """
    wide = wide_encoding(content)
    if wide is not None:
        return content.decode(wide, "replace").lstrip("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def as_utf8(content: bytes) -> bytes:
    """`content` in UTF-8 if it begins as UTF-16 or UTF-32 do; else as it is."""
    return content if wide_encoding(content) is None else decode(content).encode()


def plain_lines(text: str, *, wrapped: bool = True) -> list[Line]:
    """The lines of plain text, with tails that were wrapped at 80 columns put back."""
    lines: list[Line] = []
    gap, last = 0, ""
    text = _TAG.sub("", text) if "<" in text else text
    page = [line.rstrip() for line in (*text.translate(PLAIN).expandtabs().splitlines(), "")]
    width = _width(page)
    for raw, following in pairwise(page):
        stripped = raw.lstrip()
        if not stripped:
            gap += 1
            continue
        if lines and not gap and _is_underline(stripped, raw, last):
            lines[-1].emphasis = True
            continue
        tails = wrapped and lines and not gap and raw[0] != " "
        if tails and _is_tail(last, stripped, width) and not _is_heading(last, stripped, following):
            lines[-1].text += f" {stripped}"
        else:
            lines.append(Line(stripped, len(raw) - len(stripped), gap))
        gap, last = 0, raw
        lines[-1].room = width - 1 - len(last)
    return lines


def _is_underline(rule: str, raw: str, above: str) -> bool:
    """Whether a line of hyphens underlines the one above: it begins and ends where that does."""
    if rule[0] not in "-_=" or _UNDERLINE.fullmatch(rule) is None:
        return False
    indent = len(above) - len(above.lstrip())
    return abs(len(raw) - len(rule) - indent) <= _RAGGED_RULE and (
        abs(len(raw) - len(above)) <= _RAGGED_RULE
    )


def _is_heading(previous: str, line: str, following: str) -> bool:
    """Whether what could be a tail is a heading: after a sentence, no sentence, and no text below."""
    return (
        line[0].isupper()
        and ends_sentence(previous)
        and not ends_sentence(line)
        and not following.startswith(" ")
    )


def _width(page: Sequence[str]) -> int:
    """The column at which lines are broken: 80, unless many lines end before another."""
    lengths = sorted(map(len, page))
    longest = lengths[-1]
    if _WIDTH - _RAGGED <= longest <= _WIDTH or len(lengths) < _FULL_LINES:
        return _WIDTH
    return longest + 1 if lengths[-_FULL_LINES] >= longest - _RAGGED else _WIDTH


def _is_tail(previous: str, line: str, width: int) -> bool:
    """Whether `line` is what of `previous` did not fit into `width` columns.

    Its first word did not fit, both together are no wider than a page, and it does not begin
    something new.
    """
    needed = width - len(previous) - 1
    if len(line) < needed or len(line.partition(" ")[0]) < needed:
        return False
    if previous[-1:].isdigit() and _DATE.fullmatch(previous):
        return False
    if len(previous.lstrip()) + 1 + len(line) > _PAGE_WIDTH:
        return False
    return not _begins(line) or (line[0].isdigit() and not ends_sentence(previous))


def _begins(line: str) -> bool:
    """Whether a line begins something new: a comment, the header of a page, copies."""
    if line[0] in _BEGIN and _BEGINS.match(line):
        return True
    return line[-1].isdigit() and _PAGE.match(line) is not None
