"""The commands. Exit code 0: done, 1: failed, 2: usage or configuration."""

from collections.abc import Sequence

import click
from rich.console import Console

from transforms.datasets.describe import to_bigquery, to_json, to_markdown
from transforms.datasets.schema import DATASETS

_FORMATS = {"markdown": to_markdown, "json": to_json, "bigquery": to_bigquery}


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="edgar-arcs")
def main() -> None:
    """Read EDGAR filings in bulk: XBRL arcs, facts, calculation verdicts, staff comments."""


@main.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": True})
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
    # Beam takes 0.7 s to import, which the other commands need not wait for.
    from pipelines.config import ConfigError, load_config
    from pipelines.launch import launch, summary_table

    console = Console()
    try:
        config = load_config(path, overrides)
        summary = launch(config, beam_options, console)
    except ConfigError as error:
        raise click.UsageError(str(error)) from error
    console.print(summary_table(summary))
    console.print(f"Committed to {config.output.path}", highlight=False, soft_wrap=True)


@main.command()
@click.argument("dataset", required=False, type=click.Choice(list(DATASETS)))
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="markdown")
def schema(dataset: str | None, form: str) -> None:
    """Show the columns of one dataset, or of all."""
    click.echo(_FORMATS[form]([DATASETS[dataset]] if dataset else list(DATASETS.values())))
