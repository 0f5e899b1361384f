"""The pipeline on a cluster of Flink: the rows of a local run, whatever happens to the cluster."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from rich.console import Console

from pipelines.errors import ConfigError
from pipelines.launch import Summary, launch
from tests.buckets import Bucket, s3_bucket
from tests.corpus import CORPUS, requires_corpus
from tests.pipelines.runs import config, run, state
from tests.pipelines.test_buckets import upload
from tests.runners.flink import SLOTS, FlinkCluster, flink_cluster, is_possible, wait_until
from tests.runners.held_file import HeldFile
from tests.runners.rows import differences
from transforms.datasets.data_files import ROW_GROUP_ROWS

pytestmark = [
    pytest.mark.runners,
    pytest.mark.timeout(1200),
    pytest.mark.xdist_group("flink"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    pytest.mark.skipif(not is_possible(), reason="no Flink and job server: make test-runners"),
]
_DATA = Path("Archives/edgar/data")
FIRST_OF_Q1 = _DATA / "1990001" / "000199000124000004" / "0001990001-24-000004-xbrl.zip"
FIRST_OF_Q2 = _DATA / "1990001" / "000199000124000017" / "0001990001-24-000017-xbrl.zip"
LAST_OF_Q2 = _DATA / "1990006" / "000199000624000005" / "0001990006-24-000005-xbrl.zip"
_ARCS = 60_000  # of a linkbase that takes seconds to parse


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with s3_bucket() as bucket:
        yield bucket


@pytest.fixture(scope="module")
def flink(
    bucket: Bucket,  # workers find it by the environment that the cluster starts in
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[FlinkCluster]:
    del bucket
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


@pytest.fixture
def mirror(sample_mirror: Path, tmp_path: Path) -> Path:
    """A copy of the sample mirror, of which a test may change files."""
    copy = tmp_path / "mirror"
    shutil.copytree(sample_mirror, copy)
    return copy


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
    assert "the job runs, 0:00:05" in shown.getvalue()


def test_what_neither_beam_nor_the_job_server_knows_is_refused(
    cluster: FlinkCluster, sample_mirror: Path, output: Path
) -> None:
    with pytest.raises(ConfigError, match=r"unknown option --paralelism=3; .* job server has it"):
        run(config(sample_mirror, output), *cluster.options, "--paralelism=3")
    assert not output.exists()


def test_a_bucket_gives_the_rows_of_a_local_disk(
    bucket: Bucket, cluster: FlinkCluster, sample_mirror: Path, local: Path, output: Path
) -> None:
    quarter = {"from": "2024Q1", "to": "2024Q1"}
    run(config(sample_mirror, local, select=quarter))
    upload(sample_mirror, f"{bucket.url}/mirror")
    source = {"location": f"{bucket.url}/mirror"}
    run(config(sample_mirror, output, source=source, select=quarter), *cluster.options)
    assert differences(local, output) == {}


def _launched(cluster: FlinkCluster, mirror: Path, output: Path) -> Future[Summary]:
    pool = ThreadPoolExecutor(1)
    started = pool.submit(run, config(mirror, output), *cluster.options)
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
    cluster: FlinkCluster, mirror: Path, local: Path, output: Path
) -> None:
    add_long_linkbase(mirror / FIRST_OF_Q1)
    run(config(mirror, local))
    held = HeldFile(mirror / FIRST_OF_Q1)
    job = _launched(cluster, mirror, output)
    worker = held.await_reader(cluster)
    held.restore()
    held.give_content(worker)
    assert not _files_being_written(worker, output, "filing_quarter=20241")
    _kill_task_manager_of(worker, cluster)
    job.result(600)
    assert differences(local, output) == {}
    assert len(state(output).files("filings")) == 2  # one of each shard


def test_a_task_manager_killed_while_its_worker_writes_changes_no_row(
    cluster: FlinkCluster, mirror: Path, local: Path, output: Path
) -> None:
    add_long_linkbase(mirror / FIRST_OF_Q2, ROW_GROUP_ROWS + 1)  # enough to open a file
    run(config(mirror, local))
    held = HeldFile(mirror / LAST_OF_Q2)
    job = _launched(cluster, mirror, output)
    worker = held.await_reader(cluster)
    held.restore()
    assert _files_being_written(worker, output, "filing_quarter=20242")
    _kill_task_manager_of(worker, cluster)
    held.let_go()
    job.result(600)
    assert differences(local, output) == {}
    assert len(state(output).files("filings")) == 2


def _files_being_written(worker: psutil.Process, output: Path, partition: str) -> list[str]:
    """Of one shard: the worker may write another one meanwhile."""
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
    cluster: FlinkCluster, corpus_output: Path, output: Path
) -> None:
    everything = {"from": "1993Q1", "to": "2026Q4"}
    run(config(CORPUS / "mirror", output, select=everything), *cluster.options)
    assert differences(corpus_output, output) == {}
