"""Launching: from a configuration and Beam options to a finished run and its summary."""

import argparse
import logging
import re
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Final
from uuid import uuid4

import apache_beam as beam
from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import (
    GoogleCloudOptions,
    PipelineOptions,
    StandardOptions,
)
from apache_beam.options.pipeline_options_validator import PipelineOptionsValidator
from apache_beam.runners.runner import PipelineResult, PipelineRunner, create_runner
from rich.console import Console
from rich.table import Table

from pipelines.config import Config
from pipelines.errors import ConfigError, LaterError, RunError
from pipelines.local_run import run_local
from pipelines.remote_run import is_dry_run, run_remote
from pipelines.run import RunContext, build
from pipelines.views.progress import show_progress
from transforms import filesystem
from transforms.beam_files import open_files
from transforms.datasets.layout import STAGING
from transforms.datasets.manifest import ConflictError, ManifestError
from transforms.errors import FilingError
from transforms.metrics import NAMESPACE
from transforms.storage.lease import Lease, LeaseHeldError, LeaseLostError

# Named because Beam's default runner first tries to download one.
LOCAL_RUNNER: Final = "FnApiRunner"
_LOCAL_RUNNERS: Final = {LOCAL_RUNNER, "DirectRunner", "BundleBasedDirectRunner"}

_OUTSIDE: Final[tuple[type[Exception], ...]] = (
    *filesystem.STORAGE_ERRORS,
    ConflictError,
    ManifestError,
)

# The last line of a traceback, as Beam passes it on from a worker.
_RAISED: Final = re.compile(
    r"^(?:RuntimeError: )?([\w.]+(?:Error|Exception)): (.*?)(?: \[while running .*\])?$",
    re.MULTILINE,
)

# Scheme of a URL: the package that Beam needs for it, and our extra that brings it.
_CLIENTS: Final = {"gs": ("google.cloud.storage", "gcp"), "s3": ("boto3", "aws")}


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Attributes:
        counters: Such as `arcs` and `arcs/calculation`.
        seconds: How long it took.
        ran: Whether anything did; a dry run does not, nor does a job that becomes a template.
    """

    counters: dict[str, int]
    seconds: float
    ran: bool = True


def launch(config: Config, arguments: Sequence[str], console: Console) -> Summary:
    """Run the main pipeline and wait for it.

    Args:
        config: What to process.
        arguments: Beam options, such as `--runner=DataflowRunner`.
        console: Where progress is shown.

    Raises:
        ConfigError: The source is not there, or the options are unknown or do not fit.
        LaterError: Another job writes to the output.
        RunError: Something outside this software failed, such as a disk or a network.
    """
    logging.getLogger("apache_beam").setLevel(logging.ERROR)  # its warnings are for developers
    options = beam_options(arguments)
    FileSystems.set_options(options)
    check_runner(config, options)
    check_places(config)
    try:
        with Lease(open_files(config.output.path), f"run of {config.select.period}"):
            return _launch(config, options, console)
    except (LeaseHeldError, LeaseLostError) as error:
        raise LaterError(f"the output {config.output.path} is {error}") from error
    except _OUTSIDE as error:
        raise RunError(str(error)) from error


def _launch(config: Config, options: PipelineOptions, console: Console) -> Summary:
    run = new_run_id()
    started = time.monotonic()
    if is_local(options):
        with show_progress(console) as address, _quiet_workers():
            result = _run(config, options, RunContext.of(run, config.output.path, address), console)
    else:
        result = _run(config, options, RunContext.of(run, config.output.path), console)
    counted = counters(result) if result else {}
    return Summary(counted, time.monotonic() - started, ran=result is not None)


def _run(
    config: Config, options: PipelineOptions, context: RunContext, console: Console
) -> PipelineResult | None:
    """The result of the run; None if there was none, as of a dry run."""
    pipeline = beam.Pipeline(options=options)
    build(pipeline, config, context)
    local = is_local(options)
    if local and is_dry_run(options):
        console.print("A dry run: the pipeline was built and not run")
        return None
    try:
        return run_local(pipeline) if local else run_remote(pipeline, options, console)
    except _OUTSIDE as error:
        raise RunError(f"the run failed and changed nothing: {error}") from error
    except FilingError as error:
        _blame_filing("".join(traceback.format_exception(error)), console)
        raise
    except RuntimeError as error:  # Beam's, with a worker's traceback as its text
        _blame_filing(str(error), console)
        reason = outside_cause(error) if local else str(error)
        if reason is None:
            raise
        raise RunError(f"the run failed and changed nothing: {reason}") from error


def _blame_filing(text: str, console: Console) -> None:
    """Raise a `RunError` if a filing brought a fault of this software to light."""
    name, message = _last_raised(text)
    if name != FilingError.__name__:
        return
    _, begin, lines = text.partition("Traceback (most recent call last):")
    console.print(begin + lines.partition("\n\n")[0], markup=False, highlight=False)
    accession, _, cause = message.partition(": ")
    raise RunError(
        f"the run failed and changed nothing, at filing {accession}: {cause}. This is a fault of "
        "edgar-arcs; the lines above help to mend it. To leave the filing out until then: "
        f"--set 'select.exclude=[\"{accession}\"]'"
    )


def outside_cause(error: RuntimeError) -> str | None:
    """What went wrong outside this software, out of the text that Beam makes of a worker's error.

    Of an error that Beam cannot copy, and of all in other processes, the text is all there is.
    None if it tells of anything else, which is a bug.
    """
    outside = {name for kind in _OUTSIDE for name in _names(kind)}
    name, message = _last_raised(str(error))
    return message if name in outside else None


def _last_raised(text: str) -> tuple[str, str]:
    """Class and message of the error with which a traceback ends; empty if there is none."""
    raised = _RAISED.findall(text)
    return (raised[-1][0].rpartition(".")[2], raised[-1][1]) if raised else ("", "")


def _names(kind: type[BaseException]) -> Iterator[str]:
    yield kind.__name__
    for special in kind.__subclasses__():
        yield from _names(special)


@contextmanager
def _quiet_workers() -> Iterator[None]:
    """Beam logs an error's traceback in each place it passes; the error itself tells it once."""
    logger = logging.getLogger("apache_beam.runners")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def is_local(options: PipelineOptions) -> bool:
    """Whether the workers run on this machine, where they can report progress."""
    return options.view_as(StandardOptions).runner in _LOCAL_RUNNERS


