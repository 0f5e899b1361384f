"""Runs on one output at the same time, a process each."""

from multiprocessing.synchronize import Barrier
from pathlib import Path

from tests.pipelines.processes import FORKED
from tests.pipelines.runs import config, run


def at_once(
    mirror: Path, output: Path, *quarters: tuple[str, str], catalog: dict[str, str] | None = None
) -> None:
    """A run of each selection; all succeed."""
    barrier = FORKED.Barrier(len(quarters))
    processes = [
        FORKED.Process(target=_run, args=(mirror, output, *each, catalog or {}, barrier))
        for each in quarters
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(quarters)


def _run(
    mirror: Path, output: Path, first: str, last: str, catalog: dict[str, str], barrier: Barrier
) -> None:
    """Run the quarters as soon as the others are as far."""
    configuration = config(mirror, output, select={"from": first, "to": last}, catalog=catalog)
    barrier.wait()
    run(configuration)
