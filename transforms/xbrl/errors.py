"""What can be wrong with schemas, linkbases and instances.

* XbrlError
  + DocumentError: a document that cannot be read as XML, or is not what it should be
  + ValueTextError: a value whose text is outside its lexical space
"""

from typing import Self

from transforms.errors import InputError
from transforms.xbrl.reject_codes import XbrlCode


class XbrlError(InputError):
    """Something of XBRL that cannot be read."""

    def __init__(
        self, error: XbrlCode, message: str, *, file: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(error, message, file=file, line=line)

    def kept(self) -> Self:
        """Itself, to be kept as a value: without the frames that it passed, which hold documents.

        A frame that holds an error which holds the frame is not freed until the garbage
        collector comes, and neither is all that was read of the filing.
        """
        self.__traceback__ = self.__context__ = self.__cause__ = None
        return self


class DocumentError(XbrlError):
    """A document that is not well-formed, forbidden (DOCTYPE), or not what it should be."""


class ValueTextError(XbrlError):
    """A value whose text no rule can turn into the type it should have."""
