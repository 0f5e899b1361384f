import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, upsert
from transforms.datasets.catalog import (
    DATABASE,
    Output,
    load_tables,
    open_catalog,
)
from transforms.datasets.errors import CatalogError
from transforms.datasets.local_catalog import read_tables


def test_tables_are_those_that_the_catalog_has(tmp_path: Path) -> None:
    output = new_output(tmp_path / "with space, #, %20 and ü")
    upsert(output, "r1", [ref(1)])
    with open_catalog(output) as catalog:
        expected = {
            name: (table.metadata_location, table.metadata)
            for name, table in load_tables(catalog, output).items()
        }
    tables = read_tables(output)
    assert {n: (t.metadata_location, t.metadata) for n, t in tables.items()} == expected


@pytest.mark.parametrize("made", [(), ("iceberg_tables",), ("iceberg_namespace_properties",)])
def test_a_database_that_is_being_made_has_no_tables(tmp_path: Path, made: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database:
        for name in made:
            database.execute(f"CREATE TABLE {name} (x)")
    assert read_tables(Output(str(tmp_path))) == {}


def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"no database" * 100)
    with pytest.raises(CatalogError, match=f"the catalog of {tmp_path} cannot be used: file is"):
        read_tables(Output(str(tmp_path)))
