"""XML documents: safe parsing, and whether one is a schema, a linkbase or an instance.

Names of files are not trusted; a document is what its root element says it is.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from typing import Final, Literal, cast

from lxml import etree

from transforms.encoding import extends_ascii, wide_encoding
from transforms.safe_xml import SAFE_XML
from transforms.xbrl.doctype import after_doctype, reject_doctype
from transforms.xbrl.errors import DocumentError
from transforms.xbrl.lexical import stripped
from transforms.xbrl.names import IX, LINK, XBRLI, XML, XSD, clark

DocumentKind = Literal["schema", "linkbase", "instance", "inline", "other"]

_ROOTS: Final[dict[str, DocumentKind]] = {
    clark(XSD, "schema"): "schema",
    clark(LINK, "linkbase"): "linkbase",
    clark(XBRLI, "xbrl"): "instance",
}

# The declaration in `<?xml version="1.0" encoding="UTF-16"?>`
_ENCODING: Final = re.compile(r"^(\s*<\?xml[^>]*?\s)encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")
# `<?xml version="1.0" encoding="UTF-7"?>`
_DECLARED: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]*?\bencoding\s*=\s*[\"']([^\"'>]*)"
)
# `<ix:header>`, `<ix:nonFraction `: elements that facts or what they need are in, of whatever prefix
_INLINE_ELEMENT: Final = re.compile(
    rb"<(?:[^\s<>:/]+:)?(?:header|hidden|references|resources|nonFraction|nonNumeric|fraction|tuple|continuation|exclude|footnote|relationship)\b",
    re.IGNORECASE,
)
_HTML_END: Final = re.compile(rb"</html\s*>", re.IGNORECASE)  # `</html>`
_LAST_LINE: Final = 65_535
_PIECE: Final = 2048
_LANG: Final = clark(XML, "lang").encode()  # lxml encodes a name that is text each time
_XML_BASE: Final = etree.XPath("boolean(ancestor-or-self::*/@xml:base)")


def kind_of(content: bytes) -> DocumentKind:
    """What a document is, by its root element; `other` also for what is not XML.

    An inline document is recognised by its text, so that HTML that is not well-formed is recognised
    too.
    """
    root = _root_tag(after_doctype(content))
    if root in _ROOTS:
        return _ROOTS[root]
    return "inline" if _may_be_inline(content) else "other"


def _may_be_inline(content: bytes) -> bool:
    """Whether a text names the namespace of inline XBRL and has some of its elements, or is cut.

    Exhibits without facts may name it too, where their makers begin all documents of a filing
    alike. How a prefix is spelled tells nothing: it may be what is damaged.
    """
    if IX.encode() not in content:
        return False
    return _INLINE_ELEMENT.search(content) is not None or _HTML_END.search(content) is None


def as_utf8(content: bytes) -> bytes:
    """A document as UTF-8 if it is in UTF-16, UTF-32 or no encoding that extends ASCII; else as is.

    Documents are searched as bytes before they are parsed: UTF-7, which libxml2 reads, would hide
    a DOCTYPE. What is made UTF-8 has no declaration of an encoding. Lines that end in carriage
    returns end in line feeds, as XML 1.0 §2.11 reads them; libxml2 would count them as one.
    """
    declared = _DECLARED.match(content)
    encoding = wide_encoding(content) if b"\0" in content[:4] else None
    if declared is not None:
        try:
            encoding = _unlike_ascii(content, declared[1].decode("latin-1"))
        except LookupError:  # libxml2 knows it, as it does Java's, which has escapes for `<`
            return content[: declared.start(1)] + b"unknown-" + content[declared.start(1) :]
    if encoding is not None:
        text = content.decode(encoding, errors="replace")
        content = _ENCODING.sub(r"\1", text, count=1).encode(errors="replace")
    if b"\n" not in content and b"\r" in content:
        return content.replace(b"\r", b"\n")
    return content


def _unlike_ascii(content: bytes, encoding: str) -> str | None:
    """The encoding that a document declares in ASCII, if other bytes of it may be other text there.

    Not so if libxml2 refuses it, or if it is UTF-16 by mistake, as where .NET has written a string.

    Raises:
        LookupError: libxml2 reads it, and Python does not know it.
    """
    if not _is_read(encoding) or extends_ascii(encoding):
        return None
    return encoding if b"\0" in content or b"\0" not in "<".encode(encoding) else None


@lru_cache(maxsize=64)  # making a parser takes long beside the few names there are
def _is_read(encoding: str) -> bool:
    """Whether libxml2 reads an encoding; of others, such as Python's `undefined`, it says so."""
    try:
        etree.XMLParser(encoding=encoding)
    except (LookupError, ValueError):
        return False
    return True


