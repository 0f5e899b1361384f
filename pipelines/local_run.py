"""Running a pipeline on this machine so that Ctrl-C ends it at once and without tracebacks."""

import logging
import os
import shlex
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any, Final

import apache_beam as beam
import psutil
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.portability import python_urns
from apache_beam.portability.api import beam_provision_api_pb2
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.portability.fn_api_runner.fn_runner import ExtendedProvisionInfo
from apache_beam.runners.portability.fn_api_runner.worker_handlers import (
    SUBPROCESS_LOCK,
    SubprocessSdkWorkerHandler,
    WorkerHandler,
)
from apache_beam.runners.portability.portable_runner import JobServiceHandle
from apache_beam.runners.runner import PipelineResult

_LOOK_SECONDS: Final = 0.2  # seconds until a signal to another thread is noticed


@WorkerHandler.register_environment(python_urns.SUBPROCESS_SDK, bytes)
class _Workers(SubprocessSdkWorkerHandler):
    """Worker processes of `pipelines.local_worker`, in place of those of Beam's command line.

    They ignore SIGINT, which a terminal sends to them too: each would show a traceback. It is a
    command line for a shell, and what a shell ignores it passes on. The worker takes the shell's
    place: one that waits for it reports how it ended, and would be its parent.
    """

    def __init__(self, _: bytes, *others: Any) -> None:  # noqa: ANN401 # what Beam gives
        worker = f"{shlex.quote(sys.executable)} -m pipelines.local_worker {os.getpid()}"
        super().__init__(f"trap '' INT; exec {worker}".encode(), *others)


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
        Exception: Whatever made the pipeline fail.
    """
    pool = ThreadPoolExecutor(1, thread_name_prefix="pipeline")
    try:
        return _result(pool.submit(_run, pipeline))
    except KeyboardInterrupt:
        _end_workers()
        raise
    finally:
        pool.shutdown(wait=False)


def _run(pipeline: beam.Pipeline) -> PipelineResult:
    result = pipeline.run()
    result.wait_until_finish()
    return result


def _result(ended: Future[PipelineResult]) -> PipelineResult:
    while not ended.done():
        wait([ended], _LOOK_SECONDS)
    return ended.result()


def _end_workers() -> None:
    """Kill the worker processes, and keep Beam from reporting that they are gone."""
    SUBPROCESS_LOCK.acquire()  # Beam starts each under it: from here on, no further one
    logging.disable(logging.CRITICAL)
    threading.excepthook = lambda _: None
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            process.kill()
