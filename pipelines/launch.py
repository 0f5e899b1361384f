"""Launching: from a configuration and Beam options to a finished run and its summary."""

import argparse
import logging
import re
import time
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
from apache_beam.runners.runner import PipelineResult, create_runner
from rich.console import Console
from rich.table import Table

from pipelines.config import Config
from pipelines.errors import ConfigError, RunError
from pipelines.run import RunContext, build
from pipelines.views.progress import show_progress
from transforms import filesystem
from transforms.datasets.catalog import CatalogError
from transforms.datasets.commit import ConflictError
from transforms.metrics import NAMESPACE
from transforms.storage import files

# Named because Beam's default runner first tries to download one.
LOCAL_RUNNER: Final = "FnApiRunner"
_LOCAL_RUNNERS: Final = {LOCAL_RUNNER, "DirectRunner", "BundleBasedDirectRunner"}

_OUTSIDE: Final[tuple[type[Exception], ...]] = (
    *filesystem.STORAGE_ERRORS,
    ConflictError,
    CatalogError,
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
    """What a run did: counters such as `arcs` and `arcs/calculation`, and how long it took."""

    counters: dict[str, int]
    seconds: float


def launch(config: Config, arguments: Sequence[str], console: Console) -> Summary:
    """Run the main pipeline and wait for it.

    Args:
        config: What to process.
        arguments: Beam options, such as `--runner=DataflowRunner`.
        console: Where progress is shown.

    Raises:
        ConfigError: The source is not there, or the options are unknown or do not fit.
        RunError: Something outside this software failed, such as a disk or a network.
    """
    logging.getLogger("apache_beam").setLevel(logging.ERROR)  # its warnings are for developers
    options = beam_options(arguments)
    FileSystems.set_options(options)
    check_runner(config, options)
    check_places(config)
    try:
        return _launch(config, options, console)
    except _OUTSIDE as error:
        raise RunError(str(error)) from error


def _launch(config: Config, options: PipelineOptions, console: Console) -> Summary:
    run = new_run_id()
    started = time.monotonic()
    if is_local(options):
        with show_progress(console) as address, _quiet_workers():
            result = _run(config, options, RunContext.of(run, config, address))
    else:
        result = _run(config, options, RunContext.of(run, config))
    return Summary(counters(result), time.monotonic() - started)


def _run(config: Config, options: PipelineOptions, context: RunContext) -> PipelineResult:
    pipeline = beam.Pipeline(options=options)
    build(pipeline, config, context)
    try:
        result = pipeline.run()
        result.wait_until_finish()
    except _OUTSIDE as error:
        raise RunError(f"the run failed and changed nothing: {error}") from error
    except RuntimeError as error:
        reason = outside_cause(error) if is_local(options) else str(error)
        if reason is None:
            raise
        raise RunError(f"the run failed and changed nothing: {reason}") from error
    return result


def outside_cause(error: RuntimeError) -> str | None:
    """What went wrong outside this software, out of the text that Beam makes of a worker's error.

    Of an error that Beam cannot copy, and of all in other processes, the text is all there is.
    None if it tells of anything else, which is a bug.
    """
    outside = {name for kind in _OUTSIDE for name in _names(kind)}
    raised = _RAISED.findall(str(error))
    if not raised or raised[-1][0].rpartition(".")[2] not in outside:
        return None
    return str(raised[-1][1])


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
    problems = problems or list(PipelineOptionsValidator(options, runner).validate())
    if problems:
        raise ConfigError("\n".join([f"--runner={name} cannot be used:", *problems]))


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
    try:
        files.check_writable(config.output.path)
    except OSError as error:
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
