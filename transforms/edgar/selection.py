"""Selection: which filings of the index a run wants."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from transforms.edgar.filing import FilingRef


@dataclass(frozen=True, slots=True)
class Selection:
    """What a filing must be to be read; an empty set, like None, asks for nothing.

    Attributes:
        first: Earliest filing date.
        last: Latest filing date.
        forms: Form types as the index spells them. `10-K` is the original filing alone; who
            wants its amendments lists `10-K/A` too.
        ciks: CIKs of which the filing must have one among its filers.
        accessions: Accession numbers with dashes.
        limit: How many filings at most, counted from the earliest.
    """

    first: date | None = None
    last: date | None = None
    forms: frozenset[str] = frozenset()
    ciks: frozenset[int] = frozenset()
    accessions: frozenset[str] = frozenset()
    limit: int | None = None

    def holds(self, filing_date: date) -> bool:
        """Whether the date lies between `first` and `last`, both included."""
        return (self.first is None or self.first <= filing_date) and (
            self.last is None or filing_date <= self.last
        )

    def wants(self, filing: FilingRef) -> bool:
        """Whether everything but `limit` is met."""
        return (
            self.holds(filing.filing_date)
            and (not self.forms or filing.form_type in self.forms)
            and (not self.ciks or not self.ciks.isdisjoint(filing.ciks))
            and (not self.accessions or filing.accession_number in self.accessions)
        )


EVERYTHING: Final = Selection()
"""The selection that leaves nothing out."""


def select_filings(filings: Iterable[FilingRef], selection: Selection) -> list[FilingRef]:
    """The filings that `selection` wants, in their order, up to its limit."""
    return list(islice(filter(selection.wants, filings), selection.limit))
