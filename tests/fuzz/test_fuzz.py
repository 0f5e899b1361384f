"""Every reader against mutated documents: briefly in every run, at length by `make fuzz`."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.corpus import requires_corpus
from tests.fuzz.driver import Report, execute, run
from tests.fuzz.readers import READERS, Reader
from transforms.edgar.errors import EdgarError

OF_SAMPLES = [name for name in READERS if name != "check"]
FUZZ_SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))


def fuzzed(directory: Path, reader: str, *options: str) -> dict[str, dict[str, str]]:
    """The report of a process that reads mutated documents."""
    command = [sys.executable, "-m", "tests.fuzz.driver", reader, "--failures", str(directory)]
    ran = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    report: dict[str, dict[str, str]] = json.loads(ran.stdout)
    print(reader, report["executions"], report["errors"])  # noqa: T201 - shown where it fails
    return report


@pytest.mark.fuzz
@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("reader", OF_SAMPLES)
def test_mutated_samples_end_in_rows_or_documented_errors(reader: str, tmp_path: Path) -> None:
    at_length = ["--seconds", str(FUZZ_SECONDS), "--seed", str(time.time_ns())]
    options = at_length if FUZZ_SECONDS else ["--executions", "150"]
    assert fuzzed(tmp_path, reader, *options)["failures"] == {}, tmp_path


@pytest.mark.fuzz
@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.corpus
@requires_corpus
def test_mutated_real_packages_end_in_rows_or_rejects(tmp_path: Path) -> None:
    executions = "1000" if FUZZ_SECONDS else "100"
    assert fuzzed(tmp_path, "check", "--executions", executions)["failures"] == {}, tmp_path


def failing(content: bytes) -> None:
    if content == b"documented":
        raise EdgarError("not-found", "as documented")
    if content == b"long":
        while True:
            pass
    if content == b"large":
        bytearray(sys.maxsize)  # which no machine has addresses for, however it overcommits
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("content", "end"),
    [(b"long", "HangError"), (b"large", "MemoryError"), (b"", "ZeroDivisionError")],
)
def test_what_is_not_documented_is_a_failure_with_its_input(
    content: bytes, end: str, tmp_path: Path
) -> None:
    report = Report()
    reader = Reader(list, failing)
    for _ in range(2):
        execute(reader, content, report, tmp_path, seconds=0.05)
    [name] = report.failures
    assert name.startswith(end)
    assert (tmp_path / name).read_bytes() == content
    assert report.executions == 2


def test_a_documented_error_is_counted(tmp_path: Path) -> None:
    report = Report()
    execute(Reader(list, failing), b"documented", report, tmp_path)
    assert report.errors == {"not-found": 1}
    assert report.failures == {}


def test_the_same_seed_gives_the_same_documents(tmp_path: Path) -> None:
    runs: list[list[bytes]] = [[], []]
    for read in runs:
        reader = Reader(READERS["linkbase"].seeds, read.append, [b"<a/>"])
        run(reader, tmp_path, seed=3, executions=40, seconds=None)
    assert runs[0] == runs[1]
    assert len(set(runs[0])) > 30


def test_memory_above_the_limit_cannot_be_had() -> None:
    script = (
        "from tests.fuzz.driver import limit_memory\nlimit_memory(1 << 28)\n"
        "try:\n    bytearray(1 << 29)\nexcept MemoryError:\n    print('refused')"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "refused\n"
