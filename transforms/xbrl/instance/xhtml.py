"""Inline documents as trees: XHTML where it is well-formed, HTML read leniently where it is not.

What a lenient reading can change is marked on every fact that comes out of it: elements are
closed where HTML says so, and names that HTML folds to lower case are restored only for the
specifications' own elements.
"""

import re
from html.entities import name2codepoint
from typing import Final

from lxml import etree

from transforms.safe_xml import SAFE_XML
from transforms.xbrl.doctype import doctype_of
from transforms.xbrl.document import parse_xml
from transforms.xbrl.errors import DocumentError
from transforms.xbrl.names import IX, clark

_XML_ENTITIES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
# `&nbsp;`
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,9});")
# `R & D`
_BARE_AMPERSAND = re.compile(rb"&(?!#?[A-Za-z0-9]+;)")
_REFERENCE = re.compile(r"&#(x[0-9a-f]{1,20}|[0-9]{1,20});?", re.IGNORECASE)  # `&#xD800;`
# ` xmlns:ix=`
_DECLARED_PREFIX = re.compile(r"\sxmlns:([\w.-]+)\s*=")
# `<ix:nonfraction name="us-gaap:Assets">`
_TAG = re.compile(r"<(/?)([\w.-]+):([\w.-]+)([^<>]*)>|(?<= xmlns:)([\w.-]+)(?==)")
# ` contextref="c1"`
_ATTRIBUTE = re.compile(r"(?<= )([a-z]+)(?==\")")

_NAMES: Final = """
    nonFraction nonNumeric tupleID tupleRef continuedAt contextRef unitRef footnoteRefs fromRefs
    toRefs linkRole footnoteRole schemaRef linkbaseRef roleRef arcroleRef startDate endDate
    unitNumerator unitDenominator explicitMember typedMember roleURI arcroleURI""".split()
_UNFOLDED: Final = {name.lower(): name for name in _NAMES}


def parse_xhtml(name: str, content: bytes) -> tuple[etree._Element, bool]:
    """Root of an inline document, and whether it was read leniently.

    Raises:
        DocumentError: `doctype` with an internal subset; `empty`, or `not-well-formed` where
            not even an HTML parser finds inline elements in it, or reads it to its end.
    """
    content = without_doctype(name, content)
    try:
        return parse_xml(name, content), False
    except DocumentError as error:
        root = _repaired(name, content)
        if root is None:
            root = _from_html(content)
        if root is None or next(root.iter(clark(IX, "*")), None) is None:
            raise error from None
        return root, True


def without_doctype(name: str, content: bytes) -> bytes:
    """The document without DOCTYPE, and with HTML's entities resolved where that names a DTD.

    XHTML's DTDs declare the named characters of HTML (`&nbsp;`) and nothing else of use here,
    so they are known without being read. Lines stay where they were.

    Raises:
        DocumentError: `doctype`: an internal subset, where a document can declare anything.
    """
    doctype = doctype_of(content)
    if doctype is None:
        return content
    start = content.find(doctype)
    if start < 0 or doctype.endswith(b"["):
        raise DocumentError("doctype", f"{name} has a DOCTYPE that is not read", file=name)
    rest = content[start + len(doctype) :]
    if b"PUBLIC" in doctype.upper() or b"SYSTEM" in doctype.upper():
        rest = _ENTITY.sub(_character, rest)
    return content[:start] + b"\n" * doctype.count(b"\n") + rest


def _character(reference: re.Match[bytes]) -> bytes:
    name = reference[1].decode()
    if name in _XML_ENTITIES or name not in name2codepoint:
        return reference[0]
    return b"&#%d;" % name2codepoint[name]


def _repaired(name: str, content: bytes) -> etree._Element | None:
    """The tree, if the document lacks no more than declarations of HTML's entities."""
    repaired = _BARE_AMPERSAND.sub(b"&amp;", _ENTITY.sub(_character, content))
    try:
        return parse_xml(name, repaired)
    except DocumentError:
        return None


def _from_html(content: bytes) -> etree._Element | None:
    """The tree an HTML parser makes, with namespaces and the specifications' names restored."""
    text = _decode(content)
    unfolded = _UNFOLDED | {prefix.lower(): prefix for prefix in _DECLARED_PREFIX.findall(text)}
    serialised = _reserialise(text.encode())
    if serialised is None:
        return None
    parser = etree.XMLParser(recover=True, **SAFE_XML)
    xml = _TAG.sub(lambda tag: _unfold(tag, unfolded), serialised)
    root = etree.fromstring(_REFERENCE.sub(_scalar, xml).encode(), parser)
    return None if _gave_up(parser) else root


def _gave_up(parser: etree.XMLParser | etree.HTMLParser) -> bool:
    """Whether a parser ended before the document does, as elements are nested too deep for it."""
    limit = etree.ErrorTypes.ERR_RESOURCE_LIMIT
    return any(error.type == limit for error in parser.error_log)


def _scalar(reference: re.Match[str]) -> str:
    """A character reference, unless it is to half of a surrogate pair, which is no character.

    A parser that recovers would keep it as bytes that are not UTF-8.
    """
    digits = reference[1]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else reference[0]


def _reserialise(html: bytes) -> str | None:
    """HTML as XML with every element closed; its tree is freed before the next one is built."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(html, parser)
    except etree.XMLSyntaxError:
        return None
    return (
        None if root is None or _gave_up(parser) else str(etree.tostring(root, encoding="unicode"))
    )


def _decode(content: bytes) -> str:
    """Text of a document in one of the encodings that EDGAR carries."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _unfold(match: re.Match[str], names: dict[str, str]) -> str:
    """A tag, or the prefix of a namespace declaration, with its names as they are declared."""
    slash, prefix, local_name, attributes, declared = match.groups()
    if declared:
        return names.get(declared, declared)
    attributes = _ATTRIBUTE.sub(lambda name: names.get(name[1], name[1]), attributes)
    return f"<{slash}{names.get(prefix, prefix)}:{names.get(local_name, local_name)}{attributes}>"
