"""Launching: from a configuration and Beam options to a finished run and its summary."""

import re
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.runner import PipelineResult
from rich.console import Console

from pipelines.beam_logs import show_errors_only, silenced, silent_readers
from pipelines.config import Config
from pipelines.errors import OUT_OF_MEMORY, LaterError, RunError
from pipelines.failures import COMMITTED_OR_NOT
from pipelines.graph import RunContext, build
from pipelines.local_run import WorkerLostError, new_pipeline, run_local
from pipelines.options import (
    SERVICE_ERRORS,
    check_runner,
    is_local,
    is_on_this_machine,
    number_of_processes,
    run_options,
)
from pipelines.places import check_places
from pipelines.remote_counters import counters
from pipelines.remote_run import is_dry_run, run_remote
from pipelines.views.progress import show_progress
from pipelines.worker_processes import WorkerProcesses
from transforms.datasets.errors import (
    CatalogBusyError,
    CatalogError,
    ConflictError,
    UnfinishedError,
)
from transforms.datasets.runs import new_run_id
from transforms.errors import FilingError

_OUTSIDE: Final[tuple[type[Exception], ...]] = (
    *SERVICE_ERRORS,
    ConflictError,
    CatalogError,
)
_LATER: Final = (ConflictError, CatalogBusyError)
"""Of these, what passes by itself; each says how far the run has come."""

# Last line of a worker's traceback: `RuntimeError: OSError: disk full [while running 'Read']`,
# or of an error that says nothing: `MemoryError`
_RAISED: Final = re.compile(
    r"^(?:RuntimeError: )?([\w.]+(?:Error|Exception))(?:: (.*?))?(?: \[while running .*\])?$",
    re.MULTILINE,
)


_STEP: Final = " [while running '"
"""What Beam adds to the message of an error: the name of a step, which says nothing to a user."""


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
        LaterError: Other processes keep the catalog to themselves, or commit all the time.
        RunError: Something outside this software failed, such as a disk or a network.
    """
    show_errors_only()
    options = run_options(arguments)
    check_runner(config, options)
    check_places(config)
    try:
        return _launch(config, options, console)
    except _LATER as error:
        raise LaterError(str(error)) from error
    except _OUTSIDE as error:
        raise RunError(str(error)) from error


def _launch(config: Config, options: PipelineOptions, console: Console) -> Summary:
    context = RunContext.dry if is_dry_run(options) else RunContext.of
    started = time.monotonic()
    if is_on_this_machine(options):
        # Beam logs a traceback wherever an error passes; it is reported once, below.
        ahead = 0 if is_dry_run(options) else number_of_processes(options)
        with (
            WorkerProcesses(ahead) as workers,
            show_progress(console) as address,
            silenced("apache_beam.runners"),
        ):
            result = _run(config, options, context(new_run_id(), config, address), console, workers)
    else:
        result = _run(config, options, context(new_run_id(), config), console)
    counted = counters(result.metrics()) if result else {}
    return Summary(counted, time.monotonic() - started, ran=result is not None)


def _run(
    config: Config,
    options: PipelineOptions,
    context: RunContext,
    console: Console,
    workers: WorkerProcesses | None = None,
) -> PipelineResult | None:
    """The result of the run; None if there was none, as of a dry run."""
    pipeline = new_pipeline(options)
    build(pipeline, config, context)
    local = is_local(options)
    if local and is_dry_run(options):
        console.print("A dry run: the pipeline was built and not run")
        Path(pipeline.local_tempdir).rmdir()  # Beam does so at the end of a run
        return None
    try:
        with silent_readers():
            return run_local(pipeline, workers) if local else run_remote(pipeline, options, console)
    except _OUTSIDE as error:
        raise _failed(type(error).__name__, str(error)) from error
    except WorkerLostError as error:
        raise RunError(f"the run failed: {error}; {COMMITTED_OR_NOT}") from error
    except MemoryError as error:
        raise _out_of_memory() from error
    except FilingError as error:
        _blame_filing("".join(traceback.format_exception(error)), console)
        raise
    except RuntimeError as error:  # Beam's, with a worker's traceback as its text
        _blame_filing(str(error), console)
        if _last_raised(str(error))[0] in set(_names(MemoryError)):
            raise _out_of_memory() from error
        reason = outside_cause(error) or (None if local else str(error))
        if reason is None:
            raise
        raise _failed(_last_raised(str(error))[0], reason) from error


def _failed(name: str, reason: str) -> RunError:
    """What failed; `name` is the error's class, by which to know whether anything has changed."""
    reason = reason.partition(_STEP)[0]
    if name == UnfinishedError.__name__:
        return RunError(reason)
    if name in {kind.__name__ for kind in _LATER}:
        return LaterError(reason)
    return RunError(f"the run failed and changed nothing: {reason}")


def _out_of_memory() -> RunError:
    """By the system's limits, which processes alone have, such as those of `ulimit -v`."""
    return RunError(f"the run failed: {OUT_OF_MEMORY}; {COMMITTED_OR_NOT}")


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
    None if it reports anything else, which is a bug.
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
