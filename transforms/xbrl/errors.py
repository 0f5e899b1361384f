"""What can be wrong with schemas, linkbases and instances.

* XbrlError
  + DocumentError: a document that cannot be read as XML, or is not what it should be
  + ValueTextError: a value whose text is outside its lexical space
"""

from transforms.errors import InputError
from transforms.xbrl.reject_codes import XbrlCode


class XbrlError(InputError):
    """Something of XBRL that cannot be read."""

    def __init__(
        self, error: XbrlCode, message: str, *, file: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(error, message, file=file, line=line)


class DocumentError(XbrlError):
    """A document that is not well-formed, forbidden (DOCTYPE), or not what it should be."""


class ValueTextError(XbrlError):
    """A value whose text no rule can turn into the type it should have."""
