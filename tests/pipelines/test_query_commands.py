"""`edgar-arcs query`: where SQL comes from and where the answer goes."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.pipelines.commands import invoke
from transforms.datasets.examples import EXAMPLES
from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS

QUERY = "SELECT accession_number, n_arcs FROM filings WHERE n_arcs > 0 ORDER BY ALL LIMIT 2"


def test_query_explains_an_empty_output_and_wrong_sql(sample_output: Path, tmp_path: Path) -> None:
    empty = invoke("query", tmp_path, "SELECT 1")
    assert empty.exit_code == 1
    assert "edgar-arcs run writes an output" in empty.output
    wrong = invoke("query", sample_output, "SELECT nothing FROM nowhere")
    assert wrong.exit_code == 1
    assert "nowhere" in wrong.output


def test_query_writes_every_format_to_a_file(sample_output: Path, tmp_path: Path) -> None:
    expected = [{"accession_number": "0001990001-24-000004", "n_arcs": 57}]
    for name in ("answer.json", "answer.csv", "answer.parquet"):
        invoke(
            "query", sample_output, QUERY.replace("LIMIT 2", "LIMIT 1"), "--output", tmp_path / name
        )
    assert json.loads((tmp_path / "answer.json").read_text()) == expected
    assert (tmp_path / "answer.csv").read_text() == (
        "accession_number,n_arcs\n0001990001-24-000004,57\n"
    )
    assert pq.read_table(tmp_path / "answer.parquet").to_pylist() == expected
    assert not list(tmp_path.glob("*.part"))
    any_name = tmp_path / "answer.dat"
    invoke("query", sample_output, "SELECT 1 AS a", "--format", "csv", "--output", any_name)
    assert any_name.read_text() == "a\n1\n"


def test_query_takes_sql_from_a_file_and_from_standard_input(
    sample_output: Path, tmp_path: Path
) -> None:
    (tmp_path / "question.sql").write_text(QUERY)
    of_file = invoke("query", sample_output, "--file", tmp_path / "question.sql", "--format", "csv")
    assert of_file.output.count("\n") == 3
    piped = CliRunner().invoke(
        main, ["query", str(sample_output), "--file", "-", "--format", "csv"], QUERY
    )
    assert piped.output == of_file.output


def test_query_lists_what_can_be_asked_and_asks_ready_questions(sample_output: Path) -> None:
    listed = invoke("query", sample_output).output
    for name in (*DATASETS, *VIEWS, *EXAMPLES):
        assert f" {name} " in listed
    assert "difference" in invoke("query", sample_output, "--example", "inconsistent-totals").output


@pytest.mark.parametrize(
    ("arguments", "message", "code"),
    [
        (["SELECT 1", "--example", "causes"], "one of them", 2),
        (["--example", "cause"], "there are inconsistent-totals", 2),
        (["SELECT 1", "--format", "parquet"], "add --output FILE", 2),
        (
            ["SELECT 1", "--output", "/nowhere/answer.csv"],
            "/nowhere/answer.csv cannot be written",
            1,
        ),
        (["SELECT 1", "--output", "answer.xlsx"], "'.xlsx' is no format", 2),
        (["SELECT missing"], "Referenced column", 1),
        (["SELECT 1; SELECT 2", "--format", "csv"], "2 of these statements ask for rows", 1),
        (["--output", "answer.csv"], "need SQL, --file or --example", 2),
        (["--format", "json"], "need SQL, --file or --example", 2),
    ],
)
def test_wrong_use_of_query_is_one_message(
    sample_output: Path, arguments: list[str], message: str, code: int
) -> None:
    result = invoke("query", sample_output, *arguments)
    assert result.exit_code == code
    assert result.output.count("\nError: ") + result.output.startswith("Error: ") == 1
    assert message in result.output


def test_a_table_is_shown_for_each_statement(sample_output: Path) -> None:
    shown = invoke("query", sample_output, "SELECT 123 AS a; SELECT 456 AS b").output.split()
    assert [shown.index(each) for each in ("a", "123", "b", "456")] == sorted(
        shown.index(each) for each in ("a", "123", "b", "456")
    )


def test_a_file_that_is_no_text_is_refused(sample_output: Path, tmp_path: Path) -> None:
    (tmp_path / "page.sql").write_bytes(b"\xff\xfe")
    result = invoke("query", sample_output, "--file", tmp_path / "page.sql")
    assert (result.exit_code, "not text in UTF-8" in result.output) == (2, True)


def test_sql_that_is_no_text_is_refused(sample_output: Path) -> None:
    result = invoke("query", sample_output, "SELECT '\udcff'")  # how Python decodes the byte FF
    assert (result.exit_code, "not text in the encoding of the locale" in result.output) == (
        2,
        True,
    )
