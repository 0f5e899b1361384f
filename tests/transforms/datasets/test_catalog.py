"""The catalog of an output: tables as their schemas say, and what is refused with a reason."""

import shutil
import sqlite3
import time
from contextlib import closing, nullcontext
from pathlib import Path

import pyarrow as pa
import pyiceberg.catalog
import pytest
from sqlalchemy.exc import OperationalError

from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, numbers, table, upsert
from transforms.datasets import catalog as catalogs
from transforms.datasets import local_catalog
from transforms.datasets.catalog import (
    DATABASE,
    Output,
    create_tables,
    load_tables,
    open_catalog,
)
from transforms.datasets.errors import CatalogBusyError, CatalogError, UnreadableError
from transforms.datasets.schema import DATASETS, Dataset
from transforms.datasets.state import read_state


def test_tables_have_descriptions_partitions_and_an_order(tmp_path: Path) -> None:
    output = new_output(tmp_path)
    with open_catalog(output) as catalog:
        tables = load_tables(catalog, output)
    assert set(tables) == set(DATASETS)
    assert next(iter(tables)) == "runs"  # whose state cannot be later than that of the others
    for name, table_ in tables.items():
        schema = table_.schema()
        for field in DATASETS[name].schema:
            column = schema.find_field(field.name)
            assert column.doc == field.metadata[b"description"].decode()
            assert column.required == (not field.nullable)
        parts = [str(field.name) for field in table_.spec().fields]
        assert parts == (["filing_quarter"] if DATASETS[name].partitioned else [])
        order = [schema.find_field(field.source_id).name for field in table_.sort_order().fields]
        assert order == (["cik", "accession_number"] if DATASETS[name].partitioned else [])
        assert table_.location() == f"{tmp_path}/{name}"
        assert table_.properties["commit.retry.num-retries"] == "0"  # a commit looks again itself


def test_making_the_tables_again_changes_nothing(tmp_path: Path) -> None:
    output = new_output(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    new_output(tmp_path)
    assert sorted(tmp_path.rglob("*")) == before
    assert read_state(output) is None


def test_a_new_column_is_added_to_the_table_and_null_in_older_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = new_output(tmp_path)
    upsert(output, "r1", [ref(1)])
    old = DATASETS["rejects"]
    field = pa.field("hint", pa.string(), metadata={"description": "What to do"})
    schema = pa.schema([*old.schema, field])
    monkeypatch.setitem(DATASETS, "rejects", Dataset("rejects", old.rows, old.key, schema))
    with open_catalog(output) as catalog:
        tables = create_tables(catalog, output)
    assert tables["rejects"].schema().find_field("hint").doc == "What to do"
    monkeypatch.setitem(DATASETS, "rejects", old)
    with open_catalog(output) as catalog, pytest.raises(CatalogError, match=r"newer .*\(hint\)"):
        create_tables(catalog, output)
    assert table(output, "rejects").num_rows == 1


def test_a_table_without_a_column_that_every_row_has_now_is_refused_before_any_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = new_output(tmp_path)
    old = DATASETS["rejects"]
    field = pa.field("hint", pa.string(), nullable=False, metadata={"description": "What to do"})
    schema = pa.schema([*old.schema, field])
    monkeypatch.setitem(DATASETS, "rejects", Dataset("rejects", old.rows, old.key, schema))
    monkeypatch.setitem(DATASETS, "later", Dataset("later", "", (), schema, partitioned=False))
    with open_catalog(output) as catalog:
        with pytest.raises(CatalogError, match=r"rejects was written by an older .* without hint"):
            create_tables(catalog, output)
        assert "later" not in load_tables(catalog, output)


def test_an_output_that_was_moved_is_recognised(tmp_path: Path) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    upsert(new_output(there), "r1", [ref(1)])
    shutil.copytree(there, here)
    with pytest.raises(CatalogError, match=f"was moved or copied from {there}.*export"):
        read_state(Output(str(here)))
    link = tmp_path / "link"
    link.symlink_to(there)
    assert read_state(Output(str(link))) is not None


def test_a_namespace_of_another_output_is_refused(tmp_path: Path) -> None:
    shared = {"type": "sql", "uri": f"sqlite:///{tmp_path}/shared.db"}
    for name, namespace in (("a", "one"), ("b", "two")):
        output = Output(f"{tmp_path}/{name}", shared | {"namespace": namespace})
        with open_catalog(output) as catalog:
            create_tables(catalog, output)
    with (
        pytest.raises(CatalogError, match=r"namespace one .* another namespace"),
        open_catalog(Output(f"{tmp_path}/b", shared | {"namespace": "one"})),
    ):
        pass


def test_an_output_on_a_bucket_needs_a_catalog() -> None:
    with (
        pytest.raises(CatalogError, match=r"needed: give \[catalog\]"),
        open_catalog(Output("s3://bucket/out")),
    ):
        pass


def test_what_is_passed_through_reaches_pyiceberg(tmp_path: Path) -> None:
    output = Output(str(tmp_path), {"type": "rest", "uri": "http://x", "namespace": "n"})
    assert output.properties["type"] == "rest"
    assert "namespace" not in output.properties
    assert catalogs.has_catalog(output)


def test_an_output_that_has_lost_its_catalog_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    output = new_output(tmp_path / "out")
    (tmp_path / "out/catalog.db").unlink()
    with pytest.raises(CatalogError, match=r"holds tables, and catalog\.db, .* is gone"):
        new_output(tmp_path / "out")
    with pytest.raises(CatalogError, match=r"catalog\.db, .* is gone: put it back"):
        read_state(output)
    (tmp_path / "out/catalog.db").write_bytes(b"")
    with pytest.raises(CatalogError, match=r"catalog\.db, .* is empty: put it back"):
        read_state(output)


def test_a_namespace_that_is_gone_is_named(tmp_path: Path) -> None:
    output = Output(str(tmp_path), {"type": "in-memory"})
    with (
        open_catalog(output) as catalog,
        pytest.raises(CatalogError, match="has no namespace edgar any more: something has dropped"),
    ):
        load_tables(catalog, output)


@pytest.mark.parametrize("kind", ["*.metadata.json", "snap-*.avro", "*-m0.avro"])
def test_damaged_metadata_is_named(tmp_path: Path, kind: str) -> None:
    output = new_output(tmp_path / "out")
    upsert(output, "r1", [ref(1)])
    for path in (tmp_path / "out/filings/metadata").glob(kind):
        path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(UnreadableError, match=r"metadata of a table cannot be read: .*/filings/"):
        numbers(output, "filings")


def test_a_table_that_a_run_left_and_the_catalog_does_not_have_is_named(tmp_path: Path) -> None:
    output = new_output(tmp_path / "out")
    upsert(output, "r1", [ref(1)])
    with open_catalog(output) as catalog:
        catalog.drop_table(("edgar", "filings"))
    with pytest.raises(
        CatalogError, match=r"run r1 left tables that the catalog has lost.*filings"
    ):
        read_state(output)


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"type": "text"}, "'text' is not a valid CatalogType"),
        ({"type": "sql"}, "URI missing"),
        ({"type": "sql", "uri": ""}, "URI is required"),
        ({"type": "sql", "uri": "nosuch://"}, "Can't load plugin"),
    ],
)
def test_a_catalog_that_is_configured_wrongly_is_named_with_the_reason(
    tmp_path: Path, properties: dict[str, str], reason: str
) -> None:
    output = Output(str(tmp_path), properties)
    with pytest.raises(CatalogError, match=f"cannot be used: .*{reason}"), open_catalog(output):
        pass


