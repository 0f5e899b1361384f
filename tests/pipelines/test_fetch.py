"""Fetching from a stand-in for EDGAR: polite, complete, resumable, and equal to a mirror."""

import io
import json
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import psutil
import pytest
from click.testing import CliRunner
from rich.console import Console

from pipelines.cli import main
from pipelines.config import Config
from pipelines.errors import RunError
from pipelines.fetch import fetch
from pipelines.status import statuses
from tests.buckets import Bucket, gs_bucket, s3_bucket
from tests.corpus import CORPUS, requires_corpus
from tests.edgar_server import EdgarServer
from tests.pipelines.processes import FORKED
from tests.pipelines.runs import Rows, command_line, rows, run, tables_in_order
from tests.short_silence import expect_stalls
from transforms.edgar.fetching.client import CONNECTIONS
from transforms.edgar.fetching.patience import Patience
from transforms.metrics import LACKING
from transforms.storage.folder import Folder
from transforms.storage.lease import Lease

MULTI = ("--direct_running_mode=multi_processing", "--direct_num_workers")
FAST = {"requests_per_second": 400, "block_seconds": 1}


@pytest.fixture
def edgar(sample_mirror: Path) -> Iterator[EdgarServer]:
    with EdgarServer(sample_mirror) as server:
        yield server


def document(edgar: EdgarServer, place: Path, **source: Any) -> dict[str, Any]:
    return {
        "source": {
            "kind": "edgar",
            "base_url": edgar.url,
            "user_agent": "Test Suite tests@example.org",
            **FAST,
            **source,
        },
        "store": {"path": str(place / "store")},
        "select": {"from": "2024Q1", "to": "2024Q2"},
        "output": {"path": str(place / "out")},
    }


def config(edgar: EdgarServer, place: Path, **source: Any) -> Config:
    return Config.model_validate(document(edgar, place, **source))


def toml(edgar: EdgarServer, place: Path, **source: Any) -> Path:
    lines = []
    for section, values in document(edgar, place, **source).items():
        lines += [
            f"[{section}]",
            *(f"{key} = {json.dumps(value)}" for key, value in values.items()),
        ]
    file = place / "config.toml"
    file.write_text("\n".join(lines))
    return file


def quiet() -> Console:
    return Console(file=io.StringIO())


def stored(place: Path) -> dict[str, bytes]:
    """What lies in the store, by path, less the records."""
    archives = place / "store" / "Archives"
    return {
        file.relative_to(archives).as_posix(): file.read_bytes()
        for file in sorted(archives.rglob("*"))
        if file.is_file()
    }


def served(mirror: Path, names: set[str]) -> dict[str, bytes]:
    return {name: (mirror / "Archives" / name).read_bytes() for name in names}


def test_what_is_fetched_is_what_edgar_has_and_a_rerun_asks_for_nothing(
    edgar: EdgarServer, sample_mirror: Path, tmp_path: Path
) -> None:
    summary = fetch(config(edgar, tmp_path), [], quiet())
    found = stored(tmp_path)
    assert summary.is_complete
    assert summary.counters["in store"] > 0
    assert found == served(sample_mirror, set(found))
    assert summary.counters["fetch/requests"] == len(edgar.requests)
    first = len(edgar.requests)
    again = fetch(config(edgar, tmp_path), [], quiet())
    assert again.counters["in store"] == summary.counters["in store"]
    unsettled = [path for path in edgar.paths()[first:] if "monthly" not in path]
    assert unsettled == []


