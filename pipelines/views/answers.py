"""Answers of queries: as a table that fits the terminal, or as CSV, JSON and Parquet.

Accession numbers, dates and amounts are never cut or broken; amounts have no trailing zeros.
"""

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any, Final, TextIO

import pyarrow as pa
import pyarrow.parquet as pq
import simplejson
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, Group, JustifyMethod, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pipelines.query import Answer, AnswerRow, Relation, answers, connect, relations
from pipelines.views.digits import digits
from pipelines.views.whole import written_whole
from transforms.datasets.catalog import Output
from transforms.datasets.examples import EXAMPLES, example_summary

_UNBROKEN: Final = len("0001990001-24-000004")
"""Words of at most this length are never broken, so accession numbers stay whole."""
_GAP: Final = 2  # characters between columns
_ENDLESS: Final = 1_000_000  # characters per line where lines may be of any length
_AT_ONCE: Final = 1_000
"""Rows of one table: columns are as wide as what is in them, which has to be there before."""


def answer_view(
    names: Sequence[str], rows: Sequence[AnswerRow], width: int | None, first: int = 1
) -> RenderableType:
    """A table, or where its columns do not fit, each row on lines of its own.

    Args:
        names: Names of the columns.
        rows: The rows.
        width: Columns of the terminal; None if lines may be of any length.
        first: Number of the first row.
    """
    cells = [[plain(value) for value in row] for row in rows]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in names]
    texts = [list(column) for column in zip(*cells, strict=True)] or [[] for _ in names]
    widths = [_width([name, *column]) for name, column in zip(names, texts, strict=True)]
    room = None if width is None else width - _GAP * len(names)
    if room is not None:
        least = [
            _least([name, *column], values)
            for name, column, values in zip(names, texts, columns, strict=True)
        ]
        if sum(least) > room:
            return _records(names, cells, first)
        widths = _shrunk(widths, least, room)
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name, fitting, values in zip(names, widths, columns, strict=True):
        justify: JustifyMethod = "right" if _is_number(values) else "left"
        table.add_column(Text(name), width=fitting, justify=justify, overflow="fold")
    for row in cells:
        table.add_row(*map(Text, row))
    return table


def _width(cells: Iterable[str]) -> int:
    return max(cell_len(line) for cell in cells for line in (cell.splitlines() or [""]))


def _least(cells: Sequence[str], values: Iterable[object]) -> int:
    """The least width of a column, whose first cell is its name.

    Text may be broken between words, and words that are longer than most names; numbers and
    dates may not be broken.
    """
    if not any(isinstance(value, str | list | dict) for value in values):
        return _width(cells)
    words = (word for cell in cells for word in cell.split())
    return max(cell_len(cells[0]), min(_UNBROKEN, max(map(cell_len, words), default=0)))


def _is_number(values: Iterable[object]) -> bool:
    found = [value for value in values if value is not None]
    return bool(found) and all(
        isinstance(value, int | float | Decimal) and not isinstance(value, bool) for value in found
    )


