"""The local runner's worker processes know the options of the run, and end with it."""

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import apache_beam as beam
import psutil
import pytest
from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import S3Options
from apache_beam.testing.util import assert_that, equal_to

from pipelines.beam_logs import silenced, silent_readers
from pipelines.local_run import WorkerLostError, new_pipeline, run_local
from pipelines.options import beam_options
from pipelines.worker_processes import WorkerProcesses

ENDPOINT = "http://127.0.0.1:9"


def with_workers(number: int, *options: str) -> beam.Pipeline:
    workers = "--direct_running_mode=multi_processing", f"--direct_num_workers={number}"
    return new_pipeline(beam_options([*workers, *options]))


def endpoint(_: int) -> str | None:
    """Where a worker looks for buckets."""
    return FileSystems._pipeline_options.view_as(S3Options).s3_endpoint_url


def test_a_worker_process_gets_the_options() -> None:
    pipeline = with_workers(1, f"--s3_endpoint_url={ENDPOINT}")
    found = pipeline | beam.Create([1]) | beam.Map(endpoint)
    assert_that(found, equal_to([ENDPOINT]))
    run_local(pipeline)


def say_and_stay(place: str) -> None:
    """Work that never ends, in a process whose id it writes down."""
    Path(place).write_text(str(os.getpid()))
    while True:
        time.sleep(1)


def run_forever(place: str) -> None:
    """A run that never ends."""
    pipeline = with_workers(1)
    _ = pipeline | beam.Create([place]) | beam.Map(say_and_stay)
    run_local(pipeline)


def test_a_worker_process_ends_when_the_main_process_alone_is_killed(tmp_path: Path) -> None:
    place = tmp_path / "worker"
    main = subprocess.Popen(
        [sys.executable, "-c", f"import {__name__} as runs; runs.run_forever({str(place)!r})"],
        cwd=Path(__file__).resolve().parents[2],
    )
    while not (place.exists() and place.read_text()):
        assert main.poll() is None
        time.sleep(0.05)
    worker = psutil.Process(int(place.read_text()))
    assert "pipelines.local_worker" in worker.cmdline()
    os.kill(main.pid, signal.SIGKILL)
    main.wait()
    worker.wait(60)  # TimeoutExpired if it lives on


def ids(place: str | Path) -> list[int]:
    return [int(each.name) for each in Path(place).iterdir()]


def end_beside_another(place: str, code: int) -> None:
    """Work of two processes, which write down their ids; then one ends, and the other does not."""
    Path(place, str(os.getpid())).touch()
    while len(workers := ids(place)) < 2:
        time.sleep(0.05)
    if os.getpid() == min(workers):
        time.sleep(600)
    if code < 0:
        os.kill(os.getpid(), -code)
    os._exit(code)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (-9, "killed by signal 9, .*--direct_num_workers=1"),
        (3, "exit code 3$"),
        (0, "exit code 0$"),
    ],
)
def test_a_worker_process_that_ends_unasked_ends_the_run_and_the_others(
    code: int, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pipeline = with_workers(2)
    places = pipeline | beam.Create([str(tmp_path)] * 2) | beam.Reshuffle()
    _ = places | beam.Map(end_beside_another, code)
    with (
        silent_readers(),
        silenced("apache_beam.runners"),
        pytest.raises(WorkerLostError, match=said),
    ):
        run_local(pipeline)
    assert not any(map(psutil.pid_exists, ids(tmp_path)))
    assert "Traceback" not in capfd.readouterr().err
    pipeline = with_workers(1)
    assert_that(pipeline | beam.Create([1]), equal_to([1]))
    run_local(pipeline)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuntimeError("can't start new thread"), "RuntimeError: can't start new thread"),
        (
            OSError(errno.EMFILE, "Too many open files"),
            r"OSError: \[Errno 24\] Too many open files",
        ),
        (MemoryError(), "MemoryError"),
    ],
    ids=str,
)
def test_a_worker_process_for_which_the_system_lacks_something_ends_the_run(
    error: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise error

    pipeline = with_workers(2)
    _ = pipeline | beam.Create([0, 1]) | beam.Reshuffle() | beam.Map(str)
    monkeypatch.setattr(WorkerProcesses, "take", fail)
    with pytest.raises(WorkerLostError, match=f"a worker process could not be started: {said}$"):
        run_local(pipeline)


def await_file(place: str) -> None:
    """Work that ends once a file is there, which this process says beside it."""
    Path(place).with_suffix(".begun").touch()
    while not Path(place).exists():
        time.sleep(0.05)


def test_a_run_that_loses_a_worker_process_leaves_those_of_another_run_alone(
    tmp_path: Path,
) -> None:
    place = tmp_path / "go"
    steady, failing = with_workers(1), with_workers(1)
    _ = steady | beam.Create([str(place)]) | beam.Map(await_file)
    _ = failing | beam.Create([9]) | beam.Map(os._exit)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(run_local, steady)
        while not (place.with_suffix(".begun").exists() or other.done()):
            time.sleep(0.05)
        with (
            silent_readers(),
            silenced("apache_beam.runners"),
            pytest.raises(WorkerLostError, match=r"exit code 9$"),
        ):
            run_local(failing)
        place.touch()
        other.result()


def test_worker_processes_that_do_not_start_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = with_workers(2)
    _ = pipeline | beam.Create([0, 1]) | beam.Reshuffle() | beam.Map(str)
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(WorkerLostError, match=r"exit code 1$"):
        run_local(pipeline)
