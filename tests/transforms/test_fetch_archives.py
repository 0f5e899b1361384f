"""Archives into the store: both outputs, and trouble that ends the step in good order."""

import socket
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import apache_beam as beam
import pytest

from samples.build import write_mirror
from samples.containers import Company, Submission, feed_submission, zip_archive
from tests.edgar_server import EdgarServer
from tests.transforms.filings import FILED, ref
from tests.transforms.running import address, counters, expect, given, pipeline, reported
from tests.transforms.xbrl.linkbase.documents import linkbase
from transforms.edgar.fetching.access import EdgarAccess
from transforms.edgar.filing import FilingRef
from transforms.edgar.paths import archive_path, feed_path
from transforms.fetch_archives import FetchArchives
from transforms.metrics import INTERRUPTED, STOPPED, UNWRITABLE

THERE = archive_path(7, ref(1).accession_number)


@pytest.fixture
def edgar(tmp_path: Path) -> Iterator[EdgarServer]:
    write_mirror(tmp_path / "edgar", [(THERE, zip_archive({"a_cal.xml": linkbase()}))])
    with EdgarServer(tmp_path / "edgar") as server:
        yield server


def fetch(
    url: str,
    store: Path,
    refs: list[FilingRef],
    rejects: list[str],
    numbers: tuple[int, ...] = (2, 1),
    archives: Literal["filing", "feed"] = "filing",
    **more: Any,
) -> dict[str, int]:
    """Fetch the filings with `numbers`; what was counted."""
    access = EdgarAccess("Test Suite tests@example.org", url, 400, 0.1)
    with pipeline() as root:
        fetched = given(root, [ref(each) for each in numbers]) | FetchArchives(
            access, str(store), "r1", "index", archives, **more
        )
        expect(fetched.refs, refs, "Refs")
        errors = fetched.rejects | beam.Map(lambda each: each.reject.error)
        expect(errors, rejects, "Rejects")
    return counters(root)


def test_what_is_there_is_stored_and_what_is_not_is_rejected(
    edgar: EdgarServer, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    counted = fetch(edgar.url, store, [ref(1)], ["not-available"])
    assert (store / "Archives" / THERE).read_bytes() == (
        edgar.root / "Archives" / THERE
    ).read_bytes()
    assert (counted["in store"], counted["fetch/stored"]) == (1, 1)
    assert counted["fetch/bytes"] == (store / "Archives" / THERE).stat().st_size
    assert counted["fetch/requests"] == len(edgar.requests)
    assert not any("rss" in path for path in edgar.paths())


def test_a_second_run_asks_for_nothing_and_gives_the_same(
    edgar: EdgarServer, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    fetch(edgar.url, store, [ref(1)], ["not-available"])
    asked = len(edgar.requests)
    counted = fetch(edgar.url, store, [ref(1)], ["not-available"])
    assert len(edgar.requests) == asked
    assert counted["in store"] == 1


def test_what_was_not_there_is_asked_for_again_where_that_is_wanted(
    edgar: EdgarServer, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    fetch(edgar.url, store, [ref(1)], ["not-available"])
    late = archive_path(7, ref(2).accession_number)
    write_mirror(edgar.root, [(late, zip_archive({"b_cal.xml": linkbase()}))])
    fetch(edgar.url, store, [ref(1)], ["not-available"])
    fetch(edgar.url, store, [ref(1), ref(2)], [], ask_again=True)


def test_filings_are_asked_for_in_their_order(
    edgar: EdgarServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transforms.fetch_archives.CONNECTIONS", 1)
    numbers = (3, 1, 4, 2)
    fetch(edgar.url, tmp_path / "store", [ref(1)], ["not-available"] * 3, numbers)
    asked = [archive_path(7, ref(number).accession_number) for number in sorted(numbers)]
    assert [path for path in edgar.paths() if path in asked] == asked


def test_progress_is_that_of_filings_and_rejects(
    edgar: EdgarServer, tmp_path: Path, receiver: socket.socket
) -> None:
    store = tmp_path / "store"
    fetch(edgar.url, store, [ref(1)], ["not-available"], progress=address(receiver))
    assert reported(receiver) == {"filings": 2, "rejects": 1}


def test_a_pause_is_shown_and_logged(
    edgar: EdgarServer, tmp_path: Path, receiver: socket.socket, caplog: pytest.LogCaptureFixture
) -> None:
    edgar.misbehave("throttle", status=403, seconds=0.01)
    fetch(edgar.url, tmp_path / "store", [ref(1)], [], (1,), progress=address(receiver))
    assert "pause" in reported(receiver)
    assert any(message.startswith("EDGAR blocks") for message in caplog.messages)


def test_an_interruption_is_counted_and_what_was_fetched_is_kept(
    edgar: EdgarServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("transforms.fetch_archives._Held.check", interrupt)
    store = tmp_path / "store"
    assert fetch(edgar.url, store, [ref(1)], [], (1,))[INTERRUPTED] == 1
    monkeypatch.undo()
    asked = len(edgar.requests)
    fetch(edgar.url, store, [ref(1)], [], (1,))
    assert len(edgar.requests) == asked


def feed_of(number: int) -> bytes:
    """The Feed of a day on which one filing was accepted."""
    filing = ref(number)
    content = feed_submission(
        Submission(filing.accession_number, "10-K", FILED, (Company(7, "A CO"),)), []
    )
    member = tarfile.TarInfo(f"{filing.accession_number}.nc")
    member.size = len(content)
    with BytesIO() as packed:
        with tarfile.open(fileobj=packed, mode="w:gz") as feed:
            feed.addfile(member, BytesIO(content))
        return packed.getvalue()


@pytest.mark.parametrize("is_there", [True, False], ids=["of some", "that cannot be had"])
def test_filings_that_a_feed_does_not_give_are_fetched_one_by_one(
    edgar: EdgarServer, tmp_path: Path, is_there: bool
) -> None:
    write_mirror(edgar.root, [(feed_path(FILED), feed_of(2))])
    if not is_there:
        edgar.misbehave("redirect", "Feed", times=9, status=302, location="/elsewhere")
    refs, rejects = ([ref(1), ref(2)], []) if is_there else ([ref(1)], ["not-available"])
    counted = fetch(edgar.url, tmp_path / "store", refs, rejects, archives="feed")
    assert edgar.paths()[0] == feed_path(FILED)
    assert counted["in store"] == len(refs)


def test_a_job_whose_lease_another_has_taken_over_asks_for_nothing_more(
    edgar: EdgarServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transforms.fetch_archives._CHECKED_EVERY", 0.0)
    store = tmp_path / "store"
    counted = fetch(edgar.url, store, [ref(1)], [], (1,) * 200, claim="_lease/gone.json")
    assert (counted["in store"], counted[STOPPED]) == (1, 1)
    (store / "_lease").mkdir()
    (store / "_lease" / "held.json").touch()
    counted = fetch(edgar.url, store, [ref(1)], ["not-available"], claim="_lease/held.json")
    assert STOPPED not in counted


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_store_that_cannot_be_written_ends_the_step_in_good_order(
    edgar: EdgarServer, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "store"
    in_the_way.write_text("a file")
    # One filing: of several, those that EDGAR does not have may be rejected before the store fails.
    assert fetch(edgar.url, in_the_way, [], [], numbers=(1,))[UNWRITABLE] == 1
