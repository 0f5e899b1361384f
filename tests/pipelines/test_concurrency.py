"""Runs at once, and runs that are killed at any moment: nothing is lost, nothing is there twice."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.pipelines.runs import config, rows, run, state
from transforms.datasets.verify import verify

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ROUNDS = 10
KILLS = 30

# Runs one selection on output after output; each begins when the other process is as far.
_IN_TURN = """
import sys, time
from pathlib import Path
from tests.pipelines.runs import config, run

mirror, place, mine, other, first, last, rounds = sys.argv[1:]
for number in range(int(rounds)):
    Path(place, f"{mine}-{number}").touch()
    while not Path(place, f"{other}-{number}").exists():
        time.sleep(0.001)
    run(config(Path(mirror), Path(place, f"out{number}"), select={"from": first, "to": last}))
"""

# Says that it is ready, then runs.
_ONE = """
import sys, time
from pathlib import Path
from tests.pipelines.runs import config, run

mirror, output = sys.argv[1:]
import transforms.datasets.catalog, pyiceberg.catalog.sql, pyiceberg.io.pyarrow
print("ready", flush=True)
started = time.monotonic()
run(config(Path(mirror), Path(output)))
print(time.monotonic() - started, flush=True)
"""


def at_once(mirror: Path, place: Path, *selections: tuple[str, str]) -> None:
    """Two processes, each with its selection, on the same outputs at the same time."""
    processes = [
        subprocess.Popen(
            [
                *(sys.executable, "-c", _IN_TURN, str(mirror), str(place)),
                *(mine, other, *selection, str(ROUNDS)),
            ],
            cwd=ROOT,
        )
        for mine, other, selection in zip("ab", "ba", selections, strict=True)
    ]
    while None in (codes := [process.poll() for process in processes]):
        if any(codes):  # the other one would wait for ever
            for process in processes:
                process.kill()
        time.sleep(0.1)
    assert codes == [0, 0]


@pytest.mark.timeout(3600)
def test_two_runs_of_different_quarters_at_once_are_both_in_the_output(
    sample_mirror: Path, tmp_path: Path
) -> None:
    run(config(sample_mirror, tmp_path / "expected"))
    expected = rows(tmp_path / "expected")
    at_once(sample_mirror, tmp_path, ("2024Q1", "2024Q1"), ("2024Q2", "2024Q2"))
    for number in range(ROUNDS):
        output = tmp_path / f"out{number}"
        assert rows(output) == expected
        assert state(output).run["number"] == 2
        assert list(verify(state(output))) == []


@pytest.mark.timeout(3600)
def test_two_runs_of_the_same_filings_at_once_leave_each_row_once(
    sample_mirror: Path, tmp_path: Path
) -> None:
    run(config(sample_mirror, tmp_path / "expected"))
    expected = rows(tmp_path / "expected")
    at_once(sample_mirror, tmp_path, ("2024Q1", "2024Q2"), ("2024Q1", "2024Q2"))
    for number in range(ROUNDS):
        output = tmp_path / f"out{number}"
        assert rows(output) == expected
        assert list(verify(state(output))) == []


def start(mirror: Path, output: Path) -> subprocess.Popen[str]:
    """A run in a process of its own, about to begin."""
    command = [sys.executable, "-c", _ONE, str(mirror), str(output)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.timeout(3600)
def test_runs_killed_at_random_moments_leave_what_a_whole_run_leaves(
    sample_mirror: Path, tmp_path: Path
) -> None:
    """Seeded; the moments are spread over the time that a run takes here and now."""
    whole = start(sample_mirror, tmp_path / "expected")
    seconds = float(whole.communicate()[0])
    expected = rows(tmp_path / "expected")
    moments = random.Random(20240515)
    output = tmp_path / "out"
    for _ in range(KILLS):
        process = start(sample_mirror, output)
        time.sleep(moments.uniform(0, seconds))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if (output / "catalog.db").exists():
            found = rows_if_any(output)
            assert found in (None, expected)
    run(config(sample_mirror, output))
    assert rows(output) == expected
    assert list(verify(state(output))) == []


def rows_if_any(output: Path) -> object:
    """The committed rows; None if no run has committed."""
    from transforms.datasets.catalog import Output
    from transforms.datasets.state import read_state

    return rows(output) if read_state(Output(str(output))) else None
