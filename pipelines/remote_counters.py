"""What a job on a cluster or a service has counted so far."""

import json
import urllib.request
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Protocol

import apache_beam as beam
from apache_beam.metrics.metric import MetricResults
from apache_beam.options.pipeline_options import (
    FlinkRunnerOptions,
    PipelineOptions,
    StandardOptions,
)
from apache_beam.portability.api import beam_job_api_pb2
from apache_beam.runners.portability.portable_runner import PortableMetrics
from apache_beam.runners.runner import PipelineResult
from google.protobuf import json_format

from pipelines.options import is_on_this_machine
from transforms.metrics import NAMESPACE

_CLUSTER_SECONDS: Final = 5.0
_SERVICE_SECONDS: Final = 30.0  # one request each, of a limited number
_ANSWER_SECONDS: Final = 5.0
_ACCUMULATOR: Final = "__metricscontainers"  # the accumulator in which Beam keeps counters on Flink


class CountersSource(Protocol):
    """Where counters of a running job come from.

    Attributes:
        every: Seconds between two looks.
    """

    every: float

    def counters(self) -> Mapping[str, int] | None:
        """The counters so far; None if they cannot be had now."""


def counters_source(result: PipelineResult, options: PipelineOptions) -> CountersSource | None:
    """The source for the runner of a job; None where workers report progress themselves."""
    runner = options.view_as(StandardOptions).runner
    master = options.view_as(FlinkRunnerOptions).flink_master or ""
    if is_on_this_machine(options):
        return None
    if runner == "DataflowRunner":
        return _Service(result)
    if runner == "FlinkRunner" and not master.startswith("["):
        address = master if "://" in master else f"http://{master}"
        return _Flink(address.rstrip("/"), result._job_id)  # has no public name
    return _Silent()


def counters(metrics: MetricResults) -> dict[str, int]:
    """What the steps counted, such as `arcs` and `arcs/calculation`."""
    found = metrics.query(beam.metrics.MetricsFilter().with_namespace(NAMESPACE))
    counted: Counter[str] = Counter()
    for counter in found["counters"]:
        counted[counter.key.metric.name] += counter.result or 0
    return dict(sorted(counted.items()))


@dataclass
class _Silent:
    """A runner that counts nothing before the end."""

    every: float = _CLUSTER_SECONDS

    def counters(self) -> Mapping[str, int] | None:
        return None


@dataclass
class _Service:
    """A service that answers for its job at any time."""

    result: PipelineResult
    every: float = _SERVICE_SECONDS

    def counters(self) -> Mapping[str, int] | None:
        return counters(self.result.metrics())


@dataclass
class _Flink:
    """The job manager, which has counters while the job runs; the job server only afterwards."""

    address: str
    name: str
    every: float = _CLUSTER_SECONDS

    def counters(self) -> Mapping[str, int] | None:
        with suppress(OSError, LookupError, ValueError):
            (job,) = (
                each["jid"]
                for each in self._ask("/jobs/overview")["jobs"]
                if each["state"] == "RUNNING" and self.name.startswith(each["name"])
            )
            accumulators = self._ask(f"/jobs/{job}/accumulators")["user-task-accumulators"]
            values = [each["value"] for each in accumulators if each["name"] == _ACCUMULATOR]
            return _of_monitoring(values[0]) if values else {}
        return None

    def _ask(self, path: str) -> Any:  # noqa: ANN401 # JSON
        with urllib.request.urlopen(self.address + path, timeout=_ANSWER_SECONDS) as answer:  # noqa: S310 # what the user gave
            return json.load(answer)


def _of_monitoring(text: str) -> dict[str, int]:
    """Counters out of Beam's monitoring infos as JSON."""
    response = json_format.Parse(text, beam_job_api_pb2.GetJobMetricsResponse())
    return counters(PortableMetrics(response))