def _root_tag(content: bytes) -> str | None:
    parser = etree.XMLPullParser(events=("start",), **SAFE_XML)
    content = declaration_first(content)
    tag: str | None = None
    with suppress(etree.XMLSyntaxError):
        for start in range(0, len(content), _PIECE):
            parser.feed(content[start : start + _PIECE])
            tag = next((str(element.tag) for _, element in _started(parser)), None)
            if tag is not None:
                break
    # Left open or with events unread, it and its tree stay until the garbage collector comes.
    with suppress(etree.XMLSyntaxError):
        parser.close()
    for _ in parser.read_events():
        pass
    return tag


def _started(parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    return cast("Iterator[tuple[str, etree._Element]]", parser.read_events())


def parse_xml(name: str, content: bytes) -> etree._Element:
    """Root of a document, parsed without network, entities or DTD.

    White space before the XML declaration, left over from cutting a document out of a
    submission, is moved behind it, so that lines count from the first of the document as it
    is. A new parser each call: one shared by threads is slower and unsafe. The base URL of
    the document is its name.

    Raises:
        DocumentError: `not-well-formed`, `doctype` (XBRL documents need none, and a DOCTYPE
            is how entity bombs arrive) or `empty`.
    """
    if not content or content.isspace():
        raise DocumentError("empty", f"{name} is empty", file=name)
    reject_doctype(name, content)
    try:
        parser = etree.XMLParser(collect_ids=False, **SAFE_XML)
        root = etree.fromstring(declaration_first(content), parser, base_url=name)
    except etree.XMLSyntaxError as error:
        raise _not_well_formed(name, error) from error
    # Encodings such as UTF-7 have other bytes for what begins a DOCTYPE.
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError("doctype", f"{name} declares a DOCTYPE, which is not read", file=name)
    return root


def parse_events(
    name: str, content: bytes, events: Sequence[str], tag: str | None = None
) -> Iterator[tuple[str, etree._Element]]:
    """Starts, ends or both of the elements of a document, or of those of a tag, as it is parsed.

    Raises:
        DocumentError: `not-well-formed`, as soon as that shows.
    """
    stream = BytesIO(declaration_first(content))
    try:
        yield from etree.iterparse(stream, events=events, tag=tag, **SAFE_XML)
    except etree.XMLSyntaxError as error:
        raise _not_well_formed(name, error) from error


def _not_well_formed(name: str, error: etree.XMLSyntaxError) -> DocumentError:
    message = f"{name} is not well-formed XML: {error.msg}"
    return DocumentError("not-well-formed", message, file=name, line=error.lineno)


def has_xml_base(element: etree._Element) -> bool:
    """Whether `xml:base` stands on an element or above it."""
    return bool(_XML_BASE(element))


def line_of(element: etree._Element) -> int | None:
    """Line of an element's start tag, None where libxml2 does not know it."""
    return known_line(cast("int | None", element.sourceline))


def lang_of(element: etree._Element) -> str | None:
    """Language of an element: its own, else that of the nearest above it (XML 1.0 §2.12)."""
    lang = element.get(_LANG)
    if lang is None:
        above = (up.get(_LANG) for up in element.iterancestors())
        lang = next((found for found in above if found is not None), None)
    return stripped(lang)


def target_namespace(schema: etree._Element) -> str | None:
    """Target namespace of a schema, None where it has none (XML Schema 1.0 part 1 §3.15.2)."""
    return stripped(schema.get("targetNamespace")) or None


def attributes_of(element: etree._Element) -> dict[str, str]:
    """Attributes of an element by Clark name (lxml's stubs have them bytes or text)."""
    return cast("dict[str, str]", dict(element.items()))


def text_of(element: etree._Element) -> str:
    """Text of an element and all below it."""
    return "".join(cast("Iterator[str]", element.itertext()))


def known_line(line: int | None) -> int | None:
    """A line as libxml2 gives it, None where it cannot be relied on.

    libxml2 keeps 16 bits of a line; what it guesses beyond them is not exact.
    """
    return line if line is not None and line < _LAST_LINE else None


def declaration_first(content: bytes) -> bytes:
    """A document with white space before its XML declaration moved behind it."""
    if not content[:1].isspace():
        return content
    start = content.lstrip()
    white_space = content[: len(content) - len(start)]
    declaration, end, rest = start.partition(b"?>")
    return declaration + end + white_space + rest if start.startswith(b"<?xml") else content
