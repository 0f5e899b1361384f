"""Encodings of two or four bytes a character, found without a declaration."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from typing import Final

# A byte order mark, or a character of ASCII and the zero bytes that stand before or after it
# (XML 1.0, appendix F): `<\0h\0`. UTF-32 first, of whose marks those of UTF-16 are a part.
_WIDE: Final = tuple(
    (re.compile(start, re.DOTALL), encoding)
    for start, encoding in (
        (re.escape(BOM_UTF32_LE), "utf-32"),
        (re.escape(BOM_UTF32_BE), "utf-32"),
        (re.escape(BOM_UTF16_LE), "utf-16"),
        (re.escape(BOM_UTF16_BE), "utf-16"),
        (rb"[\x01-\x7f]\0\0\0", "utf-32-le"),
        (rb"\0\0\0[\x01-\x7f]", "utf-32-be"),
        (rb"[\x01-\x7f]\0[\x01-\x7f]\0", "utf-16-le"),
        (rb"\0[\x01-\x7f]\0[\x01-\x7f]", "utf-16-be"),
    )
)


def wide_encoding(content: bytes) -> str | None:
    """The encoding of `content` if it is UTF-16 or UTF-32, by how it begins; else None.

    >>> wide_encoding("A letter".encode("utf-16-le")), wide_encoding(b"A letter")
    ('utf-16-le', None)
    """
    return next((encoding for start, encoding in _WIDE if start.match(content)), None)
