"""Files that commands write: whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from pipelines.query import QueryError
from pipelines.views.whole import written_whole


def test_the_file_is_there_at_the_end_alone(tmp_path: Path) -> None:
    target = tmp_path / "answer.csv"
    target.write_text("old")
    with written_whole(target) as part:
        part.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_what_fails_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "answer.csv"
    target.write_text("old")
    with suppress(ZeroDivisionError), written_whole(target) as part:
        part.write_text("new")
        raise ZeroDivisionError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_begun_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for directory, reason in (("nowhere", "No such file"), ("file", "Not a directory")):
        target = tmp_path / directory / "answer.csv"
        refused = pytest.raises(QueryError, match=f"cannot be written: {reason}")
        with refused, written_whole(target):
            pytest.fail("it was begun")


def test_a_link_and_a_pipe_stay_what_they_are(tmp_path: Path) -> None:
    there, link, pipe = (tmp_path / name for name in ("there", "link", "pipe"))
    link.symlink_to(there)
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    for target in (link, pipe):
        with written_whole(target) as part:
            part.write_text("new")
    assert (link.is_symlink(), there.read_text()) == (True, "new")
    assert (pipe.is_fifo(), os.read(reader, 9)) == (True, b"new")
    os.close(reader)


def test_a_device_that_takes_nothing_is_named() -> None:
    refused = pytest.raises(QueryError, match="/dev/full cannot be written: No space")
    with refused, written_whole(Path("/dev/full")) as part:
        part.write_text("new")
