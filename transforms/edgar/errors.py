"""What can be wrong with indexes, archives, submissions and answers of the server.

* EdgarError
  + IndexFileError: a quarterly or daily index, or a row of it
  + ArchiveError: a zip or tar, or a member of it
  + SubmissionError: a full submission text
  + RssError: a monthly RSS file of XBRL filings, or an item of it
  + RetrievalError: an answer that is not what was asked for
    x UnsoundBodyError: another kind of file, or not the whole of it
    x NoAnswerError: no answer, or one that says to come back later
"""

from transforms.edgar.reject_codes import EdgarCode
from transforms.errors import InputError


class EdgarError(InputError):
    """A file of EDGAR's that cannot be read."""

    def __init__(
        self, error: EdgarCode, message: str, *, file: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(error, message, file=file, line=line)


class IndexFileError(EdgarError):
    """An index file or one of its rows."""


class ArchiveError(EdgarError):
    """An archive or one of its members."""


class SubmissionError(EdgarError):
    """A full submission text or one of its documents."""


class RssError(EdgarError):
    """A monthly RSS file of XBRL filings or one of its items."""


class RetrievalError(EdgarError):
    """An answer that is not what was asked for, and will not become so by asking again."""


class UnsoundBodyError(RetrievalError):
    """A body of another kind than its path says, damaged, or cut short."""


class NoAnswerError(RetrievalError):
    """No answer, or one that says to come back later; says nothing about the file itself."""
