"""Querying an output with DuckDB: a table for each dataset, over the files that are committed."""

from pathlib import Path

import duckdb

from transforms.commit_datasets import latest_manifest_path, read_manifest
from transforms.datasets.manifest import ManifestError
from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS, view_sql


class QueryError(Exception):
    """A query that cannot be answered; the message says why and what to do."""


def connect(output: Path) -> duckdb.DuckDBPyConnection:
    """A connection to the datasets and views of an output.

    Every dataset is there, empty if nothing of it was ever committed. Partitioned ones have
    the Hive keys `year` and `quarter` as columns. The files are the manifest's as it is now.

    Raises:
        QueryError: Nothing was committed there, or what is there cannot be read.
    """
    path = latest_manifest_path(str(output))
    if path is None:
        raise QueryError(f"{output}: nothing is committed here; edgar-arcs run writes an output")
    try:
        manifest = read_manifest(path)
    except ManifestError as error:
        raise QueryError(str(error)) from error
    connection = duckdb.connect()
    for name, dataset in DATASETS.items():
        files = [str(output / file.path) for file in manifest.files if file.dataset == name]
        if files:
            source = connection.read_parquet(files, union_by_name=True, hive_partitioning=True)
            source.create_view(name)
        else:
            connection.register(name, dataset.schema.empty_table())
    for view in VIEWS:
        connection.execute(view_sql(view))
    return connection


def query(output: Path, sql: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Names of the columns and all rows of a SQL query over an output.

    Raises:
        QueryError: Nothing is committed there, or the query is wrong.
    """
    try:
        result = connect(output).execute(sql)
        return [column[0] for column in result.description or ()], result.fetchall()
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
