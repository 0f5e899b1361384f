"""Options of Beam, and what Dataflow needs, are checked before anything is built."""

import pytest
from apache_beam.options.pipeline_options import DirectOptions
from apache_beam.options.pipeline_options_validator import PipelineOptionsValidator

from pipelines.config import Config
from pipelines.errors import ConfigError
from pipelines.options import beam_options, check_runner, is_local, number_of_processes, run_options
from tests.pipelines.runs import config

CLOUD = [
    "--runner=DataflowRunner",
    "--project=some-project",
    "--temp_location=gs://some-bucket/temp",
    "--sdk_container_image=some-registry/edgar-arcs:1",
    "--dry_run=True",
    "--no_auth",
]
REGION = "--region=us-central1"


@pytest.fixture
def cloud_config() -> Config:
    return config("gs://some-bucket/mirror", "gs://some-bucket/output")


def test_a_missing_region_is_refused_by_name(cloud_config: Config) -> None:
    with pytest.raises(ConfigError, match="required option: region"):
        check_runner(cloud_config, beam_options(CLOUD))


def test_a_local_temporary_path_is_refused(cloud_config: Config) -> None:
    arguments = [*CLOUD, REGION, "--temp_location=/tmp/beam"]
    with pytest.raises(ConfigError, match="--temp_location is the local path /tmp/beam"):
        check_runner(cloud_config, beam_options(arguments))


def test_local_paths_of_source_and_output_are_refused_on_dataflow() -> None:
    with pytest.raises(ConfigError) as refused:
        check_runner(config("mirror", "out"), beam_options([*CLOUD, REGION]))
    assert "origin of filings is the local path" in str(refused.value)
    assert "output.path is the local path" in str(refused.value)


def test_workers_without_edgar_arcs_are_refused(cloud_config: Config) -> None:
    arguments = [each for each in CLOUD if not each.startswith("--sdk_container_image")]
    with pytest.raises(ConfigError, match="--sdk_container_image is needed"):
        check_runner(cloud_config, beam_options([*arguments, REGION]))
    check_runner(cloud_config, beam_options([*arguments, REGION, "--setup_file=./setup.py"]))


def test_what_dataflow_needs_is_accepted(cloud_config: Config) -> None:
    check_runner(cloud_config, beam_options([*CLOUD, REGION]))


def test_a_service_that_cannot_be_asked_is_refused_with_its_reason(
    cloud_config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: PipelineOptionsValidator) -> list[str]:
        raise ConnectionRefusedError("no way there")

    monkeypatch.setattr(PipelineOptionsValidator, "validate", fail)
    with pytest.raises(ConfigError, match="the service could not be asked: no way there"):
        check_runner(cloud_config, beam_options([*CLOUD, REGION]))


def test_what_is_no_option_is_called_an_argument() -> None:
    with pytest.raises(ConfigError, match="unexpected argument extra"):
        beam_options(["extra"])


def test_an_option_that_nobody_has_is_refused_by_name() -> None:
    with pytest.raises(ConfigError, match="unknown option --no_such_option=1"):
        beam_options(["--no_such_option=1"])


@pytest.mark.parametrize(
    ("arguments", "mode", "workers"),
    [
        ([], "multi_processing", 8),
        (["--direct_num_workers=3"], "multi_processing", 3),
        (["--direct_num_workers=0"], "multi_processing", 8),
        (["--direct_num_workers=1"], "in_memory", 1),
        (["--direct_running_mode=in_memory"], "in_memory", 1),
        (["--direct_running_mode=multi_threading"], "multi_threading", 1),
        ([*CLOUD, REGION], "in_memory", 1),
    ],
    ids=str,
)
def test_a_run_uses_all_cores_that_it_may_unless_it_is_told_else(
    arguments: list[str], mode: str, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.options.usable_cores", lambda: 8)
    direct = run_options(arguments).view_as(DirectOptions)
    assert (direct.direct_running_mode, direct.direct_num_workers) == (mode, workers)


def test_a_runner_of_this_machine_is_taken_where_none_is_named() -> None:
    assert is_local(beam_options([]))
    assert not is_local(beam_options([*CLOUD, REGION]))


@pytest.mark.parametrize("number", [-1, 1 << 30])
def test_a_number_of_workers_that_no_machine_can_have_is_refused(number: int) -> None:
    with pytest.raises(ConfigError, match=f"--direct_num_workers={number}: from 0, "):
        run_options([f"--direct_num_workers={number}"])


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        (["--direct_num_workers=3"], 3),
        (["--direct_num_workers=1"], 0),
        (["--direct_running_mode=in_memory"], 0),
        (["--direct_running_mode=multi_processing"], 1),
        (["--runner=PrismRunner", "--direct_running_mode=multi_processing"], 0),
    ],
)
def test_the_number_of_processes_is_that_which_the_runner_starts(
    arguments: list[str], number: int
) -> None:
    assert number_of_processes(run_options(arguments)) == number
