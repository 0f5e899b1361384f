"""Statements: calculations for display, by role, each total with its items."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from transforms.columns import Columns
from transforms.xbrl.calculation.rounding import EXACT


@dataclass(frozen=True, slots=True)
class StatementLine:
    """An item of a total: its weight, and its value, None where it is nil or not reported."""

    concept: str
    weight: Decimal | None
    value: Decimal | None
    is_reported: bool


@dataclass(frozen=True, slots=True)
class Calculation:
    """A total at a data point, with its items and both verdicts.

    Attributes:
        concept: The total.
        start_date: First day of a duration.
        end_date: Last day of a duration, or the instant.
        dimensions: Canonical text of the dimensions, '' without any.
        unit: Unit.
        lines: Items of the network, in its order.
        reported: The total as reported; None if it is nil.
        sum: Weighted sum of the items as reported; None if there is nothing to add.
        difference: `reported` less `sum`.
        xbrl21: Verdict of XBRL 2.1: `consistent`, `inconsistent`, or why it is unbound.
        calc11: Verdict of Calculations 1.1, likewise.
        cause: Cause of an inconsistency.
        cause_concept: Concept the cause points at.
    """

    concept: str
    start_date: date | None
    end_date: date | None
    dimensions: str
    unit: str
    lines: tuple[StatementLine, ...]
    reported: Decimal | None
    sum: Decimal | None
    difference: Decimal | None
    xbrl21: str
    calc11: str
    cause: str | None
    cause_concept: str | None

    @property
    def is_inconsistent(self) -> bool:
        """Whether one of the verdicts is."""
        return "inconsistent" in (self.xbrl21, self.calc11)


@dataclass(frozen=True, slots=True)
class Statement:
    """Calculations of one network: an extended link role and an arcrole."""

    role_uri: str
    arcrole: str
    calculations: tuple[Calculation, ...]


def statements(columns: Columns, *, only_inconsistent: bool = False) -> list[Statement]:
    """Statements of a filing, from the columns of dataset `calculations`.

    Args:
        columns: Columns of dataset `calculations`.
        only_inconsistent: Whether to leave out calculations that are inconsistent under neither
            specification, and statements of which nothing is left.
    """
    networks: dict[tuple[str, str], list[Calculation]] = {}
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        calculation = _calculation(row)
        if calculation.is_inconsistent or not only_inconsistent:
            networks.setdefault((row["role_uri"], row["arcrole"]), []).append(calculation)
    return [Statement(*network, tuple(rows)) for network, rows in networks.items()]


def _calculation(row: dict[str, Any]) -> Calculation:
    reported, difference = row["reported"], row["difference"]
    is_summed = reported is not None and difference is not None
    return Calculation(
        concept=row["concept"],
        start_date=row["start_date"],
        end_date=row["end_date"],
        dimensions=row["dimensions_key"],
        unit=row["unit"],
        lines=tuple(_line(item) for item in row["items"]),
        reported=reported,
        sum=EXACT.subtract(reported, difference) if is_summed else None,
        difference=difference,
        xbrl21=row["xbrl21_unbound"] or row["xbrl21"],
        calc11=row["calc11_unbound"] or row["calc11"],
        cause=row["cause"],
        cause_concept=row["cause_concept"],
    )


def _line(item: dict[str, Any]) -> StatementLine:
    is_reported = item["n_duplicates"] is not None
    return StatementLine(item["concept"], item["weight"], item["value"], is_reported)
