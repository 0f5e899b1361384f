"""Files by their path."""

import errno
import os
from pathlib import Path

import pytest

from transforms.storage import files


def test_a_directory_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    files.check_writable(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


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
