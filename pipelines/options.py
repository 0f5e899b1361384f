"""Beam's options, and whether the runner that they name can be used."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final, TypeVar

from apache_beam.options.pipeline_options import (
    DirectOptions,
    PipelineOptions,
    SetupOptions,
    StandardOptions,
    WorkerOptions,
)
from apache_beam.options.pipeline_options_validator import PipelineOptionsValidator
from apache_beam.runners.runner import PipelineRunner, create_runner

from pipelines import job_server
from pipelines.config import Config
from pipelines.cores import usable_cores
from pipelines.errors import ConfigError
from pipelines.sharing import unshared

# Named because Beam's default runner first tries to download one.
LOCAL_RUNNER: Final = "FnApiRunner"
_LOCAL_RUNNERS: Final = {
    LOCAL_RUNNER,
    "DirectRunner",
    "BundleBasedDirectRunner",
}


_WORKERS_PER_CORE: Final = 8


def _service_errors() -> Iterator[type[Exception]]:
    """Errors of Google's clients, where they are installed; Beam does not wrap all of them."""
    with suppress(ImportError):
        from google.api_core.exceptions import GoogleAPIError
        from google.auth.exceptions import GoogleAuthError

        yield from (GoogleAPIError, GoogleAuthError)
    with suppress(ImportError):
        from google.resumable_media.common import InvalidResponse

        yield InvalidResponse


SERVICE_ERRORS: Final[tuple[type[Exception], ...]] = (OSError, *_service_errors())
"""What goes wrong when Beam speaks with the service that runs a pipeline."""


_View = TypeVar("_View", bound=PipelineOptions)


class _Options(PipelineOptions):
    """Options of which each view is made once.

    Beam asks for one some 800 times per run, and each parses all arguments: a fifth of what a small
    run takes. Views share their values, so that a change in one is seen in all.
    """

    def view_as(self, cls: type[_View]) -> _View:
        views = self.__dict__.setdefault("_views", {})
        if cls not in views:
            views[cls] = super().view_as(cls)
        view: _View = views[cls]
        return view


def beam_options(arguments: Sequence[str]) -> PipelineOptions:
    """Beam's options, with a runner that downloads nothing where none is named.

    What Beam does not know may be an option of a job server, which `check_runner` asks.

    Raises:
        ConfigError: An argument is no option of Beam's, nor can it be of a job server.
    """
    known, unknown = _parse(arguments)
    if unknown and known.runner not in job_server.RUNNERS:
        raise _unknown(unknown, "neither edgar-arcs nor Beam has it")
    runner = [] if known.runner else [f"--runner={LOCAL_RUNNER}"]
    return _Options([*runner, *arguments])


def run_options(arguments: Sequence[str]) -> PipelineOptions:
    """Beam's options, and by default a worker process for each usable core on the local runner.

    Beam's own default is one thread. With a single core that is kept. Of 0 it makes a process for
    each core of the machine, usable or not.

    Raises:
        ConfigError: As for `beam_options`.
    """
    options = beam_options(arguments)
    direct = options.view_as(DirectOptions)
    if not is_local(options) or _has("direct_running_mode", arguments):
        return options
    if not _has("direct_num_workers", arguments):
        direct.direct_num_workers = 0
    _check_workers(direct.direct_num_workers)
    direct.direct_num_workers = direct.direct_num_workers or usable_cores()
    if direct.direct_num_workers != 1:
        direct.direct_running_mode = "multi_processing"
    return options


def _check_workers(number: int) -> None:
    """Refuse a number that Beam fails at, or that would start processes until the machine stops.

    Raises:
        ConfigError: It is negative, or more than a few for each core.
    """
    most = _WORKERS_PER_CORE * usable_cores()
    if not 0 <= number <= most:
        raise ConfigError(
            f"--direct_num_workers={number}: from 0, which is one for each core, to {most} here"
        )


def _has(option: str, arguments: Sequence[str]) -> bool:
    return any(argument.partition("=")[0] == f"--{option}" for argument in arguments)


def _parse(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Beam's options, and the arguments that are not."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for options in PipelineOptions.__subclasses__():
        options._add_argparse_args(parser)  # the way in which Beam declares options
    try:
        return parser.parse_known_args(list(arguments))
    except argparse.ArgumentError as error:
        raise ConfigError(f"{error}; see Beam's pipeline options") from error


def _unknown(arguments: Sequence[str], who: str) -> ConfigError:
    if values := [argument for argument in arguments if not argument.startswith("-")]:
        return ConfigError(f"unexpected argument {' '.join(values)} (see edgar-arcs run --help)")
    return ConfigError(f"unknown option {' '.join(arguments)}; {who} (see edgar-arcs run --help)")


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
    problems = [*unshared(config, options), *_without_software(options)]
    # Beam's own check comes second: for a local path it would go and make a bucket.
    problems = problems or _unfit(options, runner)
    if problems:
        raise ConfigError("\n".join([f"--runner={name} cannot be used:", *problems]))
    if name in job_server.RUNNERS:
        _check_server_options(runner, options)


def _check_server_options(runner: PipelineRunner, options: PipelineOptions) -> None:
    """Refuse what neither Beam nor the job server knows."""
    _, unknown = _parse(options._flags)
    given = {argument.lstrip("-").partition("=")[0]: argument for argument in unknown}
    if not given:
        return
    try:
        refused = job_server.unknown_to_server(given, runner, options)
    except OSError as error:
        raise ConfigError(str(error)) from error
    if refused:
        arguments = [given[name] for name in refused]
        raise _unknown(arguments, "neither edgar-arcs nor Beam nor the job server has it")


def _without_software(options: PipelineOptions) -> Iterator[str]:
    """Refuse workers on Dataflow without edgar-arcs: each of them would fail."""
    setup = options.view_as(SetupOptions)
    brought = (setup.setup_file, setup.extra_packages, setup.requirements_file)
    image = options.view_as(WorkerOptions).sdk_container_image
    if options.view_as(StandardOptions).runner == "DataflowRunner" and not (image or any(brought)):
        yield (
            "--sdk_container_image is needed: an image with edgar-arcs for the workers "
            "(docs/dataflow.md has how to build it)"
        )


def _unfit(options: PipelineOptions, runner: PipelineRunner) -> list[str]:
    """Errors that Beam finds; it asks the service about buckets."""
    try:
        return list(PipelineOptionsValidator(options, runner).validate())
    except SERVICE_ERRORS as error:
        return [f"the service could not be asked: {error}"]


def is_local(options: PipelineOptions) -> bool:
    """Whether the pipeline runs in this process or in children of it."""
    return options.view_as(StandardOptions).runner in _LOCAL_RUNNERS


def number_of_processes(options: PipelineOptions) -> int:
    """How many worker processes the local runner starts; 0 where it needs none, or does not run."""
    direct = options.view_as(DirectOptions)
    if not is_local(options) or direct.direct_running_mode != "multi_processing":
        return 0
    return direct.direct_num_workers or usable_cores()


def is_on_this_machine(options: PipelineOptions) -> bool:
    """Whether all workers run on this machine, where they can report progress."""
    return is_local(options) or options.view_as(StandardOptions).runner == "PrismRunner"
