"""Facts in the order in which they are read, and their rows once every context is known."""

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from operator import attrgetter
from typing import Any, Final

from transforms.columns import Columns, Encoded, booleans, transposed
from transforms.errors import Reject
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.amounts import NOTHING_ACCURATE, ended
from transforms.xbrl.instance.contexts import NO_CONTEXT, Context, are_of_oim
from transforms.xbrl.instance.declarations import Declarations
from transforms.xbrl.instance.duplicates import preferred
from transforms.xbrl.instance.facts import Facts, UnreadFact
from transforms.xbrl.instance.instance_kind import InstanceKind
from transforms.xbrl.instance.item_faults import (
    accuracy_faults,
    odd_items,
    of_other_entities,
    repeated_ids,
    with_exponent,
)
from transforms.xbrl.instance.item_value import OF_VALUE, value_of
from transforms.xbrl.instance.read_item import ReadItem, fact_reject
from transforms.xbrl.names import split_clark, standard_prefix

_FLAGS: Final = frozenset({"is_nil", "is_hidden", "is_lenient", "is_exact"})

# Items are freed by pieces of this many, as their columns fill.
_AT_ONCE: Final = 20_000


def build_facts(
    instance: str,
    kind: InstanceKind,
    items: list[ReadItem],
    declared: Declarations,
    *,
    max_text: int,
) -> Facts:
    """The facts that `items` are; those that cannot be read become rejects with a place.

    The list is empty afterwards: a large document has a million items.
    """
    rejects = list(declared.rejects)
    if declared.has_no_context:
        rejects += _without_contexts(items)
        items.clear()
    repeated = list(repeated_ids(items, declared))
    rows = _Rows(declared, max_text, len(items))
    while items:
        rows.add(items[:_AT_ONCE])
        del items[:_AT_ONCE]
    facts = rows.facts(instance, kind)
    facts.rejects += [*rejects, *rows.rejects]
    facts.unread += rows.unread_facts()
    facts.faults += declared.faults
    facts.faults += accuracy_faults(rows.odd, facts)
    facts.faults += repeated
    if len({context.entity for context in declared.contexts.values()}) > 1:
        facts.faults += of_other_entities(facts.columns)
    if declared.is_lossy:
        facts.unread.append(UnreadFact(None))
    return facts


class _Rows:
    """Facts as columns, from the items that can be read.

    Rows have numbers of contexts and units, as columns of what those say would take 64 bytes a fact.

    Attributes:
        rejects: Why the others cannot be read.
        odd: Facts of which the accuracy is given twice or not at all, by index.
    """

    def __init__(self, declared: Declarations, max_text: int, most: int) -> None:
        self.rejects: list[Reject] = []
        self._unread: list[UnreadFact] = []  # in tuples by their index among the items
        self.odd: dict[int, ReadItem] = {}
        self._exponents: set[int] = set()
        self._declared = declared
        self._max_text = max_text
        self._number_of_context = _numbers((*declared.contexts, None))
        self._number_of_unit = _numbers((*declared.units, None))
        self._contexts, self._units = array("i"), array("i")
        self._places = array("i")  # for each item, the number of facts before it
        # Of their full size from the start: lists that grow side by side leave gaps in memory.
        self._columns: dict[str, Any] = {
            name: array("b", bytes(most)) if name in _FLAGS else [None] * most
            for name in (*_OF_ITEM, *OF_VALUE, "parent")
        }

    def add(self, items: Iterable[ReadItem]) -> None:
        """Take the next items."""
        first = len(self._contexts)
        kept, values = self._read(items)
        self.odd |= odd_items(kept, first)
        self._exponents |= with_exponent(kept, first)
        fields = transposed(ReadItem._fields, kept)
        self._contexts.extend(map(self._number_of_context.__getitem__, fields["context_ref"]))
        self._units.extend(map(self._number_of_unit.__getitem__, fields["unit_ref"]))
        columns = values | {name: fields[field] for name, field in _OF_ITEM.items()}
        columns["parent"] = fields["parent"]
        rows = slice(first, first + len(kept))
        for name, column in columns.items():
            self._columns[name][rows] = array("b", column) if name in _FLAGS else column

    def _read(self, items: Iterable[ReadItem]) -> tuple[list[ReadItem], Columns]:
        """The items that can be read, and columns of their values."""
        kept: list[ReadItem] = []
        values: dict[str, list[Any]] = {name: [] for name in OF_VALUE}
        add = [column.append for column in values.values()]
        for item in items:
            self._places.append(len(self._contexts) + len(kept))
            try:
                value = value_of(item, self._declared, self._max_text)
            except XbrlError as error:  # perhaps the item's own value, which holds on to its frames
                self.rejects.append(fact_reject(error.kept(), item.shown, item.file, item.line))
                self._unread.append(_unread(item, self._declared))
                continue
            for append, part in zip(add, value, strict=True):
                append(part)
            if not self._declared.ambiguous.isdisjoint((item.context_ref, item.unit_ref)):
                self._unread.append(UnreadFact(item.concept))  # it may stand elsewhere
            kept.append(item)
        return kept, dict(values)

    def facts(self, instance: str, kind: InstanceKind) -> Facts:
        """The facts of the items taken."""
        for column in self._columns.values():
            del column[len(self._contexts) :]
        concepts = self._columns.pop("clark")
        parents = self._columns.pop("parent")
        for index, parent in enumerate(parents):
            if parent >= 0:  # a tuple may stand behind what it holds
                parents[index] = self._places[parent]
        values, accuracies = self._columns["numeric_value"], self._columns.pop("accuracy")
        fractions = _fractions(values)
        for index, fraction in fractions.items():
            values[index] = ended(fraction)
        contexts = [*self._declared.contexts.values(), NO_CONTEXT]
        units = [*self._declared.units.values(), None]
        context_keys = Encoded([context.key for context in contexts], self._contexts)
        unit_keys = Encoded([unit and unit.key for unit in units], self._units)
        columns: Columns = {
            **self._columns,
            **{name: booleans(self._columns[name]) for name in _FLAGS},
            **self._columns_of_contexts(contexts),
            "instance": Encoded([instance], array("b", bytes(len(concepts)))),
            "fact_index": range(len(concepts)),
            "namespace": _namespaces(concepts),
            "unit": Encoded([unit and unit.text for unit in units], self._units),
        }
        key = concepts, _alike(context_keys), _alike(unit_keys), columns["lang"], parents
        columns["is_preferred"] = booleans(preferred(key, self._columns))
        return Facts(
            instance=instance,
            kind=kind,
            columns=columns,
            concepts=concepts,
            contexts=context_keys,
            units=unit_keys,
            parents=parents,
            values=values,
            accuracies=accuracies,
            fractions=fractions,
            tuples=self._tuples(),
            exponents=self._exponents,
            # Beside odd contexts it has neither fraction items nor a precision of 0.
            is_of_oim=are_of_oim(contexts[number] for number in set(self._contexts))
            and not fractions
            and NOTHING_ACCURATE not in accuracies,
            dei=_dei(columns, concepts),
        )

    def unread_facts(self) -> list[UnreadFact]:
        """Where the items stand that cannot be read."""
        return [each._replace(parent=_place(each.parent, self._places)) for each in self._unread]

    def _columns_of_contexts(self, contexts: list[Context]) -> Columns:
        columns: Columns = {
            name: Encoded(list(map(field, contexts)), self._contexts)
            for name, field in _OF_CONTEXT.items()
        }
        columns["context_id"] = Encoded([*self._declared.contexts, None], self._contexts)
        return columns

    def _tuples(self) -> set[int]:
        without = self._number_of_context[None]
        if without not in self._contexts:
            return set()
        return {index for index, number in enumerate(self._contexts) if number == without}


