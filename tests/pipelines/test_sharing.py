"""Places that the workers of a run could not reach are refused before it begins."""

from unittest import mock

import psutil
import pytest

from pipelines.options import beam_options
from pipelines.sharing import unshared
from tests.pipelines.runs import config

PROCESS = "--environment_type=PROCESS"


@pytest.fixture(autouse=True)
def _own_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The root of a container may be a network mount."""
    mounts = [mock.Mock(mountpoint="/", fstype="ext4")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: mounts)


def found(*arguments: str, place: str = "/data", **sections: dict[str, str]) -> list[str]:
    configuration = config(f"{place}/mirror", f"{place}/out", **sections)
    return unshared(configuration, beam_options(arguments))


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--runner=PrismRunner",),
        ("--runner=FlinkRunner", "--flink_master=[local]"),
        ("--runner=FlinkRunner", "--flink_master=127.0.0.1:8081", PROCESS),
        ("--runner=FlinkRunner", "--flink_master=http://localhost:8081", PROCESS),
        ("--runner=PortableRunner", "--job_endpoint=localhost:8099", "--environment_type=LOOPBACK"),
    ],
)
def test_workers_on_this_machine_share_its_disk(arguments: tuple[str, ...]) -> None:
    assert found(*arguments) == []


@pytest.mark.parametrize(
    ("arguments", "who"),
    [
        (("--runner=FlinkRunner", "--flink_master=flink.example.com:8081", PROCESS), "workers of"),
        (("--runner=SparkRunner", "--spark_master_url=spark://head:7077", PROCESS), "workers of"),
        (("--runner=PortableRunner", "--job_endpoint=jobs:8099", PROCESS), "workers of"),
        (("--runner=FlinkRunner", "--flink_master=localhost:8081"), "containers"),
    ],
)
def test_workers_elsewhere_do_not(arguments: tuple[str, ...], who: str) -> None:
    origin, output = found(*arguments)
    assert origin.startswith(
        f"the origin of filings is the path /data/mirror of this machine, which {who}"
    )
    assert output.startswith("output.path is the path /data/out")


def test_a_network_mount_is_shared() -> None:
    mounts = [
        mock.Mock(mountpoint="/", fstype="ext4"),
        mock.Mock(mountpoint="/data", fstype="nfs4"),
        mock.Mock(mountpoint="/data/local", fstype="xfs"),
    ]
    remote = ("--runner=FlinkRunner", "--flink_master=flink.example.com:8081", PROCESS)
    with mock.patch.object(psutil, "disk_partitions", return_value=mounts):
        assert found(*remote) == []
        assert len(found(*remote, place="/data/local/disk")) == 2
        assert len(found(*remote, "--environment_type=DOCKER")) == 2


def test_a_catalog_on_this_machine_is_refused_for_workers_elsewhere() -> None:
    remote = ("--runner=FlinkRunner", "--flink_master=flink.example.com:8081", PROCESS)
    (problem,) = found(
        *remote, place="s3://bucket", catalog={"type": "sql", "uri": "sqlite:////data/catalog.db"}
    )
    assert problem.startswith("[catalog] is a database of this machine")
