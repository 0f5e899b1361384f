import io
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from transforms.edgar.fetching.answers import Body, Validators
from transforms.edgar.fetching.store import DamagedStoreError, Record, RecordBook, Store
from transforms.storage.folder import Folder

PATH = "edgar/data/1/0000000001-24-000001.txt"


@pytest.fixture
def store(tmp_path):
    return Store(Folder(tmp_path))


def body(content, path=PATH):
    return Body(path, io.BytesIO(content), "00", len(content))


def record(path, outcome="not_available", asked_at="2024-05-15T00:00:00+00:00"):
    return Record(path, outcome, asked_at)


def test_a_file_stands_where_edgar_has_it(store, tmp_path):
    kept = store.put(body(b"words"))
    assert (tmp_path / "Archives" / PATH).read_bytes() == b"words"
    assert store.holds(PATH)
    assert (kept.path, kept.outcome, kept.sha256, kept.size) == (PATH, "stored", "00", 5)
    with store.open(PATH) as content:
        assert content.read() == b"words"


def test_a_file_that_is_not_there_cannot_be_opened(store):
    assert not store.holds(PATH)
    with pytest.raises(FileNotFoundError):
        store.open(PATH)


def test_files_of_a_folder_are_listed_and_read_by_their_paths(store):
    paths = [f"edgar/data/{cik}/{name}.txt" for cik in (1, 10) for name in "ab"]
    for path in paths:
        store.put(body(path.encode(), path))
    for folder in ("edgar/data/1", "edgar/data/1/"):
        assert sorted(store.list(folder)) == paths[:2]
    assert [store.read(path) for path in (paths[0], "none.txt")] == [paths[0].encode(), None]


def test_a_version_is_kept_as_the_server_names_it(store):
    known = Validators('"7"', "Thu, 01 Feb 2024 00:00:00 GMT")
    assert store.put(replace(body(b"words"), validators=known)).validators == known


def test_a_write_that_fails_leaves_neither_file_nor_rest(store, tmp_path):
    class FullDisk(io.BytesIO):
        def read(self, *_):
            raise OSError(28, "No space left on device")

    store.put(body(b"old"))
    with pytest.raises(OSError, match="No space"):
        store.put(Body(PATH, FullDisk(), "00", 5))
    assert (tmp_path / "Archives" / PATH).read_bytes() == b"old"
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [PATH.split("/")[-1]]


def test_a_kill_while_writing_leaves_no_file_under_the_name(tmp_path):
    script = f"""
        import io, sys, time
        from pathlib import Path
        from transforms.storage.folder import Folder
        class Slow(io.RawIOBase):
            def read(self, size=-1):
                print("writing", flush=True)
                time.sleep(0.02)
                return b"x" * 1000
        Folder(Path({str(tmp_path)!r})).write_whole("a/b.zip", Slow())
    """
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    process.kill()
    process.communicate()
    files = Folder(tmp_path)
    assert not files.exists("a/b.zip")
    assert list(files.list("")) == []
    assert files.sweep() == 1
    assert list((tmp_path / "a").iterdir()) == []


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../x"])
def test_a_name_never_leaves_the_root(tmp_path, name):
    with pytest.raises(ValueError, match="does not stay below"):
        Folder(tmp_path).exists(name)


def test_files_are_listed_by_prefix(tmp_path):
    files = Folder(tmp_path)
    for name in ("_records/2024Q1/a", "_records/2024Q1/b", "_records/2024Q10/c", "x"):
        files.write_whole(name, io.BytesIO(b""))
    assert sorted(files.list("_records/2024Q1/")) == ["_records/2024Q1/a", "_records/2024Q1/b"]
    assert list(files.list("nowhere/")) == []


def test_the_latest_record_of_a_path_counts(store):
    first = RecordBook(store, "run-2")
    first.add(20241, record("a", "stored", "2024-05-16T00:00:00+00:00"))
    first.flush()
    second = RecordBook(store, "run-1")
    second.add(20241, record("a"))
    second.add(20241, record("b"))
    second.flush()
    assert {path: each.outcome for path, each in store.records(20241).items()} == {
        "a": "stored",
        "b": "not_available",
    }
    assert store.records(20242) == {}


def test_of_two_records_of_one_second_the_one_written_later_counts(store, monkeypatch):
    """A disk lists files in any order."""
    writer = RecordBook(store, "run", part=1)
    for outcome in ("failed", "stored"):
        writer.add(20241, record("a", outcome))
    names = sorted(store.files.list("_records/"), reverse=True)
    monkeypatch.setattr(Folder, "list", lambda *_: iter(names))
    assert store.records(20241)["a"].outcome == "stored"


def test_records_are_on_disk_after_each_part(store):
    writer = RecordBook(store, "run", part=2)
    for name in "abc":
        writer.add(20241, record(name))
    assert sorted(store.records(20241)) == ["a", "b"]
    writer.flush()
    writer.flush()
    assert sorted(store.records(20241)) == ["a", "b", "c"]


def test_compacting_keeps_every_record(store):
    for run in ("one", "two"):
        writer = RecordBook(store, run)
        writer.add(20241, record(run))
        writer.flush()
    before = store.records(20241)
    store.compact_records(20241, "three")
    assert store.records(20241) == before
    assert len(list(store.files.list("_records/"))) == 1
    store.compact_records(20241, "three")
    assert store.records(20241) == before
    writer.add(20241, record("three"))
    writer.flush()
    store.compact_records(20241, "three")
    assert sorted(store.records(20241)) == ["one", "three", "two"]


@pytest.mark.parametrize(
    "damaged",
    [b'{"path": "a", "outcome', b"\0\0\0\n", b"[]\n", b'{"path": "b"}\n', b"\xff\n"],
    ids=["cut", "zeros", "list", "fields", "bytes"],
)
def test_damaged_records_are_an_error_that_names_the_line(store, damaged):
    writer = RecordBook(store, "run")
    writer.add(20241, record("a"))
    writer.flush()
    (name,) = store.files.list("_records/")
    with store.files.open_read(name) as content:
        whole = content.read()
    store.files.write_whole(name, io.BytesIO(whole + damaged))
    with pytest.raises(DamagedStoreError, match=rf"{name}, line 2, is damaged .+ delete the file"):
        store.records(20241)


def test_compacting_loses_no_damaged_records(store):
    for run in ("one", "two"):
        writer = RecordBook(store, run)
        writer.add(20241, record(run))
        writer.flush()
    names = sorted(store.files.list("_records/"))
    store.files.write_whole(names[1], io.BytesIO(b"{"))
    with pytest.raises(DamagedStoreError):
        store.compact_records(20241, "three")
    assert sorted(store.files.list("_records/")) == names


@pytest.mark.parametrize("damaged", [b"", b"{}", b"[]", b'{"until": null}', b'{"until": "soon"}'])
def test_a_damaged_end_of_a_block_is_an_error(store, damaged):
    store.files.write_whole("_block.json", io.BytesIO(damaged))
    with pytest.raises(DamagedStoreError, match=r"_block\.json is damaged"):
        store.blocked_until()


def test_a_record_of_now_is_in_utc():
    before = datetime.now(UTC).replace(microsecond=0)
    asked_at = Record.now("a", "stored").asked_at
    assert asked_at.endswith("+00:00")
    assert before <= datetime.fromisoformat(asked_at) <= datetime.now(UTC)
