"""Commands that take a configuration: run, fetch, status and backfill."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from pipelines.failures import COMMITTED_OR_NOT, explained_run
from pipelines.output_arguments import Amount

if TYPE_CHECKING:
    from rich.console import Console

    from pipelines.config import Config
    from transforms.edgar.slices import Slice


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
    register = click.command(context_settings={"ignore_unknown_options": True})
    return register(config(overrides(others(command))))


_NO_DAY = "{!r} is no day such as 2024-05-15, yesterday or today, from 1993 to 2099"
_NO_QUARTER = "{!r} is no quarter such as 2024Q1, from 1993 to 2099"
_date = click.option(
    "--date",
    "day",
    metavar="DAY",
    help="Take the daily index of one day, such as 2024-05-15 or yesterday, in place of the period.",
)
_again = click.option("--again", is_flag=True, help="Ask again for what EDGAR did not have.")
_wait = click.option(
    "--wait",
    default=0.0,
    type=Amount("seconds"),
    metavar="SECONDS",
    help="Wait so long while another job uses the store.",
)


def _load(path: str, overrides: Sequence[str], *period: "Slice") -> "Config":
    """The configuration, for the slices from the first to the last of `period` if any is given."""
    from pipelines.config_file import load_config

    return load_config(path, overrides, period)


def _started(what: str, config: "Config") -> "Console":
    """The terminal, on which is said what is done before Beam is imported, which takes seconds."""
    from pipelines.views.console import page, say

    source = config.origin if config.source.kind == "mirror" else "EDGAR"
    console = page()
    say(console, f"{what} of {config.select.period} from {source}")
    return console


def _slice(text: str, option: str, *, is_day: bool = False) -> "Slice":
    """The quarter or day that an option names."""
    from zoneinfo import ZoneInfo

    from transforms.edgar.slices import Slice

    try:
        slice_ = Slice.parse(text, datetime.now(ZoneInfo("America/New_York")).date())
    except ValueError as error:
        reason = (_NO_DAY if is_day else _NO_QUARTER).format(text)
        raise click.BadParameter(reason, param_hint=option) from error
    if is_day and not slice_.is_day:
        raise click.BadParameter(f"{text} is not one day", param_hint=option)
    if slice_.is_day and not is_day:
        raise click.BadParameter(_NO_QUARTER.format(text), param_hint=option)
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

    All cores that it may are used. Every option of Beam's may follow, such as --direct_num_workers=2
    for fewer, or --runner=DataflowRunner with what it needs.
    """
    with explained_run(COMMITTED_OR_NOT):
        config = _load(path, overrides, *_of_day(day))
        console = _started("Reading filings", config)
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
    with explained_run("what was fetched is in the store; fetch again for the rest"):
        config = _load(path, overrides, *_of_day(day))
        console = _started("Fetching filings", config)
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

    Exit code 1 if a selected filing is neither processed nor explained, a quarter or business day
    has no index that can be read, or a stored file is not as it was fetched.
    """
    with explained_run():
        config = _load(path, overrides, *_of_day(day))
        from pipelines.places import check_mirror
        from pipelines.status import (
            show_incomplete,
            show_verified,
            status_table,
            statuses,
            verified,
        )
        from pipelines.views.console import page
        from transforms.edgar.fetching.completeness import exit_code

        _check_beam_options(beam_options)
        check_mirror(config)
        found = statuses(config)
        files = verified(config) if verify else None
    console = page()
    console.print(status_table(found))
    show_incomplete(found, console)
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
    with explained_run("what is done stays; the same command goes on with the rest"):
        config = _load(path, overrides, slices[0], slices[-1])
        console = _started("Reading filings", config)
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


COMMANDS = (run, fetch, status, backfill)
