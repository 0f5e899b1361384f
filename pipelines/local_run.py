"""Running a pipeline on this machine so that Ctrl-C ends it at once and without tracebacks.

So does the end of a worker process that nobody asked for, above all by Linux where memory runs out.
"""

import logging
import os
import re
import shlex
import signal
import sys
import threading
import traceback
import uuid
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from contextvars import ContextVar
from typing import Any, Final

import apache_beam as beam
import psutil
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.portability import python_urns
from apache_beam.portability.api import beam_fn_api_pb2, beam_provision_api_pb2
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.portability.fn_api_runner.fn_runner import ExtendedProvisionInfo
from apache_beam.runners.portability.fn_api_runner.worker_handlers import (
    SUBPROCESS_LOCK,
    SubprocessSdkWorkerHandler,
    WorkerHandler,
)
from apache_beam.runners.portability.local_job_service import SubprocessSdkWorker
from apache_beam.runners.portability.portable_runner import JobServiceHandle
from apache_beam.runners.runner import PipelineResult

from pipelines.errors import RunError

_LOOK_SECONDS: Final = 0.2  # until a signal to another thread is noticed
_WORKER: Final = "pipelines.local_worker"
# `Worker subprocess exited with return code -9`
_EXIT_CODE: Final = re.compile(r"return code (-?\d+)")
_ADVICE: Final[dict[int, str]] = {
    signal.SIGKILL: ", as the system does for want of memory; --direct_num_workers=1 takes least of it"
}


class WorkerLostError(RunError):
    """A worker process ended in the midst of its work, or did not start."""


class _Workers:
    """The worker processes of one run."""

    def __init__(self) -> None:
        self.name = uuid.uuid4().hex
        """What their command lines end with."""
        self.lost: list[str] = []
        """What came of those that ended unasked, the first of them first."""

    def kill(self) -> None:
        """Kill them, and no other child, such as one of a test or of another run."""
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):  # it has ended meanwhile
                if self.name in process.cmdline():
                    process.kill()


# In the thread of a run, which starts its worker processes.
_workers: Final = ContextVar("_workers", default=_Workers())  # noqa: B039 # of no run


@WorkerHandler.register_environment(python_urns.SUBPROCESS_SDK, bytes)
class _Worker(SubprocessSdkWorkerHandler):
    """A worker process of `pipelines.local_worker`, in place of one of Beam's command line.

    It ignores SIGINT, which a terminal sends to it too: each would show a traceback. It is a
    command line for a shell, and what a shell ignores it passes on. The worker takes the shell's
    place: one that waits for it reports how it ended, and would be its parent.

    Where one ends unasked, or cannot be started, the run fails: Beam alone would wait for the others
    to end what they have begun, and where nothing but its answer is awaited, for ever.
    """

    def __init__(self, _: bytes, *others: Any) -> None:  # noqa: ANN401 # what Beam gives
        self._all = _workers.get()
        worker = f"{shlex.quote(sys.executable)} -m {_WORKER} {os.getpid()} {self._all.name}"
        super().__init__(f"trap '' INT; exec {worker}".encode(), *others)
        self._closing = threading.Event()

    def start_worker(self) -> None:
        self.worker = SubprocessSdkWorker(
            self._worker_command_line, self.control_address, self.provision_info, self.worker_id
        )
        self.worker_thread = threading.Thread(target=self._work, name="run_worker", daemon=True)
        self.worker_thread.start()

    def _work(self) -> None:
        end = "ended with exit code 0"
        try:
            self.worker.run()
        except Exception as error:  # whatever it is, the run would never end
            end = _end_of(error)
        if not self._closing.is_set():
            self._all.lost.append(end)
            self._all.kill()
        while not self._closing.wait(_LOOK_SECONDS):  # more may be asked of it
            self._answer_all("the worker process has ended")

    def _answer_all(self, error: str) -> None:
        """Answer whatever this worker has been asked with an error.

        Not by Beam's `abort`: what waits for the output of a worker that never connected does not
        see it.
        """
        response = beam_fn_api_pb2.InstructionResponse(error=error)
        for future in tuple(self.control_conn._futures_by_id.values()):
            future.set(response)

    def close(self) -> None:
        self._closing.set()
        super().close()


def _end_of(error: Exception) -> str:
    """What came of a worker process: Beam has its exit code in a text alone."""
    found = _EXIT_CODE.search(str(error))
    if found is None:  # at a limit of threads, open files or memory
        return f"could not be started: {traceback.format_exception_only(error)[-1].strip()}"
    code = int(found[1])
    end = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
    return end + _ADVICE.get(-code, "")


def new_pipeline(options: PipelineOptions) -> beam.Pipeline:
    """An empty pipeline; its worker processes get the options too, such as the address of a store.

    Beam's own local runner keeps them from worker processes.
    """
    if options.view_as(StandardOptions).runner != FnApiRunner.__name__:
        return beam.Pipeline(options=options)
    provision = beam_provision_api_pb2.ProvisionInfo(
        retrieval_token="unused",  # noqa: S106 # as Beam calls it
        pipeline_options=JobServiceHandle.encode_pipeline_options(options.get_all_options()),
    )
    runner = FnApiRunner(provision_info=ExtendedProvisionInfo(provision))
    return beam.Pipeline(runner=runner, options=options)


def run_local(pipeline: beam.Pipeline) -> PipelineResult:
    """Run a pipeline to its end, in a thread that receives no interrupts.

    Raises:
        KeyboardInterrupt: The user pressed Ctrl-C. The thread may still run: end the process.
        WorkerLostError: A worker process ended unasked or did not start; the others were ended.
        Exception: Whatever else made the pipeline fail.
    """
    workers = _Workers()
    pool = ThreadPoolExecutor(1, thread_name_prefix="pipeline")
    try:
        return _result(pool.submit(_run, pipeline, workers))
    except KeyboardInterrupt:
        _end(workers)
        raise
    except Exception as error:
        if workers.lost:
            raise WorkerLostError(f"a worker process {workers.lost[0]}") from error
        raise
    finally:
        pool.shutdown(wait=False)


def _run(pipeline: beam.Pipeline, workers: _Workers) -> PipelineResult:
    _workers.set(workers)
    result = pipeline.run()
    result.wait_until_finish()
    return result


def _result(ended: Future[PipelineResult]) -> PipelineResult:
    while not ended.done():
        wait([ended], _LOOK_SECONDS)
    return ended.result()


def _end(workers: _Workers) -> None:
    """Kill the worker processes, and keep Beam from reporting that they are gone."""
    SUBPROCESS_LOCK.acquire()  # Beam starts each under it: from here on, no further one
    logging.disable(logging.CRITICAL)
    threading.excepthook = lambda _: None
    workers.kill()
