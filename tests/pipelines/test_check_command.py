"""`edgar-arcs check`: what it shows of filings and lone documents, and its exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import CORPUS, requires_corpus
from tests.pipelines.commands import invoke
from transforms.datasets.schema import DATASETS

ANNUAL = "Archives/edgar/data/1990001/000199000124000004/0001990001-24-000004-xbrl.zip"
LETTER = "Archives/edgar/data/1990001/0000000000-24-004321.txt"


def rows(*arguments: object) -> dict[str, list[dict[str, Any]]]:
    result = invoke("check", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


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


def test_check_names_each_of_several_paths_above_what_is_in_it(sample_mirror: Path) -> None:
    paths = [sample_mirror / ANNUAL, sample_mirror / LETTER]
    text = "".join(invoke("check", *paths).output.split())
    places = [text.index(str(path)) for path in paths]
    assert places[0] < text.index("Calculations1.1:") < places[1]
    assert text.count("Read:") == 2
    assert str(paths[0]) not in "".join(invoke("check", paths[0]).output.split())


def test_check_refuses_to_leave_rows_out_of_json(sample_mirror: Path) -> None:
    result = invoke("check", "--inconsistent", "--format", "json", sample_mirror / ANNUAL)
    assert result.exit_code == 2
    assert "--inconsistent is for text" in result.output
