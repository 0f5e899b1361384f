"""The Commission as letters name it: its name, its addresses, the Division and its telephones.

Patterns without groups, for use in larger patterns that ignore case.
"""

from typing import Final

COMMISSION: Final = r"securities\s+(?:and|&)\s+exchange\s+commission"
DIVISION: Final = r"division\s+of\s+corporat"
"""The beginning of `Division of Corporation Finance`, which some call `Corporate Finance`."""
STREET: Final = r"(?:100\s+F\.?\s+St|450\s+(?:fifth|5th)\s+st)"
"""`100 F Street`, and before 2005 `450 Fifth Street`."""
WASHINGTON: Final = r"washington,?\s*d\.?\s*c\.?,?\s*20549"
PHONE: Final = r"\b202\W{0,3}(?:551|942)"
"""The beginning of `202-551-3407`, and of `202-942-1888` in older letters."""
