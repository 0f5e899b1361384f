"""Runs at once, and runs that are killed at any moment: nothing is lost, nothing is there twice."""

import random
import time
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from tests.pipelines.at_once import at_once
from tests.pipelines.processes import FORKED
from tests.pipelines.runs import Rows, config, rows, run, state
from tests.rounds import rounds
from tests.transforms.filings import ref
from tests.transforms.outputs import numbers, upsert
from transforms.datasets.catalog import Output
from transforms.datasets.state import read_state
from transforms.datasets.verify import verify

pytestmark = pytest.mark.slow

KILLS = 3
"""Of each round."""


@pytest.mark.parametrize("number", rounds(10, few=1))
def test_two_runs_of_different_quarters_at_once_are_both_in_the_output(
    sample_mirror: Path, tmp_path: Path, sample_rows: Rows, number: int
) -> None:
    output = tmp_path / f"out{number}"
    at_once(sample_mirror, output, ("2024Q1", "2024Q1"), ("2024Q2", "2024Q2"))
    assert rows(output) == sample_rows
    assert state(output).run["number"] == 2
    assert list(verify(state(output))) == []


@pytest.mark.parametrize("number", rounds(3, few=1))
def test_two_runs_of_the_same_filings_at_once_leave_each_row_once(
    sample_mirror: Path, tmp_path: Path, sample_rows: Rows, number: int
) -> None:
    output = tmp_path / f"out{number}"
    at_once(sample_mirror, output, ("2024Q1", "2024Q2"), ("2024Q1", "2024Q2"))
    assert rows(output) == sample_rows
    assert list(verify(state(output))) == []


def commit_each(output: Output, name: str, filings: range, barrier: Barrier) -> None:
    """A run of each filing, without the pipeline: most of its time is the commit."""
    barrier.wait()
    for number in filings:
        upsert(output, f"{name}{number}", [ref(number)])


@pytest.mark.parametrize(
    "of_each", [(range(4), range(4, 8)), (range(4), range(4))], ids=["different", "the same"]
)
def test_commits_of_two_processes_that_meet_again_and_again_are_all_there(
    empty_output: Output, of_each: tuple[range, range]
) -> None:
    barrier = FORKED.Barrier(2)
    processes = [
        FORKED.Process(target=commit_each, args=(empty_output, name, filings, barrier))
        for name, filings in zip("ab", of_each, strict=True)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    filings = sorted(ref(number).accession_number for number in {*of_each[0], *of_each[1]})
    for dataset in ("filings", "rejects"):
        assert numbers(empty_output, dataset) == filings
    assert state(empty_output).run["number"] == len(of_each[0]) + len(of_each[1])
    assert list(verify(state(empty_output))) == []


def run_whole(mirror: Path, output: Path) -> None:
    run(config(mirror, output))


def start(mirror: Path, output: Path) -> BaseProcess:
    """A run in a process of its own."""
    process = FORKED.Process(target=run_whole, args=(mirror, output))
    process.start()
    return process


@pytest.mark.parametrize("number", rounds(10, few=1))
def test_runs_killed_at_random_moments_leave_what_a_whole_run_leaves(
    sample_mirror: Path, tmp_path: Path, sample_rows: Rows, number: int
) -> None:
    """Seeded; the moments are spread over the time that a run takes here and now."""
    started = time.monotonic()
    start(sample_mirror, tmp_path / "whole").join()
    seconds = time.monotonic() - started
    moments = random.Random(number)
    output = tmp_path / "out"
    for _ in range(KILLS):
        process = start(sample_mirror, output)
        process.join(moments.uniform(0, seconds))
        process.kill()
        process.join()
        if (output / "catalog.db").exists():
            assert rows_if_any(output) in (None, sample_rows)
    run(config(sample_mirror, output))
    assert rows(output) == sample_rows
    assert list(verify(state(output))) == []


def rows_if_any(output: Path) -> Rows | None:
    """The committed rows; None if no run has committed."""
    return rows(output) if read_state(Output(str(output))) else None
