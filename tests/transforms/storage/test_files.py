"""Files by their path."""

import errno
import os
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pytest

from tests.buckets import s3_bucket
from transforms.storage import files


def test_a_directory_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    files.check_writable(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_the_time_of_a_directory_is_what_its_files_are_written_at(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.touch()
    now = files.now(str(tmp_path))
    after.touch()
    assert files.modified(str(before)) <= now <= files.modified(str(after))
    assert set(tmp_path.iterdir()) == {before, after}


def test_a_full_disk_keeps_nothing_of_the_file_that_was_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        del descriptor
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        files.check_writable(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_directory_has_files_if_one_lies_below_it_however_deep(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "c").mkdir()
    assert not files.has_files(str(tmp_path))
    (tmp_path / "a" / "b" / "it").touch()
    assert files.has_files(str(tmp_path))
    assert not files.has_files(str(tmp_path / "none"))


def test_a_file_is_read_up_to_a_size(tmp_path: Path) -> None:
    path = tmp_path / "it"
    path.write_bytes(b"1234")
    assert files.read(str(path), 4) == b"1234"
    with pytest.raises(files.TooLargeError):
        files.read(str(path), 3)


def test_an_object_of_several_pieces_is_read_up_to_a_size() -> None:
    content = bytes(range(256)) * (1 << 14)
    with s3_bucket() as bucket:
        path = f"{bucket.url}/it"
        files.write_whole(path, BytesIO(content))
        assert files.read(path, len(content)) == content
        with pytest.raises(files.TooLargeError):
            files.read(path, len(content) - 1)
    assert files.read(str(Path(__file__) / "nothing")) is None


def test_arrow_reads_a_file_without_python(tmp_path: Path) -> None:
    path = tmp_path / "it"
    path.write_bytes(b"1234")
    with files.open_for_arrow(str(path)) as file:
        assert isinstance(file, pa.NativeFile)
        assert not isinstance(file, pa.PythonFile)
        assert file.read() == b"1234"
    with pytest.raises(FileNotFoundError) as failed:
        files.open_for_arrow(str(tmp_path / "none"))
    assert failed.value.filename == str(tmp_path / "none")
