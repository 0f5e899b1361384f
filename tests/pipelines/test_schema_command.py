"""`edgar-arcs schema`: datasets, views and codes in every format."""

import json

import pytest

from pipelines.codes import CODE_TABLES
from tests.pipelines.commands import invoke
from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS


@pytest.mark.parametrize("form", ["markdown", "json", "bigquery"])
def test_schema_shows_every_dataset(form: str) -> None:
    result = invoke("schema", "--format", form)
    assert result.exit_code == 0
    assert all(name in result.output for name in DATASETS)


def test_schema_of_one_dataset() -> None:
    assert invoke("schema", "arcs").output.startswith("## arcs")
    wrong = invoke("schema", "arc")
    assert wrong.exit_code == 2
    assert "arc is neither dataset nor view; there are filings" in wrong.output


def test_schema_shows_views_with_their_sql() -> None:
    assert "CREATE OR REPLACE VIEW letter_threads" in invoke("schema", "letter_threads").output
    listed = json.loads(invoke("schema", "--format", "json").output)
    assert [each["name"] for each in listed if each["kind"] == "view"] == list(VIEWS)
    assert invoke("schema", "letter_threads", "--format", "bigquery-json").exit_code == 2


def test_the_command_prints_the_codes() -> None:
    printed = invoke("schema", "--codes").output
    for table in CODE_TABLES:
        assert f"## {table.title}" in printed
        assert all(f"| `{code}` |" in printed for code in table.codes)
    of_findings = invoke("schema", "findings", "--codes", "--format", "json")
    assert '"code": "weight-zero"' in of_findings.output
    assert "not-well-formed" not in of_findings.output


def test_codes_have_no_warehouse_schema() -> None:
    result = invoke("schema", "--codes", "--format", "bigquery")
    assert result.exit_code == 2
    assert "markdown or json" in result.output
