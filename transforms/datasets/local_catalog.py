"""Tables of an output whose catalog is the database in it, for reading.

A catalog of PyIceberg imports SQLAlchemy, which takes as long as all else that a query needs to
start. To read, the locations of the tables' metadata are enough: one statement, with Python's
own SQLite, on the two tables that Iceberg's catalogs in SQL databases have. What commits opens
the catalog itself.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from transforms.datasets.catalog import (
    DATABASE,
    NAME,
    OWNER,
    Output,
    check_owner,
)
from transforms.datasets.errors import unusable_catalog
from transforms.datasets.schema import DATASETS
from transforms.datasets.table_files import Base

if TYPE_CHECKING:
    from pyiceberg.table import Table

_TIMEOUT: Final = 60  # seconds that a commit under way is waited for
_MADE = """
SELECT count(*) FROM sqlite_master
WHERE name IN ('iceberg_tables', 'iceberg_namespace_properties')
"""
_OWNER_OF = """
SELECT property_value FROM iceberg_namespace_properties
WHERE catalog_name = ? AND namespace = ? AND property_key = ?
"""
_METADATA = """
SELECT table_name, metadata_location FROM iceberg_tables
WHERE catalog_name = ? AND table_namespace = ?
"""


def read_tables(output: Output) -> dict[str, "Table"]:
    """The tables that are there, all of one moment, by dataset.

    Raises:
        CatalogError: The database cannot be read, or the output was moved.
    """
    path = Path(output.path) / DATABASE
    try:
        # Not `mode=ro`: after a crash SQLite has to roll back what the journal holds.
        database = sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=_TIMEOUT)
        with closing(database):
            if database.execute(_MADE).fetchone() != (2,):
                return {}  # a first run is making it
            owner = database.execute(_OWNER_OF, (NAME, output.namespace, OWNER)).fetchone()
            found = dict(database.execute(_METADATA, (NAME, output.namespace)))
    except sqlite3.Error as error:
        raise unusable_catalog(output.path, error) from error
    if owner is not None:
        check_owner(output, owner[0])
    base = Base({name: found[name] for name in DATASETS if name in found}, output.properties)
    return {name: base.table(name) for name in base.metadata}
