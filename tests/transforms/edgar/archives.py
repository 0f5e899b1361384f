"""Archives that no writer makes."""

from samples.containers import zip_archive


def misnamed_archive() -> bytes:
    """An archive of `a.xsd` and a linkbase with a name that is said to be UTF-8 and is not."""
    content = zip_archive({"\u00e9_cal.xml": b"<linkbase/>", "a.xsd": b"<schema/>"})
    return content.replace("\u00e9".encode(), b"\xe9\xe8")
