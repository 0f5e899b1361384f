"""Running a pipeline on this machine so that Ctrl-C ends it at once and without tracebacks.

So does the end of a worker process that nobody asked for, above all by Linux where memory runs out.
"""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Final

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.portability.api import beam_provision_api_pb2
from apache_beam.runners.portability.fn_api_runner import FnApiRunner
from apache_beam.runners.portability.fn_api_runner.fn_runner import ExtendedProvisionInfo
from apache_beam.runners.portability.fn_api_runner.worker_handlers import SUBPROCESS_LOCK
from apache_beam.runners.portability.portable_runner import JobServiceHandle
from apache_beam.runners.runner import PipelineResult

from pipelines.errors import RunError
from pipelines.worker_processes import OF_RUN, WorkerProcesses

_LOOK_SECONDS: Final = 0.2  # until a signal to another thread is noticed


class WorkerLostError(RunError):
    """A worker process ended in the midst of its work, or did not start."""


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


def run_local(pipeline: beam.Pipeline, workers: WorkerProcesses | None = None) -> PipelineResult:
    """Run a pipeline to its end, in a thread that receives no interrupts.

    Args:
        pipeline: What to run.
        workers: Its worker processes, where some were begun ahead; further ones start as needed.

    Raises:
        KeyboardInterrupt: The user pressed Ctrl-C. The thread may still run: end the process.
        WorkerLostError: A worker process ended unasked or did not start; the others were ended.
        Exception: Whatever else made the pipeline fail.
    """
    workers = workers or WorkerProcesses()
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


def _run(pipeline: beam.Pipeline, workers: WorkerProcesses) -> PipelineResult:
    OF_RUN.set(workers)
    result = pipeline.run()
    result.wait_until_finish()
    return result


def _result(ended: Future[PipelineResult]) -> PipelineResult:
    while not ended.done():
        wait([ended], _LOOK_SECONDS)
    return ended.result()


def _end(workers: WorkerProcesses) -> None:
    """Kill the worker processes, and keep Beam from reporting that they are gone."""
    SUBPROCESS_LOCK.acquire()  # each is started under it: from here on, no further one
    logging.disable(logging.CRITICAL)
    threading.excepthook = lambda _: None
    workers.kill()
