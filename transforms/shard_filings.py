"""ShardFilings: references to filings, in the order in which their shard is written.

Only references are shuffled here. What comes out of a shard is a sequence of `ShardItem`s:
one for each filing, in file order, and a last one without a filing. Together they carry all
old rows of the shard, each exactly once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import apache_beam as beam
from apache_beam.typehints import no_annotations

from transforms.datasets.layout import Shard, shard_of
from transforms.datasets.shard_writer import Carry, SortKey
from transforms.edgar.accession import quarter_of
from transforms.edgar.filing import FilingRef
from transforms.elements import IndexReject, Moved, ShardItem

ShardKey = tuple[int, int, int]
ShardValue = FilingRef | IndexReject | Moved | None


@dataclass
class ShardFilings(beam.PTransform):
    """Group references by shard and put them in order.

    Args:
        shards: Into how many shards a quarter is divided.
        touched: Shards that are rewritten even if no filing of theirs is selected.
        divided: Quarters that stay divided into another number of shards.
    """

    shards: int
    touched: Sequence[Shard] = ()
    divided: Mapping[int, int] = field(default_factory=dict)

    @no_annotations  # Beam takes hints of single PCollections only
    def expand(
        self,
        inputs: tuple[
            beam.PCollection[FilingRef], beam.PCollection[IndexReject], beam.PCollection[Moved]
        ],
    ) -> beam.PCollection[ShardItem]:
        """From (references, index rejects, filings that have left their quarter)."""
        refs, rejects, moved = inputs
        keyed_refs = refs | "KeyRefs" >> beam.Map(self._key_ref)
        keyed_rejects = rejects | "KeyIndexRejects" >> beam.Map(self._key_index_reject)
        keyed_moved = moved | "KeyMoved" >> beam.Map(self._key_moved)
        touched = refs.pipeline | "Touched" >> beam.Create(
            [(_key(shard), None) for shard in self.touched], reshuffle=False
        ).with_output_types(tuple[ShardKey, ShardValue])
        return (
            (keyed_refs, keyed_rejects, keyed_moved, touched)
            | "Flatten" >> beam.Flatten()
            | "GroupByShard" >> beam.GroupByKey()
            | "OrderShard" >> beam.FlatMapTuple(order_shard)
        )

    def _key_ref(self, ref: FilingRef) -> tuple[ShardKey, ShardValue]:
        return key_ref(ref, self._shards_of(quarter_of(ref.filing_date)))

    def _key_index_reject(self, reject: IndexReject) -> tuple[ShardKey, ShardValue]:
        return _key(shard_of("", reject.quarter, self._shards_of(reject.quarter))), reject

    def _key_moved(self, moved: Moved) -> tuple[ShardKey, ShardValue]:
        shards = self._shards_of(moved.quarter)
        return _key(shard_of(moved.accession_number, moved.quarter, shards)), moved

    def _shards_of(self, quarter: int) -> int:
        return self.divided.get(quarter, self.shards)


def key_ref(ref: FilingRef, shards: int) -> tuple[ShardKey, ShardValue]:
    """A reference keyed by its shard."""
    return _key(shard_of(ref.accession_number, quarter_of(ref.filing_date), shards)), ref


def _key(shard: Shard) -> ShardKey:
    """A plain tuple, whose coder is deterministic."""
    return shard.quarter, shard.number, shard.shards


def order_shard(key: ShardKey, values: Iterable[ShardValue]) -> Iterator[ShardItem]:
    """Items of one shard: its filings in file order, then its end."""
    shard = Shard(*key)
    members = list(values)
    refs = sorted({value for value in members if isinstance(value, FilingRef)}, key=_sort_key)
    rejects = sorted(value for value in members if isinstance(value, IndexReject))
    named = (value for value in members if isinstance(value, FilingRef | Moved))
    accessions = frozenset(value.accession_number for value in named) | {""}
    after = None
    for ref in refs:
        until = _sort_key(ref)
        yield ShardItem(shard, Carry(after, until, accessions), ref)
        after = until
    yield ShardItem(shard, Carry(after, None, accessions), index_rejects=tuple(rejects))


def _sort_key(ref: FilingRef) -> SortKey:
    return SortKey.of(ref.cik, ref.accession_number)
