"""The job that Dataflow would get: a template written to an emulated bucket, and what is in it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.coders import Coder
from apache_beam.io.filesystems import FileSystems
from apache_beam.portability.api import beam_runner_api_pb2
from apache_beam.portability.common_urns import primitives
from apache_beam.runners.pipeline_context import PipelineContext

from pipelines.config_file import load_config
from pipelines.graph import build
from pipelines.options import beam_options
from tests.buckets import gs_bucket
from tests.pipelines.test_dataflow import CONTEXT
from transforms.storage import files

ROOT = Path(__file__).resolve().parents[2]
IMAGE = "us-central1-docker.pkg.dev/some-project/edgar/edgar-arcs:1"

# What docs/dataflow.md says of workers, and where a job holds it.
WORKERS = {
    "num_workers": ("4", ("numWorkers", 4)),
    "max_num_workers": ("20", ("autoscalingSettings", {"maxNumWorkers": 20})),
    "worker_machine_type": ("n2-highmem-2", ("machineType", "n2-highmem-2")),
    "disk_size_gb": ("30", ("diskSizeGb", 30)),
    "subnetwork": (
        "regions/us-central1/subnetworks/private",
        ("subnetwork", "regions/us-central1/subnetworks/private"),
    ),
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]


@dataclass(frozen=True)
class Job:
    """A job as submitted: Dataflow's own message, and the pipeline in Beam's."""

    message: dict[str, Any]
    pipeline: beam_runner_api_pb2.Pipeline


@pytest.fixture(scope="module")
def job() -> Iterator[Job]:
    with gs_bucket() as bucket:
        arguments = [
            *bucket.options,
            *("--runner=DataflowRunner", "--region=us-central1", "--job_name=edgar-arcs"),
            f"--temp_location={bucket.url}/temp",
            f"--staging_location={bucket.url}/staging",
            f"--template_location={bucket.url}/template",
            f"--sdk_container_image={IMAGE}",
            *("--sdk_location=container", "--no_use_public_ips", "--labels=team=filings"),
            "--service_account_email=arcs@some-project.iam.gserviceaccount.com",
            *(f"--{name}={value}" for name, (value, _) in WORKERS.items()),
        ]
        options = beam_options(arguments)
        FileSystems.set_options(options)
        pipeline = beam.Pipeline(options=options)
        build(pipeline, load_config(str(ROOT / "configs" / "dataflow.toml")), CONTEXT)
        pipeline.run()
        message = json.loads(content(f"{bucket.url}/template"))
        (place,) = (
            file.path
            for file in files.walk(f"{bucket.url}/staging")
            if file.path.endswith("pipeline.pb")
        )
        yield Job(message, beam_runner_api_pb2.Pipeline.FromString(content(place)))


def content(path: str) -> bytes:
    with files.open_read(path) as file:
        return file.read()


def test_steps_have_the_names_of_the_pipeline(job: Job) -> None:
    transforms = job.pipeline.components.transforms
    (root,) = job.pipeline.root_transform_ids
    names = [transforms[each].unique_name for each in transforms[root].subtransforms]
    steps = [
        *("DiscoverFilings", "LocateFilings", "RewriteFiles", "DivideFilings", "ReadFilings"),
        *("ProcessFilings", "TabulateFilings", "CountRows", "WriteDatasets"),
        *("TabulateIndexRejects", "CountIndexRows", "WriteIndexRejects", "CommitDatasets"),
    ]
    assert [name for name in names if name in steps] == steps


def _grouped(pipeline: beam_runner_api_pb2.Pipeline) -> Iterator[tuple[str, Coder]]:
    """Name and coder of what goes into each GroupByKey."""
    context = PipelineContext(pipeline.components)
    for transform in pipeline.components.transforms.values():
        if transform.spec.urn == primitives.GROUP_BY_KEY.urn:
            (collection,) = transform.inputs.values()
            coder = pipeline.components.pcollections[collection].coder_id
            yield transform.unique_name, context.coders.get_by_id(coder)


def test_keys_of_every_grouping_are_coded_in_one_way(job: Job) -> None:
    """A key that has two codes would be two groups."""
    grouped = dict(_grouped(job.pipeline))
    assert {"DiscoverFilings/GroupByAccession", "DivideFilings/GroupByQuarter"} <= set(grouped)
    for name, coder in grouped.items():
        assert coder.key_coder().is_deterministic(), name


def test_workers_run_in_the_image(job: Job) -> None:
    images = {
        beam_runner_api_pb2.DockerPayload.FromString(each.payload).container_image
        for each in job.pipeline.components.environments.values()
    }
    assert images == {IMAGE}
    (pool,) = job.message["environment"]["workerPools"]
    assert {each["containerImage"] for each in pool["sdkHarnessContainerImages"]} == {IMAGE}


@pytest.mark.parametrize("option", WORKERS)
def test_what_is_said_of_workers_reaches_the_job(job: Job, option: str) -> None:
    _, (key, held) = WORKERS[option]
    (pool,) = job.message["environment"]["workerPools"]
    found = pool[key]
    if isinstance(held, dict):
        assert held.items() <= found.items()
    else:
        assert found == held


def test_network_account_and_labels_reach_the_job(job: Job) -> None:
    environment = job.message["environment"]
    (pool,) = environment["workerPools"]
    assert pool["ipConfiguration"] == "WORKER_IP_PRIVATE"
    assert environment["serviceAccountEmail"] == "arcs@some-project.iam.gserviceaccount.com"
    assert job.message["labels"]["team"] == "filings"
