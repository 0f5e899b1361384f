"""A prompt for SQL over an output."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.sql import SqlLexer
from rich.console import Console

from pipelines.query import QueryError, answers, connect, relations_of
from pipelines.views.answers import answer_view, examples_view, relations_view
from pipelines.views.interrupt import TerminatedError, heeded_signals
from transforms.datasets.catalog import Output
from transforms.datasets.examples import EXAMPLES, example_sql
from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS

if TYPE_CHECKING:
    import duckdb

_MOST_ROWS: Final = 1_000
_WORDS: Final = (
    "SELECT FROM WHERE GROUP BY ORDER LIMIT JOIN USING HAVING FILTER DISTINCT COUNT SUM DESCRIBE"
).split()
_HELP: Final = (
    "SQL ends with a semicolon. .tables lists datasets and views, .examples ready questions, "
    ".example NAME asks one; Ctrl-D ends."
)


def converse(output: Output, at: str | None, history: Path) -> None:
    """Read SQL and show answers until Ctrl-D.

    Args:
        output: The output.
        at: Id or number of the run whose state is asked; None for the latest.
        history: File that keeps what was typed.

    Raises:
        QueryError: Nothing is committed there.
    """
    connection = connect(output, at)
    history.parent.mkdir(parents=True, exist_ok=True)
    columns = {name for dataset in DATASETS.values() for name in dataset.schema.names}
    session: PromptSession[str] = PromptSession(
        "edgar-arcs> ",
        multiline=Condition(lambda: not is_whole(get_app().current_buffer.text)),
        completer=WordCompleter(sorted({*DATASETS, *VIEWS, *columns, *_WORDS}), ignore_case=True),
        complete_while_typing=False,
        lexer=PygmentsLexer(SqlLexer),
        history=FileHistory(str(history)),
    )
    console = Console(highlight=False)
    console.print(_HELP)
    while True:
        try:
            with heeded_signals():
                text = session.prompt().strip()
        except TerminatedError:
            raise
        except KeyboardInterrupt:  # what was typed is dropped, as in other shells
            continue
        except EOFError:
            return
        try:
            with heeded_signals():
                _answer(connection, text, console)
        except TerminatedError:
            raise
        except KeyboardInterrupt:
            console.print("Interrupted")
        except QueryError as error:
            console.print(str(error), style="red", markup=False)


def is_whole(text: str) -> bool:
    """Whether Enter ends this: a statement with its semicolon, a command, or nothing."""
    typed = text.strip()
    return not typed or typed.startswith(".") or typed.endswith(";")


def _answer(connection: "duckdb.DuckDBPyConnection", text: str, console: Console) -> None:
    match text.split():
        case []:
            return
        case [".tables"]:
            console.print(relations_view(relations_of(connection)))
        case [".examples"]:
            console.print(examples_view())
        case [".example", name] if name in EXAMPLES:
            _show(connection, example_sql(name), console)
        case [".example", *names]:
            name = " ".join(names)
            raise QueryError(f"{name} is no ready question; .examples lists them")
        case [word, *_] if word.startswith("."):
            raise QueryError(f"there is no {word}. {_HELP}")
        case _:
            _show(connection, text, console)


def _show(connection: "duckdb.DuckDBPyConnection", sql: str, console: Console) -> None:
    for answer in answers(connection, sql):
        rows = list(islice(answer.rows(), _MOST_ROWS + 1))
        console.print(answer_view(answer.names, rows[:_MOST_ROWS], console.width))
        if len(rows) > _MOST_ROWS:
            console.print(f"The first {_MOST_ROWS:,} rows; edgar-arcs query writes all to a file")
