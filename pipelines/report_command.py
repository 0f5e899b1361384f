"""`edgar-arcs report`: an output, or one filing of it, as a page to look at."""

from pathlib import Path

import click

from pipelines.errors import missing
from pipelines.failures import explained_answer
from pipelines.output_arguments import of_output_at, output_of, to_file
from transforms.edgar.accession import accession_number
from transforms.edgar.errors import EdgarError


def _accession_number(_: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else accession_number(value)
    except EdgarError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@to_file("File to write the page to.", required=True)
@click.option(
    "--accession",
    metavar="NUMBER",
    callback=_accession_number,
    help="Show one filing, such as 0000320193-23-000106.",
)
@of_output_at
def report(
    output: str, target: Path, accession: str | None, config: str | None, at: str | None
) -> None:
    """Write what is in OUTPUT as one page of HTML, which needs nothing else and no network.

    Plots of filings, arcs, inconsistent sums, findings, rejects and letters, to be filtered by
    form and quarter; with --accession a filing's statements as filed, with weights and verdicts.

    Needs the extra report.
    """
    try:
        from pipelines.query import connect, explained
        from pipelines.views.report.filing import filing_page
        from pipelines.views.report.overview import overview_page
        from pipelines.views.whole import left_of, written_whole
    except ImportError as error:
        raise click.ClickException(missing(error, "report")) from error
    with explained_answer(left_of(target)):
        connection = connect(output_of(output, config), at)
        with written_whole(target) as part, explained():
            page = (
                overview_page(connection, output)
                if accession is None
                else filing_page(connection, output, accession)
            )
            if page is None:
                raise click.ClickException(
                    f"{accession} is not in {output}, whose table filings lists what is"
                )
            part.write_text(page, encoding="utf-8")
    click.echo(f"{target}: {len(page.encode()):,} bytes")
