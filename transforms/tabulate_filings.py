"""TabulateFilings: everything found in a filing, as the rows that are written of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import apache_beam as beam
import pyarrow as pa

from transforms.datasets.shard_writer import SortKey
from transforms.elements import FilingWork, ShardRows
from transforms.errors import naming
from transforms.steps.tabulate import filing_key, filing_tables, index_tables


@dataclass
class TabulateFilings(beam.PTransform):
    """Turn each filing into the rows that are written of it.

    Args:
        datasets: Names of the datasets to make rows for.
    """

    datasets: Sequence[str]

    def expand(self, filings: beam.PCollection[FilingWork]) -> beam.PCollection[ShardRows]:
        """Rows of each filing, and of the index at the end of a shard."""
        return filings | "Tabulate" >> beam.Map(shard_rows, frozenset(self.datasets))


def shard_rows(work: FilingWork, datasets: frozenset[str]) -> ShardRows:
    """Rows of a filing or of the end of a shard."""
    item = work.item
    if item.ref is None:
        tables = index_tables(item.index_rejects)
        return ShardRows(item.shard, item.carry, SortKey.of(None, ""), _only(tables, datasets))
    with naming(item.ref.accession_number, ()):
        key = filing_key(item.ref, work.filing)
        tables = _only(filing_tables(key, work), datasets)
    return ShardRows(
        item.shard, item.carry, SortKey.of(key.cik, key.accession_number or ""), tables
    )


def _only(tables: dict[str, pa.Table], datasets: frozenset[str]) -> dict[str, pa.Table]:
    return {name: table for name, table in tables.items() if name in datasets}
