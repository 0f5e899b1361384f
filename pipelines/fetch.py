"""Fetching from EDGAR into the store: what the selection asks for and the store lacks."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import apache_beam as beam
from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions
from rich.console import Console

from pipelines.beam_logs import show_errors_only, silenced, silent_readers
from pipelines.config import Config, Edgar
from pipelines.errors import ConfigError, LaterError, RunError
from pipelines.local_run import run_local
from pipelines.options import beam_options, check_runner, is_local
from pipelines.places import of_user_agent
from pipelines.remote_counters import counters
from pipelines.remote_run import refuse_dry_run
from pipelines.views.progress import show_progress
from transforms.count_rejects import CountRejects
from transforms.datasets.runs import new_run_id
from transforms.discover_filings import DiscoverFilings
from transforms.edgar.accession import quarter_of
from transforms.edgar.errors import NoAnswerError, RetrievalError
from transforms.edgar.fetching.patience import BlockedError, UnreachableError
from transforms.edgar.fetching.retrieval import Retrieval
from transforms.edgar.fetching.store import Record, RecordBook, Store
from transforms.edgar.slices import Slice
from transforms.elements import Address
from transforms.fetch_archives import FetchArchives
from transforms.metrics import INTERRUPTED, LACKING, STOPPED, UNWRITABLE
from transforms.report_progress import ReportTotal
from transforms.storage.folder import Folder
from transforms.storage.lease import Claim, Lease, LeaseHeldError, LeaseLostError


@dataclass(frozen=True, slots=True)
class FetchSummary:
    """What a fetch did.

    Attributes:
        indexed: Slices that have an index; a weekend or holiday has none.
        awaited: Slices without an index although EDGAR must have, or will have, one.
        counters: Such as `in store`, `fetch/requests`, `fetch/not_available`, `fetch/failed`.
        seconds: How long it took.
    """

    indexed: Sequence[Slice]
    awaited: Sequence[Slice] = ()
    counters: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def is_complete(self) -> bool:
        """Whether the store has everything that EDGAR has of the selection."""
        return not (self.awaited or self.counters.get(LACKING) or self.counters.get(STOPPED))

    def require_complete(self) -> None:
        """Raise the error that the command ends with, if something is lacking.

        Raises:
            LaterError: EDGAR blocks, is not there, or has not yet published an index.
            RunError: Some files could not be had, for reasons that may pass.
        """
        if self.counters.get(STOPPED):
            raise LaterError(
                "EDGAR blocks or is not there; what was fetched is in the store, run again later"
            )
        if self.awaited:
            slices = ", ".join(map(str, self.awaited))
            raise LaterError(
                f"{slices}: EDGAR has no index yet, though this is no weekend or federal holiday;"
                " run again later"
            )
        if lacking := self.counters.get(LACKING):
            raise RunError(
                f"{lacking:,} files could not be had for reasons that may pass: run again;"
                " edgar-arcs status names the filings"
            )


def fetch(
    config: Config,
    arguments: Sequence[str],
    console: Console,
    *,
    again: bool = False,
    wait: float = 0.0,
    only_indexes: bool = False,
) -> FetchSummary:
    """Bring the index and the archive of each selected filing into the store.

    Args:
        config: With EDGAR as its source.
        arguments: Beam options.
        console: Where progress is shown.
        again: Whether to ask again for what EDGAR did not have.
        wait: Seconds to wait while another job uses the store.
        only_indexes: Whether to leave out the archives.

    Raises:
        ConfigError: The source is not EDGAR, no user agent is declared, or it is to be a dry run.
        LaterError: Another job uses the store, or EDGAR blocks or is not there.
        RunError: What EDGAR gives is no index, or the store cannot be written.
    """
    show_errors_only()
    edgar = edgar_source(config)
    options = beam_options(arguments)
    refuse_dry_run(options, "fetch")
    check_runner(config, options)
    files = Folder(config.store_path)
    try:
        with Lease(
            files,
            f"fetch of {config.select.period}",
            wait=wait,
            on_wait=_show_waiting(console) if wait else lambda _: None,
        ) as lease:
            files.sweep()
            started, run = time.monotonic(), new_run_id()
            indexed = _fetch_indexes(config, edgar, console, run, again)
            counts = Counter(indexed.counters)
            if indexed.indexed and not only_indexes:
                lease.check()
                counts.update(
                    _fetch_archives(config, edgar, options, console, run, again, lease.claim)
                )
            _refuse_unfinished(config, counts)
            return replace(indexed, counters=dict(counts), seconds=time.monotonic() - started)
    except LeaseHeldError as error:
        raise LaterError(f"the store {config.store_path} is {error}") from error
    except (BlockedError, UnreachableError, NoAnswerError, LeaseLostError) as error:
        raise LaterError(f"EDGAR could not be asked: {error}") from error
    except RetrievalError as error:
        raise RunError(f"EDGAR did not give what was asked for: {error}") from error
    except OSError as error:
        raise RunError(f"the store {config.store_path} cannot be used: {error}") from error


def _refuse_unfinished(config: Config, counts: Mapping[str, int]) -> None:
    """Raise the error with which the step that fetches has ended, if it has."""
    if counts.get(INTERRUPTED):
        raise KeyboardInterrupt
    if counts.get(UNWRITABLE):
        raise RunError(
            f"what EDGAR sends cannot be kept, in the store {config.store_path} or before that in a "
            "temporary file; the log says which, and why"
        )


def edgar_source(config: Config) -> Edgar:
    """The source, if it is EDGAR and says who asks.

    Raises:
        ConfigError: It is a mirror, or `user_agent` names no e-mail address.
    """
    if not isinstance(config.source, Edgar):
        raise ConfigError('source.kind is "mirror": only from "edgar" is there anything to fetch')
    for problem in of_user_agent(config):
        raise ConfigError(problem)
    return config.source


def _fetch_indexes(
    config: Config, edgar: Edgar, console: Console, run: str, again: bool
) -> FetchSummary:
    """Bring the indexes and their RSS files into the store."""
    today = datetime.now(UTC).date()
    store = Store(Folder(config.store_path))
    lacking = 0
    with closing(edgar.access.client(store, _show_pause(console))) as client:
        for slice_ in config.select.slices:
            store.compact_records(slice_.quarter, run)
            records = RecordBook(store, f"{run}-{slice_}-index")
            known = records.known([slice_.quarter, *map(quarter_of, slice_.months)])
            retrieval = Retrieval(client, store, known, headers=edgar.headers, ask_again=again)
            for quarter, record in _indexes(retrieval, slice_, edgar, today):
                records.add(quarter, record)
                lacking += record.outcome == "failed" and record.path != slice_.index
            records.flush()
        counts = {"fetch/requests": client.requests, LACKING: lacking}
    slices = config.select.slices
    indexed = [slice_ for slice_ in slices if store.holds(slice_.index)]
    awaited = [each for each in slices if each not in indexed and each.must_have_index]
    return FetchSummary(indexed, awaited, counts)


def _fetch_archives(
    config: Config,
    edgar: Edgar,
    options: PipelineOptions,
    console: Console,
    run: str,
    again: bool,
    claim: str,
) -> dict[str, int]:
    """What the steps of the fetch counted."""
    pipeline = beam.Pipeline(options=options)
    with ExitStack() as stack:
        local = is_local(options)
        progress = stack.enter_context(show_progress(console)) if local else None
        build(pipeline, config, edgar, run, again, progress, claim)
        if local and options.view_as(DirectOptions).direct_running_mode != "in_memory":
            with silent_readers(), silenced("apache_beam.runners"):
                return counters(run_local(pipeline).metrics())
        # In this thread, where the step that fetches sees Ctrl-C and records what it has.
        result = pipeline.run()
        result.wait_until_finish()
    return counters(result.metrics())


def _indexes(
    retrieval: Retrieval, slice_: Slice, edgar: Edgar, today: date
) -> Iterator[tuple[int, Record]]:
    """Have the index of a slice, and of its months the RSS if headers come from there.

    Gives what was asked for with the quarter that it is of: a month can serve two slices.
    """
    index = retrieval.index(slice_, today)
    if index is not None:
        yield slice_.quarter, index
    if edgar.headers == "rss" and (index is None or index.outcome == "stored"):
        for month in slice_.months:
            record = retrieval.rss(month, today)
            if record is not None:
                yield quarter_of(month), record


def build(
    pipeline: beam.Pipeline,
    config: Config,
    edgar: Edgar,
    run: str,
    again: bool,
    progress: Address | None = None,
    claim: str | None = None,
) -> None:
    """Add the steps of a fetch to `pipeline`."""
    discovered = pipeline | "DiscoverFilings" >> DiscoverFilings(
        config.archives, config.select.slices, config.selection
    )
    if progress:
        discovered.refs | "ReportTotal" >> ReportTotal(progress)
    fetched = discovered.refs | "FetchArchives" >> FetchArchives(
        edgar.access, config.store_path, run, edgar.headers, edgar.archives, again, progress, claim
    )
    rejects = (discovered.rejects, fetched.rejects)
    rejects | "AllRejects" >> beam.Flatten() | "CountRejects" >> CountRejects()


def _show_waiting(console: Console) -> Callable[[Claim], None]:
    shown: set[str] = set()

    def show(other: Claim) -> None:
        if other.id not in shown:
            shown.add(other.id)
            console.print(f"Waiting for {other}", highlight=False)

    return show


def _show_pause(console: Console) -> Callable[[float], None]:
    def show(remaining: float) -> None:
        if console.is_terminal or remaining % 30 < 1:
            end = "\r" if console.is_terminal and remaining else "\n"
            text = f"EDGAR blocks; asking again in {remaining:4.0f} s"
            console.print(text, highlight=False, end=end)

    return show