# By column, the field of an item that it shows, and how it is had of a context.
_OF_ITEM: Final = {
    "clark": "concept",
    "concept": "shown",
    "fact_id": "id",
    **{name: name for name in ("is_nil", "is_hidden", "lang", "is_lenient", "file", "line")},
}
_OF_CONTEXT: Final[dict[str, Callable[[Context], object]]] = {
    "entity": lambda context: context.entity or None,
    "period_type": lambda context: context.period_type or None,
    "start_date": attrgetter("start_date"),
    "end_date": attrgetter("end_date"),
    "dimensions": attrgetter("dimensions"),
    "dimensions_key": attrgetter("dimensions_key"),
    "n_dimensions": lambda context: len(context.dimensions),
    "other_segment": attrgetter("other_segment"),
}


def _numbers(keys: Iterable[str | None]) -> dict[str | None, int]:
    return {key: number for number, key in enumerate(keys)}


def _namespaces(concepts: Sequence[str]) -> list[str]:
    namespaces = {concept: split_clark(concept)[0] for concept in set(concepts)}
    return [namespaces[concept] for concept in concepts]


def _alike(keys: Encoded) -> "array[int]":
    """For each row, a number that is the same for equal keys."""
    first: dict[Hashable, int] = {}
    numbers = [first.setdefault(key, number) for number, key in enumerate(keys.values)]
    if len(first) == len(numbers):
        return keys.numbers
    return array("i", map(numbers.__getitem__, keys.numbers))


def _unread(item: ReadItem, declared: Declarations) -> UnreadFact:
    return UnreadFact(
        item.concept or None,
        declared.contexts.get(item.context_ref),
        declared.units.get(item.unit_ref),
        item.parent,
    )


def _place(parent: int, places: Sequence[int]) -> int:
    """Index among the facts of the tuple that has an index among the items; -1 at the top."""
    return -1 if parent < 0 else places[parent]


def _fractions(values: Sequence[object]) -> dict[int, Fraction]:
    if Fraction not in set(map(type, values)):
        return {}
    return {index: value for index, value in enumerate(values) if isinstance(value, Fraction)}


def _without_contexts(items: Sequence[ReadItem]) -> list[Reject]:
    """One reject per document, where the one with the contexts is not in the filing."""
    counts = Counter(item.file for item in items)
    return [
        Reject("instance", "no-contexts", f"{count} facts refer to contexts of no document", file)
        for file, count in counts.items()
    ]


def _dei(columns: Columns, concepts: Sequence[str]) -> dict[str, str]:
    """Values of dei facts without dimensions, of each the first."""
    texts, n_dimensions = columns["value"], columns["n_dimensions"]
    found: dict[str, str] = {}
    for index, shown in enumerate(columns["concept"]):
        if not shown.startswith("dei:") or texts[index] is None or n_dimensions[index]:
            continue
        namespace, local_name = split_clark(concepts[index])
        if standard_prefix(namespace) == "dei":
            found.setdefault(local_name, " ".join(texts[index].split()))
    return found
