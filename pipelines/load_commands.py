"""`edgar-arcs load`: the tables of an output into a warehouse, and then what has changed."""

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pipelines.failures import explained_load
from pipelines.output_arguments import LocalPath, of_output, output_of, state_of

if TYPE_CHECKING:
    from transforms.warehouse.target import Target

_LEFT: Final = "the warehouse is as it was, or loaded whole"


@click.group()
def load() -> None:
    """Load the tables of OUTPUT into a warehouse: the first time all, then what has changed.

    All tables are brought to the state of the latest run in one transaction: a load that fails or
    is killed leaves the warehouse as it was. Table loads says what was loaded.
    """


def _datasets(context: click.Context, option: click.Parameter, given: str | None) -> list[str]:
    del context, option
    from transforms.datasets.schema import DATASETS

    named = [name.strip() for name in given.split(",")] if given else DATASETS
    names = list(dict.fromkeys(named))
    if unknown := [name for name in names if name not in DATASETS]:
        raise click.BadParameter(
            f"{', '.join(unknown)}: no such dataset; there are {', '.join(DATASETS)}"
        )
    return names


datasets_option = click.option(
    "--datasets", metavar="NAME,...", callback=_datasets, help="Datasets to load; all if left out."
)


@load.command("duckdb")
@of_output
@click.argument("file", type=LocalPath(dir_okay=False, path_type=Path))
@datasets_option
def into_duckdb(output: str, file: Path, config: str | None, datasets: list[str]) -> None:
    """Load into a DuckDB FILE, which is made if it is not there.

    Exit code 75 if another process has FILE open.
    """
    with explained_load(_LEFT):
        from transforms.warehouse.duckdb_file import open_duckdb

        _load(output, config, datasets, open_duckdb(file))


@load.command("postgres")
@of_output
@click.argument("url")
@datasets_option
def into_postgres(output: str, url: str, config: str | None, datasets: list[str]) -> None:
    """Load into PostgreSQL at URL, such as postgresql://user@host/database.

    Tables are made in the first schema of the search path; ?options=-csearch_path%3Dedgar at the
    end of URL names another, which has to exist: CREATE SCHEMA edgar makes it. Loads into one schema wait for each other.
    """
    with explained_load(_LEFT):
        from transforms.warehouse.postgres import open_postgres

        _load(output, config, datasets, open_postgres(url))


def _load(
    place: str, config: str | None, datasets: list[str], opened: AbstractContextManager["Target"]
) -> None:
    from pipelines.views.progress import show_parts
    from transforms.datasets.views import VIEWS
    from transforms.warehouse.ddl import drop_views
    from transforms.warehouse.loading import load as bring_up_to_date

    output, state = output_of(place, config), state_of(place, config)
    with opened as target, show_parts("rows") as on_rows:
        results = bring_up_to_date(state, output.path, target, datasets, on_rows)
        outdated = target.outdated_views(VIEWS.values())
    for result in results:
        click.echo(
            f"{result.dataset}: {result.deleted:,} rows deleted, {result.inserted:,} inserted"
        )
    click.echo(f"Loaded is the state that run {state.run['run_id']} left")
    if outdated:
        click.echo(
            "These views are not as this version of edgar-arcs makes them, or read one that is not. "
            "To have those of now, run this in the warehouse and load again: "
            + drop_views(outdated, target.dialect),
            err=True,
        )


@load.command("bigquery")
@of_output
@click.argument("dataset", metavar="PROJECT.DATASET")
@datasets_option
@click.option(
    "--since", metavar="RUN", help="Id or number of the run whose state was loaded before."
)
@click.option("--dry-run", is_flag=True, help="Print the jobs as JSON and run none.")
def into_bigquery(
    output: str,
    dataset: str,
    config: str | None,
    datasets: list[str],
    since: str | None,
    *,
    dry_run: bool,
) -> None:
    """Load into BigQuery, from OUTPUT on Cloud Storage, by way of DATASET_staging.

    Without --since tables that are not there are made, views are made anew, and all rows are loaded
    in place of those that are there. With it, tables and views are taken to be as they should be.
    """
    from transforms.datasets.state import read_state
    from transforms.warehouse.bigquery import load_jobs, run_jobs

    project, dot, name = dataset.partition(".")
    if not dot:
        raise click.BadParameter(f"{dataset} is not PROJECT.DATASET")
    with explained_load():
        place = output_of(output, config)
        if not dry_run and not place.path.startswith("gs://"):
            raise click.UsageError(
                f"BigQuery loads from gs://, not from {place.path}; --dry-run prints the jobs"
            )
        state = state_of(output, config)
        before = read_state(place, since) if since else None
        jobs = load_jobs(state, before, project, name, datasets)
        if dry_run:
            click.echo(json.dumps(jobs, indent=2))
            return
        run_jobs(project, jobs)
    click.echo(f"Loaded is the state that run {state.run['run_id']} left")
