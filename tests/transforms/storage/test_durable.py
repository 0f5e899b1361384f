"""Files that are on the disk once they are closed."""

import errno
import os
from contextlib import suppress
from pathlib import Path

import pytest

from transforms.storage.durable import DurableFile, make_directories


def test_a_file_is_made_with_its_directories(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "it"
    with DurableFile(path) as file:
        file.write(b"1234")
    assert path.read_bytes() == b"1234"


def test_a_file_its_name_and_those_of_its_directories_are_forced_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: forced.append(os.fstat(descriptor).st_ino))
    path = tmp_path / "a" / "b" / "it"
    DurableFile(path).close()
    in_order = [tmp_path, tmp_path / "a", path, tmp_path / "a" / "b"]
    assert forced == [each.stat().st_ino for each in in_order]


def test_another_process_may_make_the_same_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mkdir = Path.mkdir

    def second(path: Path) -> None:
        mkdir(path)
        mkdir(path)

    monkeypatch.setattr(Path, "mkdir", second)
    make_directories(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_the_error_of_a_full_disk_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        del descriptor
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file = DurableFile(tmp_path / "it")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as failed:
        file.close()
    assert failed.value.filename == str(tmp_path / "it")
    with suppress(OSError):
        file.close()


def test_a_file_in_the_place_of_a_directory_is_named(tmp_path: Path) -> None:
    (tmp_path / "it").write_bytes(b"")
    with pytest.raises(NotADirectoryError) as failed:
        make_directories(tmp_path / "it")
    assert (failed.value.errno, failed.value.filename) == (errno.ENOTDIR, str(tmp_path / "it"))
