"""Text of EDGAR, whose encodings are a mix of ASCII, UTF-8 and Windows-1252."""

import re
from typing import Final

from transforms.encoding import wide_encoding

# <!DOCTYPE html>
_HTML: Final = re.compile(rb"\s*<(?:!DOCTYPE\s+)?html\b", re.IGNORECASE)


def decode(raw: bytes) -> str:
    """Text of `raw`: UTF-8 if it is that, else Windows-1252, else Latin-1. Never fails.

    What begins as UTF-16 or UTF-32 do is that. Latin-1 is for the bytes that Windows-1252
    leaves undefined.
    """
    wide = wide_encoding(raw)
    if wide is not None:
        return raw.decode(wide, errors="replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def beginning(content: bytes) -> str:
    """What there is in place of what was expected, for a message."""
    if not content.strip():
        return "it is empty"
    page = "is an HTML page, which " if _HTML.match(content) else ""
    return f"it {page}begins with {decode(content[:80])!r}"
