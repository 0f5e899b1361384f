"""Layout: where a dataset's files lie below the output, and which shard a filing belongs to."""

from typing import Final, NamedTuple
from zlib import crc32

MANIFESTS: Final = "_manifests"
STAGING: Final = "_staging"


class Shard(NamedTuple):
    """One of the fixed number of divisions of a quarter: the unit that an upsert rewrites.

    Attributes:
        quarter: Year and quarter of the filing date, `20241`.
        number: From 0, below `shards`.
        shards: Into how many shards the quarter is divided.
    """

    quarter: int
    number: int
    shards: int


def shard_of(accession_number: str, quarter: int, shards: int) -> Shard:
    """Shard that holds a filing; the same in every process, which `hash()` would not be."""
    return Shard(quarter, crc32(accession_number.encode()) % shards, shards)


def partition(dataset: str, quarter: int) -> str:
    """Directory of a dataset's quarter below the output, with Hive keys.

    >>> partition("arcs", 20241)
    'arcs/year=2024/quarter=1'
    """
    return f"{dataset}/year={quarter // 10}/quarter={quarter % 10}"
