"""Errors that a person can cause: one message that says what to do, and no bug hidden by it."""

import errno
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from pipelines.errors import ConfigError, RunError
from pipelines.launch import check_places, outside_cause
from tests.pipelines.runs import config, files, rows, run
from transforms.storage import files as storage

# A run that fails leaves the files that it reads to the interpreter, as its process ends.
leaves_files_open = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def output(sample_mirror: Path, tmp_path: Path) -> Path:
    """An output with one filing in it."""
    run(config(sample_mirror, tmp_path / "out", select={"limit": 1}))
    return tmp_path / "out"


@leaves_files_open
def test_a_full_disk_is_one_message_and_changes_nothing(
    sample_mirror: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(output)
    create = storage.create

    def full(path: str) -> BinaryIO:
        if "/arcs/" in path:
            raise OSError(errno.ENOSPC, "No space left on device")
        return create(path)

    monkeypatch.setattr(storage, "create", full)
    with pytest.raises(RunError, match=r"changed nothing: .*No space left on device$"):
        run(config(sample_mirror, output))
    assert rows(output) == before


@leaves_files_open
def test_a_committed_file_that_is_damaged_is_named(sample_mirror: Path, output: Path) -> None:
    (damaged,) = (file for file in files(output) if file.dataset == "arcs")
    Path(damaged.path).write_bytes(b"PAR1")
    with pytest.raises(RunError, match=r"a committed file of arcs cannot be read: .*arcs/data"):
        run(config(sample_mirror, output))


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("OSError: [Errno 28] No space left [while running 'A/B']", "[Errno 28] No space left"),
        ("Traceback:\n  File x\nRuntimeError: FileNotFoundError: gone", "gone"),
        ("Traceback:\n  a\ntransforms.datasets.commit.ConflictError: run again", "run again"),
        ("OSError: first\nDuring handling of it:\nKeyError: 'a bug'", None),
        ("no traceback at all", None),
    ],
)
def test_the_cause_is_found_in_what_a_worker_tells(text: str, cause: str | None) -> None:
    assert outside_cause(RuntimeError(text)) == cause


def test_a_scheme_that_beam_cannot_read_is_refused(sample_mirror: Path) -> None:
    with pytest.raises(ConfigError, match=r"output\.path: foo://bucket/out: .*use a local path"):
        check_places(config(sample_mirror, "foo://bucket/out"))


def test_a_missing_client_of_a_cloud_is_refused_with_the_extra(
    sample_mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(ConfigError, match=r"pip install 'edgar-arcs\[aws\]'"):
        check_places(config(sample_mirror, "s3://bucket/out"))


def test_an_output_that_cannot_be_written_is_refused(sample_mirror: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"cannot be written: .*Not a directory"):
        check_places(config(sample_mirror, tmp_path / "file"))


@pytest.mark.parametrize("path", ["", " ", "~no-such-user/out", "out[1]", "out*"])
def test_a_path_that_names_no_one_place_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"output\.path"):
        config(Path("mirror"), path)
