"""The commit of a run: begun by a compare-and-swap, brought to its end by whoever comes next."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from errno import ENOSPC
from pathlib import Path
from typing import Any

import pytest
from pyiceberg.catalog.sql import SqlCatalog
from sqlalchemy.exc import OperationalError

from tests.transforms.filings import ref
from tests.transforms.outputs import (
    base,
    new_output,
    numbers,
    record,
    restored,
    rows_of,
    table,
    upsert,
)
from transforms.datasets import commit as committing
from transforms.datasets.catalog import Output, load_tables, open_catalog
from transforms.datasets.commit import Changes, commit, finish_begun
from transforms.datasets.data_files import SortedWriter, WrittenFile
from transforms.datasets.errors import (
    CatalogBusyError,
    CatalogError,
    ConflictError,
    UnfinishedError,
)
from transforms.datasets.maintain import maintain
from transforms.datasets.rollback import rollback
from transforms.datasets.runs import Progress
from transforms.datasets.schema import DATASETS
from transforms.datasets.state import read_state
from transforms.datasets.table_files import Base
from transforms.edgar.filing import FilingRef


class KilledError(BaseException):
    """What a kill is in these tests: nothing catches it."""


@pytest.fixture
def output(empty_output: Output) -> Output:
    return empty_output


def make(path: Path) -> None:
    upsert(new_output(path), "r1", [ref(1)])


@pytest.fixture
def output_of_one(tmp_path_factory: pytest.TempPathFactory) -> Output:
    """Run `r1` has committed filing 1."""
    return restored(tmp_path_factory, make)


def accessions(*of: int) -> list[str]:
    return [ref(number).accession_number for number in of]


def write(output: Output, run: str, *refs: FilingRef) -> list[WrittenFile]:
    """Data files of filings, not committed."""
    on = base(output)
    written: list[WrittenFile] = []
    for name in ("filings", "rejects"):
        writer = SortedWriter(on.table(name), DATASETS[name], run, 20241)
        for rows in rows_of(*refs):
            written += writer.add(rows.place, rows.tables[name])
        written += writer.close()
    return written


def progress(output: Output) -> Progress:
    with open_catalog(output) as catalog:
        return Progress.of(load_tables(catalog, output)["runs"])


STEPS = ("_begin", "_change", "_write_snapshot", "_end")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("time", [1, 2])
def test_a_run_killed_amid_its_commit_is_whole_or_not_there_and_the_next_one_goes_on(
    output_of_one: Output, monkeypatch: pytest.MonkeyPatch, step: str, after: bool, time: int
) -> None:
    output = output_of_one
    done = getattr(committing, step)
    calls = []

    def killed(*arguments: object) -> object:
        calls.append(step)
        if len(calls) == time and not after:
            raise KilledError
        result = done(*arguments)
        if len(calls) == time:
            raise KilledError
        return result

    written = write(output, "r2", ref(2), ref(3))
    with monkeypatch.context() as patched:
        patched.setattr(committing, step, killed)
        try:
            commit(output, record("r2"), lambda _: Changes(written))
        except KilledError:
            pass
        else:
            pytest.skip("the step comes once")
    state = read_state(output)
    assert state is not None
    whole = state.run["run_id"] == "r2"
    assert numbers(output, "filings") == (accessions(1, 2, 3) if whole else accessions(1))
    begun = whole or progress(output).run == "r2"
    upsert(output, "r3", [ref(4)])
    for dataset in ("filings", "rejects"):
        expected = accessions(1, 2, 3, 4) if begun else accessions(1, 4)
        assert numbers(output, dataset) == expected


def test_another_run_that_commits_first_makes_the_run_look_again(output: Output) -> None:
    looked: list[Base] = []
    written = write(output, "r1", ref(1))

    def changes(tables: Base) -> Changes:
        looked.append(tables)
        if len(looked) == 1:
            upsert(output, "other", [ref(2)])
        return Changes(written)

    commit(output, record("r1"), changes)
    assert len(looked) == 2
    assert numbers(output, "filings") == accessions(1, 2)


def test_a_run_that_never_has_its_turn_says_so(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committing, "_begin", lambda *_: False)
    monkeypatch.setattr(committing, "_pause", lambda _: None)
    with pytest.raises(ConflictError, match="nothing of it is committed, run again"):
        commit(output, record("r1"), lambda _: Changes())


@pytest.mark.parametrize("is_forgotten", [False, True], ids=["known", "forgotten"])
def test_a_commit_that_wakes_up_late_changes_nothing(
    output: Output, monkeypatch: pytest.MonkeyPatch, is_forgotten: bool
) -> None:
    """It had begun and stood still; others have brought it to its end and committed since.

    The states of its tables may have expired, so that their histories no longer carry its id.
    """
    change = committing._change
    asleep = []

    def sleeping(*arguments: object) -> None:
        if not asleep:
            asleep.append(True)
            upsert(output, "r2", [ref(2)])
            upsert(output, "r3", [ref(1), ref(3)])
            if is_forgotten:
                maintain(output, record("r4"), timedelta(0))
        change(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(committing, "_change", sleeping)
    written = write(output, "r1", ref(1))
    commit(output, record("r1"), lambda _: Changes(written))
    state = read_state(output)
    assert state is not None
    last = ("r4", 4) if is_forgotten else ("r3", 3)
    assert (state.run["run_id"], state.run["number"]) == last
    upsert(output, "r5", [ref(4)])  # whose state holds whatever stands in the tables by then
    for dataset in ("filings", "rejects"):
        assert numbers(output, dataset) == accessions(1, 2, 3, 4)


def test_a_run_that_another_process_has_ended_is_not_ended_again(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = committing._change
    asleep = []

    def sleeping(*arguments: object) -> None:
        if not asleep:
            asleep.append(True)
            with open_catalog(output) as catalog:
                finish_begun(catalog, output)
        change(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(committing, "_change", sleeping)
    written = write(output, "r1", ref(1))
    commit(output, record("r1"), lambda _: Changes(written))
    assert table(output, "runs")["run_id"].to_pylist() == ["r1"]
    assert numbers(output, "filings") == accessions(1)


def test_a_commit_that_wakes_up_late_leaves_another_that_has_begun_as_it_is(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The histories of the tables carry its id no longer."""
    change = committing._change
    asleep = []

    def killed(*_: object) -> None:
        raise KilledError

    def sleeping(*arguments: object) -> None:
        if not asleep:
            asleep.append(True)
            upsert(output, "r2", [ref(2)])
            maintain(output, record("m1"), timedelta(0))
            third = write(output, "r3", ref(3))
            with monkeypatch.context() as patched:
                patched.setattr(committing, "_finish", killed)
                with pytest.raises(KilledError):
                    commit(output, record("r3"), lambda _: Changes(third))
        change(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(committing, "_change", sleeping)
    written = write(output, "r1", ref(1))
    commit(output, record("r1"), lambda _: Changes(written))
    assert (progress(output).run, progress(output).phase) == ("r3", "begun")
    upsert(output, "r4", [ref(4)])
    for dataset in ("filings", "rejects"):
        assert numbers(output, dataset) == accessions(1, 2, 3, 4)


@pytest.mark.parametrize(
    ("step", "calls", "expected"),
    [("_write_snapshot", 2, (1, 2, 3, 9)), ("_restore", 1, (1, 9))],
    ids=["of a run", "of a rollback"],
)
def test_a_change_that_another_process_makes_first_is_not_made_again(
    output_of_one: Output,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    calls: int,
    expected: tuple[int, ...],
) -> None:
    """It has loaded the table by then, which has changed when it commits."""
    written = write(output_of_one, "r2", ref(2), ref(3))
    if step == "_restore":
        commit(output_of_one, record("r2"), lambda _: Changes(written))
    done = getattr(committing, step)
    called = []

    def late(*arguments: object) -> object:
        called.append(True)
        if len(called) == calls:
            upsert(output_of_one, "r9", [ref(9)])
        return done(*arguments)

    monkeypatch.setattr(committing, step, late)
    if step == "_restore":
        rollback(output_of_one, record("b1"), "r1")
    else:
        commit(output_of_one, record("r2"), lambda _: Changes(written))
    assert len(called) > calls
    for dataset in ("filings", "rejects"):
        assert numbers(output_of_one, dataset) == accessions(*expected)


def test_a_run_whose_files_were_removed_as_orphans_is_not_committed(output: Output) -> None:
    old = record("20240501T000000Z-00000000")
    files = write(output, old.run_id, ref(1))
    Path(files[0].path).unlink()
    with pytest.raises(CatalogError, match="is gone: run 20240501T000000Z-00000000 has written"):
        commit(output, old, lambda _: Changes(files))
    assert progress(output).phase == "ended"
    assert numbers(output, "filings") == []


def test_local_files_are_on_the_disk_before_the_catalog_names_them(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every new file, and its directory, is forced to the disk before a later catalog change."""
    import os

    synced: list[str] = []
    fsync = os.fsync

    def remember(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", remember)
    written = write(output, "r1", ref(1))
    commit(output, record("r1"), lambda _: Changes(written))
    for name in ("filings", "rejects", "runs"):
        for path in Path(output.path, name).rglob("*"):
            if path.is_file() and not path.name.startswith("00000-"):
                assert str(path) in synced, path
                assert str(path.parent) in synced, path


def test_a_disk_that_is_full_once_a_run_has_begun_is_not_said_to_have_changed_nothing(
    output_of_one: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    written = write(output_of_one, "r2", ref(2))
    with monkeypatch.context() as patched:
        patched.setattr(committing, "_change", full)
        with pytest.raises(UnfinishedError, match="r2 has begun to commit and not ended"):
            commit(output_of_one, record("r2"), lambda _: Changes(written))
    assert numbers(output_of_one, "filings") == accessions(1)
    upsert(output_of_one, "r3", [ref(3)])
    assert numbers(output_of_one, "filings") == accessions(1, 2, 3)


def locked_out() -> sqlite3.Error:
    """What SQLite says once it has waited for another process's lock in vain."""
    with closing(sqlite3.connect("file::memory:?cache=shared", uri=True)) as one:
        one.executescript("CREATE TABLE t (x); BEGIN EXCLUSIVE")
        with closing(sqlite3.connect("file::memory:?cache=shared", uri=True)) as other:
            try:
                other.execute("SELECT * FROM t")
            except sqlite3.Error as error:
                return error
    raise AssertionError


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        (sqlite3.OperationalError("database or disk is full"), CatalogError),
        (locked_out(), CatalogBusyError),
    ],
    ids=["full", "locked"],
)
@pytest.mark.parametrize("commits", [0, 1], ids=["before it has begun", "once it has begun"])
def test_a_database_that_cannot_be_written_is_no_fault_of_the_software(
    output_of_one: Output,
    monkeypatch: pytest.MonkeyPatch,
    reason: sqlite3.Error,
    kind: type[CatalogError],
    commits: int,
) -> None:
    done = SqlCatalog.commit_table
    left = [None] * commits

    def fail(*arguments: Any) -> object:
        if left:
            left.pop()
            return done(*arguments)
        raise OperationalError("UPDATE", {}, reason)

    written = write(output_of_one, "r2", ref(2))
    with monkeypatch.context() as patched:
        patched.setattr(SqlCatalog, "commit_table", fail)
        with pytest.raises((CatalogError, UnfinishedError), match=re.escape(str(reason))) as raised:
            commit(output_of_one, record("r2"), lambda _: Changes(written))
    is_begun = "has begun to commit and not ended" in str(raised.value)
    assert is_begun == bool(commits)
    assert type(raised.value) is (UnfinishedError if is_begun and kind is CatalogError else kind)
    upsert(output_of_one, "r3", [ref(3)])
    assert numbers(output_of_one, "filings") == accessions(1, *([2] * commits), 3)


def test_a_run_that_was_undone_while_it_committed_is_not_said_to_be_committed(
    output_of_one: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = committing._change
    asleep = []

    def sleeping(*arguments: Any) -> None:
        if not asleep:
            asleep.append(True)
            Path(output_of_one.path, "runs/intents/r2.json").unlink()
            rollback(output_of_one, record("b1"), "r1")
        change(*arguments)

    monkeypatch.setattr(committing, "_change", sleeping)
    written = write(output_of_one, "r2", ref(2))
    with pytest.raises(ConflictError, match="rollback has undone run r2 while it committed"):
        commit(output_of_one, record("r2"), lambda _: Changes(written))
    assert numbers(output_of_one, "filings") == accessions(1)
