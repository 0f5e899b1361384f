"""How fast are 10 M facts loaded into a warehouse, beside a bare COPY of the same rows?

Run with: python -m pytest -m benchmark -s tests/benchmarks/test_load_benchmark.py

The facts are those of the corpus, again and again under other accession numbers. PostgreSQL
copies one CSV file, DuckDB Parquet files. Some 20 GB are needed below the temporary directory.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

import duckdb
import psycopg
import pytest

from tests.benchmarks.conftest import Record
from tests.corpus import CORPUS, requires_corpus
from tests.pipelines.runs import config, run
from tests.transforms.datasets.views.postgres import cluster, program
from transforms.datasets.catalog import Output
from transforms.datasets.committed_rows import arrow_dataset
from transforms.datasets.schema import FACTS
from transforms.datasets.state import read_state
from transforms.warehouse.changes import Changes
from transforms.warehouse.ddl import create_key, create_table
from transforms.warehouse.dialect import DIALECTS
from transforms.warehouse.duckdb_file import open_duckdb
from transforms.warehouse.postgres import as_text, open_postgres, to_csv
from transforms.warehouse.target import Target

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.corpus,
    pytest.mark.timeout(3600),
    requires_corpus,
]

ROWS: Final = 10_000_000


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Directory of Parquet files that hold the facts."""
    place = tmp_path_factory.mktemp("facts")
    output = Output(str(place / "out"))
    run(config(CORPUS / "mirror", output.path, select={"from": "1993Q1", "to": "2026Q4"}))
    state = read_state(output)
    assert state is not None
    with duckdb.connect() as source:
        given = arrow_dataset(state.files("facts"), FACTS).to_table()
        source.register("facts", given)
        source.execute("SET preserve_insertion_order = false")
        accession = "printf('%010d', copy) || accession_number[11:]"
        source.execute(
            f"COPY (SELECT facts.* REPLACE ({accession} AS accession_number) "
            f"FROM facts, range({ROWS // given.num_rows + 1}) AS copies(copy) LIMIT {ROWS}) "
            f"TO '{place / 'rows'}' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '128MB')"
        )
    return place / "rows"


@pytest.fixture
def changes(facts: Path) -> Iterator[Changes]:
    """The facts as what a first load inserts."""
    with duckdb.connect() as source:
        source.execute(f"CREATE VIEW come AS FROM '{facts}/*.parquet'")
        yield Changes(FACTS, None, ROWS, source)


@pytest.fixture
def csv(changes: Changes, tmp_path: Path) -> Path:
    """The same as CSV of PostgreSQL."""
    path = tmp_path / "facts.csv"
    with path.open("wb") as file:
        for batch in changes.read(as_text(FACTS)):
            file.write(to_csv(batch))
    return path


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def fill(target: Target, changes: Changes, *, keyed: bool) -> None:
    """What a first load does to a table."""
    target.prepare(FACTS)
    target.insert(FACTS, changes, lambda rows: None)  # noqa: ARG005
    if keyed:
        target.add_key(FACTS)


def report(warehouse: str, took: dict[str, float], record: Record) -> None:
    """Enter rows per second of each, and each load beside each COPY."""
    for name, time_taken in took.items():
        record(f"{warehouse}: {name}", "", f"{ROWS / time_taken:,.0f} rows/s")
    for load in filter(lambda name: name.startswith("load"), took):
        for copy in filter(lambda name: name.startswith("COPY"), took):
            ratio = f"{took[copy] / took[load]:.2f}"
            record(f"{warehouse}: {load}, as fast as {copy}", "≥ 0.5 of COPY", ratio)


@pytest.mark.skipif(program("initdb") is None, reason="no PostgreSQL is installed here")
def test_postgres(changes: Changes, csv: Path, record: Record) -> None:
    with cluster() as server:

        def copy(*, keyed: bool) -> None:
            with psycopg.connect(server.url) as connection, csv.open("rb") as file:
                keys = create_key(FACTS, DIALECTS["postgres"]) if keyed else []
                for statement in (*create_table(FACTS, DIALECTS["postgres"]), *keys):
                    connection.execute(statement.encode())
                with connection.cursor().copy("COPY facts FROM STDIN (FORMAT csv)") as rows:
                    while piece := file.read(1 << 20):
                        rows.write(piece)

        def load(*, keyed: bool) -> None:
            with open_postgres(server.url) as target:
                fill(target, changes, keyed=keyed)

        took = {}
        for keyed in (False, True):
            for action in (copy, load):
                name = "COPY" if action is copy else "load"
                name += " with key" if keyed else " without key"
                took[name] = seconds(partial(action, keyed=keyed))
                server.execute("DROP TABLE facts; DROP TYPE facts_dimensions_item")
    report("PostgreSQL", took, record)


def test_duckdb(changes: Changes, facts: Path, tmp_path: Path, record: Record) -> None:
    def copy(table: str) -> None:
        with duckdb.connect(tmp_path / f"{table}.duckdb") as connection:
            connection.execute("BEGIN")
            for statement in create_table(FACTS, DIALECTS["duckdb"]):
                connection.execute(statement)
            connection.execute("CREATE TABLE bare AS FROM facts")
            for statement in create_key(FACTS, DIALECTS["duckdb"]):
                connection.execute(statement)
            connection.execute(f"COPY {table} FROM '{facts}/*.parquet' (FORMAT parquet)")
            connection.execute("COMMIT")

    def load() -> None:
        with open_duckdb(tmp_path / "loaded.duckdb") as target:
            fill(target, changes, keyed=True)

    took = {
        "COPY without key": seconds(partial(copy, "bare")),
        "COPY with key": seconds(partial(copy, "facts")),
        "load with key": seconds(load),
    }
    report("DuckDB", took, record)
