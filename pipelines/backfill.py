"""Backfill: slice after slice, each fetched, processed and committed before the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from pipelines.config import Config, Edgar
from pipelines.errors import LaterError, RunError
from pipelines.fetch import fetch
from pipelines.options import beam_options
from pipelines.remote_run import refuse_dry_run
from pipelines.run import run
from pipelines.status import statuses
from pipelines.views.console import say
from transforms.edgar.fetching.completeness import SliceStatus
from transforms.edgar.slices import Slice


@dataclass(frozen=True, slots=True)
class SliceResult:
    """What came of a slice: its status, or why it failed."""

    slice_: Slice
    status: SliceStatus | None
    error: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether everything selected is processed or explained."""
        return self.status is not None and self.status.is_complete


def backfill(
    config: Config,
    slices: Sequence[Slice],
    arguments: Sequence[str],
    console: Console,
    on_result: Callable[[SliceResult], None],
    wait: float = 0.0,
) -> list[SliceResult]:
    """Process slices in order; those that are complete already are skipped.

    A slice that fails does not stop the others. What is done is read from the output and the
    store, so a backfill that was interrupted goes on where it was. All indexes are fetched
    first, by which the time left is known.

    Args:
        config: With everything but the slices.
        slices: What to process.
        arguments: Beam options.
        console: Where progress is shown.
        on_result: Called with what came of each slice.
        wait: Seconds to wait each time that another job uses the store.

    Raises:
        ConfigError: The source cannot be used, or it is to be a dry run.
        LaterError: Another job uses the store, or EDGAR blocks or is not there.
    """
    refuse_dry_run(beam_options(arguments), "backfill")
    lacking = _lacking(config, slices, arguments, console, wait)
    rate = config.source.requests_per_second if isinstance(config.source, Edgar) else None
    results = []
    with Progress(
        TextColumn("backfill"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}"),
        console=console,
    ) as progress:
        task = progress.add_task("backfill", total=len(slices), left=_left(lacking, rate))
        for slice_ in slices:
            result = _result(config.of(slice_), slice_, arguments, console, wait)
            lacking.pop(slice_)
            results.append(result)
            on_result(result)
            progress.update(task, advance=1, left=_left(lacking, rate))
    return results


def _lacking(
    config: Config,
    slices: Sequence[Slice],
    arguments: Sequence[str],
    console: Console,
    wait: float,
) -> dict[Slice, int]:
    """How many filings each slice has still to fetch."""
    lacking = dict.fromkeys(slices, 0)
    if isinstance(config.source, Edgar):
        for slice_ in slices:
            of_slice = config.of(slice_)
            try:
                fetch(of_slice, arguments, console, wait=wait, only_indexes=True)
            except LaterError:
                raise
            except RunError:
                continue  # it is raised again, and reported, when the slice is processed
            (status,) = statuses(of_slice)
            absent = sum(status.not_available.values())
            lacking[slice_] = status.in_index - status.in_store - absent
    return lacking


def _left(lacking: dict[Slice, int], rate: float | None) -> str:
    """Time left at the request rate, with one request per filing."""
    if rate is None:
        return ""
    filings = sum(lacking.values())
    left = timedelta(seconds=round(filings / rate))
    return f"{filings:,} filings to fetch, {left} left at {rate:g} requests/s"


def _result(
    config: Config, slice_: Slice, arguments: Sequence[str], console: Console, wait: float
) -> SliceResult:
    (before,) = statuses(config)
    if before.in_index and before.is_complete:
        return SliceResult(slice_, before)
    try:
        run(config, arguments, console, wait=wait)
    except LaterError:
        raise
    except RunError as error:
        return SliceResult(slice_, None, str(error))
    (after,) = statuses(config)
    return SliceResult(slice_, after)


def show_result(result: SliceResult, console: Console) -> None:
    """One line on a slice."""
    if result.status is None:
        text = f"{result.slice_}: failed: {result.error}"
    else:
        status = result.status
        text = f"{result.slice_}: {status.processed:,} of {status.in_index:,} processed"
        if not status.is_indexed:
            text += ", for it has no index that can be read"
        elif not status.is_complete:
            text += f", {len(status.unexplained):,} neither processed nor explained"
    say(console, text)
