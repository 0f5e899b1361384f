"""Runs at once, and runs that are killed at any moment: nothing is lost, nothing is there twice."""

import random
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from tests.pipelines.at_once import at_once
from tests.pipelines.processes import FORKED
from tests.pipelines.runs import Rows, config, rows, run, state
from tests.rounds import rounds
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


@pytest.mark.parametrize("number", rounds(10, few=1))
def test_two_runs_of_the_same_filings_at_once_leave_each_row_once(
    sample_mirror: Path, tmp_path: Path, sample_rows: Rows, number: int
) -> None:
    output = tmp_path / f"out{number}"
    at_once(sample_mirror, output, ("2024Q1", "2024Q2"), ("2024Q1", "2024Q2"))
    assert rows(output) == sample_rows
    assert list(verify(state(output))) == []


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
