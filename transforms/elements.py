"""What passes between the steps of the pipelines, in the order in which it comes into being.

References and index rejects come from discovery and are shuffled; from reading on, whole
filings flow through fused steps and are never encoded; at the end stand their rows.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

import pyarrow as pa

from transforms.correspondence.parsing import Letters
from transforms.datasets.data_files import Place
from transforms.edgar.filing import Filing, FilingRef
from transforms.errors import Reject
from transforms.xbrl.columns import Columns
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.linkbase.parsing import Linkbases


class Address(NamedTuple):
    """Where the launcher listens."""

    host: str
    port: int


class IndexReject(NamedTuple):
    """Something of a quarter's index that could not be read; it belongs to no filing."""

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
        linkbases: What its linkbases and schemas say.
        facts: Facts of each of its instances.
        calculations: Columns of `calculations`, one for each of `facts`.
        letters: The letters in it, if it is correspondence.
        rejects: What of it could not be processed, in the order it was met.
        shard: With which filings its rows are written; None where they are not.
    """

    ref: FilingRef | None
    filing: Filing | None = None
    linkbases: Linkbases | None = None
    facts: tuple[Facts, ...] = ()
    calculations: tuple[Columns, ...] = ()
    letters: Letters | None = None
    rejects: tuple[Reject, ...] = ()
    shard: Shard | None = None

    @property
    def form_type(self) -> str | None:
        """Form type of the index, else of the header."""
        if self.ref is not None:
            return self.ref.form_type
        return self.filing.header.form_type if self.filing else None


class FilingReject(NamedTuple):
    """A reject and the filing it is of."""

    accession_number: str
    reject: Reject


@dataclass(frozen=True, slots=True)
class FilingRows:
    """Rows of one filing, or of the indexes of one quarter.

    Attributes:
        shard: With which others they are written.
        place: Where the filing was looked for; none that comes later has a place before it.
        tables: Table of each dataset that has rows.
    """

    shard: Shard
    place: Place
    tables: dict[str, pa.Table] = field(default_factory=dict)
