"""The commands: output, exit codes, and errors that say what to do."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from tests.corpus import CORPUS, requires_corpus
from tests.pipelines.runs import command_line
from transforms.datasets.examples import EXAMPLES
from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS

ANNUAL = "Archives/edgar/data/1990001/000199000124000004/0001990001-24-000004-xbrl.zip"
LETTER = "Archives/edgar/data/1990001/0000000000-24-004321.txt"


def invoke(*arguments: object) -> Result:
    result = CliRunner().invoke(main, command_line(*arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def rows(*arguments: object) -> dict[str, list[dict[str, Any]]]:
    result = invoke("check", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def configuration(sample_mirror: Path, tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(
        f"""
        [source]
        kind = "mirror"
        location = {json.dumps(str(sample_mirror))}
        [select]
        from = "2024Q1"
        to = "2024Q2"
        [output]
        path = {json.dumps(str(tmp_path / "out"))}
        """
    )
    return file


def test_run_shows_what_it_did_and_query_reads_it(configuration: Path, tmp_path: Path) -> None:
    result = invoke("run", "--config", configuration)
    assert result.exit_code == 0
    for shown in ("filings", "calculation", "balance-weight", "not-well-formed", "filings/s"):
        assert shown in result.output
    answer = invoke(
        "query", tmp_path / "out", "SELECT count(*) AS n FROM filings WHERE filing_quarter < 20250"
    )
    assert answer.exit_code == 0
    assert " 9 " in answer.output


def test_run_takes_overrides_and_options_of_beam(configuration: Path) -> None:
    result = invoke(
        "run",
        "--config",
        configuration,
        "--set",
        "select.limit=1",
        "--direct_running_mode=multi_threading",
        "--direct_num_workers=2",
    )
    assert result.exit_code == 0
    assert "│ filings" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--set", "select.form=[]"], "select.form: unknown key; keys are from, to, forms"),
        (["--set", "source.location=/nowhere"], "name the directory that holds Archives/edgar"),
        (["--set", "output.path=/proc/out"], "output.path: /proc/out cannot be written"),
        (["--no_such_option=1"], "unknown option --no_such_option=1"),
        (["--runner=NoRunner"], "--runner=NoRunner"),
        (["--direct_num_workers=many"], "--direct_num_workers"),
    ],
)
def test_wrong_usage_is_explained_with_exit_code_2(
    configuration: Path, arguments: list[str], message: str
) -> None:
    result = invoke("run", "--config", configuration, *arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


def test_a_selection_that_matches_nothing_is_reported(configuration: Path) -> None:
    result = invoke("run", "--config", configuration, "--set", 'select.forms=["20-F"]')
    assert result.exit_code == 0
    assert "No filing of 2024Q1 to 2024Q2 is selected" in result.output


def test_a_missing_configuration_is_explained() -> None:
    result = invoke("run", "--config", "nowhere.toml")
    assert result.exit_code == 2
    assert "cannot read nowhere.toml" in result.output


def test_query_explains_an_empty_output_and_wrong_sql(configuration: Path, tmp_path: Path) -> None:
    empty = invoke("query", tmp_path, "SELECT 1")
    assert empty.exit_code == 1
    assert "edgar-arcs run writes an output" in empty.output
    invoke("run", "--config", configuration, "--set", "select.limit=1")
    wrong = invoke("query", tmp_path / "out", "SELECT nothing FROM nowhere")
    assert wrong.exit_code == 1
    assert "nowhere" in wrong.output


def test_check_shows_networks_findings_and_statements(sample_mirror: Path) -> None:
    result = invoke("check", sample_mirror / ANNUAL)
    assert result.exit_code == 0
    assert "├── -1 us-gaap:ResearchAndDevelopmentExpense" in result.output.replace("│   ", "")
    assert "balance-weight" in result.output
    assert "25,700,000" in result.output


def test_check_shows_inconsistent_calculations_alone_on_request(sample_mirror: Path) -> None:
    whole = invoke("check", sample_mirror / ANNUAL).output
    text = invoke("check", "--inconsistent", sample_mirror / ANNUAL).output
    assert "├──" not in text
    assert text.count("cause:") == whole.count("cause:") == 4
    assert whole.count("  USD") > text.count("  USD") == 4
    assert "Calculations 1.1: 6 consistent, 3 inconsistent, 2 unbound" in text


def test_check_shows_a_letter_by_comment(sample_mirror: Path) -> None:
    text = invoke("check", sample_mirror / LETTER).output
    assert "comment letter, 2024-04-15" in text
    assert "cites ASC 280-10-50-41" in text


def test_rows_of_check_are_those_of_the_datasets(sample_mirror: Path) -> None:
    found = rows(sample_mirror / LETTER)
    assert set(found) == {name for name, dataset in DATASETS.items() if dataset.partitioned}
    assert found["letters"][0]["accession_number"] == "0000000000-24-004321"
    for name, dataset_rows in found.items():
        for row in dataset_rows:
            assert list(row) == DATASETS[name].schema.names


def test_the_key_of_a_lone_document_is_null(tmp_path: Path) -> None:
    file = tmp_path / "lone.xsd"
    file.write_text(
        '<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://x">'
        '<element name="A" id="x_A" type="string"/></schema>'
    )
    (concept,) = rows(file)["concepts"]
    assert concept["local_name"] == "A"
    assert {concept[name] for name in ("accession_number", "cik", "form_type")} == {None}


def test_check_of_what_cannot_be_read_fails_and_says_why(tmp_path: Path) -> None:
    file = tmp_path / "broken_cal.xml"
    file.write_text('<linkbase xmlns="http://www.xbrl.org/2003/linkbase">')
    result = invoke("check", file)
    assert result.exit_code == 1
    assert "not-well-formed" in result.output


def test_check_of_a_missing_path_is_wrong_usage() -> None:
    assert invoke("check", "nowhere.zip").exit_code == 2


@pytest.mark.corpus
@requires_corpus
def test_check_counts_the_arcs_of_real_linkbases() -> None:
    calculation = rows(CORPUS / "seeds/qlys-20231231_cal.xml")["arcs"]
    assert len(calculation) == 170
    assert len({arc["role_uri"] for arc in calculation}) == 22
    assert sum(arc["weight"] < 0 for arc in calculation) == 28
    presentation = rows(CORPUS / "seeds/qlys-20170930_pre.xml")["arcs"]
    assert len(presentation) == 414
    assert len({arc["role_uri"] for arc in presentation}) == 47
    pairs = [(arc["role_uri"], arc["from_concept"], arc["to_concept"]) for arc in presentation]
    assert len(pairs) - len(set(pairs)) == 6


QUERY = "SELECT accession_number, n_arcs FROM filings WHERE n_arcs > 0 ORDER BY ALL LIMIT 2"


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
        (["SELECT missing"], "Referenced column", 1),
    ],
)
def test_wrong_use_of_query_is_one_message(
    sample_output: Path, arguments: list[str], message: str, code: int
) -> None:
    result = invoke("query", sample_output, *arguments)
    assert result.exit_code == code
    assert result.output.count("\nError: ") + result.output.startswith("Error: ") == 1
    assert message in result.output


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
