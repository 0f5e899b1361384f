"""Worker processes are begun ahead of a run, and none stays behind."""

import os
import time
from contextlib import suppress

import apache_beam as beam
import psutil
import pytest
from apache_beam.testing.util import assert_that, equal_to

from pipelines.beam_logs import silenced, silent_readers
from pipelines.local_run import WorkerLostError, run_local
from pipelines.worker_processes import WorkerProcesses
from tests.pipelines.test_local_run import with_workers


def process_id(_: int) -> int:
    return os.getpid()


def children_of(workers: WorkerProcesses) -> list[psutil.Process]:
    found = []
    for each in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):  # one of another test that has ended
            if workers.name in each.cmdline():
                found.append(each)
    return found


def test_a_run_takes_the_processes_that_were_begun_for_it() -> None:
    pipeline = with_workers(1)
    with WorkerProcesses(1) as workers:
        [waiting] = children_of(workers)
        assert_that(pipeline | beam.Create([1]) | beam.Map(process_id), equal_to([waiting.pid]))
        run_local(pipeline, workers)
    assert children_of(workers) == []


def test_a_run_that_needs_more_processes_than_were_begun_starts_them() -> None:
    pipeline = with_workers(2)
    with WorkerProcesses(1) as workers:
        found = pipeline | beam.Create([0, 1]) | beam.Reshuffle() | beam.Map(str)
        assert_that(found, equal_to(["0", "1"]))
        run_local(pipeline, workers)


def test_processes_that_no_run_took_are_ended() -> None:
    with WorkerProcesses(2) as workers:
        waiting = children_of(workers)
        assert len(waiting) == 2
    assert not any(each.is_running() for each in waiting)


def test_a_process_that_ended_while_it_waited_ends_the_run() -> None:
    pipeline = with_workers(1)
    _ = pipeline | beam.Create([1]) | beam.Map(str)
    with WorkerProcesses(1) as workers:
        [waiting] = children_of(workers)
        waiting.kill()
        while waiting.status() != psutil.STATUS_ZOMBIE:  # another's wait would take its exit code
            time.sleep(0.01)
        with (
            silent_readers(),
            silenced("apache_beam.runners"),
            pytest.raises(WorkerLostError, match="killed by signal 9"),
        ):
            run_local(pipeline, workers)


class TakenMeanwhile(list[None]):
    """What another thread empties right after a look at it."""

    def __bool__(self) -> bool:
        return True


def test_a_process_that_another_thread_takes_meanwhile_is_started_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workers = WorkerProcesses()
    begun = object()
    monkeypatch.setattr(workers, "_waiting", TakenMeanwhile())
    monkeypatch.setattr(workers, "_begin", lambda: begun)
    assert workers.take() is begun


def test_a_process_whose_run_never_begins_ends_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    process = WorkerProcesses().take()
    assert process.communicate("") == (None, None)
    assert process.returncode == 0
    assert capfd.readouterr() == ("", "")
