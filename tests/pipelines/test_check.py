"""Checking what lies at a path: rows as the datasets define them, for lone documents too."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from samples.containers import zip_archive
from tests.corpus import CORPUS, requires_corpus
from tests.transforms.xbrl.linkbase.documents import arc, link, linkbase, loc
from transforms.datasets.schema import DATASETS
from transforms.edgar.limits import Limits

LETTER = """
                                   February 3, 2024

Ada Example
Chief Financial Officer
Example Corp

       Re: Example Corp
           Form 10-K for the Fiscal Year Ended December 31, 2022
           File No. 001-00001

Dear Ada Example:

       We have reviewed your filing and have the following comments.

1. Please tell us why the amounts on page 10 and page 20 differ.

                                   Sincerely,

                                   Division of Corporation Finance
"""


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_a_lone_letter_is_shown_as_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER)
    text = check(path)
    assert text.exit_code == 0
    assert "comment letter, 2024-02-03" in text.output
    assert "1. Please tell us why" in text.output
    rows = json.loads(check(path, "--format", "json").output)
    (letter,) = rows["letters"]
    assert list(letter) == DATASETS["letters"].schema.names
    assert (letter["kind"], letter["accession_number"], letter["cik"]) == ("comment", None, None)
    assert not rows["rejects"]


def test_lone_text_that_is_no_letter_is_a_reject(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("nothing of the kind\n")
    result = check(path, "--format", "json")
    assert result.exit_code == 1
    assert [row["error"] for row in json.loads(result.output)["rejects"]] == ["not-a-letter"]


def test_an_archive_is_one_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_bytes(zip_archive({"a_cal.xml": linkbase(link(loc("A"), loc("B"), arc("A", "B")))}))
    rows = json.loads(check(path, "--format", "json").output)
    assert [row["to_concept"] for row in rows["arcs"]] == ["ex:B"]


def test_a_file_beyond_the_limit_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.check.DEFAULT_LIMITS", Limits(total_bytes=10))
    path = tmp_path / "letter.txt"
    path.write_text(LETTER)
    result = check(path, "--format", "json")
    assert result.exit_code == 1
    assert [row["error"] for row in json.loads(result.output)["rejects"]] == ["archive-too-large"]


def test_a_folder_of_filings_says_that_each_has_to_be_named(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("March 1, 2024\n\nDear Ms. Doe:\n\n1. Please explain.\n")
    (tmp_path / "0000000001-24-000001").mkdir()
    (row,) = json.loads(check(tmp_path, "--format", "json").output)["rejects"]
    assert row["error"] == "nothing-to-read"
    assert row["message"].endswith(
        "what lies in it has to be named: a letter, an archive, a folder"
    )


def test_a_path_with_nothing_to_read_is_a_reject(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = check(tmp_path / "empty")
    assert result.exit_code == 1
    assert "Rejects: 1" in result.output
    assert "nothing-to-read" in result.output


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("random.zip", bytes(range(256)) * 8, "not-a-zip"),
        ("page.zip", b"<html><body>Service unavailable</body></html>", "not-a-zip"),
        ("random.bin", bytes(range(256)) * 8, "nothing-to-read"),
        ("empty.xml", b"", "empty"),
        ("page.html", b"<html><body>Service unavailable</body></html>", "not-a-letter"),
    ],
)
def test_what_is_no_filing_is_a_reject(
    tmp_path: Path, name: str, content: bytes, error: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = check(path, "--format", "json")
    assert result.exit_code == 1
    assert [row["error"] for row in json.loads(result.output)["rejects"]] == [error]


@pytest.mark.corpus
@requires_corpus
def test_a_lone_calculation_linkbase_of_a_real_filing() -> None:
    result = check(CORPUS / "seeds" / "qlys-20231231_cal.xml", "--format", "json")
    arcs = json.loads(result.output)["arcs"]
    assert (len(arcs), len({arc["role_uri"] for arc in arcs})) == (170, 22)
    assert sum(arc["weight"] < 0 for arc in arcs) == 28
    assert {arc["accession_number"] for arc in arcs} == {None}


@pytest.mark.corpus
@requires_corpus
def test_a_lone_presentation_linkbase_keeps_pairs_that_occur_twice() -> None:
    result = check(CORPUS / "seeds" / "qlys-20170930_pre.xml", "--format", "json")
    arcs = json.loads(result.output)["arcs"]
    pairs = [(arc["role_uri"], arc["from_concept"], arc["to_concept"]) for arc in arcs]
    assert (len(arcs), len({arc["role_uri"] for arc in arcs})) == (414, 47)
    assert len(pairs) - len(set(pairs)) == 6


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize(
    "path", sorted((CORPUS / "malformed").glob("*")), ids=lambda path: path.name
)
def test_a_malformed_file_ends_in_rows_or_rejects(path: Path) -> None:
    result = check(path, "--format", "json")
    assert isinstance(result.exception, SystemExit | None)
    assert result.exit_code in (0, 1)
