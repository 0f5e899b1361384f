"""Whatever goes wrong, in whatever order: nothing wrong is kept, and what lacks is known."""

import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.edgar_server import EdgarServer
from tests.transforms.edgar.fetching.test_client import AGENT, index_bytes, zip_bytes
from tests.transforms.edgar.fetching.test_retrieval import header_file, ref, text_of, zip_path
from tests.virtual_clock import VirtualClock
from transforms.edgar.errors import RetrievalError
from transforms.edgar.fetching.access import EdgarAccess
from transforms.edgar.fetching.patience import BlockedError, UnreachableError
from transforms.edgar.fetching.retrieval import Retrieval
from transforms.edgar.fetching.store import RecordBook, Store
from transforms.edgar.slices import Slice
from transforms.storage.folder import Folder

QUARTER = Slice.of_quarter(20241)
TODAY = date(2024, 6, 1)
LETTER = ref(4, form="CORRESP")
FILINGS = [ref(1), ref(2), ref(3, ciks=(1, 7)), LETTER, ref(5)]
ABSENT = ref(5)
HEADER = b"<SEC-HEADER>0000000001-24-000001.hdr.sgml : 20240201\n</SEC-HEADER>\n"
FILES = {
    QUARTER.index: index_bytes(),
    zip_path(ref(1)): zip_bytes(),
    header_file(ref(1)): HEADER,
    ref(2).paths[0]: text_of(ref(2)),
    zip_path(ref(3), 7): zip_bytes(),
    LETTER.paths[0]: text_of(LETTER),
    zip_path(LETTER): zip_bytes(),
}

FAULTS = st.lists(
    st.tuples(
        st.sampled_from(
            "page truncate short_length long_length reset cut_coding no_length throttle throttle"
            " status=503 status=401 status=302".split()
        ),
        st.sampled_from(["", "xbrl", r"\.txt", "index", "hdr", "000001", "000004"]),
        st.integers(1, 12),
        st.sampled_from(["", "1", "900"]),
    ),
    max_size=4,
)
RUNS = st.lists(FAULTS, min_size=1, max_size=3)


@dataclass
class Job:
    """Runs of one configuration on one store, as `fetch` makes them."""

    server: EdgarServer
    clock: VirtualClock
    store: Store
    runs: int = 0
    lacking: set[str] = field(default_factory=set)

    def run(self) -> bool:
        """Fetch what lacks; whether the run says that all is there."""
        self.runs += 1
        access = EdgarAccess(AGENT, self.server.url, 100, block_seconds=600)
        book = RecordBook(self.store, f"run-{self.runs}")
        with closing(access.client(self.store, clock=self.clock)) as client:
            known = book.known([QUARTER.quarter])
            retrieval = Retrieval(client, self.store, known, headers="hdr_sgml")
            try:
                return self._all(retrieval, book)
            except (BlockedError, UnreachableError, RetrievalError):
                return False
            finally:
                book.flush()

    def _all(self, retrieval: Retrieval, book: RecordBook) -> bool:
        if (record := retrieval.index(QUARTER, TODAY)) is not None:
            book.add(QUARTER.quarter, record)
        complete = self.store.holds(QUARTER.index)
        for filing in FILINGS:
            done = retrieval.filing(filing)
            for record in done.records:
                book.add(QUARTER.quarter, record)
            complete = complete and not done.is_lacking
        return complete


def misbehave(server: EdgarServer, faults: list[tuple[str, str, int, str]]) -> None:
    server.faults.clear()
    for fault, path, times, retry_after in faults:
        kind, _, status = fault.partition("=")
        status_of = {"throttle": 403}
        server.misbehave(
            kind,
            path,
            times=times,
            status=int(status or status_of.get(kind, 503)),
            seconds=590,
            retry_after=retry_after or None,
        )


def check(server: EdgarServer, store: Store, complete: bool) -> None:
    """Nothing but whole files is in the store, and everything if the run says so."""
    kept = {}
    for path in store.list("edgar"):
        with store.open(path) as file:
            kept[path] = file.read()
    assert kept.items() <= FILES.items()
    assert not server.during_blocks()
    if complete:
        assert FILES.keys() - {zip_path(LETTER)} == kept.keys()


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@example([[("no_length", "index", 1, "")]])
@example([[("short_length", "hdr", 12, "")]])
@example([[("throttle", "", 12, "900")], []])
@example([[("page", "", 12, ""), ("page", "000001", 12, "")]])
@given(RUNS)
def test_the_store_is_complete_or_the_run_says_that_it_is_not(runs):
    clock = VirtualClock()
    with (
        tempfile.TemporaryDirectory() as place,
        EdgarServer(Path(place) / "nothing", clock=clock.now) as server,
    ):
        for path, content in FILES.items():
            server.extra[f"/Archives/{path}"] = content
        store = Store(Folder(Path(place) / "store"))
        job = Job(server, clock, store)
        for faults in runs:
            misbehave(server, faults)
            check(server, store, job.run())
        misbehave(server, [])
        complete = job.run()
        assert complete
        check(server, store, complete)
        asked = len(server.requests)
        assert job.run()
        assert len(server.requests) == asked
