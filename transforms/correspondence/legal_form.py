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
COMPANY_END: Final = re.compile(rf"{LEGAL_FORM}\.?$", re.IGNORECASE)
"""The end of the name of a company."""
