"""Expected failures are one message and an exit code; any other error passes as it is."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import click
import duckdb
import pyarrow as pa
import pytest

from pipelines.errors import ConfigError, LaterError, RunError
from pipelines.failures import (
    explained_answer,
    explained_load,
    explained_output,
    explained_run,
)
from pipelines.query import QueryError
from pipelines.views.interrupt import heeded_signals
from transforms.datasets.errors import CatalogBusyError, CatalogError, ConflictError
from transforms.datasets.export import ExportError
from transforms.warehouse.duckdb_file import open_duckdb
from transforms.warehouse.errors import BusyError, WarehouseError

Explained = Callable[[], AbstractContextManager[None]]


@pytest.mark.parametrize(
    ("explained", "error", "code"),
    [
        (explained_run, ConfigError("why"), 2),
        (explained_run, RunError("why"), 1),
        (explained_run, LaterError("why"), 75),
        (explained_run, CatalogError("why"), 1),
        (explained_run, CatalogBusyError("why"), 75),
        (explained_output, ConfigError("why"), 2),
        (explained_output, CatalogError("why"), 1),
        (explained_output, CatalogBusyError("why"), 75),
        (explained_output, ConflictError("why"), 75),
        (explained_output, ExportError("why"), 1),
        (explained_output, PermissionError("why"), 1),
        (explained_answer, QueryError("why"), 1),
        (explained_answer, ConfigError("why"), 2),
        (explained_load, WarehouseError("why"), 1),
        (explained_load, BusyError("why"), 75),
        (explained_answer, CatalogBusyError("why"), 75),
        (explained_load, CatalogError("why"), 1),
    ],
)
def test_an_expected_failure_is_its_message_and_an_exit_code(
    explained: Explained, error: Exception, code: int
) -> None:
    with pytest.raises(click.ClickException, match="why") as raised, explained():
        raise error
    assert raised.value.exit_code == code
    assert raised.value.__cause__ is error


def test_a_file_of_the_system_is_named_without_numbers_and_classes() -> None:
    error = PermissionError(13, "Permission denied", Path("out/runs"))
    denied = pytest.raises(click.ClickException, match=r"^out/runs: Permission denied$")
    with denied, explained_output():
        raise error


def test_a_load_without_its_libraries_says_what_to_install() -> None:
    with pytest.raises(click.ClickException, match=r"-e '\.\[warehouse\]'"), explained_load():
        raise ImportError("no module")


def test_a_query_without_its_libraries_says_what_to_install() -> None:
    with pytest.raises(click.ClickException, match=r"-e '\.\[query\]'"), explained_answer():
        raise ImportError("no module")


def test_what_no_file_is_named_for_has_no_number_either() -> None:
    error = OSError(28, "No space left on device")
    with pytest.raises(click.ClickException, match=r"^No space left"), explained_output():
        raise error


@pytest.mark.parametrize(
    "explained", [explained_run, explained_output, explained_answer, explained_load]
)
def test_a_fault_of_the_software_keeps_its_traceback(explained: Explained) -> None:
    with pytest.raises(ZeroDivisionError), explained():
        raise ZeroDivisionError


@pytest.mark.parametrize("explained", [explained_output, explained_answer, explained_load])
def test_a_reader_of_the_answer_that_has_left_is_no_failure_of_the_output(
    explained: Explained,
) -> None:
    with pytest.raises(BrokenPipeError), explained():
        raise BrokenPipeError


@pytest.fixture
def _heeded() -> Iterator[None]:
    """A shell has what it runs in the background ignore Ctrl-C; so the tests may be run."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupting() -> pa.RecordBatchReader:
    """Rows that are interrupted by Ctrl-C when they are read."""
    batch = pa.record_batch({"n": [1]})

    def batches() -> Iterator[pa.RecordBatch]:
        yield batch
        os.kill(os.getpid(), signal.SIGINT)
        yield batch

    return pa.RecordBatchReader.from_batches(batch.schema, batches())


@pytest.mark.usefixtures("_heeded")
@pytest.mark.parametrize("explained", [explained_output, explained_answer])
def test_an_interrupted_query_is_no_failure(explained: Explained) -> None:
    with duckdb.connect() as connection:
        connection.register("numbers", interrupting())
        with pytest.raises(KeyboardInterrupt), explained():
            connection.execute("SELECT sum(n) FROM numbers")


@pytest.mark.usefixtures("_heeded")
def test_an_interrupted_load_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"

    def load() -> None:
        with explained_load(), open_duckdb(file) as target:
            target._connection.register("given", interrupting())
            target.execute("CREATE TABLE numbers AS FROM given")

    with pytest.raises(KeyboardInterrupt):
        load()
    with duckdb.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == [(0,)]


@pytest.mark.usefixtures("_heeded")
def test_a_failure_after_an_interrupt_that_was_answered_is_explained() -> None:
    def answer_and_fail() -> None:
        with suppress(KeyboardInterrupt), heeded_signals():
            signal.raise_signal(signal.SIGINT)
        raise CatalogError("why")

    with pytest.raises(click.ClickException, match="why"), explained_output():
        answer_and_fail()
