"""The commands.

Exit code 0: done, or nothing to do; 1: failed or incomplete; 2: usage or configuration;
75: try again later, since another job uses the store or EDGAR blocks.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from os import EX_TEMPFAIL
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
import pyarrow as pa
import simplejson
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from transforms.datasets.describe import (
    codes_to_json,
    codes_to_markdown,
    to_bigquery,
    to_json,
    to_markdown,
)
from transforms.datasets.schema import DATASETS

if TYPE_CHECKING:
    from pipelines.config import Config

_PAGE_WIDTH = 160  # of what is written to a file or a pipe
_FORMATS = {"markdown": to_markdown, "json": to_json, "bigquery": to_bigquery}
_CODE_FORMATS = {"markdown": codes_to_markdown, "json": codes_to_json}


def _console() -> Console:
    """The terminal; a file or pipe has room for long lines."""
    console = Console()
    if not console.is_terminal:
        console.width = _PAGE_WIDTH
    return console


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="edgar-arcs")
def main() -> None:
    """Read EDGAR filings in bulk: XBRL arcs, facts, calculation verdicts, staff comments."""


def _configured(command: Callable[..., None]) -> click.Command:
    """Make a command with the options that say what to work on, and Beam's."""
    config = click.option(
        "--config", "path", required=True, metavar="FILE", help="Configuration in TOML."
    )
    overrides = click.option(
        "--set",
        "overrides",
        multiple=True,
        metavar="SECTION.KEY=VALUE",
        help="Change one value of the configuration; may be repeated.",
    )
    others = click.argument("beam_options", nargs=-1, type=click.UNPROCESSED)
    register = main.command(context_settings={"ignore_unknown_options": True})
    return register(config(overrides(others(command))))


_date = click.option(
    "--date",
    "day",
    metavar="DAY",
    help="Take the daily index of one day, such as 2024-05-15 or yesterday, in place of the period.",
)
_again = click.option("--again", is_flag=True, help="Ask again for what EDGAR did not have.")
_wait = click.option(
    "--wait", default=0.0, metavar="SECONDS", help="Wait so long while another job uses the store."
)


class _TryLaterError(click.ClickException):
    exit_code = EX_TEMPFAIL


@contextmanager
def _explained() -> Iterator[None]:
    """Errors that are no bugs as one message and an exit code."""
    from pipelines.config import ConfigError
    from pipelines.launch import LaterError, RunError

    try:
        yield
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    except LaterError as error:
        raise _TryLaterError(str(error)) from error
    except RunError as error:
        raise click.ClickException(str(error)) from error


def _load(path: str, overrides: Sequence[str], day: str | None = None) -> "Config":
    """The configuration, for one day if one is given."""
    # Beam takes most of a second to import, which help and usage errors need not wait for.
    from pipelines.config import load_config
    from transforms.edgar.slices import Slice

    config = load_config(path, overrides)
    if day is None:
        return config
    try:
        slice_ = Slice.parse(day, datetime.now(ZoneInfo("America/New_York")).date())
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--date") from error
    if not slice_.is_day:
        raise click.BadParameter(f"{day} is not one day", param_hint="--date")
    return config.of(slice_)


@_configured
@_date
@_again
@_wait
def run(
    path: str,
    overrides: Sequence[str],
    day: str | None,
    again: bool,
    wait: float,
    beam_options: Sequence[str],
) -> None:
    """Process the selected filings and commit their datasets.

    With EDGAR as the source, what the store lacks is fetched first.

    Every option of Beam's may follow, such as --direct_running_mode=multi_processing
    --direct_num_workers=2, or --runner=DataflowRunner with what it needs.
    """
    with _explained():
        from pipelines.backfill import run_slice

        config = _load(path, overrides, day)
        fetched = run_slice(config, beam_options, Console(), again=again, wait=wait)
        if fetched:
            fetched.require_complete()


@_configured
@_date
@_again
@_wait
def fetch(
    path: str,
    overrides: Sequence[str],
    day: str | None,
    again: bool,
    wait: float,
    beam_options: Sequence[str],
) -> None:
    """Fetch the selected filings from EDGAR into the store, as far as it lacks them.

    Exit code 1 if some could not be had for a reason that may pass, 75 if EDGAR blocks or has not
    yet published an index: run it again.
    """
    with _explained():
        from pipelines.fetch import fetch as fetch_selected
        from pipelines.fetch import fetch_table

        config = _load(path, overrides, day)
        console = Console()
        summary = fetch_selected(config, beam_options, console, again=again, wait=wait)
        console.print(fetch_table(summary))
        summary.require_complete()


