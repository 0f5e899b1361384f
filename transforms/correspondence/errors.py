"""What can be wrong with a letter.

* LetterError: no text, or not a letter
"""

from transforms.errors import InputError


class LetterError(InputError):
    """A letter that cannot be read."""
