"""Cities of law firms."""

from typing import Final

CITIES: Final = (
    *("amsterdam", "atlanta", "austin", "beijing", "boston", "brussels", "century city", "charlotte"),
    *("chicago", "dallas", "denver", "dubai", "d\xfcsseldorf", "frankfurt", "hamburg", "hong kong"),
    *("houston", "london", "los angeles", "madrid", "miami", "milan", "moscow", "munich", "new york"),
    *("orange county", "palo alto", "paris", "philadelphia", "riyadh", "san diego", "san francisco"),
    *("seattle", "seoul", "shanghai", "silicon valley", "singapore", "tel aviv", "tokyo"),
    *("washington", "wilmington", "zurich"),
)  # fmt: skip
"""Cities that law firms print below one another in their letterheads."""
