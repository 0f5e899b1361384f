"""The pipeline on a cluster of Flink: the rows of a local run, whatever happens to the cluster."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import psutil
import pytest
from rich.console import Console

from pipelines.config import Config
from pipelines.errors import ConfigError
from pipelines.launch import Summary, launch
from tests.buckets import Bucket, gs_bucket, s3_bucket
from tests.corpus import CORPUS, requires_corpus
from tests.pipelines.runs import config, run, state
from tests.pipelines.test_buckets import upload
from tests.runners.conftest import RunCorpus
from tests.runners.flink import SLOTS, FlinkCluster, flink_cluster, is_possible, wait_until
from tests.runners.held_file import HeldFile
from tests.runners.programs import FLINK_VERSION
from tests.runners.rows import differences
from transforms.datasets.data_files import ROW_GROUP_ROWS
from transforms.divide_filings import divide, number_of_shards
from transforms.edgar.discovery import read_slice
from transforms.edgar.fetching.store import Store
from transforms.storage.folder import Folder

pytestmark = [
    pytest.mark.runners,
    pytest.mark.timeout(1200),
    pytest.mark.xdist_group("flink"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    pytest.mark.skipif(not is_possible(), reason="no Flink and job server: make test-runners"),
]
SAMPLE_PERIOD = {"from": "2024Q1", "to": "2024Q2"}
CORPUS_PERIOD = {"from": "1993Q1", "to": "2026Q4"}
_ARCS = 60_000  # of a linkbase that takes seconds to parse


@pytest.fixture(scope="module")
def buckets() -> Iterator[dict[str, Bucket]]:
    with s3_bucket() as s3, gs_bucket() as gs:
        yield {"s3": s3, "gs": gs}


@pytest.fixture(scope="module")
def flink(
    buckets: dict[str, Bucket],  # workers find them by the environment that the cluster starts in
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[FlinkCluster]:
    del buckets
    with flink_cluster(tmp_path_factory.mktemp("flink") / "cluster") as cluster:
        yield cluster


@pytest.fixture
def cluster(flink: FlinkCluster) -> Iterator[FlinkCluster]:
    """The cluster with both task managers; afterwards no job and no worker is left."""
    yield flink
    flink.cancel_jobs()
    flink.await_no_worker()
    while len(flink.task_managers) < 2:
        flink.start_task_manager()
    flink.await_slots(2 * SLOTS)


@dataclass(frozen=True)
class Killing:
    """Filings to hold a worker at, so that its task manager can be killed there.

    Attributes:
        mirror: A mirror of which a test may change these two files.
        period: What to select of it.
        quarter: A quarter of one shard.
        first: The zip of the first XBRL filing of the quarter.
        last: The zip of the last.
    """

    mirror: Path
    period: dict[str, str]
    quarter: int
    first: Path
    last: Path

    def config(self, output: Path) -> Config:
        """Of a run over all of it."""
        return config(self.mirror, output, select=self.period)


@pytest.fixture(
    params=[
        "small",
        pytest.param("corpus", marks=[pytest.mark.corpus, pytest.mark.slow, requires_corpus]),
    ]
)
def killing(request: pytest.FixtureRequest, sample_mirror: Path, tmp_path: Path) -> Killing:
    """Of the sample, and of all real filings."""
    small = request.param == "small"
    source = sample_mirror if small else CORPUS / "mirror"
    period = SAMPLE_PERIOD if small else CORPUS_PERIOD
    mirror = tmp_path / "mirror"
    for file in filter(Path.is_file, source.rglob("*")):
        link = mirror / file.relative_to(source)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(file)
    quarter, (first, *_, last) = quarter_of_one_shard(mirror, period)
    for zip_ in (first, last):
        whole = zip_.resolve()
        zip_.unlink()
        shutil.copyfile(whole, zip_)
    return Killing(mirror, period, quarter, first, last)


def quarter_of_one_shard(mirror: Path, period: dict[str, str]) -> tuple[int, list[Path]]:
    """The quarter with most zips of those that are one shard, and its zips in order."""
    configuration = config(mirror, "unused", select=period)
    files = Store(Folder(str(mirror)))
    found = []
    for each in configuration.select.slices:
        refs, _ = read_slice(files.read, each, configuration.selection)
        if not refs or number_of_shards(len(refs)) > 1:
            continue
        ((_, members),) = divide(each.quarter, refs)
        zips = (
            mirror.glob(f"Archives/edgar/data/{ref.cik}/*/{ref.accession_number}-xbrl.zip")
            for ref in members
        )
        found.append((each.quarter, list(chain.from_iterable(zips))))
    return max(found, key=lambda of_quarter: len(of_quarter[1]))


@pytest.fixture
def local(tmp_path: Path) -> Path:
    return tmp_path / "local"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "flink"


def test_the_sample_gives_the_rows_and_the_summary_of_a_local_run(
    cluster: FlinkCluster, sample_mirror: Path, local: Path, output: Path
) -> None:
    shown = io.StringIO()
    summary = launch(
        config(sample_mirror, output),
        [*cluster.options, "--number_of_execution_retries=3"],  # which Beam's Python does not know
        Console(file=shown, width=200),
    )
    assert summary.counters == run(config(sample_mirror, local)).counters
    assert differences(local, output) == {}
    assert "the job runs, 0:00:" in shown.getvalue()


def test_what_neither_beam_nor_the_job_server_knows_is_refused(
    cluster: FlinkCluster, sample_mirror: Path, output: Path
) -> None:
    with pytest.raises(ConfigError, match=r"unknown option --paralelism=3; .* job server has it"):
        run(config(sample_mirror, output), *cluster.options, "--paralelism=3")
    assert not output.exists()


@pytest.mark.parametrize("scheme", ["s3", "gs"])
def test_a_bucket_gives_the_rows_of_a_local_disk(
    scheme: str,
    buckets: dict[str, Bucket],
    cluster: FlinkCluster,
    sample_mirror: Path,
    local: Path,
    output: Path,
) -> None:
    bucket = buckets[scheme]
    quarter = {"from": "2024Q1", "to": "2024Q1"}
    run(config(sample_mirror, local, select=quarter))
    upload(sample_mirror, f"{bucket.url}/mirror")
    source = {"location": f"{bucket.url}/mirror"}
    run(config(sample_mirror, output, source=source, select=quarter), *cluster.options)
    assert differences(local, output) == {}


def _launched(cluster: FlinkCluster, configuration: Config) -> Future[Summary]:
    pool = ThreadPoolExecutor(1)
    started = pool.submit(run, configuration, *cluster.options)
    pool.shutdown(wait=False)
    return started


def _kill_task_manager_of(worker: psutil.Process, cluster: FlinkCluster) -> None:
    (name,) = (
        name
        for name, manager in cluster.task_managers.items()
        if worker in manager.children(recursive=True)
    )
    cluster.processes[name].kill()
    cluster.processes[name].wait()
    wait_until(lambda: not worker.is_running())  # although nobody is there to end it


def test_a_task_manager_killed_while_its_worker_parses_changes_no_row(
    cluster: FlinkCluster, killing: Killing, local: Path, output: Path
) -> None:
    add_long_linkbase(killing.first)
    run(killing.config(local))
    held = HeldFile(killing.first)
    job = _launched(cluster, killing.config(output))
    worker = held.await_reader(cluster)
    held.restore()
    held.give_content(worker)
    assert not _files_being_written(worker, output, killing.quarter)
    _kill_task_manager_of(worker, cluster)
    job.result(600)
    assert differences(local, output) == {}
    assert len(state(output).files("filings")) == len(state(local).files("filings"))


def test_a_task_manager_killed_while_its_worker_writes_changes_no_row(
    cluster: FlinkCluster, killing: Killing, local: Path, output: Path
) -> None:
    add_long_linkbase(killing.first, ROW_GROUP_ROWS + 1)  # enough to open a file
    run(killing.config(local))
    held = HeldFile(killing.last)
    job = _launched(cluster, killing.config(output))
    worker = held.await_reader(cluster)
    held.restore()
    assert _files_being_written(worker, output, killing.quarter)
    _kill_task_manager_of(worker, cluster)
    held.let_go()
    job.result(600)
    assert differences(local, output) == {}
    assert len(state(output).files("filings")) == len(state(local).files("filings"))


def _files_being_written(worker: psutil.Process, output: Path, quarter: int) -> list[str]:
    """Of one shard: the worker may write another one meanwhile."""
    partition = f"filing_quarter={quarter}"
    paths = (file.path for file in worker.open_files())
    return [path for path in paths if path.startswith(str(output)) and partition in path]


def add_long_linkbase(archive: Path, n_arcs: int = _ARCS) -> None:
    """Add a presentation linkbase that takes seconds to parse."""
    arcs = "".join(
        f'<loc xlink:type="locator" xlink:label="l{number}" xlink:href="x.xsd#x_C{number}"/>'
        f'<presentationArc xlink:type="arc" xlink:from="l0" xlink:to="l{number}" order="{number}"'
        ' xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child"/>'
        for number in range(1, n_arcs + 1)
    )
    linkbase = (
        '<linkbase xmlns="http://www.xbrl.org/2003/linkbase"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<presentationLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
        f'<loc xlink:type="locator" xlink:label="l0" xlink:href="x.xsd#x_C0"/>{arcs}'
        "</presentationLink></linkbase>"
    )
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("long-20231231_pre.xml", linkbase)


@requires_corpus
@pytest.mark.corpus
@pytest.mark.slow
def test_the_corpus_gives_the_rows_of_a_local_run(
    cluster: FlinkCluster, run_corpus: RunCorpus, corpus_output: Path, output: Path
) -> None:
    runner = f"Flink {FLINK_VERSION}, two task managers"
    run_corpus(runner, output, cluster.options, cluster.by_kind)
    assert differences(corpus_output, output) == {}
