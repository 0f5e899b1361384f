"""The commands.

Exit code 0: done, or nothing to do; 1: failed or incomplete; 2: usage or configuration;
75: try again later, since another job uses the store or EDGAR blocks.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pipelines.load_commands import load
from pipelines.output_commands import COMMANDS
from pipelines.query_commands import query, shell
from pipelines.report_command import report

# Everything else is imported by the command that needs it: Beam alone takes seconds.
if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.config import Config
    from transforms.edgar.slices import Slice

_PAGE_WIDTH: Final = 160  # characters per line in a file or a pipe
_LEAST_WIDTH: Final = 100  # statements need as many for amounts of trillions and both verdicts
_INTERRUPTED: Final = 130  # the exit code that shells use: 128 + SIGINT


def _console() -> "Console":
    """The terminal; a file or pipe has room for long lines."""
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        console.width = _PAGE_WIDTH
    return console


class _Commands(click.Group):
    """The commands; Ctrl-C ends each of them with one message."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; Ctrl-C ends it together with its threads and workers."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:
            reason = f": {interrupt}" if interrupt.args else ""
            click.echo(f"Interrupted{reason}", err=True)
            sys.stdout.flush()
            os._exit(_INTERRUPTED)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="edgar-arcs")
def main() -> None:
    """Read EDGAR filings in bulk: XBRL arcs, facts, calculation verdicts, staff comments."""


for _command in (*COMMANDS, load, query, report, shell):
    main.add_command(_command)


def _configured(command: Callable[..., None]) -> click.Command:
    """Make a command that takes a configuration and options of Beam."""
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
    exit_code = os.EX_TEMPFAIL


@contextmanager
def _explained() -> Iterator[None]:
    """Turn expected failures into one message and an exit code."""
    from pipelines.errors import ConfigError, LaterError, RunError

    try:
        yield
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    except LaterError as error:
        raise _TryLaterError(str(error)) from error
    except RunError as error:
        raise click.ClickException(str(error)) from error


def _load(path: str, overrides: Sequence[str], *period: "Slice") -> "Config":
    """The configuration, for the slices from the first to the last of `period` if any is given."""
    from pipelines.config_file import load_config

    return load_config(path, overrides, period)


def _say_start(console: "Console", what: str, config: "Config") -> None:
    """Print what the command does before Beam is imported, which takes seconds."""
    source = config.origin if config.source.kind == "mirror" else "EDGAR"
    console.print(
        f"{what} of {config.select.period} from {source}", highlight=False, soft_wrap=True
    )


def _slice(text: str, option: str, *, is_day: bool = False) -> "Slice":
    """The quarter or day that an option names."""
    from zoneinfo import ZoneInfo

    from transforms.edgar.slices import Slice

    try:
        slice_ = Slice.parse(text, datetime.now(ZoneInfo("America/New_York")).date())
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error
    if is_day and not slice_.is_day:
        raise click.BadParameter(f"{text} is not one day", param_hint=option)
    return slice_


