"""Loading into BigQuery: jobs that stage data files, and one that moves their rows into the tables.

The data files that a run added or removed are loaded into staging tables, free of charge, then
one multi-statement transaction deletes the filings that are in any of them and inserts those
that were added. A filing that a run replaced is in a file that the run removed from every table
that had rows of it, so its rows go from all of them; a filing that was only copied into another
file of one table is left alone in the others. A load of all empties each table first, and so
does every load of the small tables that have no filings. Run again, the same jobs give the same
tables.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from transforms.datasets.describe import to_bigquery
from transforms.datasets.schema import DATASETS, Dataset
from transforms.datasets.state import State
from transforms.datasets.views import VIEWS
from transforms.warehouse.changes import same_unit, unit_of
from transforms.warehouse.ddl import create_table, create_view, readable_views
from transforms.warehouse.dialect import DIALECTS
from transforms.warehouse.errors import WarehouseError

Job = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Change:
    """What brings the table of a dataset up to date.

    Attributes:
        dataset: The dataset.
        added: Paths of data files whose rows come.
        removed: Paths of data files whose filings go, as those of `added` do; None if all rows go.
    """

    dataset: Dataset
    added: Sequence[str]
    removed: Sequence[str] | None

    def staged(self) -> dict[str, Sequence[str]]:
        """Paths of data files by the name of the staging table that they are loaded into."""
        name = self.dataset.name
        parts = {name: self.added, f"{name}_removed": self.removed or ()}
        return {table: paths for table, paths in parts.items() if paths}


def load_jobs(
    state: State, since: State | None, project: str, dataset: str, names: Iterable[str]
) -> list[Job]:
    """Configurations of jobs, as BigQuery's `jobs.insert` takes them, to be run in this order.

    Args:
        state: The state to load; its files lie on Cloud Storage.
        since: The state that was loaded before; None to load all, whatever was.
        project: Project of Google Cloud.
        dataset: Dataset of BigQuery. Staging tables stand in `<dataset>_staging`.
        names: Names of the datasets to load.
    """
    if since and since.run["run_id"] == state.run["run_id"]:
        return []
    names = list(names)
    changes = [_change(state, since, DATASETS[name]) for name in names]
    staged = [job for change in changes for job in _stage(project, dataset, change)]
    statements = [statement for change in changes for statement in _take_over(dataset, change)]
    if not statements:
        return []
    script = _query(project, dataset, ["BEGIN TRANSACTION", *statements, "COMMIT TRANSACTION"])
    if since:
        return [*staged, script]
    within = f"{project}.{dataset}"
    tables = _query(project, dataset, _tables(names, within))
    views = _query(project, dataset, _views(names, within))
    return [tables, *staged, script, *([views] if views["query"]["query"] else [])]


def run_jobs(project: str, jobs: Iterable[Job]) -> None:
    """Run jobs, each once the one before it has ended.

    Raises:
        WarehouseError: BigQuery's client is not installed, there are no credentials, or BigQuery
            does not do what a job says.
    """
    try:
        from google.api_core.exceptions import GoogleAPIError
        from google.auth.exceptions import GoogleAuthError
        from google.cloud import bigquery
    except ImportError as error:
        raise WarehouseError(
            f"{error}; install the extra gcp: pip install -e '.[gcp]' in the checkout"
        ) from error
    try:
        client = bigquery.Client(project)
        for job in jobs:
            client.create_job(job).result()
    except GoogleAuthError as error:
        raise WarehouseError(
            f"BigQuery cannot be reached as anyone: {error} (gcloud auth application-default "
            "login makes credentials; GOOGLE_APPLICATION_CREDENTIALS names a file of them)"
        ) from error
    except GoogleAPIError as error:
        raise WarehouseError(
            f"BigQuery says: {error}; the tables are as they were, and the same load may run again"
        ) from error


def _change(state: State, since: State | None, dataset: Dataset) -> _Change:
    now = {file.path for file in state.files(dataset.name)}
    if since is None or not dataset.partitioned:
        return _Change(dataset, sorted(now), None)
    before = {file.path for file in since.files(dataset.name)}
    return _Change(dataset, sorted(now - before), sorted(before - now))


def _take_over(dataset: str, change: _Change) -> Iterator[str]:
    """Statements that apply what is staged to a table."""
    staged = [f"`{dataset}_staging`.`{name}`" for name in change.staged()]
    table = f"`{dataset}`.`{change.dataset.name}`"
    if change.removed is None:
        yield f"DELETE FROM {table} WHERE TRUE"
    elif staged:
        unit = ", ".join(unit_of(change.dataset))
        units = " UNION DISTINCT ".join(f"SELECT {unit} FROM {each}" for each in staged)
        same = same_unit(change.dataset, "old", "touched")
        yield (
            f"DELETE FROM {table} AS old WHERE EXISTS "
            f"(SELECT 1 FROM ({units}) AS touched WHERE {same})"
        )
    if change.added:
        columns = ", ".join(f"`{name}`" for name in change.dataset.schema.names)
        yield f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {staged[0]}"


def _stage(project: str, dataset: str, change: _Change) -> Iterator[Job]:
    for table, uris in change.staged().items():
        yield {
            "load": {
                "destinationTable": {
                    "projectId": project,
                    "datasetId": f"{dataset}_staging",
                    "tableId": table,
                },
                "sourceUris": list(uris),
                "sourceFormat": "PARQUET",
                "parquetOptions": {"enableListInference": True},
                "schema": {"fields": json.loads(to_bigquery([change.dataset]))},
                "writeDisposition": "WRITE_TRUNCATE",
            }
        }


def _tables(names: Iterable[str], within: str) -> Iterator[str]:
    """Statements that create the tables which are not there."""
    for name in names:
        for statement in create_table(DATASETS[name], DIALECTS["bigquery"], within):
            yield statement.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1)


def _views(names: Iterable[str], within: str) -> Iterator[str]:
    """Statements that create the views of which all tables are loaded, or replace them."""
    for view in readable_views(VIEWS.values(), names):
        yield create_view(view, DIALECTS["bigquery"], within).rstrip(";")


def _query(project: str, dataset: str, statements: Iterable[str]) -> Job:
    return {
        "query": {
            "query": "\n".join(f"{statement};" for statement in statements),
            "useLegacySql": False,
            "defaultDataset": {"projectId": project, "datasetId": dataset},
        }
    }
