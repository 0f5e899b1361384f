"""Quarters on a continuous axis, and rates along it.

The day of a quarter is its first one, in the field `day`.
"""

from typing import Any, Final

BY_QUARTER: Final = {
    "field": "day",
    "timeUnit": "yearquarter",
    "type": "temporal",
    "title": None,
    "axis": {
        "format": "%YQ%q", "tickCount": {"interval": "month", "step": 3}, "grid": False,
        "labelOverlap": "greedy", "labelAngle": -45,
    },
}  # fmt: skip
"""A continuous axis: quarters without a filing take their room as well."""
FIRST_DAY: Final = {
    "calculate": "datetime(+slice(datum.quarter, 0, 4), 3 * slice(datum.quarter, 5) - 3)",
    "as": "day",
}
_LONGEST_QUARTER: Final = 93 * 86_400_000
"""Milliseconds, with the hour that summer time may add."""
STRETCH: Final = {"field": "stretch"}
"""A line each, so that none leads over quarters of which nothing is known."""


def rate(part: str, whole: str, *by: str) -> list[dict[str, Any]]:
    """The share of one field in another, added up by others."""
    sums = [{"op": "sum", "field": name, "as": name} for name in (part, whole)]
    return [
        {"aggregate": sums, "groupby": list(by)},
        {"calculate": f"datum.{part} / datum.{whole}", "as": "rate"},
    ]


def rate_by_quarter(part: str, whole: str, *by: str) -> list[dict[str, Any]]:
    """The share by quarter, with the number of its `stretch`: quarters that follow one another."""
    by_day = {"sort": [{"field": "day"}], "groupby": list(by)}
    return [
        *rate(part, whole, "day", *by),
        {"window": [{"op": "lag", "field": "day", "as": "before"}], **by_day},
        {"calculate": f"datum.day - datum.before > {_LONGEST_QUARTER} ? 1 : 0", "as": "gap"},
        {"window": [{"op": "sum", "field": "gap", "as": "stretch"}], **by_day},
    ]
