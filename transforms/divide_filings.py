"""DivideFilings: divides references to filings into about equal shares of work.

Only references are shuffled here. Filings of a shard have neighbouring CIKs, so that a query for
one filer finds its rows in few files.
"""

from collections.abc import Iterable, Iterator
from math import ceil
from typing import Final

import apache_beam as beam

import transforms.coders  # noqa: F401 # registers the coder of filings
from transforms.datasets.data_files import Place
from transforms.edgar.accession import quarter_of
from transforms.edgar.filing import FilingRef
from transforms.elements import FilingWork, Shard

_FEWEST: Final = 25
_MOST: Final = 250
_SHARDS: Final = 40


class DivideFilings(beam.PTransform):
    """Divide the filings of each quarter into shards."""

    def expand(self, refs: beam.PCollection[FilingRef]) -> beam.PCollection[FilingWork]:
        """The filings of a shard come one after the other, in the order of files."""
        return (
            refs
            | "KeyByQuarter" >> beam.Map(_by_quarter)
            | "GroupByQuarter" >> beam.GroupByKey()
            | "Divide" >> beam.FlatMapTuple(divide)
            | "SpreadShards" >> beam.Reshuffle()
            | "Begin" >> beam.FlatMapTuple(begin)
        )


def _by_quarter(ref: FilingRef) -> tuple[int, FilingRef]:
    return quarter_of(ref.filing_date), ref


def divide(quarter: int, refs: Iterable[FilingRef]) -> Iterator[tuple[Shard, list[FilingRef]]]:
    """The filings of a quarter in their shards, by CIK and accession number."""
    ordered = sorted(set(refs), key=_place)
    size = ceil(len(ordered) / number_of_shards(len(ordered)))
    for number, first in enumerate(range(0, len(ordered), size)):
        yield Shard(quarter, number), ordered[first : first + size]


def number_of_shards(filings: int) -> int:
    """Number of shards for a number of filings; it only balances the work.

    A shard has 25 to 250 filings; within that there are 40, enough for as many workers.
    """
    return max(ceil(filings / _MOST), min(_SHARDS, ceil(filings / _FEWEST)))


def begin(shard: Shard, refs: list[FilingRef]) -> Iterator[FilingWork]:
    """The filings of a shard, not yet read."""
    for ref in refs:
        yield FilingWork(ref, shard=shard)


def _place(ref: FilingRef) -> Place:
    return Place.of(ref.cik, ref.accession_number)
