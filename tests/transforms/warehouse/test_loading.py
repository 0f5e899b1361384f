"""Loads: the first, those that follow, and those that do not end."""

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from pipelines.output_commands import record
from tests.transforms.filings import REJECT, ref
from tests.transforms.outputs import new_output, tables, upsert, upsert_index
from tests.transforms.warehouse.warehouses import (
    DuckDB,
    Postgres,
    Warehouse,
    table_rows,
)
from transforms.datasets.catalog import Output
from transforms.datasets.errors import UnreadableError
from transforms.datasets.maintain import maintain
from transforms.datasets.rollback import rollback
from transforms.datasets.state import read_state
from transforms.datasets.views import VIEWS
from transforms.warehouse.changes import Changes
from transforms.warehouse.ddl import drop_views
from transforms.warehouse.errors import BusyError, WarehouseError


@pytest.fixture
def output(output_of_two: Output) -> Output:
    return output_of_two


def assert_loaded(warehouse: Warehouse, output: Output) -> None:
    loaded = warehouse.tables()
    for name, rows in tables(output).items():
        assert loaded[name] == table_rows(rows), name


def test_a_first_load_has_every_row(
    warehouse: Warehouse, output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGTZ", "Asia/Tokyo")  # where moments are the same
    results = warehouse.load(output)
    assert_loaded(warehouse, output)
    assert (results["filings"].deleted, results["filings"].inserted) == (0, 2)
    loads = warehouse.ask("SELECT load, run_id, rows_inserted FROM loads WHERE dataset = 'filings'")
    assert loads == [(1, "r1", 2)]


def test_a_load_makes_the_views_of_which_all_tables_are_loaded(
    warehouse: Warehouse, output: Output
) -> None:
    def views() -> set[str]:
        rows = warehouse.ask(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = current_schema() AND table_type = 'VIEW'"
        )
        return {name for (name,) in rows}

    warehouse.load(output, ["filings", "rejects"])
    assert views() < set(VIEWS)
    warehouse.load(output)
    assert views() == set(VIEWS)
    for name in VIEWS:
        assert warehouse.ask(f"SELECT count(*) FROM {name}")
    warehouse.load(output)


def test_a_view_that_a_load_would_not_make_so_is_named_and_left_alone(
    warehouse: Warehouse, output: Output
) -> None:
    def outdated() -> list[str]:
        with warehouse.open() as target:
            return target.outdated_views(VIEWS.values())

    warehouse.load(output)
    assert outdated() == []
    views = list(VIEWS.values())
    changed = [
        replace(view, sql=f"{view.sql} -- otherwise") if view.name == "fact_history" else view
        for view in views[1:]
    ]
    with warehouse.open() as target:
        target.execute("CREATE VIEW mine AS SELECT 1 AS one")
        found = target.outdated_views(changed)
    assert found == [views[0].name, "discrete_quarters", "fact_history"]
    with warehouse.open() as target:
        for statement in drop_views(["fact_history", "discrete_quarters"], target.dialect).split(
            "; "
        ):
            target.execute(statement)
        target.execute("DROP VIEW statement_coverage")
        target.execute("CREATE VIEW statement_coverage AS SELECT 1 AS one")
    assert warehouse.load(output) == {}
    assert outdated() == ["statement_coverage"]
    assert warehouse.ask("SELECT one FROM statement_coverage") == [(1,)]
    assert warehouse.ask("SELECT one FROM mine") == [(1,)]


def test_no_row_of_a_table_can_be_there_twice(warehouse: Warehouse, output: Output) -> None:
    """Nor any of table loads."""
    warehouse.load(output, ["filings", "runs"])
    for table in ("filings", "runs", "loads"):
        before = warehouse.ask(f"SELECT count(*) FROM {table}")
        with pytest.raises(WarehouseError, match=r"(?i)duplicate key"), warehouse.open() as target:
            target.execute(f"INSERT INTO {table} SELECT * FROM {table}")
        assert warehouse.ask(f"SELECT count(*) FROM {table}") == before


def test_a_load_without_a_change_does_nothing(warehouse: Warehouse, output: Output) -> None:
    warehouse.load(output)
    assert warehouse.load(output) == {}
    assert warehouse.ask("SELECT max(load) FROM loads") == [(1,)]


def test_only_filings_that_a_run_replaced_or_added_are_loaded(
    warehouse: Warehouse, output: Output
) -> None:
    warehouse.load(output)
    upsert(output, "r2", [ref(2), ref(3)])
    results = warehouse.load(output)
    assert_loaded(warehouse, output)
    # The rows of filing 2 are as they were, although it was processed again.
    assert (results["filings"].deleted, results["filings"].inserted) == (0, 1)
    assert (results["runs"].deleted, results["runs"].inserted) == (0, 1)


def test_a_filing_that_has_changed_is_replaced(warehouse: Warehouse, output: Output) -> None:
    warehouse.load(output)
    upsert(output, "r2", [ref(2, form_type="10-Q")])
    results = warehouse.load(output)
    assert_loaded(warehouse, output)
    assert (results["filings"].deleted, results["filings"].inserted) == (1, 1)
    loads = "SELECT load, run_id, rows_deleted, rows_inserted FROM loads WHERE dataset = 'filings'"
    assert sorted(warehouse.ask(loads)) == [(1, "r1", 0, 2), (2, "r2", 1, 1)]


def test_rejects_of_an_index_are_replaced_without_those_of_others(
    warehouse: Warehouse, output: Output
) -> None:
    """None of them has an accession number."""
    upsert_index(output, "r2", "edgar/one.idx", [REJECT])
    upsert_index(output, "r3", "edgar/other.idx", [REJECT, REJECT])
    warehouse.load(output)
    assert_loaded(warehouse, output)
    upsert_index(output, "r4", "edgar/other.idx", [])
    results = warehouse.load(output)
    assert_loaded(warehouse, output)
    assert (results["rejects"].deleted, results["rejects"].inserted) == (2, 0)


def test_files_that_were_merged_bring_no_rows(warehouse: Warehouse, output: Output) -> None:
    upsert(output, "r2", [ref(3)])
    warehouse.load(output)
    assert maintain(output, record("maintain"), timedelta(days=7)).merged
    results = warehouse.load(output)
    assert_loaded(warehouse, output)
    assert (results["filings"].deleted, results["filings"].inserted) == (0, 0)
    assert warehouse.load(output) == {}


def test_a_rolled_back_run_is_undone(warehouse: Warehouse, output: Output) -> None:
    upsert(output, "r2", [ref(3)])
    warehouse.load(output)
    rollback(output, record("rollback"), "r1")
    results = warehouse.load(output)
    assert_loaded(warehouse, output)
    assert (results["filings"].deleted, results["filings"].inserted) == (1, 0)


def test_all_rows_are_loaded_anew_when_the_loaded_snapshot_has_expired(
    warehouse: Warehouse, output: Output
) -> None:
    warehouse.load(output)
    upsert(output, "r2", [ref(3)])
    maintain(output, record("maintain"), timedelta(0))
    results = warehouse.load(output)
    assert_loaded(warehouse, output)
    assert (results["filings"].deleted, results["filings"].inserted) == (2, 3)


def test_some_datasets_are_loaded_and_later_the_others(
    warehouse: Warehouse, output: Output
) -> None:
    assert set(warehouse.load(output, ["filings"])) == {"filings"}
    upsert(output, "r2", [ref(3)])
    warehouse.load(output)
    assert_loaded(warehouse, output)


def test_a_load_that_fails_leaves_the_warehouse_as_it_was(
    warehouse: Warehouse, output: Output
) -> None:
    warehouse.load(output)
    before = warehouse.tables()
    upsert(output, "r2", [ref(2, form_type="10-Q"), ref(3)])

    def fail(dataset: str, *rows: int) -> None:
        if dataset == "rejects":
            raise ConnectionError(str(rows))

    with pytest.raises((ConnectionError, WarehouseError)):
        warehouse.load(output, on_rows=fail)
    assert warehouse.tables() == before
    warehouse.load(output)
    assert_loaded(warehouse, output)


KILLED = """
    import os, signal
    from pathlib import Path
    from transforms.datasets.catalog import Output
    from tests.transforms.warehouse.warehouses import DuckDB, Postgres

    def kill(dataset, *rows):
        if dataset == "rejects":
            os.kill(os.getpid(), signal.SIGKILL)

    {warehouse}.load(Output({path!r}), on_rows=kill)
"""


@pytest.mark.slow
def test_a_load_that_is_killed_leaves_the_warehouse_as_it_was(
    warehouse: Warehouse, output: Output
) -> None:
    warehouse.load(output)
    before = warehouse.tables()
    upsert(output, "r2", [ref(2, form_type="10-Q"), ref(3)])
    made = repr(warehouse).replace("PosixPath", "Path")
    program = textwrap.dedent(KILLED).format(warehouse=made, path=output.path)
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert warehouse.tables() == before
    warehouse.load(output)
    assert_loaded(warehouse, output)


def test_loads_into_one_schema_wait_for_each_other(postgres: Postgres, output: Output) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(postgres.load, [output, output])
    assert sorted([bool(first), bool(second)]) == [False, True]
    assert_loaded(postgres, output)


def test_a_duckdb_file_that_another_process_has_open_is_busy(
    duckdb_file: DuckDB, output: Output
) -> None:
    duckdb_file.load(output)
    holds = f"import duckdb; c = duckdb.connect({str(duckdb_file.path)!r}); print(1, flush=True)"
    with subprocess.Popen(
        [sys.executable, "-c", holds + "; input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(BusyError, match="another process"):
            duckdb_file.load(output)
        other.communicate(b"\n")
    assert duckdb_file.load(output) == {}


def test_a_warehouse_holds_one_output(warehouse: Warehouse, output: Output, tmp_path: Path) -> None:
    warehouse.load(output)
    other = new_output(tmp_path / "other")
    upsert(other, "r1", [ref(1)])
    with pytest.raises(WarehouseError, match="give each output a warehouse of its own"):
        warehouse.load(other)
    assert_loaded(warehouse, output)


def test_a_database_that_cannot_be_reached_is_explained(tmp_path: Path) -> None:
    away = Postgres(f"postgresql://nobody@/postgres?host={tmp_path}")
    with pytest.raises(WarehouseError, match="PostgreSQL: connection"), away.open():
        pass


def test_a_file_that_is_no_duckdb_file_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database " * 1000)
    with pytest.raises(WarehouseError, match=r"notes\.txt"), DuckDB(path).open():
        pass
    assert path.read_text().startswith("not a database")


def test_a_file_that_turns_out_damaged_while_it_is_read_is_named_as_the_outputs(
    warehouse: Warehouse, output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Changes._batches

    def damaged(rows: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
        yield from rows
        raise OSError("Invalid Input Error: damaged")  # as of DuckDB's streams

    monkeypatch.setattr(Changes, "_batches", lambda changes, rows: read(changes, damaged(rows)))
    with pytest.raises(
        UnreadableError, match=r"^the committed files of filings cannot be read: .*damaged"
    ):
        warehouse.load(output, ["filings"])
    monkeypatch.undo()
    assert warehouse.load(output, ["filings"])["filings"].inserted == 2


def test_a_file_in_whose_place_another_has_come_is_not_loaded(
    warehouse: Warehouse, output: Output
) -> None:
    upsert(output, "r2", [ref(3)])
    state = read_state(output)
    assert state is not None
    whole, other = (Path(file.path) for file in state.files("filings"))
    content = whole.read_bytes()
    whole.write_bytes(other.read_bytes())
    with pytest.raises(
        UnreadableError, match="is gone or has not the size that it was committed with"
    ):
        warehouse.load(output)
    whole.write_bytes(content)
    warehouse.load(output)
    assert_loaded(warehouse, output)


def test_a_table_or_column_that_somebody_dropped_is_filled_again(
    warehouse: Warehouse, output: Output
) -> None:
    warehouse.load(output)
    with warehouse.open() as target:
        target.execute("DROP TABLE rejects CASCADE")
        target.execute("ALTER TABLE runs DROP COLUMN host CASCADE")
    results = warehouse.load(output)
    assert_loaded(warehouse, output)
    assert {name: (each.deleted, each.inserted) for name, each in results.items()} == {
        "rejects": (0, 2),
        "runs": (1, 1),
    }
