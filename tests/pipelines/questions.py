"""The cookbook, docs/questions.md and docs/findings.md: queries, and their outputs written anew.

    python -m tests.pipelines.questions OUTPUT

writes the outputs of an output of the corpus into the pages.
"""

import re
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

import duckdb

from pipelines.query import connect

_DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
PAGE: Final = _DOCS / "questions.md"
PAGES: Final = (PAGE, _DOCS / "findings.md")
_BLOCK: Final = re.compile(r"```sql\n(.*?)```\n\n```text corpus\n(.*?)```", re.DOTALL)


class Question(NamedTuple):
    """A query of the page and the output that stands below it."""

    sql: str
    output: str


def questions() -> list[Question]:
    """The queries whose outputs are of the corpus, in the order of the pages."""
    return [Question(*match) for page in PAGES for match in _BLOCK.findall(page.read_text("utf-8"))]


def answer(database: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Rows of a query as the page shows them: columns in width, numbers to the right."""
    result = database.sql(sql)
    names, rows = list(result.columns), result.fetchall()
    texts = [[_text(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(names, *texts, strict=True)]
    right = [all(isinstance(row[place], int | float | Decimal | None) for row in rows)
             for place in range(len(names))]  # fmt: skip
    lines = [names, ["-" * width for width in widths], *texts]
    return "".join(
        "  ".join(
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():,f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def write(output: Path) -> None:
    """Put the outputs into the pages."""
    with connect(output) as database:
        for page in PAGES:
            fresh = _BLOCK.sub(
                lambda block: (
                    f"```sql\n{block[1]}```\n\n```text corpus\n{answer(database, block[1])}```"
                ),
                page.read_text("utf-8"),
            )
            page.write_text(fresh, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
