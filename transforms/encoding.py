"""Encodings whose bytes are not what they would be in ASCII."""

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


# What ASCII has, and `<` as UTF-7 and escapes may write it.
_PROBE: Final = bytes(range(0x20, 0x7F)) + b"+ADw- \\u003c"


def extends_ascii(encoding: str) -> bool:
    """Whether bytes that ASCII has mean the same in an encoding.

    >>> extends_ascii("windows-1252"), extends_ascii("utf-7")
    (True, False)

    Raises:
        LookupError: It is not known.
    """
    try:
        return _PROBE.decode(encoding) == _PROBE.decode("ascii")
    except UnicodeError:
        return False
