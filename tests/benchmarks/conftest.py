"""What has a target, in one table after all benchmarks; `docs/performance.md` has earlier ones."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from rich.console import Console
from rich.table import Table


class Figure(NamedTuple):
    """What was measured, as text with its unit."""

    name: str
    target: str
    measured: str


Record = Callable[[str, str, str], None]

_FIGURES = pytest.StashKey[list[Figure]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_FIGURES] = []


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Record:
    """Enters a figure into the table: its name, its target, what was measured."""
    figures = request.config.stash[_FIGURES]
    return lambda name, target, measured: figures.append(Figure(name, target, measured))


def pytest_terminal_summary(config: pytest.Config) -> None:
    figures = config.stash[_FIGURES]
    if figures:
        table = Table(*Figure._fields, title="Targets", title_justify="left")
        for figure in figures:
            table.add_row(*figure)
        Console(width=100).print(table)
