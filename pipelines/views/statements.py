"""Calculations for reading at a terminal: each total with its items, in columns."""

from collections.abc import Iterator
from decimal import Decimal

import pyarrow as pa
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from pipelines.views.digits import digits
from transforms.datasets.instance_schemas import SUMMATION_ITEM
from transforms.xbrl.calculation.statement import Calculation, Statement, StatementLine, statements

_VERDICTS = {"consistent": "green", "inconsistent": "red"}


def statement_tables(
    calculations: pa.Table, titles: dict[str, str | None], *, only_inconsistent: bool
) -> Iterator[Table]:
    """A table for each role and arcrole.

    Args:
        calculations: Rows of `calculations`.
        titles: Definition of each role URI.
        only_inconsistent: Whether to leave out the rest.
    """
    columns = calculations.to_pydict()
    for statement in statements(columns, only_inconsistent=only_inconsistent):
        yield _table(statement, titles.get(statement.role_uri) or statement.role_uri)


def _table(statement: Statement, title: str) -> Table:
    table = Table(
        title=Text(title, style="bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("weight", justify="right")
    table.add_column("concept", overflow="fold", min_width=16)
    for name in ("reported", "sum", "difference"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("2.1", "1.1"):
        table.add_column(name, overflow="fold", min_width=12)
    for calculation in statement.calculations:
        _add(table, calculation, is_bound=statement.arcrole == SUMMATION_ITEM)
    return table


def _add(table: Table, calculation: Calculation, *, is_bound: bool) -> None:
    """Rows of a calculation; XBRL 2.1 §5.2.5.2 binds the arcrole of 2003 alone."""
    for line in calculation.lines:
        table.add_row(amount(line.weight), f"  {line.concept}", _value(line))
    table.add_row(
        "",
        _total(calculation),
        amount(calculation.reported),
        amount(calculation.sum),
        amount(calculation.difference),
        _verdict(calculation.xbrl21 if is_bound else "not bound"),
        _verdict(calculation.calc11),
        end_section=True,
    )


def _total(calculation: Calculation) -> Text:
    text = Text(calculation.concept, style="bold")
    period = " to ".join(
        day.isoformat() for day in (calculation.start_date, calculation.end_date) if day
    )
    text.append(f"\n{period}  {calculation.unit}", style="dim")
    if calculation.dimensions:
        text.append(f"\n{calculation.dimensions}", style="dim")
    if calculation.cause:
        cause = " ".join(filter(None, ("cause:", calculation.cause, calculation.cause_concept)))
        text.append(f"\n{cause}", style="yellow")
    return text


def _verdict(verdict: str) -> Text:
    return Text(verdict, style=_VERDICTS.get(verdict, "dim"))


def _value(line: StatementLine) -> str:
    if line.value is not None:
        return amount(line.value)
    return "nil" if line.is_reported else "-"


def amount(number: Decimal | None) -> str:
    """An amount as people write it: thousands apart, no trailing zeros; '' for None."""
    return "" if number is None else digits(number, ",")
