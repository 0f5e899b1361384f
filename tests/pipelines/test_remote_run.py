"""Running on a service or a cluster that is gone is one message."""

import io

import apache_beam as beam
import grpc
import pytest
from rich.console import Console

from pipelines.errors import RunError
from pipelines.failures import COMMITTED_OR_NOT
from pipelines.options import beam_options
from pipelines.remote_run import run_remote


def test_a_runner_that_answers_no_more_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise grpc.RpcError("Socket closed")

    monkeypatch.setattr(beam.Pipeline, "run", fail)
    options = beam_options([])
    with pytest.raises(RunError, match=rf"no more \(Socket closed\); .*{COMMITTED_OR_NOT}$"):
        run_remote(beam.Pipeline(options=options), options, Console(file=io.StringIO()))
