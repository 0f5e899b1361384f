"""Jobs for BigQuery: their SQL parsed and run, their files those that a run added and removed."""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
import sqlglot
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.output_commands import record
from tests.pipelines.runs import config, run
from tests.transforms.filings import REJECT, ref
from tests.transforms.outputs import in_order, new_output, tables, upsert, upsert_index
from transforms.datasets.catalog import DATABASE, Output
from transforms.datasets.maintain import maintain
from transforms.datasets.rollback import rollback
from transforms.datasets.schema import DATASETS
from transforms.datasets.state import read_state
from transforms.datasets.views import VIEWS
from transforms.warehouse.bigquery import run_jobs
from transforms.warehouse.ddl import create_table
from transforms.warehouse.dialect import DIALECTS
from transforms.warehouse.errors import WarehouseError


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    made = new_output(tmp_path_factory.mktemp("bigquery"))
    upsert(made, "r1", [ref(1), ref(2)])
    upsert(made, "r2", [ref(2, form_type="10-Q")])
    return made


def jobs(output: Output, *options: str) -> list[dict[str, Any]]:
    arguments = ["load", "bigquery", output.path, "filers.edgar", "--dry-run", *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    printed: list[dict[str, Any]] = json.loads(result.output)
    return printed


def paths(output: Output, at: str, dataset: str = "filings") -> set[str]:
    state = read_state(output, at)
    assert state is not None
    return {file.path for file in state.files(dataset)}


@pytest.fixture(scope="module")
def jobs_of_all(output: Output) -> list[dict[str, Any]]:
    return jobs(output)


def test_all_files_are_staged_and_taken_over_in_one_transaction(
    output: Output, jobs_of_all: list[dict[str, Any]]
) -> None:
    made, *staged, script, _ = jobs_of_all
    created = sqlglot.parse(made["query"]["query"], "bigquery")
    assert [each.find(sqlglot.exp.Table).name for each in created if each] == list(DATASETS)
    tables = [job["load"]["destinationTable"]["tableId"] for job in staged]
    assert tables == [name for name in DATASETS if paths(output, "r2", name)]
    assert set(staged[0]["load"]["sourceUris"]) == paths(output, "r2")
    statements = sqlglot.parse(script["query"]["query"], "bigquery")
    assert isinstance(statements[0], sqlglot.exp.Transaction)
    assert isinstance(statements[-1], sqlglot.exp.Commit)
    kinds = [type(each).__name__ for each in statements[1:-1]]
    assert (kinds.count("Delete"), kinds.count("Insert")) == (len(DATASETS), len(staged))


def test_what_is_staged_stands_apart_from_the_tables(jobs_of_all: list[dict[str, Any]]) -> None:
    _, *staged, _, _ = jobs_of_all
    places = [job["load"]["destinationTable"] for job in staged]
    assert {(to["projectId"], to["datasetId"]) for to in places} == {("filers", "edgar_staging")}


def test_jobs_mean_to_bigquerys_own_client_what_they_are_meant_to(
    jobs_of_all: list[dict[str, Any]],
) -> None:
    from google.cloud import bigquery

    for job in jobs_of_all:
        if "load" in job:
            load: Any = bigquery.LoadJobConfig.from_api_repr(job)
            assert (load.source_format, load.write_disposition) == ("PARQUET", "WRITE_TRUNCATE")
            assert load.parquet_options.enable_list_inference
            columns = DATASETS[job["load"]["destinationTable"]["tableId"]].schema.names
            assert [field.name for field in load.schema] == columns
        else:
            query: Any = bigquery.QueryJobConfig.from_api_repr(job)
            within = query.default_dataset
            assert (within.project, within.dataset_id) == ("filers", "edgar")
            assert query.use_legacy_sql is False


def test_a_load_of_all_leaves_tables_that_are_there_and_makes_views_anew(
    jobs_of_all: list[dict[str, Any]],
) -> None:
    made, *_, last = jobs_of_all
    tables, views = (sqlglot.parse(job["query"]["query"], "bigquery") for job in (made, last))
    assert all(each and each.args["exists"] for each in tables)
    assert all(each and each.args["replace"] for each in views)


def test_only_files_that_came_and_went_since_a_run_are_staged(output: Output) -> None:
    *staged, script = jobs(output, "--since", "r1", "--datasets", "filings")
    files = {
        job["load"]["destinationTable"]["tableId"]: set(job["load"]["sourceUris"]) for job in staged
    }
    now, before = paths(output, "r2"), paths(output, "r1")
    assert files == {"filings": now - before, "filings_removed": before - now}
    delete = sqlglot.parse(script["query"]["query"], "bigquery")[1]
    assert {table.name for table in delete.find_all(sqlglot.exp.Table)} == {
        "filings",
        "filings_removed",
    }


def test_without_a_change_there_is_no_job(output: Output) -> None:
    assert jobs(output, "--since", "r2") == []
    assert jobs(output, "--since", "r1", "--datasets", "facts") == []


def test_views_are_made_of_tables_that_they_name_with_their_dataset(
    jobs_of_all: list[dict[str, Any]],
) -> None:
    *_, last = jobs_of_all
    made = [each for each in sqlglot.parse(last["query"]["query"], "bigquery") if each]
    assert [each.this.name for each in made] == list(VIEWS)
    for statement in made:
        inner = {cte.alias for cte in statement.find_all(sqlglot.exp.CTE)}
        for table in statement.find_all(sqlglot.exp.Table):
            if table.name in {*DATASETS, *VIEWS} - inner:
                assert (table.catalog, table.db) == ("filers", "edgar")


def test_views_of_tables_that_are_not_loaded_are_not_made(output: Output) -> None:
    *_, last = jobs(output, "--datasets", "filings")
    made = [each for each in sqlglot.parse(last["query"]["query"], "bigquery") if each]
    names = [each.this.name for each in made]
    assert names == [name for name in VIEWS if not {*DATASETS, *VIEWS} & {*VIEWS[name].reads}]


class Stand:
    """DuckDB in the place of BigQuery: it does the jobs that are printed."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute("SET TimeZone = 'UTC'; CREATE SCHEMA staging; CREATE SCHEMA edgar")
        self.connection.execute("SET schema = 'edgar'")
        for dataset in DATASETS.values():
            self.connection.execute(create_table(dataset, DIALECTS["duckdb"])[0])

    def stage(self, output: Output, *options: str) -> list[dict[str, Any]]:
        """Do the jobs that stage files; gives all jobs."""
        made = jobs(output, *options)
        for job in made:
            if "load" in job:
                self._stage(job["load"])
        return made

    def load(self, output: Output, *options: str) -> None:
        for job in self.stage(output, *options):
            if "query" not in job:
                continue
            if "BEGIN TRANSACTION" in (script := job["query"]["query"]):
                for statement in sqlglot.transpile(script, "bigquery", "duckdb"):
                    self.connection.execute(statement.replace('"edgar_staging"', '"staging"'))

    def table(self, name: str) -> pa.Table:
        """Rows of a table in the order of its key."""
        schema = DATASETS[name].schema
        columns = ", ".join(f'"{column}"' for column in schema.names)
        found = self.connection.sql(f"SELECT {columns} FROM {name}").to_arrow_table()
        return in_order(found.cast(schema), name)

    def differing(self, output: Output) -> list[str]:
        """Tables that do not have exactly the committed rows."""
        return [
            name
            for name, rows in tables(output).items()
            if not self.table(name).equals(in_order(rows, name))
        ]

    def _stage(self, load: dict[str, Any]) -> None:
        assert load["writeDisposition"] == "WRITE_TRUNCATE"
        columns = ", ".join(f'"{field["name"]}"' for field in load["schema"]["fields"])
        self.connection.execute(
            f"CREATE OR REPLACE TABLE staging.{load['destinationTable']['tableId']} AS "
            f"SELECT {columns} FROM read_parquet(?, hive_partitioning = false)",
            [load["sourceUris"]],
        )


@pytest.fixture
def stand() -> Iterator[Stand]:
    made = Stand()
    yield made
    made.connection.close()


def _replace(output: Output) -> None:
    """Filing 2 has no rejects any more; then files are merged."""
    upsert(output, "r3", [ref(2, form_type="10-Q")], rejects=[])
    maintain(output, record("maintain"), timedelta(days=7))


def _roll_back(output: Output) -> None:
    assert rollback(output, record("rollback"), "r1")


@pytest.mark.parametrize("change", [_replace, _roll_back])
def test_a_target_that_was_loaded_before_has_just_the_committed_rows(
    tmp_path: Path, stand: Stand, change: Callable[[Output], None]
) -> None:
    output = new_output(tmp_path)
    upsert(output, "r1", [ref(1), ref(2)])
    upsert(output, "r2", [ref(2), ref(3), ref(4, filing_date=date(2023, 2, 1))])
    whole = Stand()
    for each in (stand, whole):
        each.load(output)
        assert each.differing(output) == []
    change(output)
    assert {"filings", "rejects", "runs"} <= set(stand.differing(output))
    whole.load(output)
    assert whole.differing(output) == []
    for _ in range(2):  # the same jobs again give the same
        stand.load(output, "--since", "r2")
        assert stand.differing(output) == []


def test_rejects_of_an_index_go_from_a_target_without_those_of_others(
    tmp_path: Path, stand: Stand
) -> None:
    output = new_output(tmp_path)
    upsert_index(output, "r1", "edgar/one.idx", [REJECT])
    upsert_index(output, "r2", "edgar/other.idx", [REJECT])
    stand.load(output)
    upsert_index(output, "r3", "edgar/one.idx", [])
    assert "rejects" in stand.differing(output)
    stand.load(output, "--since", "r2")
    assert stand.differing(output) == []


def test_the_statements_that_are_documented_for_snowflake_do_the_same(
    tmp_path: Path, stand: Stand
) -> None:
    text = Path("docs/warehouse.md").read_text("utf-8").partition("## Snowflake")[2]
    _, _, script = text.partition("BEGIN TRANSACTION;")
    statements = sqlglot.transpile(script.partition("COMMIT;")[0], "snowflake", "duckdb")
    output = new_output(tmp_path)
    upsert(output, "r1", [ref(1), ref(2), ref(3)])
    stand.load(output)
    _replace(output)
    stand.stage(output, "--since", "r1")
    for statement in statements:
        stand.connection.execute(statement)
    assert len(statements) == 6
    assert stand.differing(output) == []


@pytest.mark.slow
def test_the_sample_is_in_the_target_row_for_row_in_full_and_after_a_second_run(
    sample_mirror: Path, tmp_path: Path, stand: Stand
) -> None:
    output = Output(str(tmp_path / "out"))
    run(config(sample_mirror, output.path))
    stand.load(output)
    assert stand.differing(output) == []
    run(config(sample_mirror, output.path, select={"from": "2024Q2"}, output={"max_text": 10}))
    stand.load(output, "--since", "1")
    assert stand.differing(output) == []
    assert stand.table("runs").num_rows == 2


def test_without_credentials_there_is_one_message(
    output: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The catalog says that the output is on Cloud Storage; its metadata is at hand."""
    catalog = tmp_path / DATABASE
    catalog.write_bytes((Path(output.path) / DATABASE).read_bytes())
    with sqlite3.connect(catalog) as connection:
        connection.execute(
            "UPDATE iceberg_namespace_properties SET property_value = 'gs://bucket/out' "
            "WHERE property_key = 'edgar-arcs.output'"
        )
    configuration = tmp_path / "edgar.toml"
    configuration.write_text(
        '[source]\nkind = "mirror"\nlocation = "mirror"\n'
        '[select]\nfrom = "2024Q1"\nto = "2024Q1"\n[output]\npath = "gs://bucket/out"\n'
        f'[catalog]\ntype = "sql"\nuri = "sqlite:///{catalog}"\n'
    )
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "none.json"))
    arguments = ["load", "bigquery", "gs://bucket/out", "filers.edgar"]
    result = CliRunner().invoke(main, [*arguments, "--config", str(configuration)])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "BigQuery cannot be reached" in result.output
    assert "gcloud auth application-default login" in result.output


