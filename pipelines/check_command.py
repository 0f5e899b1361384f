"""`edgar-arcs check`: what is in a filing, without a configuration or an output."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

_LEAST_WIDTH: Final = 100  # statements need as many for amounts of trillions and both verdicts


@click.command()
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--inconsistent", is_flag=True, help="Of networks and calculations, the inconsistent ones only."
)
def check(paths: Sequence[Path], form: str, *, inconsistent: bool) -> None:
    """Check filings (zip, folder, submission text), or lone documents and letters.

    Shows networks as trees with their weights, calculations as statements, letters, findings and
    rejects; as JSON the rows of every dataset. Exit code 1 if nothing could be read.
    """
    from pipelines.check import check_path, could_read, joined, render, to_json

    if inconsistent and form == "json":
        raise click.UsageError("--inconsistent is for text: JSON has the rows of every dataset")
    try:
        checked = [check_path(path) for path in paths]
    except OSError as error:
        raise click.ClickException(str(error)) from error
    if form == "json":
        click.echo(to_json(joined(checked)))
    else:
        from pipelines.views.console import page

        console = page()
        # No verdict may be cut: a terminal that is narrower breaks the lines itself.
        console.width = max(console.width, _LEAST_WIDTH)
        for path, tables in zip(paths, checked, strict=True):
            if len(paths) > 1:
                console.print(f"{path}:", style="bold", markup=False)
            console.print(render(tables, only_inconsistent=inconsistent))
    if not any(map(could_read, checked)):
        raise click.exceptions.Exit(1)
