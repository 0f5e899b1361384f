"""A worker process of a cluster without containers, started as a PROCESS environment.

Beam's images hold a program `boot` that asks the runner's provision service what to do and then
starts the Python worker. Where workers are plain processes this one takes its place, and nothing
is staged: edgar-arcs is installed on every machine of the cluster. What it is called with is in
Beam's `ProcessEnvironmentFactory`; what a worker takes from its environment is in
`apache_beam.runners.worker.sdk_worker_main`.
"""

import argparse
import json
import os
import sys
import threading
import time
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

_ENDPOINTS: Final = ("logging", "artifact", "provision", "control")
_ANSWER_SECONDS: Final = 60.0
_LOOK_SECONDS: Final = 0.5
_LOOK_AT_JOB_SECONDS: Final = 10.0
_ENDED: Final = {"FINISHED", "FAILED", "CANCELED"}  # states of a job of Flink


def main(arguments: Sequence[str] | None = None) -> None:
    """Work for the runner that started this process, until it stops the worker or has ended."""
    called = _parse(sys.argv[1:] if arguments is None else arguments)
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    environment = _environment(called)
    os.environ.update(environment)
    options = json.loads(environment["PIPELINE_OPTIONS"])
    threading.Thread(target=_end_with_job, args=(options,), daemon=True).start()
    sys.argv = sys.argv[:1]
    from apache_beam.runners.worker import sdk_worker_main

    sdk_worker_main.main(sys.argv)


def _parse(arguments: Sequence[str]) -> Mapping[str, str]:
    parser = argparse.ArgumentParser(prog="edgar-arcs-worker", description=__doc__)
    parser.add_argument("--id", required=True, help="id of this worker")
    parser.add_argument("--semi_persist_dir", default="/tmp", help="where it may keep files")  # noqa: S108 # as Beam's
    for name in _ENDPOINTS:
        required = name == "provision"
        parser.add_argument(f"--{name}_endpoint", default="", required=required)
    return vars(parser.parse_known_args(arguments)[0])


def end_with(parent: int) -> None:
    """End this process once its parent has: a killed runner leaves no worker behind."""
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _end_with_job(options: Mapping[str, object]) -> None:
    """End this process once its job on Flink has ended.

    A task that is cancelled while it begins, as when another task manager is killed, leaves its
    worker without a task: Beam's runner counts it as in use as long as the task manager lives.
    """
    master, name = (options.get(f"beam:option:{key}:v1") for key in ("flink_master", "job_name"))
    if not isinstance(master, str) or master.startswith("["):
        return
    while not has_ended(master, str(name)):
        time.sleep(_LOOK_AT_JOB_SECONDS)
    os._exit(1)


def has_ended(master: str, job: str) -> bool:
    """Whether the job manager says that a job has ended; if it does not answer, it does not.

    Args:
        master: `host:8081`, or a URL.
        job: Its name, which Beam uses once.
    """
    address = master if "://" in master else f"http://{master}"
    with (
        suppress(OSError, ValueError, LookupError),
        urllib.request.urlopen(f"{address}/jobs/overview", timeout=_ANSWER_SECONDS) as answer,  # noqa: S310 # what the user gave
    ):
        states = [each["state"] for each in json.load(answer)["jobs"] if each["name"] == job]
        return bool(states) and _ENDED.issuperset(states)
    return False


def _environment(called: Mapping[str, str]) -> dict[str, str]:
    """What the Python worker reads from its environment, as the provision service says."""
    import grpc
    from apache_beam.portability.api import beam_provision_api_pb2, beam_provision_api_pb2_grpc
    from google.protobuf import json_format

    with grpc.insecure_channel(called["provision_endpoint"]) as channel:
        answer = beam_provision_api_pb2_grpc.ProvisionServiceStub(channel).GetProvisionInfo(
            beam_provision_api_pb2.GetProvisionInfoRequest(),
            timeout=_ANSWER_SECONDS,
            wait_for_ready=True,
            metadata=(("worker_id", called["id"]),),
        )
    info = answer.info
    environment = {
        "WORKER_ID": called["id"],
        "PIPELINE_OPTIONS": json_format.MessageToJson(info.pipeline_options),
        "RUNNER_CAPABILITIES": " ".join(info.runner_capabilities),
        "SEMI_PERSISTENT_DIRECTORY": called["semi_persist_dir"],
        "LOGGING_API_SERVICE_DESCRIPTOR": _descriptor(
            called["logging_endpoint"] or info.logging_endpoint.url
        ),
        "CONTROL_API_SERVICE_DESCRIPTOR": _descriptor(
            called["control_endpoint"] or info.control_endpoint.url
        ),
    }
    if info.status_endpoint.url:
        environment["STATUS_API_SERVICE_DESCRIPTOR"] = _descriptor(info.status_endpoint.url)
    return environment


def _descriptor(url: str) -> str:
    """An address as protobuf text, which is how a worker reads it."""
    from apache_beam.portability.api import endpoints_pb2
    from google.protobuf import text_format

    return str(text_format.MessageToString(endpoints_pb2.ApiServiceDescriptor(url=url)))


if __name__ == "__main__":
    main()