def test_an_interrupted_fetch_ends_as_interrupted(
    edgar: EdgarServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("transforms.fetch_archives._Held.check", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fetch(config(edgar, tmp_path), [], quiet())


def test_what_edgar_did_not_have_is_asked_for_again_where_that_is_wanted(
    edgar: EdgarServer, tmp_path: Path
) -> None:
    there = next((edgar.root / "Archives").rglob("*-xbrl.zip"))
    aside = there.rename(tmp_path / "aside.zip")
    try:
        lacking = fetch(config(edgar, tmp_path), [], quiet()).counters["in store"]
    finally:
        aside.rename(there)
    found = [
        fetch(config(edgar, tmp_path), [], quiet(), again=again).counters["in store"]
        for again in (False, True)
    ]
    assert found == [lacking, lacking + 1]


@pytest.mark.slow
@pytest.mark.parametrize("headers", ["rss", "hdr_sgml", "submission", "index"])
def test_a_run_from_edgar_gives_row_for_row_what_the_mirror_gives(
    edgar: EdgarServer, tmp_path: Path, sample_rows: Rows, headers: str
) -> None:
    fetch(config(edgar, tmp_path, headers=headers), [], quiet())
    run(config(edgar, tmp_path, headers=headers))
    assert rows(tmp_path / "out") == sample_rows


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_the_rate_holds_whatever_the_number_of_workers(
    edgar: EdgarServer, tmp_path: Path, workers: int
) -> None:
    rate = 8
    processes = watch_clients(edgar)
    asked = config(edgar, tmp_path, requests_per_second=rate)
    summary = fetch(asked, [MULTI[0], f"{MULTI[1]}={workers}"], quiet())
    assert summary.is_complete
    # The first filing is asked for after the index has come, and the last arrives after it has left:
    # however slow anything is, this span is no shorter than the intervals within it.
    indexed = max(each.at for each in edgar.requests if "full-index" in each.path)
    paced = [each for each in edgar.requests if each.at > indexed]
    assert len(paced) > rate
    assert max(each.at for each in paced) - indexed >= (len(paced) - 1) / rate
    assert len({processes[each.port] for each in paced if "edgar/data" in each.path}) == 1


def watch_clients(edgar: EdgarServer) -> dict[int, int]:
    """Which process asks, by its port: filled as connections are made."""
    processes: dict[int, int] = {}
    accept = edgar._server.process_request

    def process_request(request: Any, address: Any) -> None:
        for connection in psutil.net_connections("tcp4"):
            if connection.laddr == address and connection.pid:
                processes[address[1]] = connection.pid
        accept(request, address)

    edgar._server.process_request = process_request  # type: ignore[assignment]
    return processes


@pytest.mark.parametrize("status", [403, 429])
def test_a_block_in_the_middle_is_sat_out_and_the_store_is_complete(
    edgar: EdgarServer, sample_mirror: Path, tmp_path: Path, status: int
) -> None:
    edgar.misbehave("throttle", r"edgar/data", status=status, seconds=0.9)
    summary = fetch(config(edgar, tmp_path, requests_per_second=40), [], quiet())
    blocked_at = next(each.at for each in edgar.requests if each.status == status)
    over = blocked_at + FAST["block_seconds"]
    in_pause = [each for each in edgar.requests if blocked_at < each.at < over]
    assert len(in_pause) < CONNECTIONS  # those that were on their way
    assert max(each.at for each in edgar.requests) >= over
    assert summary.is_complete
    found = stored(tmp_path)
    assert found == served(sample_mirror, set(found))


@pytest.mark.parametrize(
    "fault",
    ["truncate", "short_length", "long_length", "reset", "stall", "page", "status", "cut_coding"],
)
def test_each_fault_costs_a_request_and_ends_in_the_whole_store(
    edgar: EdgarServer,
    sample_mirror: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    hasty = partial(Patience, backoff_seconds=0.01)
    monkeypatch.setattr("transforms.edgar.fetching.access.Patience", hasty)
    faults = {r"QTR1/master\.idx": 1, min(sample_mirror.rglob("*-xbrl.zip")).name: 2}
    for path, times in faults.items():
        edgar.misbehave(fault, path, times=times)
    if fault == "stall":
        expect_stalls(monkeypatch, faults)
    summary = fetch(config(edgar, tmp_path), [], quiet())
    assert summary.is_complete
    found = stored(tmp_path)
    assert found == served(sample_mirror, set(found))
    assert len(edgar.requests) == len(set(edgar.paths())) + 3


def test_a_network_that_fails_stops_the_job_and_a_rerun_completes_it(
    edgar: EdgarServer, sample_mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = partial(Patience, attempts=1, failures=3)
    monkeypatch.setattr("transforms.edgar.fetching.access.Patience", hasty)
    edgar.misbehave("reset", r"xbrl\.zip", times=1000)
    failed = fetch(config(edgar, tmp_path), [], quiet())
    assert failed.counters["fetch/stopped"] == 1
    assert not failed.is_complete
    edgar.faults.clear()
    assert fetch(config(edgar, tmp_path), [], quiet()).is_complete
    found = stored(tmp_path)
    assert found == served(sample_mirror, set(found))


def test_a_full_disk_ends_the_job_and_a_rerun_completes_it(
    edgar: EdgarServer, sample_mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Folder.write_whole

    def full(files: Folder, name: str, content: BinaryIO) -> None:
        if "xbrl.zip" in name:
            raise OSError(28, "No space left on device")
        write(files, name, content)

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "write_whole", full)
        with pytest.raises(
            RunError, match=r"cannot be kept, in the store .* or before that in a temporary file"
        ):
            fetch(config(edgar, tmp_path), [], quiet())
    assert fetch(config(edgar, tmp_path), [], quiet()).is_complete
    found = stored(tmp_path)
    assert found == served(sample_mirror, set(found))
    asked = [path for path in edgar.paths() if path.endswith(".txt")]
    assert len(asked) == len(set(asked))


def command(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, command_line(*arguments))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_commands_fetch_run_and_status(edgar: EdgarServer, tmp_path: Path) -> None:
    file = str(toml(edgar, tmp_path))
    code, output = command("status", "--config", file)
    assert (code, "no index" in output) == (1, True)
    code, output = command("fetch", "--config", file)
    assert (code, "requests" in output) == (0, True)
    code, output = command("status", "--config", file)
    assert (code, "neither processed nor explained" in output) == (1, True)
    code, output = command("run", "--config", file)
    assert (code, "Committed" in output) == (0, True)
    code, output = command("status", "--config", file)
    assert (code, "2024Q1" in output) == (0, True), output


def changed(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


def cut(content: bytes) -> bytes:
    return content[:-1]


@pytest.mark.parametrize(
    ("damage", "fault"), [(changed, "has SHA-256"), (cut, "bytes, recorded are")]
)
def test_verifying_names_each_file_that_is_not_as_it_was_fetched(
    edgar: EdgarServer, tmp_path: Path, damage: Callable[[bytes], bytes], fault: str
) -> None:
    edgar.extra["/Archives/edgar/monthly/xbrlrss-2024-02.xml"] = b"<rss><channel/></rss>"
    file = str(toml(edgar, tmp_path))
    assert command("fetch", "--config", file)[0] == 0
    code, output = command("status", "--config", file, "--verify")
    assert ", 0 not as recorded" in output
    archives = tmp_path / "store/Archives"
    names = ("*-xbrl.zip", "*.txt", "QTR1/master.idx", "xbrlrss-2024-02.xml")
    damaged = [min(archives.rglob(name)) for name in names]
    for bad in damaged:
        bad.write_bytes(damage(bad.read_bytes()))
    code, output = command("status", "--config", file, "--verify")
    assert (code, ", 4 not as recorded" in output) == (1, True)
    assert output.count(fault) == 4
    for bad in damaged:
        assert f"{bad.relative_to(archives)} " in output


def test_a_file_that_is_gone_is_named_and_fetched_again(edgar: EdgarServer, tmp_path: Path) -> None:
    file = str(toml(edgar, tmp_path))
    assert command("run", "--config", file)[0] == 0
    assert command("status", "--config", file, "--verify")[0] == 0
    gone = min((tmp_path / "store/Archives").rglob("*-xbrl.zip"))
    gone.unlink()
    code, output = command("status", "--config", file, "--verify")
    assert (code, f"{gone.name} is recorded as stored and not there" in output) == (1, True)
    assert command("fetch", "--config", file)[0] == 0
    assert command("status", "--config", file, "--verify")[0] == 0


@pytest.mark.parametrize("name", ["_block.json", "_records/2024Q1/r-00000.jsonl"])
def test_a_damaged_file_of_the_stores_own_ends_each_command_with_its_name(
    edgar: EdgarServer, tmp_path: Path, name: str
) -> None:
    file = toml(edgar, tmp_path)
    assert command("fetch", "--config", str(file))[0] == 0
    damaged = tmp_path / "store" / name
    damaged.write_bytes(b"\0" * 100)
    commands = ["fetch", "run", *(["status"] if "records" in name else [])]
    for each in commands:
        code, output = command(each, "--config", str(file))
        assert code == 1, each
        assert name in output.replace("\n", ""), each
        assert "is damaged" in output, each
    damaged.unlink()
    assert command("fetch", "--config", str(file))[0] == 0


def test_a_mirror_without_records_cannot_be_verified(sample_mirror: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        f'[source]\nkind = "mirror"\nlocation = "{sample_mirror}"\n'
        f'[select]\nfrom = "2024Q1"\nto = "2024Q1"\n[output]\npath = "{tmp_path / "out"}"\n'
    )
    code, output = command("status", "--config", str(file), "--verify")
    assert (code, "no records" in output) == (2, True)


@pytest.mark.parametrize("agent", ["", "nobody", "someone@example"])
def test_nobody_is_asked_without_saying_who_asks(
    edgar: EdgarServer, tmp_path: Path, agent: str
) -> None:
    file = str(toml(edgar, tmp_path, user_agent=agent))
    code, output = command("fetch", "--config", file)
    assert (code, "source.user_agent" in output) == (2, True)
    assert edgar.requests == []


def test_a_second_job_of_the_store_is_refused_with_its_own_exit_code(
    edgar: EdgarServer, tmp_path: Path
) -> None:
    file = str(toml(edgar, tmp_path))
    with Lease(Folder(tmp_path / "store"), "fetch of 2024Q1"):
        code, output = command("fetch", "--config", file)
    assert code == 75
    assert "in use by fetch of 2024Q1" in output
    assert "Waiting" not in output
    assert edgar.requests == []


@pytest.mark.parametrize("name", ["fetch", "run", "backfill"])
def test_a_second_job_of_the_store_waits_for_the_first(
    edgar: EdgarServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    other = Lease(Folder(tmp_path / "store"), "fetch of 2023Q4")
    other.__enter__()
    shown: list[Any] = []

    def give_back(claim: Any) -> None:
        if not shown:
            shown.append(claim)
            other.__exit__(None)

    monkeypatch.setattr("pipelines.fetch._show_waiting", lambda _: give_back)
    span = ("--from", "2024Q1", "--to", "2024Q1") if name == "backfill" else ()
    code, output = command(name, "--config", str(toml(edgar, tmp_path)), "--wait", "60", *span)
    assert code == 0, output
    assert shown


@pytest.mark.parametrize("day", ["2024-03-30", "2024-07-04"])
@pytest.mark.parametrize("missing", [404, 403])
def test_a_weekend_or_holiday_without_index_is_success_with_nothing_to_do(
    edgar: EdgarServer, tmp_path: Path, day: str, missing: int
) -> None:
    edgar.missing_status = missing
    file = str(toml(edgar, tmp_path))
    code, output = command("run", "--config", file, "--date", day)
    assert (code, "nothing to do" in output) == (0, True)
    assert command("fetch", "--config", file, "--date", day)[0] == 0
    assert command("status", "--config", file, "--date", day)[0] == 0


@pytest.mark.parametrize("name", ["run", "fetch"])
def test_a_business_day_without_index_is_to_be_tried_again(
    edgar: EdgarServer, tmp_path: Path, name: str
) -> None:
    file = str(toml(edgar, tmp_path))
    code, output = command(name, "--config", file, "--date", "2024-03-27")
    assert (code, "2024-03-27: EDGAR has no index yet" in output) == (75, True)
    assert command("status", "--config", file, "--date", "2024-03-27")[0] == 1
    assert command(name, "--config", file, "--date", "2024-03-27")[0] == 75
    assert len(edgar.requests) == 2


def test_a_quarter_without_index_leaves_the_others_and_is_to_be_tried_again(
    edgar: EdgarServer, tmp_path: Path
) -> None:
    file = str(toml(edgar, tmp_path))
    code, output = command("run", "--config", file, "--set", "select.to=2024Q3")
    assert (code, "2024Q3: EDGAR has no index yet" in output) == (75, True)
    assert "Committed" in output
    span = ("--from", "2024Q2", "--to", "2024Q3")
    code, output = command("backfill", "--config", file, *span)
    assert (code, "2024Q3: 0 of 0 processed, for it has no index that can be read" in output) == (
        1,
        True,
    )
    assert "2024Q2: 7 of 7 processed" in output


@pytest.mark.slow
def test_pages_in_place_of_files_leave_filings_lacking_until_the_files_come(
    edgar: EdgarServer,
    sample_mirror: Path,
    sample_rows: Rows,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hasty = partial(Patience, backoff_seconds=0.01, failures=1000)
    monkeypatch.setattr("transforms.edgar.fetching.access.Patience", hasty)
    file = str(toml(edgar, tmp_path))
    edgar.misbehave("page", r"edgar/data", times=10_000)
    for name in ("fetch", "run"):
        code, output = command(name, "--config", file)
        assert (code, "could not be had" in output) == (1, True), output
        assert command("status", "--config", file)[0] == 1
    edgar.faults.clear()
    assert command("run", "--config", file)[0] == 0
    assert command("status", "--config", file)[0] == 0
    found = stored(tmp_path)
    assert found == served(sample_mirror, set(found))
    assert rows(tmp_path / "out") == sample_rows


def test_a_header_that_could_not_be_had_leaves_its_filing_to_the_next_run(
    edgar: EdgarServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = partial(Patience, backoff_seconds=0.01, failures=1000)
    monkeypatch.setattr("transforms.edgar.fetching.access.Patience", hasty)
    written = toml(edgar, tmp_path, headers="hdr_sgml")
    written.write_text(written.read_text().replace('to = "2024Q2"', 'to = "2024Q1"'))
    file = str(written)
    edgar.misbehave("page", r"\.hdr\.sgml", times=10_000)
    span = ("--from", "2024Q1", "--to", "2024Q1")
    assert command("backfill", "--config", file, *span)[0] == 1
    assert command("status", "--config", file)[0] == 1
    edgar.faults.clear()
    asked = len(edgar.requests)
    assert command("backfill", "--config", file, *span)[0] == 0
    assert all(path.endswith(".hdr.sgml") for path in edgar.paths()[asked:])
    assert command("status", "--config", file)[0] == 0


def test_unsound_files_in_a_row_stop_the_job(
    edgar: EdgarServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = partial(Patience, backoff_seconds=0.01, unsound_attempts=1, failures=3)
    monkeypatch.setattr("transforms.edgar.fetching.access.Patience", hasty)
    file = str(toml(edgar, tmp_path))
    edgar.misbehave("page", r"edgar/data", times=10_000)
    assert command("run", "--config", file)[0] == 75
    assert sum("edgar/data" in path for path in edgar.paths()) < 30


def daily_index(mirror: Path, day: str) -> bytes:
    """The rows of one day, as a daily index writes them."""
    full = (mirror / "Archives/edgar/full-index/2024/QTR1/master.idx").read_text("latin-1")
    head, dashes, rows_ = full.partition("-" * 80)
    kept = [row.replace(day, day.replace("-", "")) for row in rows_.splitlines() if day in row]
    assert kept, f"no filing on {day}"
    return "\n".join([head + dashes, *kept, ""]).encode("latin-1")


def test_a_daily_run_adds_the_filings_of_its_day(
    edgar: EdgarServer, sample_mirror: Path, tmp_path: Path
) -> None:
    day = "2024-02-28"
    path = f"/Archives/edgar/daily-index/2024/QTR1/master.{day.replace('-', '')}.idx"
    edgar.extra[path] = daily_index(sample_mirror, day)
    file = str(toml(edgar, tmp_path))
    assert command("run", "--config", file, "--date", day)[0] == 0
    assert command("status", "--config", file, "--date", day)[0] == 0
    filings = rows(tmp_path / "out")["filings"]
    assert filings
    assert {str(filing[3]) for filing in filings} == {day}


@pytest.mark.slow
def test_a_backfill_runs_quarter_after_quarter_and_leaves_alone_what_is_done(
    edgar: EdgarServer, tmp_path: Path, sample_rows: Rows
) -> None:
    file = str(toml(edgar, tmp_path))
    span = ("--from", "2024Q1", "--to", "2024Q2")
    code, output = command("backfill", "--config", file, *span, "--newest-first")
    assert code == 0, output
    assert output.index("2024Q2: ") < output.index("2024Q1: ")
    assert rows(tmp_path / "out") == sample_rows
    asked = len(edgar.requests)
    code, output = command("backfill", "--config", file, *span)
    assert (code, "Processed" in output) == (0, False)
    assert len(edgar.requests) == asked


def test_a_backfill_goes_on_after_a_quarter_that_fails(edgar: EdgarServer, tmp_path: Path) -> None:
    file = str(toml(edgar, tmp_path))
    edgar.misbehave("status", "2024/QTR1/master", status=401, times=99)
    code, output = command("backfill", "--config", file, "--from", "2024Q1", "--to", "2024Q2")
    assert code == 1
    assert output.count("2024Q1: failed: ") == 2  # when it happens, and at the end
    assert "2024Q2: 7 of 7 processed" in output


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.slow
@pytest.mark.parametrize("bucket_of", [s3_bucket, gs_bucket])
def test_a_store_in_a_bucket_gives_the_same_rows(
    edgar: EdgarServer,
    tmp_path: Path,
    sample_rows: Rows,
    bucket_of: Callable[[], AbstractContextManager[Bucket]],
) -> None:
    with bucket_of() as bucket:
        where = document(edgar, tmp_path) | {"store": {"path": f"{bucket.url}/store"}}
        asked = Config.model_validate(where)
        assert fetch(asked, bucket.options, quiet()).is_complete
        first = len(edgar.requests)
        assert fetch(asked, bucket.options, quiet()).is_complete
        assert len(edgar.requests) == first
        run(asked, *bucket.options)
        assert all(each.is_complete for each in statuses(asked))
    assert rows(tmp_path / "out") == sample_rows


def whole_corpus(document_: dict[str, Any], **select: Any) -> Config:
    return Config.model_validate(
        document_ | {"select": {"from": "1993Q1", "to": "2026Q4"} | select}
    )


@pytest.mark.corpus
@pytest.mark.slow
@requires_corpus
def test_real_filings_from_edgar_give_row_for_row_what_their_mirror_gives(
    tmp_path: Path, corpus_output: Path
) -> None:
    mirror = CORPUS / "mirror"
    with EdgarServer(mirror) as edgar:
        asked = whole_corpus(document(edgar, tmp_path, headers="index"))
        summary = fetch(asked, [], quiet())
        archives = mirror / "Archives"
        missing = [each for each in asked.select.slices if not (archives / each.index).is_file()]
        assert list(summary.awaited) == missing
        assert not summary.counters.get(LACKING)
        assert summary.counters["in store"] > 800
        assert summary.counters["fetch/requests"] == len(edgar.requests)
        run(asked, MULTI[0], f"{MULTI[1]}=2")
        incomplete = [each.name for each in statuses(asked) if not each.is_complete]
        assert incomplete == [str(each) for each in missing]
    found, expected = tables_in_order(tmp_path / "out"), tables_in_order(corpus_output)
    assert [name for name in expected if not found[name].equals(expected[name])] == []


def members(archive: Path) -> list[str]:
    with tarfile.open(archive) as tar:
        return tar.getnames()


@pytest.mark.corpus
@requires_corpus
def test_the_feed_gives_the_same_rows_as_its_filings_one_by_one(tmp_path: Path) -> None:
    days = sorted((CORPUS / "mirror/Archives/edgar/Feed").rglob("*.tar.gz"))
    accessions = [name.removesuffix(".nc") for day in days for name in members(day)]
    found = {}
    for archives in ("filing", "feed"):
        with EdgarServer(CORPUS / "mirror") as edgar:
            place = tmp_path / archives
            where = document(edgar, place, archives=archives, headers="submission")
            asked = whole_corpus(where, accessions=accessions, **{"from": "2024Q1", "to": "2026Q2"})
            assert fetch(asked, [], quiet()).is_complete
            feeds = [path for path in edgar.paths() if path.endswith(".tar.gz")]
            assert bool(feeds) == (archives == "feed")
            run(asked)
            found[archives] = rows(place / "out")
    for dataset in set(found["feed"]) - {"filings"}:
        assert found["feed"][dataset] == found["filing"][dataset], dataset
    assert {row[0] for row in found["feed"]["filings"]} <= set(accessions)
    assert len(found["feed"]["filings"]) == len(found["filing"]["filings"]) > 0


@pytest.mark.slow
def test_a_run_killed_at_many_moments_resumes_to_the_same_store_and_datasets(
    edgar: EdgarServer, sample_mirror: Path, tmp_path: Path, sample_rows: Rows
) -> None:
    file = toml(edgar, tmp_path, requests_per_second=100)

    def writing() -> bool:
        return any((tmp_path / "out").rglob("*.parquet"))

    moments: list[Callable[[], bool]] = [
        partial(has_seen, edgar, requests) for requests in (1, 6, 12, 18)
    ]
    settled: set[str] = set()
    asked = 0
    for moment in (*moments, writing):
        kill_run(file, moment)
        found = stored(tmp_path)
        whole = {name for name in found if ".unfinished-" not in name}
        assert {name: found[name] for name in whole} == served(sample_mirror, whole)
        assert not settled.intersection(edgar.paths()[asked:])
        settled, asked = {name for name in whole if "edgar/data" in name}, len(edgar.requests)
    code, output = command("run", "--config", str(file))
    assert code == 0, output
    assert settled
    assert not settled.intersection(edgar.paths()[asked:])
    assert rows(tmp_path / "out") == sample_rows


def has_seen(edgar: EdgarServer, requests: int) -> bool:
    return len(edgar.requests) >= requests


def kill_run(file: Path, moment: Callable[[], bool]) -> None:
    """Run in a process that is killed as soon as `moment` has come."""
    process = FORKED.Process(target=command, args=("run", "--config", str(file)))
    process.start()
    while process.is_alive() and not moment():
        time.sleep(0.001)
    assert moment(), "the run ended before"
    process.kill()
    process.join()
