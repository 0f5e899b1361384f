"""Facts of an instance, as parallel lists: what instance readers build and calculations read."""

from array import array
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from transforms.columns import Columns, Encoded
from transforms.errors import Reject
from transforms.xbrl.dts import Reference
from transforms.xbrl.instance.contexts import Context
from transforms.xbrl.instance.faults import Fault
from transforms.xbrl.instance.instance_kind import InstanceKind
from transforms.xbrl.instance.units import Unit


class UnreadFact(NamedTuple):
    """A fact that could not be read, as far as its place is known.

    It is reported but not in the dataset, so a calculation that needs it cannot be checked.

    Attributes:
        concept: Clark name, the name as filed where its prefix is not declared, None where
            a whole document is lost and with it facts of any concept.
        context: Its context; None where that is unknown, and so is the unit.
        unit: Its unit.
        parent: As in `Facts.parents`.
    """

    concept: str | None
    context: Context | None = None
    unit: Unit | None = None
    parent: int = -1


@dataclass(slots=True)
class Facts:
    """Facts of one instance, in document order.

    Every list has one entry per fact. `columns` holds the columns of dataset `facts` less the
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
        values: Exact value of a numeric fact, None where nil, non-numeric, or a fraction of
            which the decimals do not end.
        accuracies: `decimals` as an int, `None` for INF; meaningful where `values` is set.
            Inferred from `precision` where that is what the fact has (§4.6.6);
            `amounts.NOTHING_ACCURATE` where that is 0. A number with neither, which §4.6.3
            does not allow, is taken as it is, as the Open Information Model has it.
        fractions: Exact values of fraction items, by index.
        tuples: Indexes of the tuples.
        exponents: Indexes of amounts that are written with an exponent.
        rejects: Facts that could not be read, and why.
        unread: Places of facts that could not be read.
        faults: Rules that the instance breaks and that leave its facts readable.
        references: Documents of the DTS that the instance names.
        is_of_oim: Whether the Open Information Model has such a report but for its tuples, so
            that Calculations 1.1 can say something of it.
        dei: Local name to value of the dei facts of the required (undimensioned) context.
    """

    instance: str
    kind: InstanceKind
    columns: Columns
    concepts: list[str] = field(default_factory=list)
    contexts: Encoded = field(default_factory=lambda: Encoded([], array("i")))
    units: Encoded = field(default_factory=lambda: Encoded([], array("i")))
    parents: list[int] = field(default_factory=list)
    values: list[Decimal | None] = field(default_factory=list)
    accuracies: list[int | None] = field(default_factory=list)
    fractions: dict[int, Fraction] = field(default_factory=dict)
    tuples: set[int] = field(default_factory=set)
    exponents: set[int] = field(default_factory=set)
    rejects: list[Reject] = field(default_factory=list)
    unread: list[UnreadFact] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    is_of_oim: bool = True
    dei: dict[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, Columns]:
        """Columns of dataset `facts`."""
        return {"facts": self.columns}
