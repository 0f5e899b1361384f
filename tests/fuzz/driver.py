"""Executions of a reader within limits of time and memory.

    python -m tests.fuzz.driver linkbase --executions 300 --seed 1 --failures DIRECTORY

prints what came of them as JSON. `--atheris` lets libFuzzer choose the mutations by the
coverage they reach; it is for long runs and not installed with the project.
"""

import argparse
import hashlib
import json
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil
import pyarrow as pa

from tests.fuzz.readers import READERS, Reader
from transforms.errors import InputError

SECONDS = 10  # for one document
MEMORY = 1 << 30  # bytes above what the interpreter holds at the start


class HangError(BaseException):
    """A reader took longer than `SECONDS`; no reader catches it."""


@dataclass
class Report:
    """What came of the executions of a reader.

    Attributes:
        executions: Documents read.
        errors: How often each documented error ended a reading.
        failures: Tracebacks of all other ends, each kind once, by the file that holds the input.
    """

    executions: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)


def limit_memory(extra: int) -> None:
    """Let the process hold no more than `extra` bytes beyond what it holds now."""
    limit = psutil.Process().memory_info().vms + extra
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


@contextmanager
def limited_time(seconds: float) -> Iterator[None]:
    """Raise `HangError` where the block takes longer, in time of the CPU: no load makes a hang."""

    def hang(_signal: int, _frame: object) -> None:
        raise HangError(f"took more than {seconds} s")

    before = signal.signal(signal.SIGPROF, hang)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def execute(
    reader: Reader, content: bytes, report: Report, directory: Path, seconds: float = SECONDS
) -> None:
    """Read one document and add what came of it to `report`."""
    report.executions += 1
    try:
        with limited_time(seconds):
            reader.read(content)
    except InputError as error:
        report.errors[error.error] += 1
    except (Exception, HangError) as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}"
        name = f"{where}-{hashlib.sha256(content).hexdigest()[:8]}.bin"
        if not any(known.startswith(f"{where}-") for known in report.failures):
            (directory / name).write_bytes(content)
            report.failures[name] = "".join(traceback.format_exception(error))[-3000:]


def run(
    reader: Reader, directory: Path, *, seed: int, executions: int | None, seconds: float | None
) -> Report:
    """Read mutated documents until either bound is reached."""
    random = Random(seed)
    seeds = reader.seeds()
    if not seeds:
        raise ValueError("no document to begin with")
    report = Report()
    stop = time.monotonic() + seconds if seconds is not None else None
    while (executions is None or report.executions < executions) and (
        stop is None or time.monotonic() < stop
    ):
        content = reader.mutate(seeds, reader.tokens, random)
        execute(reader, content, report, directory)
    return report


def run_atheris(reader: Reader, directory: Path, seconds: float) -> None:
    """Hand the reader to libFuzzer; it ends the process."""
    import atheris

    corpus = directory / "corpus"
    corpus.mkdir(exist_ok=True)
    for i, content in enumerate(reader.seeds()):
        (corpus / str(i)).write_bytes(content)

    def one(content: bytes) -> None:
        try:
            reader.read(content)
        except InputError:
            return

    atheris.instrument_all()
    options = [f"-max_total_time={seconds:.0f}", f"-timeout={SECONDS}", "-rss_limit_mb=2048"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={directory}/", str(corpus)], one)
    atheris.Fuzz()


def main() -> None:
    """Run the reader that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.driver")
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("--executions", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, default=Path())
    parser.add_argument("--atheris", action="store_true")
    given = parser.parse_args()
    reader = READERS[given.reader]
    if given.atheris:
        run_atheris(reader, given.failures, given.seconds or 60)
        return
    pa.set_memory_pool(pa.system_memory_pool())  # the default one reserves what it may not use
    for content in reader.seeds()[:3]:  # so that what is read once is not counted
        reader.read(content)
    limit_memory(MEMORY)
    report = run(
        reader,
        given.failures,
        seed=given.seed,
        executions=given.executions,
        seconds=given.seconds,
    )
    print(json.dumps(vars(report)))  # noqa: T201 - the answer of the process


if __name__ == "__main__":
    main()
