"""Document type declarations, looked at before a parser sees them.

A DOCTYPE is how entity bombs arrive, and libxml2 expands entities in attributes whatever it
is told: so a document with an internal subset is never parsed.
"""

import re

from transforms.xbrl.errors import DocumentError

_DOCTYPE = re.compile(
    rb"(?:[\xef\xbb\xbf\xfe\xff\s]|<\?.*?\?>|<!--.*?-->)*+(<!DOCTYPE[^>\[]*[>\[]?)",
    re.DOTALL | re.IGNORECASE,
)


def doctype_of(content: bytes) -> bytes | None:
    """A document's DOCTYPE up to its internal subset (`[`) or its end (`>`), None without one."""
    if b"\0" in content[:4]:  # UTF-16: ASCII with zero bytes between, as far as a DOCTYPE goes
        content = content.replace(b"\0", b"")
    match = _DOCTYPE.match(content)
    return match[1] if match else None


def reject_doctype(name: str, content: bytes) -> None:
    """Refuse a document with a DOCTYPE.

    Raises:
        DocumentError: `doctype`.
    """
    if doctype_of(content) is not None:
        raise DocumentError("doctype", f"{name} declares a DOCTYPE, which is not read", file=name)