def test_without_its_client_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "google.auth.exceptions", None)
    with pytest.raises(WarehouseError, match="install the extra gcp"):
        run_jobs("filers", [])


@pytest.mark.parametrize("fails", [None, "second"])
def test_a_job_is_run_once_the_one_before_it_has_ended(
    monkeypatch: pytest.MonkeyPatch, fails: str | None
) -> None:
    from google.api_core.exceptions import BadRequest
    from google.cloud import bigquery

    done: list[str] = []

    class Client:
        def __init__(self, project: str) -> None:
            done.append(project)

        def create_job(self, job: str) -> "Client":
            done.append(f"{job} begins")
            self.job = job
            return self

        def result(self) -> None:
            if self.job == fails:
                raise BadRequest("no such column")
            done.append(f"{self.job} ends")

    monkeypatch.setattr(bigquery, "Client", Client)
    made: Any = ["first", "second", "third"]
    if fails:
        with pytest.raises(WarehouseError, match=r"BigQuery says: .*no such column; the tables"):
            run_jobs("filers", made)
        assert done == ["filers", "first begins", "first ends", "second begins"]
    else:
        run_jobs("filers", made)
        assert done == ["filers", *(f"{job} {when}" for job in made for when in ("begins", "ends"))]


def test_a_target_without_its_project_is_refused(output: Output) -> None:
    result = CliRunner().invoke(main, ["load", "bigquery", output.path, "edgar", "--dry-run"])
    assert (result.exit_code, "edgar is not PROJECT.DATASET" in result.output) == (2, True)


def test_a_local_output_is_not_loaded(output: Output) -> None:
    result = CliRunner().invoke(main, ["load", "bigquery", output.path, "filers.edgar"])
    assert result.exit_code == 2
    assert "BigQuery loads from gs://" in result.output


@pytest.mark.parametrize(
    ("options", "within"), [((), "edgar"), (("--dataset", "filers.house"), "filers.house")]
)
def test_statements_name_the_dataset_of_every_table(options: tuple[str], within: str) -> None:
    command = ["schema", "--format", "bigquery", *options]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    made = [each for each in sqlglot.parse(result.output, "bigquery") if each]
    for statement in made:
        inner = {cte.alias for cte in statement.find_all(sqlglot.exp.CTE)}
        for table in statement.find_all(sqlglot.exp.Table):
            if table.name in {*DATASETS, *VIEWS} - inner:
                assert ".".join(filter(None, (table.catalog, table.db))) == within, table


def test_only_statements_for_bigquery_have_a_dataset() -> None:
    command = ["schema", "--format", "spark", "--dataset", "edgar"]
    assert CliRunner().invoke(main, command).exit_code == 2
