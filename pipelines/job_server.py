"""The job server of a portable runner, such as Flink's: what options it has of its own.

Beam drops what it does not know without a word; here the server is asked before anything runs.
"""

from collections.abc import Collection
from typing import Final

import grpc
from apache_beam.options.pipeline_options import JobServerOptions, PipelineOptions, PortableOptions
from apache_beam.portability.api import beam_job_api_pb2
from apache_beam.runners.portability.portable_runner import PortableRunner
from apache_beam.utils.subprocess_server import pick_port

RUNNERS: Final = {"FlinkRunner", "SparkRunner", "PortableRunner"}
"""Runners with a job server that describes its options."""


def unknown_to_server(
    names: Collection[str], runner: PortableRunner, options: PipelineOptions
) -> list[str]:
    """Which of some options the job server does not have either.

    One that has to be started for that serves the run too: `options` say where it is.

    Args:
        names: Names without dashes.
        runner: Whose server it is.
        options: All of the run.

    Raises:
        OSError: It cannot be started, or does not answer.
    """
    portable, server = options.view_as(PortableOptions), options.view_as(JobServerOptions)
    started_here = not portable.job_endpoint
    if started_here:
        (server.job_port,) = pick_port(server.job_port or None)
    try:
        service = runner.create_job_service(options).job_service
        described = service.DescribePipelineOptions(
            beam_job_api_pb2.DescribePipelineOptionsRequest(), timeout=portable.job_server_timeout
        )
    except (grpc.FutureTimeoutError, grpc.RpcError) as error:
        raise OSError(
            f"the job server at {portable.job_endpoint} does not answer within "
            f"{portable.job_server_timeout} s: start it, or give another --job_endpoint"
        ) from error
    if started_here:
        portable.job_endpoint = f"localhost:{server.job_port}"
    known = {option.name for option in described.options}
    return [name for name in names if name not in known]
