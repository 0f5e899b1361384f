"""The lines of a letter in HTML: one line per block, the cells of a table row side by side."""

import re
from functools import lru_cache
from typing import Final

from lxml import etree, html

from transforms.correspondence.errors import LetterError
from transforms.correspondence.rendition.item_marks import ItemMarks
from transforms.correspondence.rendition.lines import PLAIN, Line, is_bullet
from transforms.correspondence.wording.labels import ANSWER

_BLOCKS: Final = frozenset(
    "address blockquote body center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody tr ul".split()
)
_UNSEEN: Final = frozenset(("script", "style", "head", "title", "meta"))
_EMPHATIC: Final = frozenset(("b", "strong", "i", "em", "u", "ins"))
# `font-weight: bold`
_EMPHATIC_STYLE: Final = re.compile(
    r"font(?:-weight)?\s*:[^;]*(?:bold|[6-9]00)|font(?:-style)?\s*:[^;]*italic|text-decoration\s*:[^;]*underline",
    re.IGNORECASE,
)
# `font-weight: normal`
_PLAIN_STYLE: Final = re.compile(r"font-weight\s*:\s*(?:normal|400)", re.IGNORECASE)
# `font-size: 1pt`
_TINY: Final = re.compile(r"font-size\s*:\s*[01](?:\.\d+)?p[tx]", re.IGNORECASE)
# `color: #fff`
_WHITE: Final = re.compile(r"(?<!-)color\s*:\s*(?:white|#fff)", re.IGNORECASE)
# `   `
_SPACES: Final = re.compile(r"\s{2,}")
_PARAGRAPH: Final = 60  # characters of a line that a paragraph may break behind
_OPEN: Final = re.compile(r"[A-Za-z,][)\"\u201d]?$")  # `which is disclosed for`, `in US GAAP`
# `as disclosed in the`, after which a line is open even to a name
_WIDE_OPEN: Final = re.compile(r"\s(?:an?|by|for|from|in|its|of|our|the|to|with|your)$")
_ITEM: Final = re.compile(r"\(?[a-z]{1,4}[.)]|cc\s?:")  # `b. Goodwill`, `cc: Rex Counsel`
_TAIL: Final = 8  # characters at the end of a line that are looked at for its last word
_WIDE: Final = 4  # spaces that stand for an empty line
# `display: none`
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# `charset=utf-8`
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
# `<html>`
_ROOT: Final = re.compile(
    rb"<(?:!doctype\s+html|html|body|div|p|table|center|font)\b", re.IGNORECASE
)
_LABEL: Final = 24  # characters of a label that the next cell goes on with
# `1. Why?`, `Please explain.`; but `million ozs.`
_SENTENCE: Final = re.compile(r"(?:\(?\d{1,3}[.)]?\s+(?=[A-Z])|[A-Z].*\s).*[a-z]{2}[.?!]")