@pytest.mark.parametrize(("failures", "opened"), [(4, True), (5, False)])
def test_a_catalog_that_another_run_is_making_is_tried_again(
    empty_output: Output, monkeypatch: pytest.MonkeyPatch, failures: int, opened: bool
) -> None:
    output, opens, tried = empty_output, pyiceberg.catalog.load_catalog, []

    def load(name: str, **properties: str) -> object:
        tried.append(name)
        if len(tried) <= failures:
            raise ConnectionRefusedError("nobody answers")
        return opens(name, **properties)

    monkeypatch.setattr(pyiceberg.catalog, "load_catalog", load)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)  # noqa: ARG005
    expected = nullcontext() if opened else pytest.raises(CatalogError, match="nobody answers")
    with expected, open_catalog(output) as catalog:
        assert set(load_tables(catalog, output)) == set(DATASETS)
    assert len(tried) == 5


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks are waited for no longer than it takes to find them."""
    monkeypatch.setattr(catalogs, "_PATIENCE", 0.0)
    monkeypatch.setattr(local_catalog, "_TIMEOUT", 0.0)


@pytest.mark.usefixtures("_impatient")
def test_a_database_that_another_process_keeps_to_itself_is_busy(tmp_path: Path) -> None:
    output = new_output(tmp_path)
    busy = pytest.raises(CatalogBusyError, match=r"database is locked; .* try again later")
    with closing(sqlite3.connect(tmp_path / DATABASE, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        with busy, open_catalog(output):
            pass
        with busy:
            local_catalog.read_tables(output)


def test_a_database_that_cannot_be_written_is_the_catalog_that_cannot_be_used(
    tmp_path: Path,
) -> None:
    def fail() -> None:
        full = sqlite3.OperationalError("database or disk is full")
        raise OperationalError("UPDATE iceberg_tables", {}, full)

    output = new_output(tmp_path)
    refused = pytest.raises(CatalogError, match=r"cannot be used: database or disk is full$")
    with refused, open_catalog(output):
        fail()
