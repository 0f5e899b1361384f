"""What a run over the corpus takes on each runner, in one table after all tests of them."""

import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen
from typing import Final, NamedTuple, Protocol

import psutil
import pytest
from rich.console import Console
from rich.table import Table

from tests.corpus import CORPUS
from tests.pipelines.runs import files
from tests.watched_processes import Find, WatchedProcesses
from transforms.datasets.schema import DATASETS

COMMAND: Final = Path(sys.executable).with_name("edgar-arcs")
CONFIGURATION: Final = """\
[source]
kind = "mirror"
location = "{mirror}"

[select]
from = "1993Q1"
to = "2026Q4"

[output]
path = "{output}"
"""


class Measured(NamedTuple):
    """What a run took, as text."""

    runner: str
    rows: str
    seconds: str
    memory: str


class RunCorpus(Protocol):
    """Runs `edgar-arcs run` over the whole corpus, and enters what it took into the table."""

    def __call__(
        self, runner: str, output: Path, options: tuple[str, ...], find: Find = ...
    ) -> None:
        """`find` finds processes by kind that are not children of the command."""


_MEASURED: Final = pytest.StashKey[list[Measured]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_MEASURED] = []


@pytest.fixture
def run_corpus(request: pytest.FixtureRequest, tmp_path: Path) -> RunCorpus:
    def run_and_record(
        runner: str, output: Path, options: tuple[str, ...], find: Find = dict
    ) -> None:
        configuration = tmp_path / "corpus.toml"
        configuration.write_text(CONFIGURATION.format(mirror=CORPUS / "mirror", output=output))
        started = time.monotonic()
        peaks = _run([str(COMMAND), "run", "--config", str(configuration), *options], find)
        seconds = time.monotonic() - started
        rows = sum(file.rows for file in files(output) if DATASETS[file.dataset].partitioned)
        request.config.stash[_MEASURED].append(
            Measured(runner, f"{rows:,}", f"{seconds:.0f}", _shown(peaks))
        )

    return run_and_record


def _run(command: list[str], find: Find) -> Mapping[str, Mapping[int, int]]:
    """Peaks of all processes, by kind."""
    with Popen(command, stdout=PIPE, stderr=STDOUT, text=True) as started:
        main = psutil.Process(started.pid)

        def found() -> Mapping[str, Iterable[psutil.Process]]:
            children = main.children(recursive=True)
            prism = [child for child in children if child.name() == "prism"]
            workers = [child for child in children if child not in prism]
            return {"main process": [main], "worker": workers, "Prism": prism, **find()}

        with WatchedProcesses(found) as watched:
            said, _ = started.communicate()
    assert started.returncode == 0, said
    return watched.peaks


def _shown(peaks: Mapping[str, Mapping[int, int]]) -> str:
    largest = {kind: max(of_kind.values()) for kind, of_kind in peaks.items() if of_kind}
    return ", ".join(f"{kind} {peak / 1e6:.0f}" for kind, peak in largest.items())


def pytest_terminal_summary(config: pytest.Config) -> None:
    measured = config.stash[_MEASURED]
    if measured:
        table = Table(
            *("runner", "rows", "seconds", "MB of the largest process of each kind"),
            title="The corpus of real filings",
            title_justify="left",
        )
        for each in sorted(measured):
            table.add_row(*each)
        Console(width=120).print(table)
