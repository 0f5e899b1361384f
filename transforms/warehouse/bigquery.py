"""Loading into BigQuery: jobs that stage data files, and one that moves their rows into the tables.

The data files that a run added or removed are loaded into staging tables, free of charge, then
one multi-statement transaction deletes the filings that are in any of them and inserts those
that were added. Run again, the same jobs give the same tables.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from transforms.datasets.describe import to_bigquery
from transforms.datasets.schema import DATASETS, Dataset
from transforms.datasets.state import State
from transforms.warehouse.changes import same_unit, unit_of
from transforms.warehouse.ddl import create_table
from transforms.warehouse.dialect import DIALECTS

Job = dict[str, Any]


def load_jobs(
    state: State, since: State | None, project: str, dataset: str, names: Iterable[str]
) -> list[Job]:
    """Configurations of jobs, as BigQuery's `jobs.insert` takes them, to be run in this order.

    Args:
        state: The state to load; its files lie on Cloud Storage.
        since: The state that was loaded before; None if none was.
        project: Project of Google Cloud.
        dataset: Dataset of BigQuery. Staging tables stand in `<dataset>_staging`.
        names: Names of the datasets to load.
    """
    jobs: list[Job] = []
    statements: list[str] = []
    for name in names:
        added, removed = _changed(state, since, name)
        if added or removed:
            jobs += _stage(project, dataset, DATASETS[name], added, removed)
            statements += take_over(
                dataset, DATASETS[name], removed=bool(removed), added=bool(added)
            )
    if not statements:
        return []
    made = [] if since else [_query(project, dataset, _creations(names))]
    script = ["BEGIN TRANSACTION", *statements, "COMMIT TRANSACTION"]
    return [*made, *jobs, _query(project, dataset, script)]


def take_over(dataset: str, table: Dataset, *, removed: bool, added: bool) -> Iterator[str]:
    """Statements that apply what is staged to a table.

    Args:
        dataset: Dataset of BigQuery.
        table: The table.
        removed: Whether rows that go are staged.
        added: Whether rows that come are staged.
    """
    unit = ", ".join(unit_of(table))
    staged = [f"`{dataset}_staging`.`{table.name}{part}`" for part in _parts(removed, added)]
    units = " UNION DISTINCT ".join(f"SELECT {unit} FROM {each}" for each in staged)
    yield (
        f"DELETE FROM `{dataset}`.`{table.name}` AS old WHERE EXISTS "
        f"(SELECT 1 FROM ({units}) AS touched WHERE {same_unit(table, 'old', 'touched')})"
    )
    if added:
        columns = ", ".join(f"`{name}`" for name in table.schema.names)
        yield (
            f"INSERT INTO `{dataset}`.`{table.name}` ({columns}) "
            f"SELECT {columns} FROM `{dataset}_staging`.`{table.name}`"
        )


def _parts(removed: bool, added: bool) -> list[str]:  # two facts, in this module
    return [*([""] if added else []), *(["_removed"] if removed else [])]


def _changed(state: State, since: State | None, name: str) -> tuple[list[str], list[str]]:
    """Paths of data files that were added and removed."""
    now = {file.path for file in state.files(name)}
    before = {file.path for file in since.files(name)} if since else set()
    return sorted(now - before), sorted(before - now)


def _stage(
    project: str, dataset: str, table: Dataset, added: Sequence[str], removed: Sequence[str]
) -> Iterator[Job]:
    for part, uris in (("", added), ("_removed", removed)):
        if uris:
            yield {
                "load": {
                    "destinationTable": {
                        "projectId": project,
                        "datasetId": f"{dataset}_staging",
                        "tableId": f"{table.name}{part}",
                    },
                    "sourceUris": list(uris),
                    "sourceFormat": "PARQUET",
                    "parquetOptions": {"enableListInference": True},
                    "schema": {"fields": json.loads(to_bigquery([table]))},
                    "writeDisposition": "WRITE_TRUNCATE",
                }
            }


def _creations(names: Iterable[str]) -> list[str]:
    """Statements that create the tables which are not there."""
    return [
        statement.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1)
        for name in names
        for statement in create_table(DATASETS[name], DIALECTS["bigquery"])
    ]


def _query(project: str, dataset: str, statements: Iterable[str]) -> Job:
    return {
        "query": {
            "query": "\n".join(f"{statement};" for statement in statements),
            "useLegacySql": False,
            "defaultDataset": {"projectId": project, "datasetId": dataset},
        }
    }
