"""Jobs for BigQuery: their SQL parsed, their files those that a run added and removed."""

import json
from typing import Any

import pytest
import sqlglot
from click.testing import CliRunner

from pipelines.cli import main
from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, upsert
from transforms.datasets.catalog import Output
from transforms.datasets.schema import DATASETS
from transforms.datasets.state import read_state


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


def test_all_files_are_staged_and_taken_over_in_one_transaction(output: Output) -> None:
    made, *staged, script = jobs(output)
    created = sqlglot.parse(made["query"]["query"], "bigquery")
    assert [each.find(sqlglot.exp.Table).name for each in created if each] == list(DATASETS)
    tables = [job["load"]["destinationTable"]["tableId"] for job in staged]
    assert tables == [name for name in DATASETS if paths(output, "r2", name)]
    assert set(staged[0]["load"]["sourceUris"]) == paths(output, "r2")
    statements = sqlglot.parse(script["query"]["query"], "bigquery")
    assert isinstance(statements[0], sqlglot.exp.Transaction)
    assert isinstance(statements[-1], sqlglot.exp.Commit)
    kinds = [type(each).__name__ for each in statements[1:-1]]
    assert kinds == ["Delete", "Insert"] * len(staged)


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


def test_a_local_output_is_not_loaded(output: Output) -> None:
    result = CliRunner().invoke(main, ["load", "bigquery", output.path, "filers.edgar"])
    assert result.exit_code == 2
    assert "BigQuery loads from gs://" in result.output