def new_run_id() -> str:
    """An id that sorts by time and is never used twice."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{uuid4().hex[:8]}"


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


def check_places(config: Config) -> None:
    """Check that the source is there and that the output can be written.

    Raises:
        ConfigError: One of them is not so.
    """
    source = filesystem.join(config.archives, "edgar")
    for key, place in (("source.location", source), ("output.path", config.output.path)):
        _check_scheme(key, place)
    try:
        found = filesystem.has_files(source)
    except filesystem.STORAGE_ERRORS as error:
        raise ConfigError(f"source.location: {source} cannot be read: {error}") from error
    if not found:
        raise ConfigError(
            f"source.location: {source} does not exist; name the directory that holds Archives/edgar"
        )
    probe = filesystem.join(config.output.path, f"{STAGING}/writable")
    try:
        with filesystem.create(probe) as file:
            file.write(b"?")  # Beam cannot create an empty object on S3
        filesystem.delete([probe])
    except filesystem.STORAGE_ERRORS as error:
        raise ConfigError(
            f"output.path: {config.output.path} cannot be written: {error}"
        ) from error


def _check_scheme(key: str, place: str) -> None:
    scheme = FileSystems.get_scheme(place)
    client, extra = _CLIENTS.get(scheme, (None, None))
    try:
        if client:
            import_module(client)
        FileSystems.get_filesystem(place)
    except ImportError as error:
        raise ConfigError(
            f"{key}: {place} needs a client of {scheme}://: pip install 'edgar-arcs[{extra}]'"
        ) from error
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{key}: {place}: Beam cannot read {scheme}:// here; use a local path, gs:// or s3://"
        ) from error


def counters(result: PipelineResult) -> dict[str, int]:
    """What the steps counted, such as `arcs` and `arcs/calculation`."""
    metrics = result.metrics().query(beam.metrics.MetricsFilter().with_namespace(NAMESPACE))
    counted: defaultdict[str, int] = defaultdict(int)
    for counter in metrics["counters"]:
        counted[counter.key.metric.name] += counter.result
    return dict(sorted(counted.items()))


def summary_table(summary: Summary) -> Table:
    """The counts of a run, a line each."""
    table = Table(title="Processed", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, count in summary.counters.items():
        dataset, slash, part = name.partition("/")
        table.add_row(f"  {part}" if slash else dataset, f"{count:,}")
    table.add_section()
    filings = summary.counters.get("filings", 0)
    table.add_row("seconds", f"{summary.seconds:.1f}")
    table.add_row("filings/s", f"{filings / summary.seconds:.1f}")
    return table
