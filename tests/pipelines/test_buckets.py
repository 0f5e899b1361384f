"""The main pipeline from a bucket and into one: the same rows as from a disk."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.buckets import Bucket, gs_bucket, s3_bucket
from tests.pipelines.runs import config, rows, run
from transforms.storage import files

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]

BucketOf = Callable[[], AbstractContextManager[Bucket]]
each_cloud = pytest.mark.parametrize("bucket_of", [s3_bucket, gs_bucket], ids=["s3", "gs"])


def upload(directory: Path, url: str) -> None:
    for path in directory.rglob("*"):
        if path.is_file():
            with files.create(f"{url}/{path.relative_to(directory)}") as file:
                file.write(path.read_bytes())


@each_cloud
def test_a_run_from_a_bucket_into_it_gives_the_rows_of_a_local_one_and_every_command_takes_it(
    bucket_of: BucketOf,
    sample_mirror: Path,
    sample_rows: dict[str, list[tuple[object, ...]]],
    tmp_path: Path,
) -> None:
    """Data and metadata on the bucket, the catalog in a database that is configured."""
    catalog = {"type": "sql", "uri": f"sqlite:///{tmp_path}/catalog.db"}
    file = tmp_path / "config.toml"

    def does(*command: str) -> str:
        result = CliRunner().invoke(main, [*command, "--config", str(file)])
        assert result.exit_code == 0, (command, result.output)
        return result.output

    with bucket_of() as bucket:
        mirror, out = f"{bucket.url}/mirror", f"{bucket.url}/out"
        upload(sample_mirror, mirror)
        file.write_text(
            f'[source]\nkind = "mirror"\nlocation = "{mirror}"\n'
            '[select]\nfrom = "2024Q1"\nto = "2024Q2"\n'
            f'[output]\npath = "{out}"\n'
            f'[catalog]\ntype = "sql"\nuri = "{catalog["uri"]}"\n'
        )
        select = {"from": "2024Q1", "to": "2024Q2"}
        there = config(
            sample_mirror, out, source={"location": mirror}, catalog=catalog, select=select
        )
        for _ in range(2):
            run(there)
        assert rows(there.output_tables) == sample_rows
        facts = len(sample_rows["facts"])
        count = "SELECT count(*) AS n FROM facts"
        assert does("query", out, count, "--format", "csv").split()[1:] == [str(facts)]
        assert "statement_lines" in does("query", out)
        assert "No fault" in does("verify", out)
        assert "files in" in does("export", out, str(tmp_path / "plain"))
        loaded = does("load", "duckdb", out, str(tmp_path / "w.duckdb"))
        assert f"facts: 0 rows deleted, {facts:,} inserted" in loaded
        assert "bytes" in does("report", out, "-o", str(tmp_path / "report.html"))
        assert "run" in does("runs", out)
        assert "removed" in does("maintain", out)


@each_cloud
@pytest.mark.parametrize("key", ["source.location", "output.path"])
def test_a_bucket_that_is_missing_is_one_message(
    bucket_of: BucketOf, key: str, sample_mirror: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        f'[source]\nkind = "mirror"\nlocation = "{sample_mirror}"\n'
        '[select]\nfrom = "2024Q1"\nto = "2024Q1"\n'
        f'[output]\npath = "{tmp_path / "out"}"\n'
        f'[catalog]\ntype = "sql"\nuri = "sqlite:///{tmp_path}/catalog.db"\n'
    )
    with bucket_of() as bucket:
        place = f"{bucket.url.partition(':')[0]}://no-such-bucket/place"
        command = ["run", "--config", str(file), "--set", f"{key}={place}"]
        result = CliRunner().invoke(main, command)
    assert (result.exit_code, result.output.count("Error: ")) == (2, 1)
    assert f"Error: {key}: {place}" in result.output