@_configured
@_date
def status(
    path: str, overrides: Sequence[str], day: str | None, beam_options: Sequence[str]
) -> None:
    """Show for each slice what is in its index, in the store, not available, rejected, processed.

    Exit code 1 if a selected filing is neither processed nor explained.
    """
    with _explained():
        from apache_beam.io.filesystems import FileSystems

        from pipelines.launch import beam_options as parsed
        from pipelines.status import status_table, statuses
        from transforms.edgar.fetching.completeness import exit_code

        FileSystems.set_options(parsed(beam_options))
        found = statuses(_load(path, overrides, day))
    console = Console()
    console.print(status_table(found))
    for each in found:
        if each.unexplained:
            shown = ", ".join(each.unexplained[:10])
            more = len(each.unexplained) - 10
            console.print(
                f"{each.name}: neither processed nor explained: {shown}"
                + (f" and {more:,} more" if more > 0 else ""),
                highlight=False,
                soft_wrap=True,
            )
    raise click.exceptions.Exit(exit_code(found))


@_configured
@click.option("--from", "first", required=True, metavar="QUARTER", help="Such as 2009Q3.")
@click.option("--to", "last", required=True, metavar="QUARTER", help="Such as 2024Q4.")
@click.option("--newest-first", is_flag=True, help="Begin with the latest quarter.")
@_wait
def backfill(
    path: str,
    overrides: Sequence[str],
    first: str,
    last: str,
    newest_first: bool,
    wait: float,
    beam_options: Sequence[str],
) -> None:
    """Fetch, process and commit quarter after quarter; what is done already is left alone.

    A quarter that fails does not stop the others. Exit code 1 if one is not complete at the end.
    """
    from pipelines.status import status_table
    from transforms.edgar.slices import Slice, quarters_between

    try:
        today = datetime.now(UTC).date()
        slices = quarters_between(Slice.parse(first, today), Slice.parse(last, today))
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if not slices:
        raise click.UsageError(f"--to {last} is before --from {first}")
    console = Console()
    with _explained():
        from pipelines.backfill import backfill as process
        from pipelines.backfill import show_result

        results = process(
            _load(path, overrides),
            slices[::-1] if newest_first else slices,
            beam_options,
            console,
            lambda result: show_result(result, console),
            wait,
        )
    console.print(status_table(result.status for result in results if result.status))
    failed = [result for result in results if not result.is_complete]
    for result in failed:
        show_result(result, console)
    if failed:
        raise click.exceptions.Exit(1)


@main.command()
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--inconsistent", is_flag=True, help="Calculations only, inconsistencies first.")
def check(paths: Sequence[Path], form: str, *, inconsistent: bool) -> None:
    """Check filings (zip, folder, submission text), or lone linkbases and schemas.

    Shows networks as trees with their weights, then findings and rejects; as JSON the rows
    of every dataset. Exit code 1 if nothing could be read.
    """
    from pipelines.check import check_path, render, to_rows

    try:
        checked = [check_path(path) for path in paths]
    except OSError as error:
        raise click.ClickException(str(error)) from error
    tables = {name: pa.concat_tables([each[name] for each in checked]) for name in checked[0]}
    if form == "json":
        click.echo(simplejson.dumps(to_rows(tables), use_decimal=True, indent=1))
    else:
        _console().print(render(tables, inconsistent_first=inconsistent))
    for path, each in zip(paths, checked, strict=True):
        if not any(table.num_rows for name, table in each.items() if name != "filings"):
            click.echo(f"{path}: no linkbase, schema, instance or letter in it", err=True)
    if not any(
        table.num_rows for name, table in tables.items() if name not in ("filings", "rejects")
    ):
        raise click.exceptions.Exit(1)


@main.command()
@click.argument("dataset", required=False, type=click.Choice(list(DATASETS)))
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="markdown")
@click.option("--codes", is_flag=True, help="Show the codes that columns hold instead.")
def schema(dataset: str | None, form: str, *, codes: bool) -> None:
    """Show the columns of one dataset, or of all."""
    if codes:
        click.echo(_codes(dataset, form))
        return
    click.echo(_FORMATS[form]([DATASETS[dataset]] if dataset else list(DATASETS.values())))


def _codes(dataset: str | None, form: str) -> str:
    from pipelines.codes import CODE_TABLES

    if form not in _CODE_FORMATS:
        raise click.UsageError(f"--codes can be shown as {' or '.join(_CODE_FORMATS)}, not {form}")
    tables = [
        table
        for table in CODE_TABLES
        if not dataset or any(column.startswith(f"{dataset}.") for column in table.columns)
    ]
    return _CODE_FORMATS[form](tables)


@main.command()
@click.argument("output", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("sql")
def query(output: Path, sql: str) -> None:
    """Run SQL over the committed datasets of OUTPUT, a local directory.

    Needs DuckDB: pip install 'edgar-arcs[query]'.
    """
    try:
        from pipelines.query import QueryError
        from pipelines.query import query as ask
    except ImportError as error:
        raise click.ClickException(f"{error}; pip install 'edgar-arcs[query]'") from error
    try:
        names, rows = ask(output, sql)
    except QueryError as error:
        raise click.ClickException(str(error)) from error
    table = Table(*names, box=SIMPLE_HEAD)
    for row in rows:
        table.add_row(*("" if value is None else escape(str(value)) for value in row))
    _console().print(table)
