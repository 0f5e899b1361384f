"""Failures that a person can cause or wait out, as one message and an exit code.

A command does its work within the one that knows the errors of that work. What is none of them is
a fault of this software, and shows its traceback. Each takes what an interruption leaves, which is
said of it: see `heeded_signals`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from pipelines.errors import ConfigError, LaterError, RunError, missing
from pipelines.views.interrupt import heeded_signals

COMMITTED_OR_NOT: Final = (
    "it is committed only if edgar-arcs runs lists it; a commit that had begun is completed by the "
    "next run"
)
"""What an interruption leaves of a command that commits to an output."""


class TryLaterError(click.ClickException):
    """The same command can succeed later."""

    exit_code = os.EX_TEMPFAIL


@contextmanager
def explained_run(left: str = "") -> Iterator[None]:
    """Turn expected failures of what a configuration asks for into one message."""
    from transforms.datasets.errors import CatalogBusyError, CatalogError, UnreadableError

    try:
        with heeded_signals(left):
            yield
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    except (LaterError, CatalogBusyError) as error:
        raise TryLaterError(str(error)) from error
    except (RunError, CatalogError, UnreadableError) as error:
        raise click.ClickException(str(error)) from error


def _in_words(error: OSError) -> str:
    """The file, and what is wrong with it, without number and class; Arrow's have only a text."""
    if error.filename is None or not error.strerror:
        return error.strerror or str(error)
    return f"{error.filename!s}: {error.strerror}"


@contextmanager
def explained_output(left: str = "") -> Iterator[None]:
    """Turn expected failures of reading or changing an output into one message."""
    from transforms.datasets.errors import CatalogBusyError, CatalogError, ConflictError
    from transforms.datasets.export import ExportError

    try:
        with heeded_signals(left):
            yield
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    except BrokenPipeError:  # no failure of the output: see `pipelines.cli`
        raise
    except (CatalogBusyError, ConflictError) as error:
        raise TryLaterError(str(error)) from error
    except (CatalogError, ExportError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(_in_words(error)) from error


@contextmanager
def explained_answer(left: str = "") -> Iterator[None]:
    """Turn what cannot be asked of an output into one message."""
    from pipelines.query import QueryError

    try:
        with explained_output(left):
            yield
    except ImportError as error:
        raise click.ClickException(missing(error, "query")) from error
    except QueryError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def explained_load(left: str = "") -> Iterator[None]:
    """Turn expected failures of loading an output into a warehouse into one message."""
    from transforms.warehouse.errors import BusyError, WarehouseError

    try:
        with explained_output(left):
            yield
    except ImportError as error:
        raise click.ClickException(missing(error, "warehouse")) from error
    except BusyError as error:
        raise TryLaterError(str(error)) from error
    except WarehouseError as error:
        raise click.ClickException(str(error)) from error
