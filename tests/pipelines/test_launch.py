"""Errors that a person can cause: one message that says what to do, and no bug hidden by it."""

import errno
import io
import tempfile
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pytest
from rich.console import Console

from pipelines.errors import LaterError, RunError
from pipelines.failures import COMMITTED_OR_NOT
from pipelines.graph import RunContext
from pipelines.launch import launch, outside_cause
from pipelines.local_run import WorkerLostError
from tests.pipelines.runs import IN_ONE_PROCESS, config, files, rows, run, tables
from tests.transforms.outputs import restored
from transforms.datasets import commit as committing
from transforms.datasets.errors import (
    CatalogBusyError,
    CatalogError,
    ConflictError,
    UnfinishedError,
)
from transforms.elements import FilingWork
from transforms.steps.chain import Step
from transforms.storage import files as storage

BAD = "0001990001-24-000004"

# A run that fails leaves the files that it reads to the interpreter, as its process ends.
leaves_files_open = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def output(sample_mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output with one filing in it."""

    def one_filing(output: Path) -> None:
        run(config(sample_mirror, output, select={"limit": 1}))

    return Path(restored(tmp_path_factory, one_filing).path)


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
def test_a_run_that_fails_once_it_has_begun_to_commit_says_so(
    sample_mirror: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(committing, "_change", full)
    with pytest.raises(RunError, match=r"^run \S+ has begun to commit.* undoes it$"):
        run(config(sample_mirror, output))


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
        ("Traceback:\n  a\ntransforms.datasets.errors.ConflictError: run again", "run again"),
        ("OSError: first\nDuring handling of it:\nKeyError: 'a bug'", None),
        ("OSError: first\nDuring handling of it:\nMemoryError", None),
        ("no traceback at all", None),
    ],
)
def test_the_cause_is_found_in_what_a_worker_reports(text: str, cause: str | None) -> None:
    assert outside_cause(RuntimeError(text)) == cause


NO_MEMORY = f"the run failed: the system gives no more memory; {COMMITTED_OR_NOT}"
FAILED = "Traceback:\n  a\ntransforms.datasets.errors."


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (ConflictError("run again [while running 'Commit']"), LaterError, "run again"),
        (CatalogBusyError("try again later"), LaterError, "try again later"),
        (UnfinishedError("r1 has begun"), RunError, "r1 has begun"),
        (CatalogError("gone"), RunError, "the run failed and changed nothing: gone"),
        (RuntimeError(f"{FAILED}ConflictError: run again"), LaterError, "run again"),
        (RuntimeError(f"{FAILED}CatalogBusyError: later"), LaterError, "later"),
        (RuntimeError(f"{FAILED}UnfinishedError: r1 has begun"), RunError, "r1 has begun"),
        (MemoryError(), RunError, NO_MEMORY),
        (pa.ArrowMemoryError("malloc of size 64 failed"), RunError, NO_MEMORY),
        (RuntimeError("Traceback:\n  a\nMemoryError"), RunError, NO_MEMORY),
        (RuntimeError(f"{FAILED}ArrowMemoryError: malloc failed"), RunError, NO_MEMORY),
        (RuntimeError("RuntimeError: MemoryError:  [while running 'a']"), RunError, NO_MEMORY),
        (
            WorkerLostError("a worker process ended with exit code 3"),
            RunError,
            f"the run failed: a worker process ended with exit code 3; {COMMITTED_OR_NOT}",
        ),
    ],
)
def test_a_run_that_fails_says_whether_anything_has_changed_and_whether_it_may_do_later(
    tmp_path: Path,
    sample_mirror: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    kind: type[RunError],
    message: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(RunContext, "of", RunContext.dry)
    monkeypatch.setattr("pipelines.launch.build", lambda *_: None)
    monkeypatch.setattr("pipelines.launch.run_local", fail)
    with pytest.raises(RunError) as raised:
        run(config(sample_mirror, tmp_path / "out"))
    assert (type(raised.value), str(raised.value)) == (kind, message)


def break_at_one_filing(work: FilingWork) -> FilingWork:
    """A step with a fault that one filing brings to light."""
    assert work.ref is not None
    if work.ref.accession_number == BAD and work.filing and work.filing.documents:
        raise KeyError("some bug")
    return work


@leaves_files_open
@pytest.mark.parametrize("mode", ["in_memory", "multi_threading"])
def test_a_fault_names_the_filing_and_how_to_leave_it_out(
    sample_mirror: Path, output: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    before = rows(output)
    steps = (Step("Fault", break_at_one_filing),)
    monkeypatch.setattr("pipelines.graph.filing_steps", lambda **_: steps)
    console = Console(file=io.StringIO(), width=200)
    configuration = config(sample_mirror, output)
    with pytest.raises(RunError) as raised:
        launch(configuration, [f"--direct_running_mode={mode}"], console)
    assert f"at filing {BAD}: KeyError: 'some bug'" in str(raised.value)
    assert f'select.exclude=["{BAD}"]' in str(raised.value)
    assert "break_at_one_filing" in console.file.getvalue()  # type: ignore[attr-defined]
    assert rows(output) == before

    excluding = config(sample_mirror, output, select={"exclude": [BAD]})
    assert launch(excluding, [IN_ONE_PROCESS], console).counters["rejects/excluded"] == 1


def test_a_filing_that_is_left_out_is_accounted_for(sample_mirror: Path, tmp_path: Path) -> None:
    run(config(sample_mirror, tmp_path / "out", select={"exclude": [BAD]}))
    found = tables(tmp_path / "out")
    (filing,) = (row for row in found["filings"].to_pylist() if row["accession_number"] == BAD)
    assert (filing["status"], filing["n_rejects"], filing["n_arcs"]) == ("failed", 1, 0)
    (reject,) = (row for row in found["rejects"].to_pylist() if row["accession_number"] == BAD)
    assert (reject["stage"], reject["error"]) == ("read", "excluded")
    assert BAD not in found["arcs"]["accession_number"].to_pylist()


def test_a_dry_run_builds_the_pipeline_and_runs_nothing(
    sample_mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    console = Console(file=io.StringIO(), width=200)
    summary = launch(config(sample_mirror, tmp_path / "out"), ["--dry_run=True"], console)
    assert not summary.ran
    assert "A dry run: the pipeline was built" in console.file.getvalue()  # type: ignore[attr-defined]
    assert list((tmp_path / "out").iterdir()) == []  # no table, no catalog
    assert list(temporary.iterdir()) == []
