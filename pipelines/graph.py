"""The graph of the main pipeline: from an index of filings to committed datasets."""

from dataclasses import dataclass
from datetime import UTC, datetime

import apache_beam as beam

from pipelines.config import Config
from transforms.commit_datasets import CommitDatasets
from transforms.count_rejects import CountRejects
from transforms.count_rows import CountRows
from transforms.datasets.catalog import create_tables, open_catalog
from transforms.datasets.commit import finish_begun
from transforms.datasets.runs import RunRecord
from transforms.datasets.state import read_state
from transforms.datasets.table_files import Base
from transforms.discover_filings import DiscoverFilings
from transforms.divide_filings import DivideFilings
from transforms.edgar.discovery import index_sources
from transforms.elements import Address
from transforms.locate_filings import LocateFilings, accession_number_of
from transforms.process_filings import ProcessFilings
from transforms.read_filings import ReadFilings
from transforms.report_progress import ReportProgress, ReportTotal
from transforms.rewrite_files import RewriteFiles
from transforms.steps.chain import filing_steps
from transforms.tabulate_filings import TabulateFilings, TabulateIndexRejects
from transforms.version import SOFTWARE_VERSION
from transforms.write_datasets import WriteDatasets


@dataclass(frozen=True, slots=True)
class RunContext:
    """The inputs of one run beside its configuration.

    Attributes:
        record: What it says of itself.
        base: The tables as it finds them.
        progress: Where to report progress; None if progress is not shown.
    """

    record: RunRecord
    base: Base
    progress: Address | None = None

    @classmethod
    def of(cls, run: str, config: Config, progress: Address | None = None) -> "RunContext":
        """The context of a run that starts now; tables that are lacking are made.

        Raises:
            CatalogError: The catalog cannot be used, or has lost a table that the last run left:
                made anew, it would hide that the rows of all other filings are gone.
        """
        output = config.output_tables
        read_state(output)
        with open_catalog(output) as catalog:
            create_tables(catalog, output)
            tables = finish_begun(catalog, output)
        return cls(_record(run, config), Base.of(tables, output.properties), progress)

    @classmethod
    def dry(cls, run: str, config: Config, progress: Address | None = None) -> "RunContext":
        """The context of a run that is only built: no table is made or looked at."""
        return cls(_record(run, config), Base({}, {}), progress)


def _record(run: str, config: Config) -> RunRecord:
    """What a run that starts now says of itself."""
    return RunRecord(
        run,
        "run",
        datetime.now(UTC).isoformat(),
        SOFTWARE_VERSION,
        configuration=config.model_dump_json(exclude={"catalog"}),
        selection=config.select.model_dump_json(by_alias=True),
        datasets=config.output.written_datasets,
    )


def build(pipeline: beam.Pipeline, config: Config, context: RunContext) -> None:
    """Add the steps of a run to `pipeline`."""
    datasets = config.output.partitioned_datasets
    run, base = context.record.run_id, context.base
    indexes = frozenset[str]().union(*map(index_sources, config.select.slices))
    quarters = frozenset(slice_.quarter for slice_ in config.select.slices)

    discovered = pipeline | "DiscoverFilings" >> DiscoverFilings(
        config.archives, config.select.slices, config.selection
    )
    replaced = (
        discovered.refs
        | "LocateFilings" >> LocateFilings(base)
        | "RewriteFiles" >> RewriteFiles(base, run, indexes, quarters)
    )
    read = (
        discovered.refs
        | "DivideFilings" >> DivideFilings()
        | "ReadFilings" >> ReadFilings(config.archives, config.limits.values, config.select.exclude)
    )
    processed = read.filings | "ProcessFilings" >> ProcessFilings(
        filing_steps(
            max_text=config.output.max_text,
            truncation=config.calculations.rounding == "truncation",
        )
    )
    rows = (
        processed.filings
        | "TabulateFilings" >> TabulateFilings(datasets)
        | "CountRows" >> CountRows()
    )
    if context.progress:
        discovered.refs | "ReportTotal" >> ReportTotal(context.progress)
        rows = rows | "ReportProgress" >> ReportProgress(context.progress)
    written = [rows | "WriteDatasets" >> WriteDatasets(base, run)]
    if "rejects" in datasets:
        index_rows = (
            discovered.rejects
            | "TabulateIndexRejects" >> TabulateIndexRejects()
            | "CountIndexRows" >> CountRows()
        )
        written.append(index_rows | "WriteIndexRejects" >> WriteDatasets(base, run))
    (
        (
            written | "Written" >> beam.Flatten(),
            replaced,
            discovered.refs | "Selected" >> beam.Map(accession_number_of),
        )
        | "CommitDatasets"
        >> CommitDatasets(
            config.output_tables,
            base,
            context.record,
            indexes,
            quarters,
            config.output.writes_references,
        )
    )
    rejects = (discovered.rejects, read.rejects, processed.rejects)
    rejects | "AllRejects" >> beam.Flatten() | "CountRejects" >> CountRejects()
