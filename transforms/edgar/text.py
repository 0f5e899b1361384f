"""Text of EDGAR, whose encodings are a mix of ASCII, UTF-8 and Windows-1252."""


def decode(raw: bytes) -> str:
    """Text of `raw`: UTF-8 if it is that, else Windows-1252, else Latin-1. Never fails.

    The bytes that Windows-1252 leaves undefined are what the last is for.
    """
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")
