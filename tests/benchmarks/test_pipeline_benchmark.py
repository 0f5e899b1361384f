"""What Beam costs, what a second worker gains, how memory grows, and the whole corpus.

Run with `make bench`. All figures of a table are measured in one run; on a machine that does
other things at the same time only their ratios mean something.
"""

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import pytest
from lxml import etree
from rich.console import Console
from rich.table import Table

from pipelines.config import Config
from pipelines.graph import RunContext
from tests.benchmarks.conftest import Record
from tests.corpus import CORPUS, requires_corpus
from tests.pipelines.runs import config, run
from transforms.divide_filings import begin, divide
from transforms.edgar.discovery import read_slice
from transforms.edgar.fetching.store import Store
from transforms.edgar.reading import read_submission
from transforms.filing_step import collect_seldom
from transforms.read_filings import FilingReader
from transforms.steps.chain import filing_steps, process
from transforms.storage.folder import Folder
from transforms.tabulate_filings import filing_rows
from transforms.write_datasets import _WriteShards

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.corpus,
    pytest.mark.timeout(3600),
    requires_corpus,
]

FILINGS = 500
ROUNDS = 3
TWO_WORKERS = ("--direct_running_mode=multi_processing", "--direct_num_workers=2")


def build_mirror(directory: Path, count: int) -> Path:
    """A mirror of one quarter with `count` filings: the corpus's archives, over and over."""
    archives = sorted(CORPUS.glob("mirror/Archives/edgar/data/*/*/*-xbrl.zip"))
    heading = "CIK|Company Name|Form Type|Date Filed|Filename\n" + "-" * 80 + "\n"
    rows = []
    for number, archive in enumerate(islice(cycle(archives), count)):
        accession = f"0008888888-24-{number:06d}"
        folder = directory / f"Archives/edgar/data/{number + 1}/{accession.replace('-', '')}"
        folder.mkdir(parents=True)
        (folder / f"{accession}-xbrl.zip").symlink_to(archive)
        rows.append(f"{number + 1}|N|10-K|2024-02-01|edgar/data/{number + 1}/{accession}.txt\n")
    index = directory / "Archives/edgar/full-index/2024/QTR1/master.idx"
    index.parent.mkdir(parents=True)
    index.write_text(heading + "".join(rows))
    return directory


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_mirror(tmp_path_factory.mktemp("bench") / "mirror", FILINGS)


def one_quarter(mirror: Path, output: Path) -> Config:
    return config(mirror, output, select={"to": "2024Q1"})


def seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


ALL = slice(None)
HALVES = slice(0, None, 2), slice(1, None, 2)


def plain_loop(mirror: Path, output: Path, shards: slice = ALL) -> None:
    """The same functions as the pipeline's on some shards, one after the other."""
    collect_seldom()
    configuration = one_quarter(mirror, output)
    (slice_,) = configuration.select.slices
    files = Store(Folder(configuration.origin))
    refs, _ = read_slice(files.read, slice_, configuration.selection)
    datasets = configuration.output.partitioned_datasets
    steps = filing_steps(max_text=configuration.output.max_text)
    writer = _WriteShards(RunContext.of("plain", configuration).base, "plain")
    read = FilingReader(configuration.archives, configuration.limits.values)
    writer.start_bundle()
    for shard, members in list(divide(slice_.quarter, refs))[shards]:
        for unread in begin(shard, members):
            work = process(read(unread), steps)
            list(writer.process(filing_rows(work, datasets)))
    list(writer.finish_bundle())


def two_loops(pool: Executor, mirror: Path, output: Path) -> None:
    """Two plain loops at once, each on half of the shards: what two processes can gain here."""
    loops = [
        pool.submit(plain_loop, mirror, output / str(number), half)
        for number, half in enumerate(HALVES)
    ]
    for loop in loops:
        loop.result()


def show(title: str, rows: list[tuple[str, str]]) -> None:
    table = Table(title=title, show_header=False, title_justify="left")
    for row in rows:
        table.add_row(*row)
    Console(width=100).print(table)


def outputs(directory: Path) -> Iterator[Path]:
    number = 0
    while True:
        number += 1
        yield directory / str(number)


