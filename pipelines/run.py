"""Run: fetch what is lacking, if the source is EDGAR, then process and commit what is there."""

from collections.abc import Sequence

from rich.console import Console

from pipelines.config import Config, Edgar
from pipelines.errors import LaterError
from pipelines.fetch import FetchSummary, fetch
from pipelines.launch import Summary, launch
from pipelines.options import beam_options
from pipelines.places import check_before_fetch
from pipelines.remote_run import is_dry_run
from pipelines.views.console import say
from pipelines.views.summary import fetch_table, remarks, summary_table
from transforms.edgar.discovery import NO_INDEX
from transforms.metrics import INDEX_REJECTS, STOPPED


def run(
    config: Config,
    arguments: Sequence[str],
    console: Console,
    *,
    again: bool = False,
    wait: float = 0.0,
) -> FetchSummary | None:
    """Fetch what is lacking, if the source is EDGAR, and process what is there.

    A dry run fetches nothing.

    Returns:
        What the fetch did; it may be incomplete. None if there was none.

    Raises:
        LaterError: Another job uses the store or the output, or EDGAR blocks or is not there, or
            a mirror has no index of the day.
        RunError: See `fetch` and `launch`.
    """
    fetched = None
    is_edgar = isinstance(config.source, Edgar)
    if is_edgar:
        check_before_fetch(config)
    if is_edgar and not is_dry_run(beam_options(arguments)):
        fetched = fetch(config, arguments, console, again=again, wait=wait)
        console.print(fetch_table(fetched.counters, fetched.seconds))
        if fetched.counters.get(STOPPED):
            fetched.require_complete()
        if not fetched.indexed:
            if not fetched.awaited:
                console.print(
                    f"{config.select.period}: a weekend or holiday, so there is nothing to do"
                )
            return fetched
    summary = launch(config, arguments, console)
    _show(config, summary, console)
    if fetched is None:
        _require_day(config, summary)
    return fetched


def _require_day(config: Config, summary: Summary) -> None:
    """Raise an error if a mirror lacks the index of the one day, which may still come.

    A quarter that it lacks is none: a mirror need not hold the whole period.
    """
    if config.select.daily and summary.counters.get(f"{INDEX_REJECTS}/{NO_INDEX}"):
        raise LaterError(
            f"{config.select.period}: the mirror has no index of it that can be read; "
            "run again once it is there"
        )


def _show(config: Config, summary: Summary, console: Console) -> None:
    if not summary.ran:
        return
    console.print(summary_table(summary.counters, summary.seconds))
    say(console, f"Committed to {config.output.path}")
    select = config.select
    is_closed = not any(slice_.must_have_index for slice_ in select.slices)
    lines = remarks(summary.counters, select.period, len(select.slices), is_closed=is_closed)
    for line in lines:
        say(console, line)
