# ruff: noqa: T201 # the table it prints is what a benchmark is for
"""How much does a whole filing cost, from zip to Parquet, on top of inflating and parsing it?

Every archive of the corpus goes through the steps of the pipeline, without Beam, beside inflating
its members and parsing them with lxml and nothing else. Times are of the CPU; run with

    make bench
"""

import gc
import io
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from lxml import etree

from tests.benchmarks.conftest import Record
from tests.corpus import CORPUS, requires_corpus
from tests.transforms.outputs import base, new_output
from transforms.datasets.partition_files import PartitionWriter
from transforms.datasets.schema import DATASETS
from transforms.edgar.filing import FilingRef
from transforms.edgar.reading import read_zip
from transforms.elements import FilingWork, Shard
from transforms.filing_step import collect_seldom
from transforms.steps.chain import filing_steps
from transforms.tabulate_filings import filing_rows

ROUNDS = 3
SHARD = Shard(20241, 0)
NAMES = [name for name, dataset in DATASETS.items() if dataset.partitioned]
Result = TypeVar("Result")


class Stopwatch:
    """Sums CPU seconds by phase."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, phase: str, action: Callable[[], Result]) -> Result:
        started = time.process_time()
        result = action()
        self.seconds[phase] = self.seconds.get(phase, 0.0) + time.process_time() - started
        return result


def inflate(archive: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as members:
        wanted = [name for name in members.namelist() if name.endswith((".xml", ".xsd", ".htm"))]
        return [members.read(name) for name in wanted]


def bare_parse(contents: list[bytes]) -> None:
    for content in contents:
        etree.fromstring(content.strip(), etree.XMLParser(huge_tree=True, recover=True))


def process(watch: Stopwatch, archive: bytes, number: int, writer: PartitionWriter) -> None:
    ref = FilingRef(
        f"0008888888-24-{number:06d}", number, (number,), None, "10-K", date(2024, 2, 1), ()
    )
    filing = watch.time("read", lambda: read_zip(archive, ref=ref))
    work = FilingWork(ref, filing, shard=SHARD)
    for step in filing_steps(max_text=1000):
        work = watch.time(step.label, partial(step.apply, work))
    rows = watch.time("tabulate", lambda: filing_rows(work, NAMES))
    watch.time("write", lambda: list(writer.add(rows.place, rows.tables)))


@pytest.fixture
def collector_of_a_worker() -> Iterator[None]:
    before = gc.get_threshold()
    collect_seldom()
    yield
    gc.set_threshold(*before)


@pytest.mark.benchmark
@pytest.mark.corpus
@pytest.mark.usefixtures("collector_of_a_worker")
@requires_corpus
def test_a_whole_filing_against_the_bare_parse(tmp_path: Path, record: Record) -> None:
    archives = [
        path.read_bytes()
        for path in sorted(CORPUS.glob("mirror/Archives/edgar/data/*/*/*-xbrl.zip"))
    ]
    watch = Stopwatch()
    for number_of_round in range(ROUNDS):
        on = base(new_output(tmp_path / str(number_of_round)))
        writer = PartitionWriter(on, "r1", SHARD.quarter)
        for number, archive in enumerate(archives, 1):
            contents = watch.time("inflate", lambda: inflate(archive))  # noqa: B023 # called at once
            watch.time("bare parse", lambda: bare_parse(contents))  # noqa: B023 # called at once
            process(watch, archive, number, writer)
        watch.time("write", lambda: list(writer.close()))  # noqa: B023 # called at once
    count = ROUNDS * len(archives)
    print(f"\nmean of {len(archives)} archives and {ROUNDS} rounds, CPU ms a filing")
    for phase, seconds in watch.seconds.items():
        print(f"{phase:20} {1000 * seconds / count:8.1f}")
    bare = watch.seconds.pop("inflate") + watch.seconds.pop("bare parse")
    ratio = sum(watch.seconds.values()) / bare
    record("whole filing, zip to Parquet, over inflate + bare parse", "<= 3.2", f"{ratio:.2f}")
