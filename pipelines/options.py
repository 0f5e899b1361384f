"""Options of Beam's, and whether the runner they name can be used."""

import argparse
from collections.abc import Sequence
from typing import Final

from apache_beam.options.pipeline_options import (
    GoogleCloudOptions,
    PipelineOptions,
    StandardOptions,
)
from apache_beam.options.pipeline_options_validator import PipelineOptionsValidator
from apache_beam.runners.runner import PipelineRunner, create_runner

from pipelines.config import Config
from pipelines.errors import ConfigError
from transforms import filesystem

# Named because Beam's default runner first tries to download one.
LOCAL_RUNNER: Final = "FnApiRunner"
_LOCAL_RUNNERS: Final = {LOCAL_RUNNER, "DirectRunner", "BundleBasedDirectRunner"}


def beam_options(arguments: Sequence[str]) -> PipelineOptions:
    """Beam's options, with a runner that downloads nothing where none is named.

    Raises:
        ConfigError: An argument is no option of Beam's.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for options in PipelineOptions.__subclasses__():
        options._add_argparse_args(parser)  # how Beam has options declared
    try:
        known, unknown = parser.parse_known_args(list(arguments))
    except argparse.ArgumentError as error:
        raise ConfigError(f"{error}; see Beam's pipeline options") from error
    if unknown:
        raise ConfigError(
            f"unknown option {' '.join(unknown)}; neither edgar-arcs nor Beam has it "
            "(see edgar-arcs run --help)"
        )
    runner = [] if known.runner else [f"--runner={LOCAL_RUNNER}"]
    return PipelineOptions([*runner, *arguments])


def check_runner(config: Config, options: PipelineOptions) -> None:
    """Check that the runner has what it needs, before anything is built.

    Raises:
        ConfigError: Everything that is missing or does not fit.
    """
    name = options.view_as(StandardOptions).runner
    try:
        runner = create_runner(name)
    except (ValueError, ImportError) as error:
        raise ConfigError(f"--runner={name}: {error}") from error
    problems = _local_paths(config, options) if name == "DataflowRunner" else []
    # Beam's own check comes second: for a local path it would go and make a bucket.
    problems = problems or _unfit(options, runner)
    if problems:
        raise ConfigError("\n".join([f"--runner={name} cannot be used:", *problems]))


def _unfit(options: PipelineOptions, runner: PipelineRunner) -> list[str]:
    """What Beam finds wrong; it asks the service about buckets."""
    try:
        return list(PipelineOptionsValidator(options, runner).validate())
    except filesystem.STORAGE_ERRORS as error:
        return [f"the service could not be asked: {error}"]


def _local_paths(config: Config, options: PipelineOptions) -> list[str]:
    """What is a path of this machine, where workers elsewhere must read and write."""
    cloud = options.view_as(GoogleCloudOptions)
    places = {
        "the origin of filings": config.origin,
        "output.path": config.output.path,
        "--temp_location": cloud.temp_location,
        "--staging_location": cloud.staging_location,
    }
    return [
        f"{key} is the local path {path}; workers of Dataflow need gs:// (or s3:// for data)"
        for key, path in places.items()
        if path and "://" not in path
    ]


def is_local(options: PipelineOptions) -> bool:
    """Whether the workers run on this machine, where they can report progress."""
    return options.view_as(StandardOptions).runner in _LOCAL_RUNNERS
