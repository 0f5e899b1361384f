"""`edgar-arcs load` as it is typed."""

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, upsert


def invoke(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["load", *map(str, arguments)])


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("load") / "out"
    upsert(new_output(path), "r1", [ref(1)])
    return path


def test_a_load_says_what_it_did_and_then_that_nothing_is_new(output: Path, tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    first, second = (invoke("duckdb", output, file) for _ in range(2))
    assert "filings: 0 rows deleted, 1 inserted" in first.output
    assert first.output.endswith("Loaded is the state that run r1 left\n")
    assert second.output == "Loaded is the state that run r1 left\n"
    link = tmp_path / "link"
    link.symlink_to(output)
    for other_way in (output / ".." / output.name, link):
        assert invoke("duckdb", other_way, file).output == second.output
    with duckdb.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM filings").fetchall() == [(1,)]


def test_a_view_that_this_version_makes_otherwise_is_named_with_the_remedy(
    output: Path, tmp_path: Path
) -> None:
    file = tmp_path / "warehouse.duckdb"
    invoke("duckdb", output, file)
    with duckdb.connect(file) as connection:
        connection.execute("CREATE OR REPLACE VIEW fact_history AS SELECT 1 AS one")
    loaded = invoke("duckdb", output, file)
    assert loaded.exit_code == 0
    remedy = 'DROP VIEW "discrete_quarters"; DROP VIEW "fact_history";\n'
    assert loaded.stderr.endswith(f"run this in the warehouse and load again: {remedy}")
    with duckdb.connect(file) as connection:
        connection.execute(remedy)
    assert invoke("duckdb", output, file).stderr == ""


def test_only_the_datasets_that_are_asked_for_are_loaded(output: Path, tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    named_twice = "filings, rejects,filings"
    loaded = invoke("duckdb", output, file, "--datasets", named_twice)
    assert (loaded.exit_code, loaded.output.count("filings: ")) == (0, 1)
    with duckdb.connect(file) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    assert sorted(tables) == [("filings",), ("loads",), ("rejects",)]


def test_a_dataset_that_does_not_exist_is_refused(output: Path, tmp_path: Path) -> None:
    result = invoke("duckdb", output, tmp_path / "w.duckdb", "--datasets", "filing")
    assert result.exit_code == 2
    assert "filing: no such dataset" in result.output


def test_what_cannot_be_loaded_is_explained(output: Path, tmp_path: Path) -> None:
    nowhere = invoke("duckdb", tmp_path / "nowhere", tmp_path / "w.duckdb")
    assert nowhere.exit_code == 1
    assert "nothing is committed here" in nowhere.output
    away = invoke("postgres", output, f"postgresql://nobody@/postgres?host={tmp_path}")
    assert away.exit_code == 1
    assert "Error: PostgreSQL: connection" in away.output


@pytest.mark.parametrize(
    ("kept", "said", "remedy"),
    [
        (
            100,
            "a committed file of filings is gone or has not the size",
            "verify names every file that is",
        ),
        (None, "the committed files of filings cannot be read: ", "verify names those at fault"),
    ],
    ids=["cut short", "of the same size"],
)
def test_a_damaged_file_of_the_output_is_not_blamed_on_the_warehouse(
    tmp_path: Path, kept: int | None, said: str, remedy: str
) -> None:
    upsert(new_output(tmp_path / "out"), "r1", [ref(1)])
    (file,) = (tmp_path / "out").glob("filings/data/*/*.parquet")
    file.write_bytes(bytes(kept or file.stat().st_size))
    result = invoke("duckdb", tmp_path / "out", tmp_path / "w.duckdb")
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {said}")
    assert f"edgar-arcs {remedy}" in result.output
