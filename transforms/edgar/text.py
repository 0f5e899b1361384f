"""Text of EDGAR, whose encodings are a mix of ASCII, UTF-8 and Windows-1252."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from typing import Final

# UTF-32 first, of whose little-endian mark that of UTF-16 is a part.
_MARKS: Final = (
    (BOM_UTF32_LE, "utf-32"),
    (BOM_UTF32_BE, "utf-32"),
    (BOM_UTF16_LE, "utf-16"),
    (BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes) -> str:
    """Text of `raw`: UTF-8 if it is that, else Windows-1252, else Latin-1. Never fails.

    What begins with a byte order mark of UTF-16 or UTF-32 is that. Latin-1 is for the bytes that
    Windows-1252 leaves undefined.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")
