"""The commands. Exit code 0: done, 1: failed, 2: usage or configuration."""

from collections.abc import Sequence
from pathlib import Path

import click
import pyarrow as pa
import simplejson
from rich.console import Console

from transforms.datasets.describe import to_bigquery, to_json, to_markdown
from transforms.datasets.schema import DATASETS

_FORMATS = {"markdown": to_markdown, "json": to_json, "bigquery": to_bigquery}


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="edgar-arcs")
def main() -> None:
    """Read EDGAR filings in bulk: XBRL arcs, facts, calculation verdicts, staff comments."""


@main.command(context_settings={"ignore_unknown_options": True})
@click.option("--config", "path", required=True, metavar="FILE", help="Configuration in TOML.")
@click.option(
    "--set",
    "overrides",
    multiple=True,
    metavar="SECTION.KEY=VALUE",
    help="Change one value of the configuration; may be repeated.",
)
@click.argument("beam_options", nargs=-1, type=click.UNPROCESSED)
def run(path: str, overrides: Sequence[str], beam_options: Sequence[str]) -> None:
    """Process the selected filings and commit their datasets.

    Every option of Beam's may follow, such as --direct_running_mode=multi_processing
    --direct_num_workers=2, or --runner=DataflowRunner with what it needs.
    """
    # Beam takes most of a second to import, which help and usage errors need not wait for.
    from pipelines.config import ConfigError, load_config
    from pipelines.launch import RunError, launch, summary_table

    console = Console()
    try:
        config = load_config(path, overrides)
        summary = launch(config, beam_options, console)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    except RunError as error:
        raise click.ClickException(str(error)) from error
    console.print(summary_table(summary))
    console.print(f"Committed to {config.output.path}", highlight=False, soft_wrap=True)


@main.command()
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def check(paths: Sequence[Path], form: str) -> None:
    """Check filings (zip, folder, submission text), or lone linkbases and schemas.

    Shows networks as trees with their weights, then findings and rejects; as JSON the rows
    of every dataset. Exit code 1 if nothing could be read.
    """
    from pipelines.check import check_path, to_rows
    from pipelines.networks import render

    checked = [check_path(path) for path in paths]
    tables = {name: pa.concat_tables([each[name] for each in checked]) for name in checked[0]}
    if form == "json":
        click.echo(simplejson.dumps(to_rows(tables), use_decimal=True, indent=1))
    else:
        Console().print(render(tables), soft_wrap=True)
    if not any(
        table.num_rows for name, table in tables.items() if name not in ("filings", "rejects")
    ):
        raise click.exceptions.Exit(1)


@main.command()
@click.argument("dataset", required=False, type=click.Choice(list(DATASETS)))
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="markdown")
def schema(dataset: str | None, form: str) -> None:
    """Show the columns of one dataset, or of all."""
    click.echo(_FORMATS[form]([DATASETS[dataset]] if dataset else list(DATASETS.values())))


@main.command()
@click.argument("output", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("sql")
def query(output: Path, sql: str) -> None:
    """Run SQL over the committed datasets of OUTPUT, a local directory.

    Needs DuckDB: pip install 'edgar-arcs[query]'.
    """
    try:
        from pipelines.query import QueryError
        from pipelines.query import query as ask
    except ImportError as error:
        raise click.ClickException(f"{error}; pip install 'edgar-arcs[query]'") from error
    try:
        click.echo(str(ask(output, sql)))
    except QueryError as error:
        raise click.ClickException(str(error)) from error