def test_beam_and_a_second_worker(mirror: Path, tmp_path: Path, record: Record) -> None:
    """(b) Beam on one worker against a plain loop; (c) two workers against one, without Beam too."""
    places = outputs(tmp_path)

    def beam(*options: str) -> None:
        run(one_quarter(mirror, next(places)), *options)

    plain, plain_two, one, two = [], [], [], []
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        # Caches are filled before measuring.
        beam()
        two_loops(pool, mirror, next(places))
        for _ in range(ROUNDS):
            plain.append(seconds(lambda: plain_loop(mirror, next(places))))
            plain_two.append(seconds(lambda: two_loops(pool, mirror, next(places))))
            one.append(seconds(beam))
            two.append(seconds(lambda: beam(*TWO_WORKERS)))
    show(
        f"{FILINGS} filings, medians of {ROUNDS} rounds",
        [
            ("plain loop, filings/s", f"{FILINGS / median(plain):.1f}"),
            ("two plain loops at once, filings/s", f"{FILINGS / median(plain_two):.1f}"),
            ("Beam, one worker, filings/s", f"{FILINGS / median(one):.1f}"),
            ("Beam, two workers, filings/s", f"{FILINGS / median(two):.1f}"),
        ],
    )
    record("Beam on one worker over a plain loop", "<= 1.05", f"{median(one) / median(plain):.2f}")
    record("two workers over one", ">= 1.8", f"{median(one) / median(two):.2f}")
    record("two plain loops at once over one", "", f"{median(plain) / median(plain_two):.2f}")


_PEAK = """
import json, sys
from pathlib import Path
from tests.peak_memory import peak_bytes
from tests.pipelines.runs import config, run
run(config(Path(sys.argv[1]), Path(sys.argv[2])))
print(json.dumps(peak_bytes()))
"""


def peak_megabytes(mirror: Path, output: Path) -> float:
    """Peak memory of a process that runs the pipeline on one worker."""
    command = [sys.executable, "-c", _PEAK, str(mirror), str(output)]
    done = subprocess.run(
        command, check=True, capture_output=True, cwd=Path(__file__).parents[2], text=True
    )
    return json.loads(done.stdout.splitlines()[-1]) / 2**20


def test_memory_does_not_grow_with_the_number_of_filings(tmp_path: Path, record: Record) -> None:
    """(d) Peak memory at N and at 10 N filings."""
    few, many = 100, 1000
    peaks = {
        count: peak_megabytes(
            build_mirror(tmp_path / f"mirror{count}", count), tmp_path / f"out{count}"
        )
        for count in (few, many)
    }
    show(
        "Peak memory, one worker",
        [
            (f"{few} filings", f"{peaks[few]:.0f} MB"),
            (f"{many} filings", f"{peaks[many]:.0f} MB"),
        ],
    )
    growth = peaks[many] / peaks[few]
    record(f"peak memory at {many} filings over {few}", "<= 1.05", f"{growth:.2f}")


def bare_pass() -> int:
    """Inflate every archive of the corpus, cut every submission, and parse what is XML."""
    count = 0
    for archive in CORPUS.glob("mirror/Archives/edgar/data/*/*/*-xbrl.zip"):
        count += 1
        with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as members:
            for name in members.namelist():
                bare_parse(name, members.read(name))
    for submission in CORPUS.glob("mirror/Archives/edgar/data/*/*.txt"):
        count += 1
        for document in read_submission(submission.read_bytes()).documents:
            bare_parse(document.name, document.content)
    return count


def bare_parse(name: str, content: bytes) -> None:
    if name.endswith((".xml", ".xsd", ".htm")):
        parser = etree.XMLParser(huge_tree=True, recover=True)
        etree.fromstring(content.strip() or b"<empty/>", parser)


def test_one_pass_over_the_corpus(tmp_path: Path) -> None:
    """(e) The whole mirror beside inflating and parsing the same members and nothing else."""
    whole = {"from": "1993Q1", "to": "2026Q4"}
    bare, full = [], []
    for number in range(ROUNDS):
        bare.append(seconds(bare_pass))
        output = tmp_path / str(number)
        full.append(
            seconds(lambda output=output: run(config(CORPUS / "mirror", output, select=whole)))
        )
    count = bare_pass()
    show(
        f"One pass over the corpus mirror, {count} filings and letters",
        [
            ("inflate + bare parse, filings/s", f"{count / median(bare):.1f}"),
            ("all datasets, filings/s", f"{count / median(full):.1f}"),
            ("ratio of times", f"{median(full) / median(bare):.2f}"),
        ],
    )
