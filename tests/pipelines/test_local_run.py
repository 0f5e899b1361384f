"""The local runner's worker processes know the options of the run."""

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import S3Options
from apache_beam.testing.util import assert_that, equal_to

from pipelines.local_run import new_pipeline, run_local
from pipelines.options import beam_options

ENDPOINT = "http://127.0.0.1:9"


def endpoint(_: int) -> str | None:
    """Where a worker looks for buckets."""
    return FileSystems._pipeline_options.view_as(S3Options).s3_endpoint_url


def test_a_worker_process_gets_the_options() -> None:
    workers = ("--direct_running_mode=multi_processing", "--direct_num_workers=1")
    pipeline = new_pipeline(beam_options([*workers, f"--s3_endpoint_url={ENDPOINT}"]))
    found = pipeline | beam.Create([1]) | beam.Map(endpoint)
    assert_that(found, equal_to([ENDPOINT]))
    run_local(pipeline)
