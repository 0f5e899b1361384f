"""Legal forms, with which the names of companies end."""

from typing import Final

# `Inc`, `L.P`, without the full stop behind
LEGAL_FORM: Final = r"\b(?:inc|incorporated|corp|corporation|company|co|ltd|limited|llc|l\.l\.c|llp|l\.?p|plc|n\.v|s\.a)"
