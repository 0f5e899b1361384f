"""The same pipeline for Dataflow, built without a cloud: what crosses a shuffle, names, options."""

import io
import logging
from collections.abc import Iterator
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.pipeline import AppliedPTransform, PipelineVisitor
from apache_beam.runners.dataflow.dataflow_runner import DataflowPipelineResult
from apache_beam.utils.timestamp import Timestamp
from apache_beam.utils.windowed_value import PaneInfo
from google.cloud.dataflow import Job
from rich.console import Console

from pipelines.config import Config
from pipelines.graph import RunContext, build
from pipelines.options import beam_options
from pipelines.remote_run import watch
from tests.pipelines.runs import config
from tests.pipelines.test_options import CLOUD, REGION
from tests.transforms.outputs import record
from transforms.datasets.data_files import WrittenFile
from transforms.datasets.table_files import Base, TableFile
from transforms.datasets.upsert import Located, Replacement
from transforms.edgar.filing import FilingRef
from transforms.elements import IndexReject, Shard

CONTEXT = RunContext(record("run"), Base({}, {}))


@pytest.fixture
def cloud_config() -> Config:
    return config("gs://some-bucket/mirror", "gs://some-bucket/output")


@pytest.fixture
def graph(cloud_config: Config) -> list[AppliedPTransform]:
    pipeline = beam.Pipeline(options=beam_options([*CLOUD, REGION]))
    build(pipeline, cloud_config, CONTEXT)
    visitor = _Collect()
    pipeline.visit(visitor)
    return visitor.transforms


class _Collect(PipelineVisitor):
    def __init__(self) -> None:
        self.transforms: list[AppliedPTransform] = []

    def visit_transform(self, transform_node: AppliedPTransform) -> None:
        self.transforms.append(transform_node)


def _leaves(hint: Any) -> Iterator[Any]:
    """The types that a type hint is made of."""
    inner = getattr(hint, "tuple_types", None) or getattr(hint, "union_types", None)
    if inner is None and getattr(hint, "inner_type", None) is not None:
        inner = [hint.inner_type]
    if inner is None:
        yield hint
    for part in inner or ():
        yield from _leaves(part)


def test_only_references_and_file_metadata_cross_a_shuffle(graph: list[AppliedPTransform]) -> None:
    allowed = {FilingRef, IndexReject, Shard, TableFile, str, int}
    of_create = {bytes, Timestamp, PaneInfo, type(None)}  # how Beam spreads the quarters to read
    shuffled = [
        node.inputs[0].element_type for node in graph if isinstance(node.transform, beam.GroupByKey)
    ]
    assert any(FilingRef in _leaves(hint) for hint in shuffled)
    for hint in shuffled:
        assert set(_leaves(hint)) <= allowed | of_create, hint


def test_only_file_metadata_and_accession_numbers_are_side_inputs(
    graph: list[AppliedPTransform],
) -> None:
    side_inputs = [side.pvalue.element_type for node in graph for side in node.side_inputs]
    assert WrittenFile in side_inputs
    assert {leaf for hint in side_inputs for leaf in _leaves(hint)} <= {
        WrittenFile,
        Replacement,
        Located,
        bytes,
        str,
        int,
    }


def test_step_names_are_stable(graph: list[AppliedPTransform]) -> None:
    """A running job is updated by its steps' names: changing one here is a decision."""
    steps: dict[str, None] = {}
    for node in graph:
        steps["/".join(node.full_label.split("/")[:2])] = None
    assert list(steps) == [
        "DiscoverFilings/Slices",
        "DiscoverFilings/ReadIndex",
        "DiscoverFilings/KeyByAccession",
        "DiscoverFilings/GroupByAccession",
        "DiscoverFilings/FilingsOnce",
        "DiscoverFilings/TakeLatest",
        "LocateFilings/AccessionNumbers",
        "LocateFilings/Base",
        "LocateFilings/Files",
        "LocateFilings/Spread",
        "LocateFilings/Locate",
        "RewriteFiles/Tables",
        "RewriteFiles/Files",
        "RewriteFiles/Spread",
        "RewriteFiles/Rewrite",
        "DivideFilings/KeyByQuarter",
        "DivideFilings/GroupByQuarter",
        "DivideFilings/Divide",
        "DivideFilings/SpreadShards",
        "DivideFilings/Begin",
        "ReadFilings/Read",
        "ProcessFilings/ParseLinkbases",
        "ProcessFilings/ReadFacts",
        "ProcessFilings/ValidateCalculations",
        "ProcessFilings/CheckStructure",
        "ProcessFilings/ParseLetters",
        "ProcessFilings/LimitRows",
        "ProcessFilings/Rejects",
        "TabulateFilings/Tabulate",
        "CountRows/Count",
        "WriteDatasets/WriteShards",
        "TabulateIndexRejects/KeyByQuarter",
        "TabulateIndexRejects/GroupByQuarter",
        "TabulateIndexRejects/Tabulate",
        "CountIndexRows/Count",
        "WriteIndexRejects/WriteShards",
        "Written",
        "Selected",
        "CommitDatasets/Once",
        "CommitDatasets/Commit",
        "AllRejects",
        "CountRejects/Count",
    ]


def test_dataflow_takes_the_pipeline_in_a_dry_run(
    cloud_config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    pipeline = beam.Pipeline(options=beam_options([*CLOUD, REGION]))
    build(pipeline, cloud_config, CONTEXT)
    assert pipeline.run() is not None


class _Waiting(DataflowPipelineResult):
    """A job of Dataflow's while the user stops waiting for it."""

    def wait_until_finish(self, duration: int | None = None) -> None:  # noqa: ARG002
        raise KeyboardInterrupt


def test_a_job_is_named_with_its_address_and_how_to_end_it() -> None:
    options = beam_options([*CLOUD, REGION])
    console = Console(file=io.StringIO(), width=200)
    with pytest.raises(KeyboardInterrupt, match="gcloud dataflow jobs cancel 2024-job"):
        watch(_Waiting(Job(id="2024-job"), None, options), options, console)
    assert console.file.getvalue() == (  # type: ignore[attr-defined]
        "Job 2024-job\nhttps://console.cloud.google.com/dataflow/jobs/us-central1/2024-job"
        "?project=some-project\n"
    )
