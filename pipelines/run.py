"""The main pipeline: from an index of filings to committed datasets."""

from collections import defaultdict
from dataclasses import dataclass

import apache_beam as beam

from pipelines.config import Config
from transforms.commit_datasets import CommitDatasets, latest_manifest_path, read_manifest
from transforms.count_rejects import CountRejects
from transforms.count_rows import CountRows
from transforms.datasets.layout import Shard, shard_of
from transforms.datasets.manifest import DataFile, Manifest
from transforms.discover_filings import DiscoverFilings
from transforms.elements import Address
from transforms.find_moved import FindMoved
from transforms.process_filings import ProcessFilings
from transforms.read_filings import ReadFilings
from transforms.report_progress import ReportProgress, ReportTotal
from transforms.shard_filings import ShardFilings
from transforms.steps.chain import filing_steps
from transforms.steps.tabulate import SOFTWARE_VERSION
from transforms.tabulate_filings import TabulateFilings
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
    manifest = read_manifest(context.manifest)

    discovered = pipeline | "DiscoverFilings" >> DiscoverFilings(
        config.archives, config.select.slices, config.selection
    )
    moved = discovered.refs | "FindMoved" >> FindMoved(
        config.output.path, files_with_filings(manifest)
    )
    items = (discovered.refs, discovered.rejects, moved) | "ShardFilings" >> ShardFilings(
        config.output.shards, shards_to_touch(manifest, config), divisions(manifest, config)
    )
    read = items | "ReadFilings" >> ReadFilings(
        config.archives, config.limits, config.select.exclude
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
    rejects = (discovered.rejects, read.rejects, processed.rejects)
    rejects | "AllRejects" >> beam.Flatten() | "CountRejects" >> CountRejects()


def files_with_filings(manifest: Manifest) -> list[DataFile]:
    """Files that tell which filings a quarter holds: those of `filings`, if it has any."""
    told = {file.quarter for file in manifest.files if file.dataset == "filings"}
    return [
        file
        for file in manifest.files
        if file.rows and file.quarter and (file.dataset == "filings" or file.quarter not in told)
    ]


def divisions(manifest: Manifest, config: Config) -> dict[int, int]:
    """Into how many shards each committed quarter will be divided.

    One that is selected takes the configured number; another keeps its own, as a filing that
    a daily index dates there must not divide it anew. Where its datasets differ, it cannot.
    """
    divided: dict[int, int] = {}
    for quarter, numbers in _shards_of_quarters(manifest, config).items():
        keeps = quarter not in config.select.quarters and len(numbers) == 1
        divided[quarter] = min(numbers) if keeps else config.output.shards
    return divided


def shards_to_touch(manifest: Manifest, config: Config) -> list[Shard]:
    """Shards to rewrite even if no filing of theirs is selected.

    These are all shards of a quarter whose number of shards changes, and the one with rejects
    of an index, which this run reads again.
    """
    touched: set[Shard] = set()
    divided = divisions(manifest, config)
    for quarter, numbers in _shards_of_quarters(manifest, config).items():
        shards = divided[quarter]
        if numbers != {shards}:
            touched |= {Shard(quarter, number, shards) for number in range(shards)}
    for file in manifest.files:
        if file.dataset == "rejects" and file.rows and file.quarter in config.select.quarters:
            index_shard = shard_of("", file.quarter, config.output.shards)
            if file.shard == index_shard.number:
                touched.add(index_shard)
    return sorted(touched)


def _shards_of_quarters(manifest: Manifest, config: Config) -> dict[int, set[int]]:
    """Numbers of shards of each quarter, over the datasets that are written."""
    numbers: defaultdict[int, set[int]] = defaultdict(set)
    for file in manifest.files:
        if file.dataset in config.output.partitioned_datasets:
            numbers[file.quarter].add(file.shards)
    return numbers
