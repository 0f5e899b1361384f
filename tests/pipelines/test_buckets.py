"""The main pipeline from a bucket: the same rows as from a disk."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from apache_beam.io.filesystems import FileSystems
from apache_beam.options.pipeline_options import PipelineOptions
from click.testing import CliRunner

from pipelines.cli import main
from tests.buckets import Bucket, gs_bucket, s3_bucket
from tests.pipelines.runs import config, rows, run
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


# Beam makes a client of S3 for every operation, which is slow: there one quarter must do.
@pytest.mark.parametrize(
    ("bucket_of", "quarters"),
    [(s3_bucket, ["2024Q1"]), (gs_bucket, ["2024Q1", "2024Q2"])],
    ids=["s3", "gs"],
)
def test_a_run_from_a_bucket_gives_the_rows_of_a_local_run(
    bucket_of: Callable[[], AbstractContextManager[Bucket]],
    quarters: list[str],
    sample_mirror: Path,
    tmp_path: Path,
) -> None:
    period = {"from": quarters[0], "to": quarters[-1]}
    whole, local = tmp_path / "whole", tmp_path / "local"
    with bucket_of() as bucket:
        FileSystems.set_options(PipelineOptions(list(bucket.options)))
        mirror = f"{bucket.url}/mirror"
        upload(sample_mirror, mirror)
        run(
            config(sample_mirror, whole, source={"location": mirror}, select=period),
            *bucket.options,
        )
    run(config(sample_mirror, local, select=period))
    assert rows(whole) == rows(local)


@pytest.mark.parametrize("bucket_of", [s3_bucket, gs_bucket], ids=["s3", "gs"])
@pytest.mark.parametrize("key", ["source.location"])
def test_a_bucket_that_is_missing_is_one_message(
    bucket_of: Callable[[], AbstractContextManager[Bucket]],
    key: str,
    sample_mirror: Path,
    tmp_path: Path,
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        f'[source]\nkind = "mirror"\nlocation = "{sample_mirror}"\n'
        '[select]\nfrom = "2024Q1"\nto = "2024Q1"\n'
        f'[output]\npath = "{tmp_path / "out"}"\n'
    )
    with bucket_of() as bucket:
        place = f"{bucket.url.partition(':')[0]}://no-such-bucket/place"
        command = ["run", "--config", str(file), "--set", f"{key}={place}", *bucket.options]
        result = CliRunner().invoke(main, command)
    assert (result.exit_code, result.output.count("Error: ")) == (2, 1)
    assert f"Error: {key}: {place}" in result.output


def test_runs_into_a_bucket_give_the_rows_of_a_local_run(
    sample_mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Data and metadata on the bucket, the catalog in a database that is configured."""
    select = {"from": "2024Q1", "to": "2024Q1"}
    run(config(sample_mirror, tmp_path / "local", select=select))
    with s3_bucket() as bucket:
        options = dict(each.removeprefix("--").split("=", 1) for each in bucket.options)
        endpoint, key = options["s3_endpoint_url"], options["s3_access_key_id"]
        secret, region = options["s3_secret_access_key"], options["s3_region_name"]
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)
        monkeypatch.setenv("AWS_DEFAULT_REGION", region)
        catalog = {
            "type": "sql",
            "uri": f"sqlite:///{tmp_path}/catalog.db",
            "s3.endpoint": endpoint,
            "s3.access-key-id": key,
            "s3.secret-access-key": secret,
            "s3.region": region,
        }
        there = config(sample_mirror, f"{bucket.url}/out", catalog=catalog, select=select)
        for _ in range(2):
            run(there, *bucket.options)
        assert rows(there.output_tables) == rows(tmp_path / "local")
