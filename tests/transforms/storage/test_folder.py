"""The same contract for files on a disk, on S3 and on Google Cloud Storage."""

import io
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.buckets import Bucket, gs_bucket, s3_bucket
from transforms.edgar.fetching.store import Record, RecordBook, Store
from transforms.storage.files import UNFINISHED
from transforms.storage.folder import Folder
from transforms.storage.lease import Lease, LeaseHeldError

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def s3() -> Iterator[Bucket]:
    with s3_bucket() as bucket:
        yield bucket


@pytest.fixture(scope="module")
def gs() -> Iterator[Bucket]:
    with gs_bucket() as bucket:
        yield bucket


@pytest.fixture(params=["local", "s3", pytest.param("gs", marks=pytest.mark.slow)])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    if request.param == "local":
        return Folder(tmp_path / "store")
    bucket: Bucket = request.getfixturevalue(request.param)
    return Folder(f"{bucket.url}/{uuid.uuid4().hex}")


def test_a_file_is_written_replaced_listed_and_deleted(files: Folder) -> None:
    assert not files.exists("a/b.txt")
    assert list(files.list("a/")) == []
    for content in (b"first", b"second"):
        files.write_whole("a/b.txt", io.BytesIO(content))
        with files.open_read("a/b.txt") as file:
            assert file.read() == content
    files.write_whole("ab.txt", io.BytesIO(b"other"))
    assert files.exists("a/b.txt")
    assert list(files.list("a/")) == ["a/b.txt"]
    assert sorted(files.list("")) == ["a/b.txt", "ab.txt"]
    files.delete("a/b.txt")
    files.delete("a/b.txt")
    assert list(files.list("a/")) == []
    with pytest.raises(FileNotFoundError):
        files.open_read("a/b.txt")


def test_whole_files_are_listed_by_the_beginning_of_their_names(files: Folder) -> None:
    for name in ("a/one.txt", "a/other.txt", "a/two.txt", f"a/{UNFINISHED}one"):
        files.write_whole(name, io.BytesIO(b""))
    assert sorted(files.list("a/o")) == ["a/one.txt", "a/other.txt"]
    assert sorted(files.list("")) == ["a/one.txt", "a/other.txt", "a/two.txt"]


def test_a_sweep_deletes_what_is_unfinished_and_nothing_else(tmp_path: Path) -> None:
    files = Folder(tmp_path)
    for name in ("it.txt", "a/it.txt", f"{UNFINISHED}1", f"a/{UNFINISHED}2"):
        files.write_whole(name, io.BytesIO(b""))
    assert files.sweep() == 2
    left = [str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file()]
    assert sorted(left) == ["a/it.txt", "it.txt"]


def test_names_of_files_are_below_a_root_that_ends_in_a_slash(tmp_path: Path) -> None:
    files = Folder(f"{tmp_path}/")
    files.write_whole("a/b.txt", io.BytesIO(b""))
    assert list(files.list("a/")) == ["a/b.txt"]


@pytest.mark.parametrize("name", ["../it", "a/../../it", "/it"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="does not stay below"):
        Folder(tmp_path).exists(name)


def test_records_are_kept(files: Folder) -> None:
    store = Store(files)
    writer = RecordBook(store, "run")
    writer.add(20241, Record.now("edgar/data/1/x.txt", "not_available", reason="HTTP 404"))
    writer.flush()
    assert list(store.records(20241)) == ["edgar/data/1/x.txt"]


def test_a_lease_keeps_a_second_job_out(files: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.storage.lease._PATIENCE", 0.1)
    with Lease(files, "fetch"), pytest.raises(LeaseHeldError, match="fetch"):
        Lease(files, "run").__enter__()
    assert list(files.list(Lease.FOLDER)) == []
