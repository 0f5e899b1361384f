"""What can be wrong with indexes, archives, submissions and answers of the server.

* EdgarError
  + IndexFileError: a quarterly or daily index, or a row of it
  + ArchiveError: a zip or tar, or a member of it
  + SubmissionError: a full submission text
"""

from transforms.errors import InputError


class EdgarError(InputError):
    """Something of EDGAR's that cannot be read."""


class IndexFileError(EdgarError):
    """An index file or one of its rows."""


class ArchiveError(EdgarError):
    """An archive or one of its members."""


class SubmissionError(EdgarError):
    """A full submission text or one of its documents."""
