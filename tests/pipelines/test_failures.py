"""Expected failures are one message and an exit code; any other error passes as it is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import click
import pytest

from pipelines.errors import ConfigError, LaterError, RunError
from pipelines.failures import explained_answer, explained_load, explained_output, explained_run
from pipelines.query import QueryError
from transforms.datasets.catalog import CatalogError
from transforms.datasets.commit import ConflictError
from transforms.datasets.export import ExportError
from transforms.warehouse.errors import BusyError, WarehouseError

Explained = Callable[[], AbstractContextManager[None]]


@pytest.mark.parametrize(
    ("explained", "error", "code"),
    [
        (explained_run, ConfigError("why"), 2),
        (explained_run, RunError("why"), 1),
        (explained_run, LaterError("why"), 75),
        (explained_output, ConfigError("why"), 2),
        (explained_output, CatalogError("why"), 1),
        (explained_output, ConflictError("why"), 1),
        (explained_output, ExportError("why"), 1),
        (explained_output, PermissionError("why"), 1),
        (explained_answer, QueryError("why"), 1),
        (explained_answer, ConfigError("why"), 2),
        (explained_load, WarehouseError("why"), 1),
        (explained_load, BusyError("why"), 75),
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
    with pytest.raises(click.ClickException, match=r"edgar-arcs\[warehouse\]"), explained_load():
        raise ImportError("no module")


@pytest.mark.parametrize(
    "explained", [explained_run, explained_output, explained_answer, explained_load]
)
def test_a_fault_of_the_software_keeps_its_traceback(explained: Explained) -> None:
    with pytest.raises(ZeroDivisionError), explained():
        raise ZeroDivisionError
