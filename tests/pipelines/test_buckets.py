"""The main pipeline from a bucket and into one: the same rows as from a disk, for every command."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.buckets import Bucket, gs_bucket, s3_bucket
from tests.pipelines.runs import Rows, config, rows, run
from tests.pipelines.terminal import at_terminal
from tests.transforms.datasets.views.postgres import cluster, program
from transforms.datasets.catalog import Output
from transforms.datasets.state import read_state
from transforms.storage import files

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]

S3 = pytest.param(s3_bucket, marks=pytest.mark.xdist_group("s3"), id="s3")
GS = pytest.param(gs_bucket, marks=pytest.mark.xdist_group("gs"), id="gs")
in_each_cloud = pytest.mark.parametrize("bucket", [S3, GS], indirect=True)
in_s3 = pytest.mark.parametrize("bucket", [S3], indirect=True)


class There(NamedTuple):
    """An output in a bucket with two runs, and the configuration that names its catalog."""

    output: Output
    configuration: str

    @property
    def url(self) -> str:
        return self.output.path

    def does(self, *command: str) -> str:
        """Output of a command with the configuration."""
        result = CliRunner().invoke(main, [*command, "--config", self.configuration])
        assert result.exit_code == 0, (command, result.output)
        return result.output

    def count(self, dataset: str) -> int:
        sql = f"SELECT count(*) AS n FROM {dataset}"
        return int(self.does("query", self.url, sql, "--format", "csv").split()[1])


@pytest.fixture(scope="module")
def bucket(request: pytest.FixtureRequest) -> Iterator[Bucket]:
    with request.param() as made:
        yield made


@pytest.fixture(scope="module")
def there(bucket: Bucket, sample_mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> There:
    """Data and metadata in the bucket, the catalog in a database that is configured.

    The second run replaces what the first one has written, and adds to it.
    """
    place = tmp_path_factory.mktemp("bucket")
    mirror, out, file = f"{bucket.url}/mirror", f"{bucket.url}/out", place / "config.toml"
    upload(sample_mirror, mirror)
    catalog = {"type": "sql", "uri": f"sqlite:///{place}/catalog.db"}
    file.write_text(toml(mirror, out, catalog["uri"]))
    for first in "2024Q2", "2024Q1":
        asked = config(mirror, out, catalog=catalog, select={"from": first})
        run(asked)
    return There(asked.output_tables, str(file))


def toml(mirror: Path | str, out: Path | str, catalog: str) -> str:
    return (
        f'[source]\nkind = "mirror"\nlocation = "{mirror}"\n'
        '[select]\nfrom = "2024Q1"\nto = "2024Q2"\n'
        f'[output]\npath = "{out}"\n[catalog]\ntype = "sql"\nuri = "{catalog}"\n'
    )


def upload(directory: Path, url: str) -> None:
    for path in directory.rglob("*"):
        if path.is_file():
            with files.create(f"{url}/{path.relative_to(directory)}") as file:
                file.write(path.read_bytes())


def replace(path: str, content: bytes | None) -> None:
    assert content
    with files.create(path) as file:
        file.write(content)


@in_each_cloud
def test_runs_from_a_bucket_into_it_give_the_rows_of_a_local_one_and_every_command_takes_it(
    there: There, sample_rows: Rows, tmp_path: Path
) -> None:
    assert rows(there.output) == sample_rows
    facts = len(sample_rows["facts"])
    assert there.count("facts") == facts
    assert "statement_lines" in there.does("query", there.url)
    assert "No fault" in there.does("verify", there.url)
    assert "files in" in there.does("export", there.url, str(tmp_path / "plain"))
    loaded = there.does("load", "duckdb", there.url, str(tmp_path / "w.duckdb"))
    assert f"facts: 0 rows deleted, {facts:,} inserted" in loaded
    assert "bytes" in there.does("report", there.url, "-o", str(tmp_path / "report.html"))
    assert "run" in there.does("runs", there.url)
    assert "removed" in there.does("maintain", there.url)


@in_each_cloud
@pytest.mark.parametrize("key", ["source.location", "output.path"])
def test_a_bucket_that_is_missing_is_one_message(
    bucket: Bucket, key: str, sample_mirror: Path, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(toml(sample_mirror, tmp_path / "out", f"sqlite:///{tmp_path}/catalog.db"))
    place = f"{bucket.url.partition(':')[0]}://no-such-bucket/place"
    command = ["run", "--config", str(file), "--set", f"{key}={place}"]
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, result.output.count("Error: ")) == (2, 1)
    assert f"Error: {key}: {place}" in result.output


@in_s3
def test_rollback_sets_an_output_in_a_bucket_back_and_forth(
    there: There, sample_rows: Rows
) -> None:
    assert "is as run" in there.does("rollback", there.url, "1")
    assert 0 < there.count("filings") < len(sample_rows["filings"])
    there.does("rollback", there.url, "2")
    assert there.count("filings") == len(sample_rows["filings"])


@in_s3
def test_a_file_in_whose_place_another_has_come_is_not_read_there(there: There) -> None:
    state = read_state(there.output)
    assert state is not None
    whole, other, *_ = (file.path for file in state.files("facts"))
    content = files.read(whole)
    replace(whole, files.read(other))
    asked = CliRunner().invoke(
        main, ["query", there.url, "SELECT count(*) FROM facts", "--config", there.configuration]
    )
    replace(whole, content)
    assert (asked.exit_code, "edgar-arcs verify names" in asked.output) == (1, True)


@in_s3
@pytest.mark.skipif(program("initdb") is None, reason="no PostgreSQL is installed here")
def test_postgres_loads_from_a_bucket(there: There, sample_rows: Rows) -> None:
    with cluster() as postgres:
        there.does("load", "postgres", there.url, postgres.url)
        with psycopg.connect(postgres.url) as connection:
            found = connection.execute("SELECT count(*) FROM filings").fetchall()
    assert found == [(len(sample_rows["filings"]),)]


@in_s3
def test_the_prompt_asks_an_output_in_a_bucket(
    there: There, sample_rows: Rows, tmp_path: Path
) -> None:
    with at_terminal(
        "shell", there.url, "--config", there.configuration, home=tmp_path
    ) as terminal:
        terminal.wait_for("edgar-arcs>")
        terminal.type("SELECT 1000000 + count(*) AS n FROM filings;\r")
        terminal.wait_for(f"{1_000_000 + len(sample_rows['filings'])}")
        terminal.wait_for("edgar-arcs>")
        terminal.type("\x04")
        assert terminal.end() == 0
