"""Legal forms, with which the names of companies end."""

import re
from typing import Final

_WORDS: Final = (
    *("inc", "incorporated", "corp", "corporation", "company", "co", "ltd", "limited"),
    *("llc", "llp", "lp", "plc"),
)
LEGAL_FORM_WORDS: Final = frozenset(_WORDS)
"""Legal forms of one word, in small letters and without full stops."""
# `Inc`, `L.P`, without the full stop behind
LEGAL_FORM: Final = rf"\b(?:{'|'.join(_WORDS)}|l\.l\.c|l\.p|n\.v|s\.a)"
# `Example Holdings, Inc.`
_LAST: Final = re.compile(rf"{LEGAL_FORM}\.?$", re.IGNORECASE)
_TAIL: Final = 16  # characters at the end of a text that are looked at


def ends_as_company(text: str) -> bool:
    """Whether a text ends in a legal form, as the names of companies do."""
    return _LAST.search(text, max(len(text) - _TAIL, 0)) is not None
