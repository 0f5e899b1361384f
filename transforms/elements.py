"""What passes between the steps of the pipelines, in the order of the steps.

References and index rejects come from discovery and are shuffled; from reading on, whole filings
flow through fused steps and are never encoded; the last elements are their rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import pyarrow as pa

from transforms.columns import Columns, Tables
from transforms.datasets.data_files import Place
from transforms.edgar.filing import Filing, FilingRef
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


class Shard(NamedTuple):
    """Filings of a quarter that are processed together, so that their rows share files.

    Attributes:
        quarter: Year and quarter of the filing date, `20241`.
        number: From 0.
    """

    quarter: int
    number: int


@dataclass(frozen=True, slots=True)
class FilingWork:
    """A filing on its way through the steps.

    Attributes:
        ref: How the index names it; None of a lone document.
        filing: The filing as read; None before it is read.
        linkbases: What its linkbases and schemas say, for the steps that follow.
        facts: Facts of each of its instances, for the steps that follow.
        tables: Rows of each dataset, in the parts in which they were found.
        rejects: What of it could not be processed, in the order it was met.
        shard: With which filings its rows are written; None where they are not.
    """

    ref: FilingRef | None
    filing: Filing | None = None
    linkbases: Linkbases | None = None
    facts: tuple[Facts, ...] = ()
    tables: dict[str, tuple[Columns, ...]] = field(default_factory=dict)
    rejects: tuple[Reject, ...] = ()
    shard: Shard | None = None

    @property
    def form_type(self) -> str | None:
        """Form type of the index, else of the header."""
        if self.ref is not None:
            return self.ref.form_type
        return self.filing.header.form_type if self.filing else None

    @property
    def n_bytes(self) -> int:
        """Bytes of the documents read."""
        return sum(len(each.content) for each in self.filing.documents) if self.filing else 0

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
class FilingRows:
    """Rows of one filing, or of the indexes of one quarter.

    Attributes:
        shard: With which others they are written.
        place: Place of the filing in its shard; later elements of the shard have later places.
        tables: Table of each dataset that has rows.
    """

    shard: Shard
    place: Place
    tables: dict[str, pa.Table] = field(default_factory=dict)

    @property
    def n_bytes(self) -> int:
        """Bytes of the tables' columns."""
        return sum(table.nbytes for table in self.tables.values())
