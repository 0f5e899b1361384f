"""`edgar-arcs query` and `edgar-arcs shell`: SQL over an output."""

import sys
from pathlib import Path
from typing import Final, TextIO

import click

from pipelines.errors import missing
from pipelines.failures import explained_answer
from pipelines.output_arguments import of_output_at, output_of, to_file

_FORMATS: Final = ("table", "csv", "json", "parquet")
_ENDINGS: Final = ("", ".txt", *(f".{name}" for name in _FORMATS))


@click.command()
@of_output_at
@click.argument("sql", required=False)
@click.option(
    "--file",
    "script",
    type=click.File(encoding="utf-8"),
    help="SQL in a file; - is standard input.",
)
@click.option(
    "--example", metavar="NAME", help="Ask a ready question; without SQL they are listed."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help="table, unless the name of the --output file ends in another.",
)
@to_file("File to write to.")
def query(
    output: str,
    sql: str | None,
    config: str | None,
    at: str | None,
    script: TextIO | None,
    example: str | None,
    form: str | None,
    target: Path | None,
) -> None:
    """Ask SQL of the committed datasets of OUTPUT, a directory or a URL.

    Without SQL, the datasets, views and ready questions are listed. A terminal gets a table that
    fits it, or each row as a list of its columns; a file or a pipe gets everything. Several
    statements are run in turn, and tables that they make last as long as the command.

    Needs the extra query.
    """
    from pipelines.views.answers import show_answer, show_relations
    from pipelines.views.whole import left_of

    asked = _sql(sql, script, example)
    with explained_answer(left_of(target)):
        place = output_of(output, config)
        if asked is None and (form or target):
            raise click.UsageError("--format and --output need SQL, --file or --example")
        if asked is None:
            show_relations(place, at)
        elif form == "parquet" and target is None:
            raise click.UsageError("parquet goes to a file: add --output FILE")
        elif form is None and target is not None and target.suffix not in _ENDINGS:
            raise click.UsageError(
                f"{target}: {target.suffix!r} is no format: name a file that ends in "
                f"{', '.join(filter(None, _ENDINGS))}, or add --format"
            )
        else:
            show_answer(place, asked, form, target, at)


def _sql(sql: str | None, script: TextIO | None, example: str | None) -> str | None:
    """The SQL from the argument, the file or the example; None if none is given."""
    from transforms.datasets.examples import EXAMPLES, example_sql

    if sum(each is not None for each in (sql, script, example)) > 1:
        raise click.UsageError("give the SQL itself, --file or --example: one of them")
    if example is not None:
        if example not in EXAMPLES:
            raise click.BadParameter(
                f"{example} is no ready question; there are {', '.join(EXAMPLES)}",
                param_hint="--example",
            )
        return example_sql(example)
    if sql is not None and not _is_text(sql):
        raise click.BadParameter("it is not text in the encoding of the locale", param_hint="SQL")
    try:
        return script.read() if script else sql
    except UnicodeDecodeError as error:
        raise click.BadParameter("it is not text in UTF-8", param_hint="--file") from error


def _is_text(argument: str) -> bool:
    """Whether Python could decode the bytes of an argument; it has surrogates for the others."""
    return not any("\ud800" <= each <= "\udfff" for each in argument)


@click.command()
@of_output_at
def shell(output: str, config: str | None, at: str | None) -> None:
    """Ask SQL of OUTPUT at a prompt, with all datasets and views; tables of your own live as long.

    A statement ends with a semicolon. .tables and .examples list what there is; Ctrl-D ends.

    Needs the extra shell.
    """
    with explained_answer():
        place = output_of(output, config)
    if not sys.stdin.isatty():
        raise click.UsageError("shell needs a terminal; edgar-arcs query --file - reads a pipe")
    try:
        from pipelines.views.shell import converse
    except ImportError as error:
        raise click.ClickException(missing(error, "shell")) from error
    with explained_answer():
        converse(place, at, Path(click.get_app_dir("edgar-arcs")) / "history")
