"""Querying an output with DuckDB: a view for each dataset, over the files that are committed."""

from pathlib import Path

import duckdb

from transforms.commit_datasets import latest_manifest_path, read_manifest
from transforms.datasets.manifest import ManifestError
from transforms.datasets.schema import DATASETS


class QueryError(Exception):
    """A query that cannot be answered; the message says why and what to do."""


def connect(output: Path) -> duckdb.DuckDBPyConnection:
    """A connection in which every dataset that was ever committed to `output` is a view.

    Views read the manifest's files as they are now, and have the Hive keys `year` and
    `quarter` as columns.

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
    for dataset in DATASETS:
        files = [str(output / file.path) for file in manifest.files if file.dataset == dataset]
        if files:
            source = connection.read_parquet(files, union_by_name=True, hive_partitioning=True)
            source.create_view(dataset)
    return connection


def query(output: Path, sql: str) -> duckdb.DuckDBPyRelation:
    """Rows of a SQL query over the datasets of an output.

    Raises:
        QueryError: Nothing is committed there, or the query is wrong.
    """
    try:
        return connect(output).sql(sql)
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