def _shrunk(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit the room: the widest columns are narrowed first."""
    fitting = list(widths)
    while (excess := sum(fitting) - room) > 0:
        widest = max(
            (position for position, width in enumerate(fitting) if width > least[position]),
            key=fitting.__getitem__,
        )
        fitting[widest] = max(least[widest], fitting[widest] - excess)
    return fitting


def _records(names: Sequence[str], cells: list[list[str]], first: int) -> Group:
    """Each row as a list of its columns, less those that are null."""
    shown: list[RenderableType] = []
    for number, row in enumerate(cells, start=first):
        record = Table.grid(padding=(0, 2))
        record.add_column(no_wrap=True, style="bold")
        record.add_column(overflow="fold")
        for name, cell in zip(names, row, strict=True):
            record.add_row(Text(name), Text(cell))
        shown += [Rule(f"row {number:,}", align="left"), record]
    return Group(*shown)


def plain(value: object) -> str:
    """A value as text: null empty, decimals without trailing zeros, lists and records as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return digits(value)
    if isinstance(value, list | dict):
        return simplejson.dumps(_json(value), use_decimal=True, ensure_ascii=False)
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _json(value: Any) -> Any:  # noqa: ANN401 # any value of a row, and rows hold lists and structs
    if isinstance(value, dict):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    if isinstance(value, Decimal):
        return Decimal(digits(value))
    if isinstance(value, float) and not isfinite(value):  # such as 0 / 0, which JSON has not
        return None
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def write_csv(answer: Answer, file: TextIO) -> None:
    """A line with the names of the columns, and a line per row."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(answer.names)
    for row in answer.rows():
        writer.writerow(map(plain, row))


def write_json(answer: Answer, file: TextIO) -> None:
    """A list of objects, a line each; amounts are numbers with all their digits, NaN and infinity null."""
    names = _unique(answer.names)
    separator = "["
    for row in answer.rows():
        value = simplejson.dumps(
            _json(dict(zip(names, row, strict=True))), use_decimal=True, ensure_ascii=False
        )
        file.write(f"{separator}{value}")
        separator = ",\n "
    file.write("[]\n" if separator == "[" else "]\n")


def write_parquet(answer: Answer, path: Path) -> None:
    """A Parquet file with the types of the datasets."""
    names = _unique(answer.names)
    with pq.ParquetWriter(path, _renamed(answer.schema, names)) as writer:
        for batch in answer.batches():
            writer.write_batch(batch.rename_columns(names))


def _renamed(schema: pa.Schema, names: Sequence[str]) -> pa.Schema:
    return pa.schema([field.with_name(name) for field, name in zip(schema, names, strict=True)])


def _unique(names: Sequence[str]) -> list[str]:
    """The names; repeated ones get a number: `cik`, `cik_2`."""
    taken: list[str] = []
    for name in names:
        number, unique = 1, name
        while unique in taken:
            number += 1
            unique = f"{name}_{number}"
        taken.append(unique)
    return taken


def write_table(answer: Answer, file: TextIO) -> None:
    """A table as wide as the terminal, or as it needs where `file` is none; many rows are several."""
    console = _console(file)
    width = console.width if console.is_terminal else None
    rows = answer.rows()
    first, shown = 1, list(islice(rows, _AT_ONCE))
    while shown or first == 1:
        console.print(answer_view(answer.names, shown, width, first))
        first, shown = first + _AT_ONCE, list(islice(rows, _AT_ONCE))


def _console(file: TextIO) -> Console:
    console = Console(file=file, highlight=False)
    if not console.is_terminal:
        console.width = _ENDLESS
    return console


_WRITERS: Final[dict[str, Callable[[Answer, TextIO], None]]] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
}


def show_answer(
    output: Output, sql: str, form: str | None, target: Path | None, at: str | None
) -> None:
    """Ask an output, and show the answer or write it to a file.

    Args:
        output: The output.
        sql: The query.
        form: `table`, `csv`, `json`, or with a target `parquet`; None: as the name of `target` ends, else a table.
        target: File to write to, whole or not at all; None for standard output.
        at: Id or number of the run whose state is asked; None for the latest.

    Raises:
        QueryError: Nothing is committed there, the query is wrong, or `target` cannot be written.
    """
    suffix = target.suffix.removeprefix(".") if target else ""
    form = form or (suffix if suffix in (*_WRITERS, "parquet") else "table")
    found = answers(connect(output, at), sql, single=form != "table")
    if target is None:
        _write(found, form, sys.stdout)
        return
    with written_whole(target) as part:
        if form == "parquet":
            for answer in found:
                write_parquet(answer, part)
        else:
            with part.open("w", encoding="utf-8") as file:
                _write(found, form, file)


def _write(found: Iterable[Answer], form: str, file: TextIO) -> None:
    for answer in found:
        _WRITERS[form](answer, file)


def show_relations(output: Output, at: str | None) -> None:
    """Show what can be queried, with numbers of rows, and the ready questions.

    Raises:
        QueryError: Nothing is committed there.
    """
    _console(sys.stdout).print(relations_view(relations(output, at)), examples_view())


def relations_view(found: Iterable[Relation]) -> Table:
    """Datasets and views, with numbers of rows."""
    tables = Table("dataset or view", "rows", "one row per", box=SIMPLE_HEAD)
    tables.columns[1].justify = "right"
    for relation in found:
        rows = "" if relation.rows is None else f"{relation.rows:,}"
        tables.add_row(relation.name, rows, relation.row_is)
    return tables


def examples_view() -> Table:
    """The ready questions."""
    questions = Table("--example", "what it answers", box=SIMPLE_HEAD)
    for name in EXAMPLES:
        questions.add_row(name, example_summary(name))
    return questions
