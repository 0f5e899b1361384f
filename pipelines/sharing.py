"""Paths of a run that workers on other machines could not reach."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import psutil
from apache_beam.options.pipeline_options import (
    FlinkRunnerOptions,
    GoogleCloudOptions,
    PipelineOptions,
    PortableOptions,
    SparkRunnerOptions,
    StandardOptions,
)

from pipelines.config import Config

# Kinds of mounts that several machines have in common; `fuse.` is followed by the program's name.
_NETWORK_MOUNTS: Final = (
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "afs", "lustre", "gpfs", "beegfs"),
    *("ceph", "glusterfs", "ocfs2", "gfs2", "fuse."),
)
_IN_PROCESS: Final = {"[local]", "[auto]"}  # Flink inside the job server
_HERE: Final = {"localhost", "127.0.0.1", "::1"} | _IN_PROCESS


def unshared(config: Config, options: PipelineOptions) -> list[str]:
    """What is a path of this machine where workers elsewhere read and write, a line each."""
    runner = options.view_as(StandardOptions).runner
    if runner == "DataflowRunner":
        return list(_of_dataflow(config, options))
    masters = {
        "FlinkRunner": options.view_as(FlinkRunnerOptions).flink_master,
        "SparkRunner": options.view_as(SparkRunnerOptions).spark_master_url,
        "PortableRunner": options.view_as(PortableOptions).job_endpoint,
    }
    return list(_of_cluster(config, options, masters[runner] or "")) if runner in masters else []


def _of_dataflow(config: Config, options: PipelineOptions) -> Iterator[str]:
    cloud = options.view_as(GoogleCloudOptions)
    places = _places(config) | {
        "--temp_location": cloud.temp_location or "",
        "--staging_location": cloud.staging_location or "",
    }
    for key, path in places.items():
        if path and "://" not in path:
            yield f"{key} is the local path {path}; workers of Dataflow need gs:// (or s3:// for data)"
    if _is_sqlite(config):
        yield (
            "[catalog] is a database of this machine; workers of Dataflow need one that they reach,"
            ' such as type = "rest" or type = "bigquery"'
        )


def _of_cluster(config: Config, options: PipelineOptions, address: str) -> Iterator[str]:
    """A disk of this machine will do for workers that are processes here; else a network mount."""
    environment = options.view_as(PortableOptions).environment_type
    in_container = environment == "DOCKER" or (environment is None and address not in _IN_PROCESS)
    if _host(address) in _HERE and not in_container:
        return
    for key, path in _places(config).items():
        if "://" in path or (not in_container and _is_network_mount(Path(path))):
            continue
        where = "containers" if in_container else f"workers of {address}"
        yield (
            f"{key} is the path {path} of this machine, which {where} cannot share; "
            "use gs:// or s3://" + ("" if in_container else ", or a network mount")
        )
    if _is_sqlite(config):
        yield "[catalog] is a database of this machine; use one that all workers reach"


def _host(address: str) -> str:
    """The host of `host`, `host:8081` or `http://host:8081`; any other text as it is."""
    if address in _HERE:
        return address
    return urlsplit(address if "://" in address else f"//{address}").hostname or address


def _places(config: Config) -> dict[str, str]:
    return {"the origin of filings": config.origin, "output.path": config.output.path}


def _is_sqlite(config: Config) -> bool:
    return config.catalog.uri.startswith("sqlite")


def _is_network_mount(path: Path) -> bool:
    """Whether the innermost mount that holds a path is shared with other machines."""
    mounts = {Path(each.mountpoint): each.fstype for each in psutil.disk_partitions(all=True)}
    for folder in (path, *path.parents):
        if folder in mounts:
            return bool(mounts[folder].startswith(_NETWORK_MOUNTS))
    return False
