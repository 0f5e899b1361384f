"""The main pipeline: from an index of filings to committed datasets."""

from dataclasses import dataclass

import apache_beam as beam

from pipelines.config import Config
from transforms.commit_datasets import CommitDatasets, latest_manifest_path, read_manifest
from transforms.count_rejects import CountRejects
from transforms.count_rows import CountRows
from transforms.datasets.layout import Shard, shard_of
from transforms.datasets.manifest import Manifest
from transforms.discover_filings import DiscoverFilings
from transforms.parse_letters import ParseLetters
from transforms.parse_linkbases import ParseLinkbases
from transforms.read_facts import ReadFacts
from transforms.read_filings import ReadFilings
from transforms.report_progress import Address, ReportProgress, ReportTotal
from transforms.shard_filings import ShardFilings
from transforms.tabulate_filings import SOFTWARE_VERSION, TabulateFilings
from transforms.validate_calculations import ValidateCalculations
from transforms.write_datasets import WriteDatasets


@dataclass(frozen=True, slots=True)
class RunContext:
    """What one run is given beside the configuration.

    Attributes:
        run: Id of the run, part of the names of its files.
        manifest: Path of the manifest it is based on, None for a new output.
        progress: Where to report progress; None where nobody listens.
    """

    run: str
    manifest: str | None
    progress: Address | None = None

    @classmethod
    def of(cls, run: str, output: str, progress: Address | None = None) -> "RunContext":
        """The context of a run that starts now on `output`."""
        return cls(run, latest_manifest_path(output), progress)


def build(pipeline: beam.Pipeline, config: Config, context: RunContext) -> None:
    """Add the steps of a run to `pipeline`."""
    datasets = config.output.partitioned_datasets
    touched = shards_to_touch(read_manifest(context.manifest), config)

    discovered = pipeline | "DiscoverFilings" >> DiscoverFilings(
        config.archives, config.select.slices, config.selection
    )
    items = (discovered.refs, discovered.rejects) | "ShardFilings" >> ShardFilings(
        config.output.shards, touched
    )
    read = items | "ReadFilings" >> ReadFilings(config.archives, config.limits)
    parsed = read.filings | "ParseLinkbases" >> ParseLinkbases()
    facts = parsed.filings | "ReadFacts" >> ReadFacts(config.output.max_text)
    validated = facts.filings | "ValidateCalculations" >> ValidateCalculations(
        truncation=config.calculations.rounding == "truncation"
    )
    letters = validated.filings | "ParseLetters" >> ParseLetters()
    rows = (
        letters.filings
        | "TabulateFilings" >> TabulateFilings(datasets)
        | "CountRows" >> CountRows()
    )
    if context.progress:
        discovered.refs | "ReportTotal" >> ReportTotal(context.progress)
        rows = rows | "ReportProgress" >> ReportProgress(context.progress)
    (
        rows
        | "WriteDatasets"
        >> WriteDatasets(config.output.path, context.run, datasets, context.manifest)
        | "CommitDatasets"
        >> CommitDatasets(
            config.output.path,
            context.run,
            datasets,
            context.manifest,
            SOFTWARE_VERSION,
            config.output.writes_catalog,
        )
    )
    steps = (read, parsed, facts, validated, letters)
    rejects = (discovered.rejects, *(step.rejects for step in steps))
    rejects | "AllRejects" >> beam.Flatten() | "CountRejects" >> CountRejects()


def shards_to_touch(manifest: Manifest, config: Config) -> list[Shard]:
    """Shards to rewrite even if no filing of theirs is selected.

    These are all shards of a quarter whose number of shards changes, and the one with rejects
    of an index, which this run reads again.
    """
    shards = config.output.shards
    touched: set[Shard] = set()
    for file in manifest.files:
        if file.quarter not in config.select.quarters:
            continue
        if file.shards != shards:
            touched |= {Shard(file.quarter, number, shards) for number in range(shards)}
        elif file.dataset == "rejects" and file.rows:
            index_shard = shard_of("", file.quarter, shards)
            if file.shard == index_shard.number:
                touched.add(index_shard)
    return sorted(touched)
