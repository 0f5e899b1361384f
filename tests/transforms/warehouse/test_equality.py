"""Row for row: what a warehouse holds is what is committed, whatever stands in it."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus import CORPUS, requires_corpus
from tests.pipelines.runs import config, run
from tests.transforms.datasets.views.tables import row
from tests.transforms.outputs import in_order, tables
from tests.transforms.warehouse.warehouses import (
    DuckDB,
    Postgres,
    Warehouse,
    table_rows,
)
from transforms.datasets.catalog import Output
from transforms.datasets.export import export
from transforms.datasets.schema import DATASETS, LETTER_COMMENTS
from transforms.datasets.state import read_state
from transforms.reference_tables import REFERENCES
from transforms.warehouse.changes import Changes

Tables = dict[str, pa.Table]


def committed(output: Output) -> Tables:
    """Rows of each dataset, in the order of its key."""
    return {name: in_order(rows, name) for name, rows in tables(output).items()}


def of_filings(rows: Tables) -> Tables:
    """Without the tables that the project carries, which are large and change with it alone."""
    return {name: each for name, each in rows.items() if name not in REFERENCES}


def differing(warehouse: Warehouse, expected: Tables) -> list[str]:
    """Datasets of which the warehouse does not have exactly the committed rows."""
    return [name for name, rows in expected.items() if not warehouse.table(name).equals(rows)]


def differing_in_export(output: Output, expected: Tables, directory: Path) -> list[str]:
    """Datasets of which an export, read by DuckDB as a directory, has other rows."""
    state = read_state(output)
    assert state is not None
    export(state, directory)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        different = []
        for name in expected:
            schema = DATASETS[name].schema
            names = ", ".join(f'"{column}"' for column in schema.names)
            found = connection.sql(
                f"SELECT {names} FROM read_parquet('{directory}/{name}/**/*.parquet', "
                "hive_partitioning = false, union_by_name = true)"
            ).to_arrow_table()
            if not in_order(found.cast(schema), name).equals(expected[name]):
                different.append(name)
    return different


@pytest.mark.slow
def test_the_sample_is_in_each_warehouse_row_for_row(
    sample_mirror: Path, tmp_path: Path, duckdb_file: DuckDB, postgres: Postgres
) -> None:
    output = Output(str(tmp_path / "out"))
    run(config(sample_mirror, output.path))
    expected = committed(output)
    for warehouse in (duckdb_file, postgres):
        warehouse.load(output)
        assert differing(warehouse, expected) == []
    assert differing_in_export(output, expected, tmp_path / "plain") == []
    run(config(sample_mirror, output.path, select={"from": "2024Q2"}, output={"max_text": 10}))
    expected = of_filings(committed(output))
    assert differing_in_export(output, expected, tmp_path / "plain") == []
    for warehouse in (duckdb_file, postgres):
        results = warehouse.load(output)
        assert differing(warehouse, expected) == []
        assert results["filings"].deleted == results["filings"].inserted == 0
        assert 0 < results["facts"].deleted < warehouse.table("facts").num_rows


@pytest.mark.slow
@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize("name", ["duckdb_file", "postgres"])
def test_the_corpus_is_in_each_warehouse_row_for_row(
    corpus_output: Path, request: pytest.FixtureRequest, name: str
) -> None:
    warehouse: Warehouse = request.getfixturevalue(name)
    output = Output(str(corpus_output))
    warehouse.load(output)
    assert differing(warehouse, committed(output)) == []


@pytest.mark.slow
@pytest.mark.corpus
@requires_corpus
def test_quarters_of_the_corpus_are_in_each_warehouse_row_for_row_after_a_second_run(
    tmp_path: Path, postgres: Postgres, duckdb_file: DuckDB
) -> None:
    output = Output(str(tmp_path / "out"))
    mirror = CORPUS / "mirror"
    run(config(mirror, output.path, select={"from": "2010Q1", "to": "2015Q4"}))
    for warehouse in (duckdb_file, postgres):
        warehouse.load(output)
    again = {"from": "2015Q3", "to": "2016Q1"}  # two quarters anew, another for the first time
    run(config(mirror, output.path, select=again, output={"max_text": 100}))
    expected = committed(output)
    assert differing_in_export(output, expected, tmp_path / "plain") == []
    for warehouse in (duckdb_file, postgres):
        results = warehouse.load(output)
        assert differing(warehouse, expected) == []
        assert 0 < results["facts"].inserted < warehouse.table("facts").num_rows


_TEXTS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(
        ["", "NULL", '"', "\\", "{}", "(,)", "a,b", "\r\n", "\\N", "\\.", "\0", "' \t"]
    ),
)
_AMOUNTS = st.one_of(st.none(), st.decimals(-(10**20), 10**20, places=12))
_STRUCTS = st.fixed_dictionaries({"text": _TEXTS, "value": _AMOUNTS, "currency": _TEXTS})
_ROWS = st.fixed_dictionaries(
    {
        "text": st.text(max_size=20),
        "headings": st.lists(_TEXTS, max_size=3),
        "amounts": st.lists(_STRUCTS, max_size=3),
        "reconciliation_score": st.floats(0, 1),
    }
)


def _stored(value: object) -> object:
    """What PostgreSQL can store of a value."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, tuple):
        return tuple(map(_stored, value))
    return value


@settings(max_examples=25)
@given(st.lists(_ROWS, min_size=1, max_size=5))
def test_any_text_and_list_comes_to_postgres_as_it_is(
    comments_schema: Postgres, given_rows: list[dict[str, object]]
) -> None:
    rows = [
        row("letter_comments", **values, position=position)
        for position, values in enumerate(given_rows)
    ]
    made = pa.Table.from_pylist(rows, LETTER_COMMENTS.schema)
    with duckdb.connect() as source, comments_schema.open() as target:
        source.register("come", made)
        target.prepare(LETTER_COMMENTS)
        changes = Changes(LETTER_COMMENTS, None, made.num_rows, source)
        target.remove(changes)
        target.insert(LETTER_COMMENTS, changes, lambda rows: None)  # noqa: ARG005
    expected = sorted(map(_stored, table_rows(made)), key=repr)
    assert comments_schema.rows("letter_comments") == expected
