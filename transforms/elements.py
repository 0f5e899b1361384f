"""What passes between the steps of the pipelines, in the order in which it comes into being.

References and index rejects come from discovery and are shuffled; from reading on, whole
filings flow through fused steps and are never encoded; at the end stand their rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pyarrow as pa

from transforms.columns import Columns, Tables
from transforms.datasets.layout import Shard
from transforms.datasets.shard_writer import Carry, SortKey
from transforms.edgar.filing import Filing, FilingRef
from transforms.edgar.slices import Slice
from transforms.errors import Reject
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.linkbase.parsing import Linkbases


class Address(NamedTuple):
    """Where the launcher listens."""

    host: str
    port: int


class IndexReject(NamedTuple):
    """Something of an index that could not be read; it belongs to that index, not to a filing.

    Attributes:
        quarter: That the index lists, or that its day lies in.
        source: Path of the index below `Archives/`: of the quarter, or of one day.
        reject: What is wrong.
    """

    quarter: int
    source: str
    reject: Reject

    @property
    def slice_(self) -> Slice | None:
        """The quarter or day whose next reading replaces this reject."""
        return Slice.of_index(self.source)


class Moved(NamedTuple):
    """A filing of this run, and a quarter that holds rows of it and is not its own."""

    accession_number: str
    quarter: int


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


@dataclass(frozen=True, slots=True)
class FilingWork:
    """A filing on its way through the steps.

    Attributes:
        item: Its place in the shard.
        filing: The filing as read; None before it is read and at the end of a shard.
        linkbases: What its linkbases and schemas say, for the steps that follow.
        facts: Facts of each of its instances, for the steps that follow.
        tables: Rows of each dataset, in the parts in which they were found.
        rejects: What of it could not be processed, in the order it was met.
    """

    item: ShardItem
    filing: Filing | None = None
    linkbases: Linkbases | None = None
    facts: tuple[Facts, ...] = ()
    tables: dict[str, tuple[Columns, ...]] = field(default_factory=dict)
    rejects: tuple[Reject, ...] = ()

    @property
    def form_type(self) -> str | None:
        """Form type of the index, else of the header."""
        if self.item.ref is not None:
            return self.item.ref.form_type
        return self.filing.header.form_type if self.filing else None

    def with_found(self, found: Iterable[Tables], rejects: Iterable[Reject] = ()) -> "FilingWork":
        """The filing with rows of datasets and rejects added to those it has."""
        parts = {name: list(of_dataset) for name, of_dataset in self.tables.items()}
        for tables in found:
            for name, columns in tables.items():
                parts.setdefault(name, []).append(columns)
        tables_so_far = {name: tuple(of_dataset) for name, of_dataset in parts.items()}
        return replace(self, tables=tables_so_far, rejects=(*self.rejects, *rejects))


class FilingReject(NamedTuple):
    """A reject and the filing it is of."""

    accession_number: str
    reject: Reject


@dataclass(frozen=True, slots=True)
class ShardRows:
    """Rows of one filing, or of none at the end of a shard.

    Attributes:
        shard: Where they belong.
        carry: Old rows that come before them.
        key: The filing's place in the order of the files.
        tables: Table of each dataset that has rows.
    """

    shard: Shard
    carry: Carry
    key: SortKey
    tables: dict[str, pa.Table] = field(default_factory=dict)
