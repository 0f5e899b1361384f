"""Rollback, loads and the prompt on an output that lies in a bucket."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import psycopg
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.buckets import s3_bucket
from tests.pipelines.runs import config, run
from tests.pipelines.terminal import at_terminal
from tests.transforms.datasets.views.postgres import cluster, program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("bucket commands"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]


class There(NamedTuple):
    """An output in a bucket with two runs, and the configuration that names its catalog."""

    url: str
    configuration: str

    def does(self, *command: str) -> str:
        """Output of a command with the configuration."""
        result = CliRunner().invoke(main, [*command, "--config", self.configuration])
        assert result.exit_code == 0, (command, result.output)
        return result.output

    def filings(self) -> int:
        sql = "SELECT count(*) AS n FROM filings"
        return int(self.does("query", self.url, sql, "--format", "csv").split()[1])


@pytest.fixture(scope="module")
def there(sample_mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[There]:
    place = tmp_path_factory.mktemp("bucket")
    uri = f"sqlite:///{place}/catalog.db"
    with s3_bucket() as bucket:
        out, file = f"{bucket.url}/out", place / "config.toml"
        file.write_text(
            f'[source]\nkind = "mirror"\nlocation = "{sample_mirror}"\n'
            '[select]\nfrom = "2024Q1"\nto = "2024Q2"\n'
            f'[output]\npath = "{out}"\n[catalog]\ntype = "sql"\nuri = "{uri}"\n'
        )
        for quarter in "2024Q1", "2024Q2":
            select = {"from": quarter, "to": quarter}
            run(config(sample_mirror, out, catalog={"type": "sql", "uri": uri}, select=select))
        yield There(out, str(file))


def test_rollback_sets_an_output_in_a_bucket_back_and_forth(there: There) -> None:
    both = there.filings()
    assert "is as run" in there.does("rollback", there.url, "1")
    assert 0 < there.filings() < both
    there.does("rollback", there.url, "2")
    assert there.filings() == both


def test_duckdb_loads_from_a_bucket(there: There, tmp_path: Path) -> None:
    file = tmp_path / "w.duckdb"
    there.does("load", "duckdb", there.url, str(file))
    with duckdb.connect(str(file), read_only=True) as warehouse:
        assert warehouse.execute("SELECT count(*) FROM filings").fetchall() == [(there.filings(),)]


@pytest.mark.skipif(program("initdb") is None, reason="no PostgreSQL is installed here")
def test_postgres_loads_from_a_bucket(there: There) -> None:
    with cluster() as postgres:
        there.does("load", "postgres", there.url, postgres.url)
        with psycopg.connect(postgres.url) as connection:
            rows = connection.execute("SELECT count(*) FROM filings").fetchall()
    assert rows == [(there.filings(),)]


def test_the_prompt_asks_an_output_in_a_bucket(there: There, tmp_path: Path) -> None:
    with at_terminal(
        "shell", there.url, "--config", there.configuration, home=tmp_path
    ) as terminal:
        terminal.wait_for("edgar-arcs>")
        terminal.type("SELECT 1000000 + count(*) AS n FROM filings;\r")
        terminal.wait_for(f"{1_000_000 + there.filings()}")
        terminal.wait_for("edgar-arcs>")
        terminal.type("\x04")
        assert terminal.end() == 0
