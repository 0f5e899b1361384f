"""FetchArchives: from references to the selected filings to their archives in the store.

EDGAR limits what a user asks in total, so all references go through one key to one worker,
whose threads share one pace. Errors that retrying the bundle would worsen, a block above all,
end the step normally and are counted; what it has fetched by then is in the store.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Literal, NamedTuple, TypeAlias

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints import no_annotations

from transforms.edgar.accession import quarter_of
from transforms.edgar.errors import RetrievalError
from transforms.edgar.fetching.access import EdgarAccess
from transforms.edgar.fetching.client import CONNECTIONS, Client
from transforms.edgar.fetching.parallel import map_in_threads
from transforms.edgar.fetching.patience import BlockedError, UnreachableError
from transforms.edgar.fetching.retrieval import Retrieval, Retrieved
from transforms.edgar.fetching.store import RecordBook, Store
from transforms.edgar.filing import FilingRef, HeaderSource
from transforms.elements import Address, FilingReject
from transforms.filing_step import REJECTS
from transforms.metrics import IN_STORE, INTERRUPTED, LACKING, STOPPED, UNWRITABLE, count
from transforms.report_progress import send
from transforms.storage.folder import Folder
from transforms.storage.lease import LeaseLostError

_LOG = logging.getLogger(__name__)
_LOGGED_EVERY: Final = 30.0
_CHECKED_EVERY: Final = 30.0

Outcome: TypeAlias = FilingRef | TaggedOutput[Literal["rejects"], FilingReject]


class Fetched(NamedTuple):
    """Filings whose archive is in the store, and why others are not there."""

    refs: beam.PCollection[FilingRef]
    rejects: beam.PCollection[FilingReject]


@dataclass
class FetchArchives(beam.PTransform):
    """Have the archive of each filing in the store.

    Args:
        access: How EDGAR is asked.
        store: Path of the store.
        run: Id of the run, part of the names of its records.
        headers: Where headers come from.
        archives: `filing` or `feed`, see `Retrieval.filing` and `Retrieval.feed`.
        ask_again: Whether to ask again for what EDGAR did not have.
        progress: Where to report progress; None if progress is not shown.
        claim: Name of a file of the store without which nothing more is fetched; see `Lease.claim`.
    """

    access: EdgarAccess
    store: str
    run: str
    headers: HeaderSource = "rss"
    archives: Literal["filing", "feed"] = "filing"
    ask_again: bool = False
    progress: Address | None = None
    claim: str | None = None

    @no_annotations  # Beam takes hints of single PCollections only
    def expand(self, refs: beam.PCollection[FilingRef]) -> Fetched:
        """References to the filings that are there, and rejects of the others."""
        outputs = (
            refs
            | "OneKey" >> beam.Map(_with_one_key)
            | "GroupAll" >> beam.GroupByKey()
            | "Fetch" >> beam.ParDo(_Fetch(self)).with_outputs(REJECTS, main="refs")
        )
        return Fetched(outputs.refs, outputs[REJECTS])


def _with_one_key(ref: FilingRef) -> tuple[int, FilingRef]:
    return 0, ref


class _Fetch(beam.DoFn):
    def __init__(self, step: FetchArchives) -> None:
        self._step = step

    def process(self, keyed: tuple[int, Iterable[FilingRef]]) -> Iterator[Outcome]:
        refs = sorted(keyed[1], key=attrgetter("order"))
        store = Store(Folder(self._step.store))
        try:
            with closing(self._step.access.client(store, self._report_pause)) as client:
                yield from self._with_records(client, store, refs)
        except (BlockedError, UnreachableError, LeaseLostError) as error:
            _LOG.error("stopped asking EDGAR: %s", error)
            count(STOPPED)
        except OSError as error:
            _LOG.error("stopped asking EDGAR, since what it sends cannot be kept: %s", error)
            count(UNWRITABLE)
        except KeyboardInterrupt:  # Beam would make an ordinary failure of it
            count(INTERRUPTED)

    def _with_records(
        self, client: Client, store: Store, refs: Sequence[FilingRef]
    ) -> Iterator[Outcome]:
        """Fetch, and keep what is known by then however it ends."""
        records = RecordBook(store, self._step.run)
        retrieval = Retrieval(
            client,
            store,
            records.known(quarter_of(ref.filing_date) for ref in refs),
            headers=self._step.headers,
            ask_again=self._step.ask_again,
        )
        try:
            yield from self._fetch(client, retrieval, refs, records)
        finally:
            count("fetch/requests", client.requests)
            records.flush()

    def _fetch(
        self, client: Client, retrieval: Retrieval, refs: Sequence[FilingRef], records: RecordBook
    ) -> Iterator[Outcome]:
        held = _Held(Folder(self._step.store), self._step.claim)
        singly = refs
        if self._step.archives == "feed":
            singly = []
            for retrieved in _from_feeds(retrieval, refs):
                if retrieved.path is None:
                    singly.append(retrieved.ref)
                else:
                    yield from self._outcome(retrieved, records)
        fetched = map_in_threads(retrieval.filing, singly, CONNECTIONS, client.stop)
        with closing(fetched):  # which stops the threads
            for retrieved in fetched:
                yield from self._outcome(retrieved, records)
                held.check()

    def _outcome(self, retrieved: Retrieved, records: RecordBook) -> Iterator[Outcome]:
        for record in retrieved.records:
            records.add(quarter_of(retrieved.ref.filing_date), record)
            count(f"fetch/{record.outcome}")
            count("fetch/bytes", record.size or 0)
        if self._step.progress:
            send(1, self._step.progress, "filings")
        if retrieved.is_lacking:
            count(LACKING)
        if retrieved.path is not None:
            count(IN_STORE)
            yield retrieved.ref
        for reject in retrieved.rejects:
            if self._step.progress:
                send(1, self._step.progress, "rejects")
            yield TaggedOutput(REJECTS, FilingReject(retrieved.ref.accession_number, reject))

    def _report_pause(self, remaining: float) -> None:
        """Show that EDGAR is left alone, and for how long yet."""
        if self._step.progress:
            send(round(remaining), self._step.progress, "pause")
        if remaining % _LOGGED_EVERY < 1:
            _LOG.warning("EDGAR blocks; asking again in %d seconds", remaining)


class _Held:
    """Whether the job still holds the lease of the store, looked at from time to time.

    A job that was stopped for long, and goes on, has lost its lease to another; both together would
    send more requests than the SEC allows.
    """

    def __init__(self, files: Folder, claim: str | None) -> None:
        self._files = files
        self._claim = claim
        self._checked = time.monotonic()

    def check(self) -> None:
        """Raise `LeaseLostError` if the claim is gone."""
        if self._claim is None or time.monotonic() < self._checked + _CHECKED_EVERY:
            return
        if not self._files.exists(self._claim):
            raise LeaseLostError("another job has taken over the lease of the store")
        self._checked = time.monotonic()


def _from_feeds(retrieval: Retrieval, refs: Sequence[FilingRef]) -> Iterator[Retrieved]:
    """What the Feeds of the filing dates have; a Feed that cannot be had has nothing."""
    days = defaultdict(list)
    for ref in refs:
        days[ref.filing_date].append(ref)
    for day, filed in sorted(days.items()):
        try:
            yield from retrieval.feed(day, filed)
        except RetrievalError as error:
            _LOG.warning("Feed of %s: %s; its filings are fetched one by one", day, error.message)
            yield from (Retrieved(ref, None) for ref in filed)
