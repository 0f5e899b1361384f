"""Facts of a filing, as parallel lists: what instance readers build and calculations read."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from decimal import Decimal

from transforms.columns import Columns
from transforms.errors import Reject


@dataclass(slots=True)
class Facts:
    """Facts of one instance, in document order.

    Every list has one entry a fact. `columns` holds the columns of dataset `facts` less the
    filing key; the other lists hold what calculations need and the dataset does not show.

    Attributes:
        instance: Name of the document the facts were read from.
        kind: `classic`, `extracted` or `inline`.
        columns: Columns of dataset `facts`.
        concepts: Clark name of the fact's concept.
        contexts: Equal exactly for contexts that are c-equal (XBRL 2.1 §4.10): entity,
            period normalised to instants, segment and scenario.
        units: Equal exactly for units that are u-equal; None for non-numeric facts.
        parents: Index of the tuple the fact stands in, -1 at the top. A tuple is a fact without
            context, unit or value.
        values: Exact value of a numeric fact, None where nil or non-numeric.
        accuracies: `decimals` as an int, `None` for INF; meaningful where `values` is set.
            Inferred from `precision` where that is what the fact has (§4.6.6);
            `amounts.NOTHING_ACCURATE` where that is 0.
        rejects: Facts that could not be read.
        dei: Local name to value of the dei facts of the required (undimensioned) context.
    """

    instance: str
    kind: str
    columns: Columns
    concepts: list[str] = field(default_factory=list)
    contexts: list[Hashable] = field(default_factory=list)
    units: list[Hashable] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    values: list[Decimal | None] = field(default_factory=list)
    accuracies: list[int | None] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    dei: dict[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, Columns]:
        """Columns of dataset `facts`."""
        return {"facts": self.columns}
