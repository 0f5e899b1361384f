"""ShardFilings: references to filings, in the order in which their shard is written.

Only references are shuffled here. What comes out of a shard is a sequence of `ShardItem`s:
one for each filing, in file order, and a last one without a filing. Together they carry all
old rows of the shard, each exactly once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import apache_beam as beam
from apache_beam.typehints import no_annotations

from transforms.datasets.layout import Shard, shard_of
from transforms.datasets.shard_writer import Carry, SortKey
from transforms.edgar.accession import quarter_of
from transforms.edgar.filing import FilingRef
from transforms.errors import Reject


class IndexReject(NamedTuple):
    """Something of a quarter's index that could not be read; it belongs to no filing."""

    quarter: int
    source: str
    reject: Reject


@dataclass(frozen=True, slots=True)
class ShardItem:
    """A filing's place in its shard, or the shard's end.

    Attributes:
        shard: The shard.
        carry: Old rows that are copied before this filing.
        ref: The filing; None at the end of the shard.
        index_rejects: At the end of the shard, rows of `rejects` that belong to no filing.
    """

    shard: Shard
    carry: Carry
    ref: FilingRef | None = None
    index_rejects: tuple[IndexReject, ...] = ()


ShardKey = tuple[int, int, int]
ShardValue = FilingRef | IndexReject | None


@dataclass
class ShardFilings(beam.PTransform):
    """Group references by shard and put them in order.

    Args:
        shards: Into how many shards a quarter is divided.
        touched: Shards that are rewritten even if no filing of theirs is selected.
    """

    shards: int
    touched: Sequence[Shard] = ()

    @no_annotations  # Beam takes hints of single PCollections only
    def expand(
        self, inputs: tuple[beam.PCollection[FilingRef], beam.PCollection[IndexReject]]
    ) -> beam.PCollection[ShardItem]:
        """From (references, index rejects)."""
        refs, rejects = inputs
        keyed_refs = refs | "KeyRefs" >> beam.Map(key_ref, self.shards)
        keyed_rejects = rejects | "KeyIndexRejects" >> beam.Map(key_index_reject, self.shards)
        touched = refs.pipeline | "Touched" >> beam.Create(
            [(_key(shard), None) for shard in self.touched], reshuffle=False
        ).with_output_types(tuple[ShardKey, ShardValue])
        return (
            (keyed_refs, keyed_rejects, touched)
            | "Flatten" >> beam.Flatten()
            | "GroupByShard" >> beam.GroupByKey()
            | "OrderShard" >> beam.FlatMapTuple(order_shard)
        )


def key_ref(ref: FilingRef, shards: int) -> tuple[ShardKey, ShardValue]:
    """A reference keyed by its shard."""
    return _key(shard_of(ref.accession_number, quarter_of(ref.filing_date), shards)), ref


def key_index_reject(reject: IndexReject, shards: int) -> tuple[ShardKey, ShardValue]:
    """An index reject keyed by the shard of the empty accession number."""
    return _key(shard_of("", reject.quarter, shards)), reject


def _key(shard: Shard) -> ShardKey:
    """A plain tuple, whose coder is deterministic."""
    return shard.quarter, shard.number, shard.shards


def order_shard(key: ShardKey, values: Iterable[ShardValue]) -> Iterator[ShardItem]:
    """Items of one shard: its filings in file order, then its end."""
    shard = Shard(*key)
    members = list(values)
    refs = sorted({value for value in members if isinstance(value, FilingRef)}, key=_sort_key)
    rejects = sorted(value for value in members if isinstance(value, IndexReject))
    accessions = frozenset(ref.accession_number for ref in refs) | {""}
    after = None
    for ref in refs:
        until = _sort_key(ref)
        yield ShardItem(shard, Carry(after, until, accessions), ref)
        after = until
    yield ShardItem(shard, Carry(after, None, accessions), index_rejects=tuple(rejects))


def _sort_key(ref: FilingRef) -> SortKey:
    return SortKey.of(ref.cik, ref.accession_number)