def _of_day(day: str | None) -> list["Slice"]:
    return [] if day is None else [_slice(day, "--date", is_day=True)]


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

    All cores are used. Every option of Beam's may follow, such as --direct_num_workers=2
    for fewer, or --runner=DataflowRunner with what it needs.
    """
    with _explained():
        config = _load(path, overrides, *_of_day(day))
        console = _console()
        _say_start(console, "Reading filings", config)
        from pipelines.run import run as run_selected

        fetched = run_selected(config, beam_options, console, again=again, wait=wait)
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
        config = _load(path, overrides, *_of_day(day))
        console = _console()
        _say_start(console, "Fetching filings", config)
        from pipelines.fetch import fetch as fetch_selected
        from pipelines.views.summary import fetch_table

        summary = fetch_selected(config, beam_options, console, again=again, wait=wait)
        console.print(fetch_table(summary.counters, summary.seconds))
        summary.require_complete()


@_configured
@_date
@click.option("--verify", is_flag=True, help="Read every stored file again: is it as recorded?")
def status(
    path: str,
    overrides: Sequence[str],
    day: str | None,
    verify: bool,
    beam_options: Sequence[str],
) -> None:
    """Show for each slice what is in its index, in the store, not available, rejected, processed.

    Exit code 1 if a selected filing is neither processed nor explained, or a stored file is not as
    it was fetched.
    """
    with _explained():
        config = _load(path, overrides, *_of_day(day))
        from pipelines.status import show_verified, status_table, statuses, verified
        from transforms.edgar.fetching.completeness import exit_code

        _check_beam_options(beam_options)
        found = statuses(config)
        files = verified(config) if verify else None
    console = _console()
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
    is_sound = files is None or show_verified(files, console)
    raise click.exceptions.Exit(exit_code(found) if is_sound else 1)


def _check_beam_options(arguments: Sequence[str]) -> None:
    """Refuse what `run` would; a command that runs nothing takes its options and needs none."""
    if arguments:
        from pipelines.options import beam_options

        beam_options(arguments)


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
    from transforms.edgar.slices import quarters_between

    begin, end = _slice(first, "--from"), _slice(last, "--to")
    slices = quarters_between(begin, end)
    if not slices:
        raise click.UsageError(f"--to {last} is before --from {first}")
    with _explained():
        config = _load(path, overrides, slices[0], slices[-1])
        console = _console()
        _say_start(console, "Reading filings", config)
        from pipelines.backfill import backfill as process
        from pipelines.backfill import show_result
        from pipelines.status import status_table

        results = process(
            config,
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
@click.option(
    "--inconsistent", is_flag=True, help="Of networks and calculations, the inconsistent ones only."
)
def check(paths: Sequence[Path], form: str, *, inconsistent: bool) -> None:
    """Check filings (zip, folder, submission text), or lone linkbases and schemas.

    Shows networks as trees with their weights, calculations as statements, letters, findings and
    rejects; as JSON the rows of every dataset. Exit code 1 if nothing could be read.
    """
    from pipelines.check import checked_tables, could_read, render, to_json

    try:
        tables = checked_tables(paths)
    except OSError as error:
        raise click.ClickException(str(error)) from error
    if form == "json":
        click.echo(to_json(tables))
    else:
        console = _console()
        # No verdict may be cut: a terminal that is narrower breaks the lines itself.
        console.width = max(console.width, _LEAST_WIDTH)
        console.print(render(tables, only_inconsistent=inconsistent))
    if not could_read(tables):
        raise click.exceptions.Exit(1)


@main.command()
@click.argument("dataset", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(
        [
            "markdown", "json", "duckdb", "postgres", "spark", "snowflake", "bigquery",
            "bigquery-json", "odcs", "dbt",
        ]
    ),
    default="markdown",
    help="markdown and json describe; a warehouse's name gives the statements that create tables "
    "and views there; bigquery-json the schema files of bq load; odcs a data contract; dbt its "
    "sources.",
)  # fmt: skip
@click.option("--codes", is_flag=True, help="Show the codes that the columns hold.")
def schema(dataset: str | None, form: str, *, codes: bool) -> None:
    """Show the columns of one dataset or the SQL of one view, or of all."""
    from pipelines.schema_formats import FORMATS
    from transforms.datasets.schema import DATASETS
    from transforms.datasets.views import VIEWS

    if dataset not in (None, *DATASETS, *VIEWS):
        known = ", ".join((*DATASETS, *VIEWS))
        raise click.BadParameter(f"{dataset} is neither dataset nor view; there are {known}")
    if codes:
        click.echo(_codes(dataset, form))
        return
    datasets = [each for name, each in DATASETS.items() if dataset in (None, name)]
    views = [view for name, view in VIEWS.items() if dataset in (None, name)]
    try:
        click.echo(FORMATS[form](datasets, views))
    except ImportError as error:
        raise click.ClickException(f"{error}; pip install 'edgar-arcs[warehouse]'") from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _codes(dataset: str | None, form: str) -> str:
    from pipelines.codes import CODE_TABLES
    from transforms.datasets.describe import codes_to_json, codes_to_markdown

    formats = {"markdown": codes_to_markdown, "json": codes_to_json}
    if form not in formats:
        raise click.UsageError(f"--codes can be shown as {' or '.join(formats)}, not {form}")
    tables = [
        table
        for table in CODE_TABLES
        if not dataset or any(column.startswith(f"{dataset}.") for column in table.columns)
    ]
    return formats[form](tables)
