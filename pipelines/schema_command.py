"""`edgar-arcs schema`: the columns of datasets, the SQL of views and the codes that they hold."""

from functools import partial

import click

from pipelines.errors import missing


@click.command()
@click.argument("dataset", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(
        [
            "markdown", "json", "duckdb", "postgres", "spark", "snowflake", "bigquery",
            "bigquery-json", "odcs", "dbt",
        ]
    ),
    default="markdown",
    help="markdown and json describe; a warehouse's name gives the statements that create tables "
    "and views there; bigquery-json the schema files of bq load; odcs a data contract; dbt its "
    "sources.",
)  # fmt: skip
@click.option(
    "--dataset",
    "within",
    metavar="PROJECT.DATASET",
    help="Where the tables stand in BigQuery, as its views must say; edgar if left out.",
)
@click.option("--codes", is_flag=True, help="Show the codes that the columns hold.")
def schema(dataset: str | None, form: str, within: str | None, *, codes: bool) -> None:
    """Show the columns of one dataset or the SQL of one view, or of all."""
    from pipelines.schema_formats import FORMATS, bigquery_ddl
    from transforms.datasets.schema import DATASETS
    from transforms.datasets.views import VIEWS

    if dataset not in (None, *DATASETS, *VIEWS):
        known = ", ".join((*DATASETS, *VIEWS))
        raise click.BadParameter(f"{dataset} is neither dataset nor view; there are {known}")
    if within and form != "bigquery":
        raise click.UsageError("--dataset goes with --format bigquery alone")
    if codes:
        click.echo(_codes(dataset, form))
        return
    datasets = [each for name, each in DATASETS.items() if dataset in (None, name)]
    views = [view for name, view in VIEWS.items() if dataset in (None, name)]
    try:
        write = partial(bigquery_ddl, within=within) if within else FORMATS[form]
        click.echo(write(datasets, views))
    except ImportError as error:
        raise click.ClickException(missing(error, "warehouse")) from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _codes(dataset: str | None, form: str) -> str:
    from pipelines.codes import CODE_TABLES
    from transforms.datasets.describe import codes_to_json, codes_to_markdown

    formats = {"markdown": codes_to_markdown, "json": codes_to_json}
    if form not in formats:
        raise click.UsageError(f"--codes can be shown as {' or '.join(formats)}, not {form}")
    tables = [
        table
        for table in CODE_TABLES
        if not dataset or any(column.startswith(f"{dataset}.") for column in table.columns)
    ]
    return formats[form](tables)