def html_lines(content: bytes, name: str) -> list[Line]:
    """The lines of an HTML document.

    Raises:
        LetterError: `damaged` if it cannot be parsed to its end.
    """
    start = _ROOT.search(content)
    body = content[start.start() :] if start else content
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    try:
        root = html.document_fromstring(_utf8(body), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise LetterError("damaged", f"the HTML cannot be read: {error}", file=name) from error
    fatal = parser.error_log.filter_from_fatals()
    if fatal:  # what follows is lost
        message = f"the HTML cannot be read to its end: {fatal[0].message}"
        raise LetterError("damaged", message, file=name, line=fatal[0].line)
    page = _Page()
    page.visit(root)
    page.end_line()
    return page.lines


def _utf8(content: bytes) -> bytes:
    """HTML in UTF-8: what is not, out of the encoding that it declares, else out of Windows-1252."""
    for encoding in ("utf-8", _declared(content), "cp1252"):
        try:
            return content.decode(encoding).encode()
        except (LookupError, UnicodeError):  # also for encodings of other things than text
            continue
    return content.decode("cp1252", "replace").encode()


def _declared(content: bytes) -> str:
    """The encoding that HTML declares; Windows-1252 for Latin-1, as browsers take it."""
    declared = _CHARSET.search(content, 0, 2048)
    named = declared.group(1).decode().lower() if declared else ""
    return "cp1252" if named in ("", "iso-8859-1", "latin1", "us-ascii") else named


class _Page:
    """What a browser would set, line by line.

    A cell goes on in the line of the cell before it if that holds a label only, so that a
    number in one cell and its comment in the next are one line; figures go on in any line.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._emphatic = self._characters = 0
        self._ended = self._beside = False
        self._in_new_cell, self._cells = False, 0
        self._preformatted = 0
        self._gap = 1
        self._marks = ItemMarks()

    def visit(self, root: html.HtmlElement) -> None:
        """Set `root` and all it holds, without recursion: documents nest deeper than Python may."""
        stack: list[tuple[html.HtmlElement, bool, bool]] = [(root, False, False)]
        while stack:
            element, emphatic, left = stack.pop()
            if left:
                self._leave(element)
                self._text(element.tail, emphatic)
                continue
            hidden, own, is_beneath_image = _shown(element.get("style") or "")
            if hidden or not isinstance(element.tag, str) or element.tag in _UNSEEN:
                self._text(element.tail, emphatic)
                continue
            self._enter(element.tag)
            stack.append((element, emphatic, True))
            inner = element.tag in _EMPHATIC or (emphatic if own is None else own)
            if element.tag == "li":
                self._text(self._marks.of(element), inner)
                self._beside = True
            if is_beneath_image:
                self._text_of_image((element.text or "").strip())
            else:
                self._text(element.text, inner)
            stack.extend((child, inner, False) for child in reversed(element))

    def _enter(self, tag: str) -> None:
        if tag == "tr":
            self.end_line()
        elif tag in ("td", "th"):
            self._beside = self._in_new_cell = True
            self._parts.append("  ")
        elif tag in _BLOCKS:
            self._preformatted += tag == "pre"
            self._end_block()
        elif tag == "br" and not self._in_new_cell:  # else all that an empty cell holds
            self._break_line()

    def _break_line(self) -> None:
        """Close the line being set; one without words stands for space before the next."""
        blank = not self._characters
        self.end_line()
        self._gap = int(blank)

    def _leave(self, element: html.HtmlElement) -> None:
        if element.tag == "tr":
            self.end_line()
        elif element.tag in ("td", "th"):
            self._in_new_cell = False
        elif element.tag in _BLOCKS:
            self._preformatted -= element.tag == "pre"
            self._end_block()

    def _end_block(self) -> None:
        """What follows stands apart, unless it is the next cell of a row."""
        if self._characters:
            self._ended = True
        else:
            self._gap = 1

    def _text(self, text: str | None, emphatic: bool) -> None:
        if not text:
            return
        if self._preformatted and "\n" in text:
            self._text_as_lined(text, emphatic)
            return
        words = text.translate(PLAIN)
        seen = len(words) - words.count(" ") - words.count("\n")
        letters = seen if any(map(str.isalpha, words)) else 0
        if seen:
            joins = self._beside and (not letters or self._is_label())
            if (self._ended or self._beside) and not joins:
                self.end_line()
            self._ended = self._beside = False
            self._cells += self._in_new_cell
            self._in_new_cell = False
        self._parts.append(words)
        self._characters += seen
        self._emphatic += letters if emphatic else -letters

    def _is_label(self) -> bool:
        """Whether what is being set is a label for the next cell; `Response` alone stands above it."""
        if self._characters > _LABEL:
            return False
        text = " ".join("".join(self._parts).split())
        if text[-1:].isalpha():
            return ANSWER.fullmatch(text) is None
        return _SENTENCE.fullmatch(text) is None

    def _text_as_lined(self, text: str, emphatic: bool) -> None:
        """Text that keeps the lines it was written in, as that of `pre` does."""
        first, *others = text.split("\n")
        self._text(first, emphatic)
        for line in others:
            self._break_line()
            self._text(line, emphatic)

    def _text_of_image(self, text: str) -> None:
        """The text of a page that is shown as an image: runs of spaces part its lines."""
        self.end_line()
        start = 0
        for spaces in _SPACES.finditer(text):
            self._text(text[start : spaces.start()], False)
            self.end_line()
            self._gap, start = int(len(spaces.group()) >= _WIDE), spaces.end()
        self._text(text[start:], False)

    def end_line(self) -> None:
        """Close the line being set, if it has any words."""
        text = " ".join("".join(self._parts).split())
        if text:
            emphatic = self._emphatic > 0
            gap = 0 if self.lines and _goes_on(self.lines[-1], text, emphatic) else self._gap
            self.lines.append(Line(text, 0, gap, emphatic, cells=self._cells))
            self._gap = 1
        self._parts.clear()
        self._emphatic = self._characters = self._cells = 0
        self._ended = self._beside = False


def _goes_on(above: Line, text: str, emphatic: bool) -> bool:
    """Whether `text` is the rest of a paragraph that the end of a page breaks."""
    if emphatic != above.emphasis or len(above.text) < _PARAGRAPH:
        return False
    if text[0].isupper():
        return len(text) >= _PARAGRAPH and _WIDE_OPEN.search(above.text[-_TAIL:]) is not None
    return (
        text[0].islower()
        and _OPEN.search(above.text) is not None
        and not (is_bullet(text) or _ITEM.match(text))
    )


@lru_cache(maxsize=4096)
def _shown(style: str) -> tuple[bool, bool | None, bool]:
    """What a style attribute sets for its element.

    Returns:
        Whether it is hidden, whether it is bold or italic (None if it does not say), and
        whether it is the text that some agents lay in white beneath the image of a page.
    """
    emphatic = None
    if _EMPHATIC_STYLE.search(style):
        emphatic = True
    elif _PLAIN_STYLE.search(style):
        emphatic = False
    beneath = _TINY.search(style) is not None and _WHITE.search(style) is not None
    return _HIDDEN.search(style) is not None, emphatic, beneath
