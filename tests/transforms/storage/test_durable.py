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
    assert failed.value.filename == str(tmp_path / "it")
