"""Commands on an output: what they say and their exit codes."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, record, upsert
from transforms.datasets.catalog import Output, open_catalog
from transforms.datasets.commit import Changes, commit
from transforms.datasets.runs import new_run_id


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "out"
    made = new_output(path)
    upsert(made, "r1", [ref(1)])
    upsert(made, "r2", [ref(2)])
    return path


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def test_runs_are_listed_and_an_earlier_state_can_be_asked(output: Path) -> None:
    listed = invoke("runs", output)
    assert listed.exit_code == 0
    words = [line.split() for line in listed.output.splitlines()]
    assert [
        "number",
        "run",
        "command",
        "finished",
        "(UTC)",
        "selection",
        "filings",
        "state",
    ] in words
    for run in ("1", "r1"), ("2", "r2"):
        assert [(*row[:2], *row[-2:]) for row in words if row[1:2] == [run[1]]] == [
            (*run, "1", "readable")
        ]
    asked = invoke("query", output, "SELECT count(*) FROM filings", "--at", "1", "--format", "csv")
    assert asked.output.split()[-1] == "1"


def test_a_sound_output_verifies_and_a_damaged_one_is_exit_code_1(output: Path) -> None:
    assert "No fault" in invoke("verify", output).output
    (path, *_) = output.glob("rejects/data/*/*.parquet")
    content = path.read_bytes()
    path.write_bytes(b"PAR1")
    damaged = invoke("verify", output)
    path.write_bytes(content)
    assert damaged.exit_code == 1
    assert str(path) in damaged.output


def test_maintain_says_what_it_would_do_and_leaves_it_undone(output: Path) -> None:
    orphan = output / "filings" / "data" / f"{new_run_id()}-{'0' * 32}.parquet"
    orphan.write_bytes(b"left")
    os.utime(orphan, (0, 0))
    for _ in range(2):
        result = invoke("maintain", output, "--dry-run")
        assert result.exit_code == 0
        assert "4 small files in 2 partitions would be merged" in result.output
        assert result.output.endswith(
            f"1 files that nothing names would be removed, 4 bytes\n  {orphan}\n"
        )
    orphan.unlink()


@pytest.mark.parametrize("days", ["-1", "nan", "1e12", "soon"])
def test_maintain_refuses_to_keep_states_for_no_number_of_days(output: Path, days: str) -> None:
    result = invoke("maintain", output, "--keep", days)
    assert (result.exit_code, "'--keep'" in result.output) == (2, True)


def test_an_export_and_a_way_back(output: Path, tmp_path: Path) -> None:
    assert "files in" in invoke("export", output, tmp_path / "plain").output
    assert "is as run r2 left it" in invoke("rollback", output, "r2").output
    refused = invoke("export", output, tmp_path)
    assert (refused.exit_code, "was not made by an export" in refused.output) == (1, True)


@pytest.mark.parametrize("command", ["runs", "maintain", "verify"])
def test_where_nothing_is_committed_they_say_so(command: str, tmp_path: Path) -> None:
    result = invoke(command, tmp_path)
    said = f"Error: {tmp_path}: nothing is committed here"
    assert (result.exit_code, result.output.partition(";")[0]) == (1, said)


@pytest.mark.parametrize("command", ["runs", "verify"])
def test_a_first_run_that_was_interrupted_is_no_output_either(
    command: str, empty_output: Output
) -> None:
    result = invoke(command, empty_output.path)
    assert (result.exit_code, "nothing is committed here" in result.output) == (1, True)


def test_where_no_table_was_made_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    with open_catalog(Output(str(tmp_path))):
        pass
    result = invoke("rollback", tmp_path, "1")
    assert (result.exit_code, "nothing is committed here" in result.output) == (1, True)


def test_what_is_no_directory_is_told_apart(output: Path, tmp_path: Path) -> None:
    assert "nowhere does not exist" in invoke("runs", tmp_path / "nowhere").output
    assert "catalog.db is a file" in invoke("runs", output / "catalog.db").output


def test_runs_show_what_an_expired_one_selected_and_where_a_rollback_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    made = new_output(tmp_path / "out")
    selection = json.dumps({"from_": "2009-01-01", "forms": []})
    long_id = new_run_id()
    commit(made, replace(record(long_id), selection=selection), lambda _: Changes())
    upsert(made, "r2", [ref(1)])
    upsert(made, "r3", [ref(2)])
    invoke("rollback", made.path, "2")
    assert invoke("maintain", made.path, "--keep", "0").exit_code == 0
    shown = invoke("runs", made.path).output
    for part in (long_id, " from=2009-01-01", " run=2", "expired", "readable"):
        assert part in shown
    assert "…" not in shown


@pytest.mark.parametrize("command", ["runs", "export", "query"])
def test_an_output_on_a_bucket_needs_its_catalog(command: str, tmp_path: Path) -> None:
    result = invoke(
        command, "s3://bucket/out", *([tmp_path / "plain"] if command == "export" else [])
    )
    assert (result.exit_code, "[catalog] by --config" in result.output) == (1, True)


def test_a_url_of_another_kind_is_refused_as_such() -> None:
    result = invoke("runs", "file:///srv/out")
    assert result.exit_code == 2
    assert "file:///srv/out: use a local path, gs:// or s3://" in result.output


@pytest.mark.parametrize(
    "command",
    [("export",), ("load", "duckdb"), ("query", "--output"), ("report", "--output")],
    ids=" ".join,
)
def test_a_url_is_not_taken_for_a_directory_of_this_machine(
    output: Path, command: tuple[str, ...]
) -> None:
    words, option = (command[:-1], command[-1:]) if command[-1] == "--output" else (command, ())
    result = invoke(*words, output, *option, "s3://bucket/plain")
    assert (result.exit_code, "s3://bucket/plain is a URL" in result.output) == (2, True)
