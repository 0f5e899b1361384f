"""Text of EDGAR, whose encodings are a mix of ASCII, UTF-8 and Windows-1252."""

from transforms.encoding import wide_encoding


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
