"""Running a pipeline on a service or a cluster, and showing its progress."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import apache_beam as beam
import grpc
from apache_beam.options.pipeline_options import GoogleCloudOptions, PipelineOptions, TestOptions
from apache_beam.runners.runner import PipelineResult
from rich.console import Console

from pipelines.beam_logs import silenced
from pipelines.errors import ConfigError, RunError
from pipelines.failures import COMMITTED_OR_NOT
from pipelines.remote_counters import CountersSource, counters_source
from pipelines.views.console import say
from pipelines.views.progress import RemoteProgress

_ADDRESS = "https://console.cloud.google.com/dataflow/jobs/{region}/{job}?project={project}"


def is_dry_run(options: PipelineOptions) -> bool:
    """Whether the pipeline is to be built and checked only."""
    return bool(options.view_as(TestOptions).dry_run)


def refuse_dry_run(options: PipelineOptions, command: str) -> None:
    """Refuse one to a command that would otherwise take it for none.

    Raises:
        ConfigError: The options ask for one.
    """
    if is_dry_run(options):
        raise ConfigError(
            f"{command} knows no --dry_run: edgar-arcs run with it checks the same configuration and"
            " options, and edgar-arcs status says what is lacking"
        )


def run_remote(
    pipeline: beam.Pipeline, options: PipelineOptions, console: Console
) -> PipelineResult | None:
    """Submit a pipeline and wait for its end; None if there is nothing to wait for.

    Raises:
        KeyboardInterrupt: The user waits no more; the message names the job, which goes on.
        RunError: The runner is gone, such as a job server; its job may go on.
    """
    try:
        return _run_remote(pipeline, options, console)
    except grpc.RpcError as error:
        reason = error.details() if isinstance(error, grpc.Call) else error
        raise RunError(
            f"the runner answers no more ({reason}); a job on a cluster may go on without being "
            f"watched; {COMMITTED_OR_NOT}"
        ) from error


def _run_remote(
    pipeline: beam.Pipeline, options: PipelineOptions, console: Console
) -> PipelineResult | None:
    result = pipeline.run()
    if is_dry_run(options):
        console.print("A dry run: the pipeline was built and not submitted")
        return None
    if not getattr(result, "has_job", True):
        template = options.view_as(GoogleCloudOptions).template_location
        say(console, f"The template {template} was written and no job started")
        return None
    watch(result, options, console)
    return result


def watch(result: PipelineResult, options: PipelineOptions, console: Console) -> None:
    """Say which job it is, and wait until it has ended; raises as `run_remote`."""
    cloud = options.view_as(GoogleCloudOptions)
    job = result.job_id() if hasattr(result, "job_id") else None
    if job:
        address = _ADDRESS.format(region=cloud.region, job=job, project=cloud.project)
        say(console, f"Job {job}\n{address}")
    try:
        # Beam logs the messages of a job, of which the last is the error that it raises.
        with _showing(counters_source(result, options), console), silenced(None):
            result.wait_until_finish()
    except KeyboardInterrupt:
        if job is None:
            raise
        ends = f"gcloud dataflow jobs cancel {job} --region={cloud.region}"
        raise KeyboardInterrupt(f"the job goes on; {ends} ends it") from None


@contextmanager
def _showing(source: CountersSource | None, console: Console) -> Iterator[None]:
    """Show what the job has counted, every few seconds, in a thread of its own."""
    if source is None:
        yield
        return
    ended = threading.Event()

    def show() -> None:
        progress = RemoteProgress(console)
        while not ended.wait(source.every):
            progress.show(source.counters())

    thread = threading.Thread(target=show, name="progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(source.every)
