"""What can be wrong with a letter.

* LetterError: no text, or not a letter
"""

from transforms.correspondence.reject_codes import LetterCode
from transforms.errors import InputError


class LetterError(InputError):
    """A letter that cannot be read."""

    def __init__(
        self, error: LetterCode, message: str, *, file: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(error, message, file=file, line=line)
