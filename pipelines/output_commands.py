"""Commands on an existing output: runs, maintenance, verification, rollback and export."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.failures import COMMITTED_OR_NOT, explained_output
from pipelines.output_arguments import (
    Amount,
    LocalPath,
    nothing_committed,
    of_output,
    of_output_at,
    output_of,
    state_of,
)

if TYPE_CHECKING:
    from transforms.datasets.runs import RunRecord
    from transforms.warehouse.conformance import Conformance


def record(command: str) -> "RunRecord":
    """The row of such a command in `runs`."""
    from transforms.datasets.runs import RunRecord, new_run_id
    from transforms.version import SOFTWARE_VERSION

    return RunRecord(new_run_id(), command, datetime.now(UTC).isoformat(), SOFTWARE_VERSION)


@click.command()
@of_output
def runs(output: str, config: str | None) -> None:
    """List the runs that committed to OUTPUT, the latest last.

    The state that a run left can be read by --at RUN and gone back to by rollback, until maintain
    has expired it.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from pipelines.views.console import page
    from transforms.datasets.state import is_expired, list_runs

    with explained_output():
        state = state_of(output, config)
        rows = list_runs(state.tables["runs"])
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name in ("number", "run", "command", "finished (UTC)", "selection", "filings", "state"):
        table.add_column(name, overflow="fold", no_wrap=name == "run")
    for row in rows:
        counts = {each["name"]: f"{each['count']:,}" for each in row["counts"]}
        table.add_row(
            str(row["number"]),
            row["run_id"],
            row["command"],
            f"{row['finished_at']:%Y-%m-%d %H:%M:%S}",
            _selection(row["selection"]),
            counts.get("filings", ""),
            "expired" if is_expired(row, state.tables) else "readable",
        )
    page().print(table)


def _selection(text: str | None) -> str:
    """The selection of a run in short: the keys that were set.

    Earlier versions wrote `from_`, as Python has to spell it, for `from`.
    """
    said = json.loads(text) if text else {}
    return " ".join(f"{key.rstrip('_')}={value}" for key, value in said.items() if value)


def _days(context: click.Context, option: click.Parameter, value: float) -> timedelta:
    del context, option
    try:
        return timedelta(days=value)
    except OverflowError as error:
        raise click.BadParameter(f"{value:g} days are more than any calendar has") from error


@click.command()
@of_output
@click.option(
    "--keep",
    default=7.0,
    type=Amount("days"),
    metavar="DAYS",
    callback=_days,
    help="How long a state stays readable after a run has put another in its place; 7 if left out.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done.")
def maintain(output: str, config: str | None, keep: timedelta, *, dry_run: bool) -> None:
    """Merge small files of OUTPUT, expire old snapshots, remove files that nothing names.

    Of files only those are removed that runs of edgar-arcs left in its tables' directories, older
    than a day, of runs that have written nothing within that day.
    """
    from pipelines.views.progress import show_parts
    from transforms.datasets.maintain import maintain as do

    left = "no row has changed; maintain again to go on"
    with explained_output(left), show_parts("") as on_done:
        state_of(output, config)
        place = output_of(output, config)
        done = do(place, record("maintain"), keep, dry_run=dry_run, on_done=on_done)
    would = "would be " if dry_run else ""
    merged = sum(len(group.files) for group in done.merged)
    click.echo(f"{merged:,} small files in {len(done.merged):,} partitions {would}merged")
    click.echo(f"{sum(done.expired.values()):,} snapshots {would}expired")
    size = sum(file.size for file in done.orphans)
    click.echo(f"{len(done.orphans):,} files that nothing names {would}removed, {size:,} bytes")
    if dry_run:
        for file in done.orphans:
            click.echo(f"  {file.path}")


@click.command()
@of_output_at
@click.option(
    "--contract",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Data contract to check against, as JSON; that of this version if left out.",
)
def verify(output: str, config: str | None, at: str | None, contract: Path | None) -> None:
    """Read everything in OUTPUT again: files, their sizes and rows, counts, the data contract.

    That is what `schema --format odcs` writes: types, nulls, keys and relations. Names each
    fault; exit code 1 if there is one.
    """
    from pipelines.views.progress import show_parts
    from transforms.datasets.verify import verify as faults_of

    faults = 0
    with explained_output("not everything was read"), show_parts("") as on_done:
        promised = _conformance(contract)
        state = state_of(output, config, at)
        for fault in faults_of(state, promised, on_done):
            faults += 1
            click.echo(f"{fault.place}: {fault.message}")
    click.echo(f"{faults:,} faults" if faults else "No fault")
    if faults:
        raise click.exceptions.Exit(1)


def _conformance(path: Path | None) -> "Conformance":
    """The contract in a file, or that of this version."""
    from pipelines.schema_formats import FORMATS
    from transforms.datasets.schema import DATASETS
    from transforms.warehouse.conformance import Conformance, ContractError, read_contract

    if path is None:
        return Conformance(read_contract(FORMATS["odcs"](list(DATASETS.values()), [])))
    try:
        return Conformance(read_contract(path.read_text("utf-8")))
    except ContractError as error:
        raise click.ClickException(f"{path}: {error}") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path} is not text in UTF-8") from error


@click.command()
@of_output
@click.argument("run")
def rollback(output: str, run: str, config: str | None) -> None:
    """Set OUTPUT back to the state that RUN left: an id or number as `runs` shows it.

    This is a run of its own; what it takes back stays readable until it expires.
    """
    from transforms.datasets.rollback import rollback as go_back

    with explained_output(COMMITTED_OR_NOT):
        state = go_back(output_of(output, config), record("rollback"), run)
    if state is None:
        raise nothing_committed(output)
    click.echo(f"{output} is as run {state.run['run_id']} left it")


@click.command()
@of_output_at
@click.argument("directory", type=LocalPath(path_type=Path))
def export(output: str, directory: Path, config: str | None, at: str | None) -> None:
    """Lay OUTPUT out in DIRECTORY as plain Parquet, for tools that only list directories.

    A directory that an earlier export made is replaced, whole.
    """
    from pipelines.views.progress import show_parts
    from transforms.datasets.export import export as lay_out

    left = f"{directory} is as it was, or exported whole"
    with explained_output(left), show_parts("files") as on_done:
        state = state_of(output, config, at)
        number = lay_out(state, directory.absolute(), on_done)
    click.echo(f"{number:,} files in {directory}")


COMMANDS = (runs, maintain, verify, rollback, export)
