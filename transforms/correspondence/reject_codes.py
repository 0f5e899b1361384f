"""Reject codes of letters."""

from typing import Final, Literal

from transforms.codes import Code

LetterCode = Literal["damaged", "encrypted", "too-long", "no-text", "not-a-letter"]

LETTER_CODES: Final[dict[LetterCode, Code]] = {
    "damaged": Code("A document that cannot be opened or parsed"),
    "encrypted": Code("A PDF that asks for a password"),
    "too-long": Code("A document beyond the limit"),
    "no-text": Code("A document without text, such as a scanned PDF"),
    "not-a-letter": Code("A document without date, salutation and `Re:` block"),
}
