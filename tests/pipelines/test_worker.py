"""The program that starts a worker: it asks its runner what to do, and does not outlive it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent import futures
from pathlib import Path

import grpc
import psutil
import pytest
from apache_beam.portability.api import (
    beam_provision_api_pb2,
    beam_provision_api_pb2_grpc,
    endpoints_pb2,
)
from google.protobuf import struct_pb2

from pipelines import worker


class _Provision(beam_provision_api_pb2_grpc.ProvisionServiceServicer):
    def GetProvisionInfo(self, request, context):  # noqa: ARG002, N802
        metadata = dict(context.invocation_metadata())
        options = struct_pb2.Struct()
        options.update({"beam:option:asked_by:v1": metadata["worker_id"]})
        return beam_provision_api_pb2.GetProvisionInfoResponse(
            info=beam_provision_api_pb2.ProvisionInfo(
                pipeline_options=options,
                control_endpoint=endpoints_pb2.ApiServiceDescriptor(url="localhost:1"),
                logging_endpoint=endpoints_pb2.ApiServiceDescriptor(url="localhost:2"),
                runner_capabilities=["one", "two"],
            )
        )


@pytest.fixture
def provision() -> Iterator[str]:
    """Address of a provision service."""
    server = grpc.server(futures.ThreadPoolExecutor(1))
    beam_provision_api_pb2_grpc.add_ProvisionServiceServicer_to_server(_Provision(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}"
    server.stop(None).wait()


def test_the_worker_gets_what_the_runner_provides(provision: str) -> None:
    called = worker._parse([f"--provision_endpoint={provision}", "--id=7-1"])
    environment = worker._environment(called)
    assert environment["WORKER_ID"] == "7-1"
    assert environment["CONTROL_API_SERVICE_DESCRIPTOR"] == 'url: "localhost:1"\n'
    assert environment["LOGGING_API_SERVICE_DESCRIPTOR"] == 'url: "localhost:2"\n'
    assert environment["RUNNER_CAPABILITIES"] == "one two"
    assert json.loads(environment["PIPELINE_OPTIONS"]) == {"beam:option:asked_by:v1": "7-1"}


def test_an_endpoint_it_is_called_with_goes_before_the_provided_one(provision: str) -> None:
    called = worker._parse(
        [f"--provision_endpoint={provision}", "--id=7-1", "--control_endpoint=localhost:9"]
    )
    assert worker._environment(called)["CONTROL_API_SERVICE_DESCRIPTOR"] == 'url: "localhost:9"\n'


def test_a_worker_ends_when_its_runner_is_killed(tmp_path: Path) -> None:
    """The runner is a process that starts a worker, as a task manager does, and waits."""
    started = tmp_path / "started"
    code = (
        "import os, sys, threading, pathlib\n"
        "from pipelines.worker import end_with\n"
        "parent = os.getppid()\n"
        f"pathlib.Path({str(started)!r}).write_text(str(os.getpid()))\n"
        "end_with(parent)\n"
    )
    runner = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}])",
        ],
        cwd=Path(__file__).resolve().parents[2],
    )
    while not (started.exists() and started.read_text()):
        assert runner.poll() is None
        time.sleep(0.05)
    of_runner = psutil.Process(int(started.read_text()))
    os.kill(runner.pid, signal.SIGKILL)
    runner.wait()
    assert of_runner.wait(60) != 0  # TimeoutExpired if it lives on
