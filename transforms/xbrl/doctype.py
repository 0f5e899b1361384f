"""Document type declarations, looked at before a parser sees them.

Entity bombs are declared in a DOCTYPE, and libxml2 expands entities in attributes even when
configured not to. So a document with an internal subset is never parsed.
"""

import re
from typing import Final

from transforms.xbrl.errors import DocumentError

# White space, XML declaration, comments: `<?xml version="1.0"?> <!-- c -->`
_PROLOG: Final = rb"(?:[\xef\xbb\xbf\xfe\xff\s]|<\?.*?\?>|<!--.*?-->)*+"
# `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x.dtd">`, or up to the `[` of a subset
_DOCTYPE: Final = re.compile(_PROLOG + rb"(<!DOCTYPE[^>\[]*[>\[]?)", re.DOTALL | re.IGNORECASE)
# `[<!ENTITY a "]>"> <!-- ] --> ]>`; a comment without end takes the rest, which else is searched again for each
_SUBSET: Final = re.compile(
    rb"(?:[^\]\"'<]|\"[^\"]*\"|'[^']*'|<!--.*?(?:-->|\Z)|<)*+\]\s*>", re.DOTALL | re.IGNORECASE
)
# `&name;`
_ENTITY: Final = re.compile(rb"&[A-Za-z_][\w.-]*;")


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


def after_doctype(content: bytes) -> bytes:
    """What follows a document's DOCTYPE and internal subset: all of it where there is none.

    Nothing, if the subset has no end; and without references to what it may declare.
    """
    doctype = doctype_of(content)
    if doctype is None:
        return content
    end = content.find(doctype) + len(doctype)
    if not doctype.endswith(b"["):
        return content[end:]
    subset = _SUBSET.match(content, end)
    return _ENTITY.sub(b"", content[subset.end() :]) if subset else b""
