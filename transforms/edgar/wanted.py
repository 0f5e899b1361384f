"""Which documents of a filing hold what we look for: XBRL, and the text of letters."""

import re
from typing import Final

_LETTER_SUFFIXES: Final = ("", ".txt", ".htm", ".html", ".pdf")
NOT_LETTERS: Final = frozenset({"GRAPHIC", "EXCEL", "JSON", "ZIP", "XML"})

_XBRL_TYPES: Final = ("EX-101", "EX-100")
_MADE_BY_EDGAR: Final = "XML"
"""Type of what EDGAR extracts from inline documents, and of what it makes to show them."""
# a-20240101_cal.xml
_XBRL_NAME = re.compile(
    r".+(?:\.xsd|(?:[_-](?:cal|def|lab|pre|ref|htm)|-\d{8})\.xml)", re.IGNORECASE
)
# a-20240101_cal.xml
_LINKBASE_NAME = re.compile(r".+(?:\.xsd|[_-](?:cal|def|lab|pre|ref)\.xml)", re.IGNORECASE)
# a-20240101_htm.xml
_INSTANCE_NAME = re.compile(r".+(?:_htm|-\d{8})\.xml", re.IGNORECASE)
# http://www.xbrl.org/2003/linkbase"
_NAMESPACE = re.compile(rb"http://www\.xbrl\.org/20\d\d/(?:instance|linkbase|inlineXBRL)[\"']")
_HTML_SUFFIXES: Final = (".htm", ".html", ".xhtml")
_ARCHIVE_SUFFIXES: Final = (".xml", ".xsd", *_HTML_SUFFIXES)


def could_be_wanted(name: str) -> bool:
    """Whether a member of an archive of XBRL documents is worth inflating, by its name."""
    return _suffix(name) in _ARCHIVE_SUFFIXES


def is_letter(name: str, type_: str | None) -> bool:
    """Whether a document of correspondence can be a letter or an enclosure that is text."""
    return type_ not in NOT_LETTERS and _suffix(name) in _LETTER_SUFFIXES


def is_declared_xbrl(name: str, type_: str | None) -> bool:
    """Whether type or name claim that a document is XBRL (EFM 5.2.5, 6.03.03)."""
    return (type_ or "").startswith(_XBRL_TYPES) or _XBRL_NAME.fullmatch(name) is not None


def is_declared_instance(name: str, type_: str | None) -> bool:
    """Whether type or name claim that a document is an instance (EFM 5.2.5, 6.03.03).

    The name of a document of another type claims nothing: holdings (13F) and loans (EX-102)
    are XML, and many are named by their date.
    """
    if type_ not in (None, _MADE_BY_EDGAR) and not type_.startswith(_XBRL_TYPES):
        return False
    return type_ == "EX-101.INS" or _INSTANCE_NAME.fullmatch(name) is not None


def is_declared_linkbase(name: str) -> bool:
    """Whether the name claims that a document is a schema or a linkbase (EFM 6.03.03)."""
    return _LINKBASE_NAME.fullmatch(name) is not None


def may_be_xbrl(name: str, type_: str | None) -> bool:
    """Whether it is worth looking into a document that does not claim to be XBRL."""
    return type_ != "GRAPHIC" and _suffix(name) in (".xml", *_HTML_SUFFIXES)


def shows_xbrl(content: bytes) -> bool:
    """Whether the content names a namespace that XBRL, inline or not, must declare."""
    if b"\0" in content[:4]:  # UTF-16 or UTF-32: a name in ASCII with zero bytes between
        content = content.replace(b"\0", b"")
    return _NAMESPACE.search(content) is not None


def is_plain_name(name: str) -> bool:
    """Whether a name could not lead anywhere even if someone took it for a path."""
    parts = name.split("/")
    odd = "\0" in name or "\\" in name or ":" in parts[0]
    return not odd and parts[0] != "" and ".." not in parts


def is_html(name: str) -> bool:
    """Whether a document is HTML by its name: XBRL then only if it is inline."""
    return _suffix(name) in _HTML_SUFFIXES


def is_archive(name: str) -> bool:
    """Whether a document is an archive by its name."""
    return _suffix(name) == ".zip"


def _suffix(name: str) -> str:
    _, dot, suffix = name.rpartition(".")
    return dot + suffix.lower() if dot else ""
