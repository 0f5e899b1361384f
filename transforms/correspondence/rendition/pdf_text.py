"""The text layer of a letter in PDF, page by page, with its layout."""

import re
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from transforms.correspondence.errors import LetterError
from transforms.correspondence.rendition.lines import ends_sentence
from transforms.edgar.filing import Document

if TYPE_CHECKING:
    from pypdf import PageObject

# Of the height of a line, pypdf's own being 1: so a paragraph stands apart by half a line, `spacing after: 6 pt`, too.
_LINE: Final = 0.8
_LONG: Final = 60  # characters of a line that a paragraph goes on after
_MAX_PAGES: Final = 300  # of a PDF that is read
_SCALE: Final = 1.25  # pypdf's own: columns of a page per character of average width
# Between columns this narrow stands a space after the narrowest letters, `till it`.
_FINE_SCALE: Final = 4.0
_WIDE_GAP: Final = re.compile(r"(?<=\S) {2,}(?=\S)")  # the spaces of `August   9`
_MANY: Final = (
    0.2  # of the gaps between words, if each is placed by itself; else hardly any is wide
)
_WORD: Final = re.compile(r"\S+")  # `August`


def pdf_text(document: Document) -> str:
    """The text of a PDF.

    Raises:
        LetterError: `damaged`, `encrypted`, `too-long`, or `no-text` if its pages are images.
    """
    from pypdf import PdfReader  # which takes longer to import than all else here
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(document.content.lstrip()))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LetterError("encrypted", "the PDF asks for a password", file=document.name)
        if len(reader.pages) > _MAX_PAGES:
            raise LetterError(
                "too-long",
                f"the PDF has {len(reader.pages)} pages; {_MAX_PAGES} are read",
                file=document.name,
            )
        text = "\n\n".join(map(_page_text, reader.pages))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        # pypdf raises any of Python's errors on damaged objects
        message = f"the PDF cannot be read: {type(error).__name__}: {error}"
        raise LetterError("damaged", message, file=document.name) from error
    if not text.strip():
        message = "the PDF has no text layer: its pages are scanned images"
        raise LetterError("no-text", message, file=document.name)
    return text


def _page_text(page: "PageObject") -> str:
    """The text of a page, its words in the columns where they stand.

    Where a page has no spaces but places each word by itself, a word of narrow letters may end
    beyond the column at which the next begins: `tothis letter`. Finer columns keep them apart.
    """
    lines = _laid_out(page, _SCALE)
    text = "\n".join(lines)
    if len(_WIDE_GAP.findall(text)) >= _MANY * len(text.split()):
        lines = list(map(_with_spaces, lines, _laid_out(page, _FINE_SCALE)))
    return "\n".join(_less_leading(lines))


def _laid_out(page: "PageObject", scale: float) -> list[str]:
    text = page.extract_text(
        extraction_mode="layout",
        layout_mode_scale_weight=scale,
        layout_mode_font_height_weight=_LINE,
    )
    return text.split("\n")


def _less_leading(lines: Sequence[str]) -> list[str]:
    """The lines of a page without the empty one below each where all are set wide apart.

    They are if most of those are amid whose sentence a line ends.
    """
    filled = [i for i, line in enumerate(lines) if line.strip()]
    amid = [
        below - above > 1
        for above, below in pairwise(filled)
        if len(lines[above].strip()) > _LONG and not ends_sentence(lines[above])
    ]
    if 2 * sum(amid) <= len(amid):
        return list(lines)
    return [
        line for i, line in enumerate(lines) if line.strip() or not (i and lines[i - 1].strip())
    ]


def _with_spaces(line: str, fine: str) -> str:
    """A line, with the words of the same line in finer columns if it has lost spaces."""
    if len(line.split()) == len(fine.split()):
        return line
    placed = ""
    for word in _WORD.finditer(fine):
        column = round(word.start() * _SCALE / _FINE_SCALE)
        placed += " " * max(column - len(placed), 1 if placed else 0) + word.group()
    return placed
