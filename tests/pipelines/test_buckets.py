"""The main pipeline from bucket to bucket: the same rows as on a disk, and nothing left over."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import PipelineOptions

from tests.buckets import Bucket, gs_bucket, s3_bucket
from tests.pipelines.runs import config, manifest, rows, run
from transforms import filesystem

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]


def upload(directory: Path, url: str) -> None:
    for path in directory.rglob("*"):
        if path.is_file():
            with filesystem.create(f"{url}/{path.relative_to(directory)}") as file:
                file.write(path.read_bytes())


def download(url: str, directory: Path) -> set[str]:
    """Bring every file below `url` here; their names."""
    names = set()
    for path in filesystem.list_files(url):
        name = path.removeprefix(f"{url}/")
        target = directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(filesystem.read(path))
        names.add(name)
    return names


# Beam makes a client of S3 for every operation, which is slow: there one quarter must do.
@pytest.mark.parametrize(
    ("bucket_of", "quarters"),
    [(s3_bucket, ["2024Q1"]), (gs_bucket, ["2024Q1", "2024Q2"])],
    ids=["s3", "gs"],
)
def test_runs_from_bucket_to_bucket_give_the_rows_of_a_local_run(
    bucket_of: Callable[[], AbstractContextManager[Bucket]],
    quarters: list[str],
    sample_mirror: Path,
    tmp_path: Path,
) -> None:
    period = {"from": quarters[0], "to": quarters[-1]}
    local, downloaded = tmp_path / "local", tmp_path / "downloaded"
    with bucket_of() as bucket:
        FileSystems.set_options(PipelineOptions(list(bucket.options)))
        mirror, output = f"{bucket.url}/mirror", f"{bucket.url}/output"
        upload(sample_mirror, mirror)
        for last in quarters:
            select = period | {"to": last}
            changes: dict[str, Any] = {
                "source": {"location": mirror},
                "output": {"shards": 1},
                "select": select,
            }
            run(config(sample_mirror, output, **changes), *bucket.options)
        names = download(output, downloaded)
    run(config(sample_mirror, local, select=period))
    assert rows(downloaded) == rows(local)
    committed = manifest(downloaded)
    assert committed.sequence == len(quarters)
    assert names == {committed.path, *(file.path for file in committed.files)}
