"""Facts in the order in which they are read, and their rows once every context is known."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NamedTuple

from lxml import etree

from transforms.columns import Columns
from transforms.errors import Reject
from transforms.xbrl.document import line_of
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.amounts import (
    Amount,
    Quotient,
    decimals_of_precision,
    ended,
    read_amount,
    read_decimals,
)
from transforms.xbrl.instance.contexts import (
    NO_CONTEXT,
    Context,
    ContextReader,
    context_faults,
)
from transforms.xbrl.instance.duplicates import preferred
from transforms.xbrl.instance.facts import Facts, UnreadFact
from transforms.xbrl.instance.faults import Fault, by_concept
from transforms.xbrl.instance.instance_kind import InstanceKind
from transforms.xbrl.instance.units import Unit, read_unit
from transforms.xbrl.lexical import boolean
from transforms.xbrl.names import split_clark, standard_prefix
from transforms.xbrl.qnames import QNames


class ReadItem(NamedTuple):
    """An item or tuple as read; its references are not resolved yet.

    Attributes:
        concept: Clark name.
        shown: The concept as datasets show it.
        context_ref: Id of its context; None for a tuple, '' for an item that has none.
        value: Text as filed, the amount where a reader made it, or why there is none;
            None where nil or a tuple.
        parent: Index among the items of the tuple it stands in, -1 at the top.
    """

    concept: str
    shown: str
    context_ref: str | None
    unit_ref: str | None
    value: str | Amount | Quotient | XbrlError | None
    decimals: str | None
    precision: str | None
    is_nil: bool
    lang: str | None
    id: str | None
    file: str
    line: int | None
    parent: int = -1
    is_hidden: bool = False
    is_lenient: bool = False


def read_nil(text: str) -> bool:
    """Value of an `xsi:nil` attribute.

    Raises:
        XbrlError: `invalid-nil` outside the lexical space of `xs:boolean`.
    """
    value = boolean(text)
    if value is None:
        raise XbrlError("invalid-nil", f"xsi:nil {text[:40]!r} is neither true nor false")
    return value


def tuple_item(
    concept: str,
    shown: str,
    *,
    is_nil: bool,
    identifier: str | None,
    file: str,
    line: int | None,
    parent: int,
    is_hidden: bool = False,
    is_lenient: bool = False,
) -> ReadItem:
    """A tuple: a fact without context, unit and value."""
    return ReadItem(
        concept,
        shown,
        None,
        None,
        None,
        None,
        None,
        is_nil,
        None,
        identifier,
        file,
        line,
        parent,
        is_hidden,
        is_lenient,
    )


class Declarations:
    """Contexts and units by id; those that cannot be read, by id, with what is wrong.

    Attributes:
        contexts: The first context of each id.
        units: The first unit of each id.
        rejects: Ids that are declared twice, and elements that no instance may hold.
        faults: What contexts break without being unreadable.
        ambiguous: Ids of contexts or units that may be others than they seem: declared twice and
            differently, or alike but for a prefix that nothing declares.
        is_lossy: Whether something was passed over that may hold facts.
    """

    def __init__(self) -> None:
        self.contexts: dict[str | None, Context] = {}
        self.units: dict[str | None, Unit] = {}
        self.rejects: list[Reject] = []
        self.faults: list[Fault] = []
        self.is_lossy = False
        self.ambiguous: set[str | None] = set()
        self._broken_contexts: dict[str | None, XbrlError] = {}
        self._broken_units: dict[str | None, XbrlError] = {}

    def copy(self) -> "Declarations":
        """The same declarations, to which others can be added apart."""
        other = Declarations()
        other.contexts |= self.contexts
        other.units |= self.units
        other.rejects += self.rejects
        other.faults += self.faults
        other.ambiguous |= self.ambiguous
        other.is_lossy = self.is_lossy
        other._broken_contexts |= self._broken_contexts
        other._broken_units |= self._broken_units
        return other

    def add_context(self, element: etree._Element, reader: ContextReader, file: str) -> None:
        """Read a `xbrli:context`."""
        try:
            context = reader.read(element)
        except XbrlError as error:
            identifier = element.get("id")
            self._broken_contexts[identifier] = error
            if identifier in self.contexts:
                self._reject_twin("context", identifier, file, element)
            return
        self.faults += context_faults(context, file, line_of(element))
        is_first = self.contexts.setdefault(context.id, context).key == context.key
        if not is_first or context.id in self._broken_contexts:
            self._reject_twin("context", context.id, file, element)

    def pass_over(self, element: etree._Element, file: str) -> None:
        """Reject an element that is neither an item nor a tuple nor part of an instance."""
        self.is_lossy = True
        message = f"{element.tag} has no place in an instance; facts in it are not read"
        reject = Reject("instance", "unexpected-element", message, file, line_of(element))
        self.rejects.append(reject)

    def lose(self, error: XbrlError, concept: str, file: str, line: int | None) -> None:
        """Reject a tuple of which the facts cannot be relied on."""
        self.is_lossy = True
        self.rejects.append(fact_reject(error, concept, file, line))

    def add_unit(self, element: etree._Element, names: QNames, file: str) -> None:
        """Take in a `xbrli:unit`."""
        identifier = element.get("id", "")
        try:
            unit = read_unit(element, names)
        except XbrlError as error:
            self._broken_units[identifier] = error
            if identifier in self.units:
                self._reject_twin("unit", identifier, file, element)
            return
        is_first = self.units.setdefault(identifier, unit).key == unit.key
        if not is_first or identifier in self._broken_units:
            self._reject_twin("unit", identifier, file, element)

    def _reject_twin(
        self, what: str, identifier: str | None, file: str, element: etree._Element
    ) -> None:
        self.ambiguous.add(identifier)
        message = f"{what} id {identifier!r} is declared twice and differently; the first counts"
        self.rejects.append(Reject("instance", "duplicate-id", message, file, line_of(element)))

    def reject_undeclared(self, names: QNames, file: str) -> None:
        """Say which prefixes of contexts and units nothing in `file` declares."""
        for prefix in sorted(names.undeclared):
            message = f"prefix {prefix!r} is not declared; names with it stay as filed"
            self.rejects.append(Reject("instance", "undeclared-prefix", message, file))
        if names.undeclared:
            self.ambiguous |= _alike(
                (each.alike, key, each.key) for key, each in self.contexts.items()
            )
            self.ambiguous |= _alike((each.text, key, each.key) for key, each in self.units.items())

    @property
    def has_no_context(self) -> bool:
        """Whether no context is declared, not even one that cannot be read."""
        return not self.contexts and not self._broken_contexts

    def no_context(self, reference: str) -> XbrlError:
        """Why a fact's context cannot be had."""
        broken = self._broken_contexts.get(reference)
        return broken or XbrlError("unresolved-context", f"there is no context {reference!r}")

    def no_unit(self, reference: str) -> XbrlError:
        """Why a fact's unit cannot be had."""
        broken = self._broken_units.get(reference)
        return broken or XbrlError("unresolved-unit", f"there is no unit {reference!r}")


def _alike(
    declared: Iterable[tuple[Hashable, str | None, Hashable]],
) -> set[str | None]:
    """Ids of contexts, or of units, that differ in the namespaces of names alone.

    Args:
        declared: Of each what it is without them, its id, and what equality goes by.
    """
    groups: dict[Hashable, dict[str | None, Hashable]] = {}
    for alike, identifier, key in declared:
        groups.setdefault(alike, {})[identifier] = key
    return {key for group in groups.values() if len(set(group.values())) > 1 for key in group}


# Context, unit, text, its length, exact value, accuracy, decimals, whether exact.
_Row = tuple[
    Context,
    Unit | None,
    str | None,
    int | None,
    Decimal | Fraction | None,
    int | None,
    int | None,
    bool,
]
_TUPLE_ROW: Final[_Row] = (NO_CONTEXT, None, None, None, None, None, None, False)


def build_facts(
    instance: str,
    kind: InstanceKind,
    items: Sequence[ReadItem],
    declared: Declarations,
    *,
    max_text: int,
) -> Facts:
    """The facts that `items` are; those that cannot be read become rejects with a place."""
    rejects = list(declared.rejects)
    if declared.has_no_context:
        rejects += _without_contexts(items)
        items = ()
    kept: list[ReadItem] = []
    rows: list[_Row] = []
    places: list[int] = []
    unread: list[UnreadFact] = []
    for item in items:
        places.append(len(kept))
        try:
            rows.append(_row(item, declared, max_text))
            kept.append(item)
            if not declared.ambiguous.isdisjoint((item.context_ref, item.unit_ref)):
                unread.append(UnreadFact(item.concept))  # it may stand elsewhere
        except XbrlError as error:
            rejects.append(fact_reject(error, item.shown, item.file, item.line))
            unread.append(_unread(item, declared, places))
    facts = _facts(instance, kind, kept, rows, places)
    facts.rejects += rejects
    facts.unread += unread
    facts.faults += declared.faults
    facts.faults += _accuracy_faults(kept, facts)
    facts.faults += _repeated_ids(items, declared)
    if declared.is_lossy:
        facts.unread.append(UnreadFact(None))
    return facts


def _repeated_ids(items: Sequence[ReadItem], declared: Declarations) -> Iterator[Fault]:
    """Facts whose id another element of the instance has before them (an `xs:ID` is unique)."""
    ids = [item.id for item in items if item.id is not None]
    seen: set[str | None] = set(ids)
    others = declared.contexts, declared.units
    if len(seen) == len(ids) and all(seen.isdisjoint(each) for each in others):
        return
    seen = set().union(*others)
    for item in items:
        if item.id is not None and item.id in seen:
            message = f"id {item.id[:80]!r} is that of another fact, context or unit before it"
            yield Fault("repeated-id", message, item.file, item.line, item.shown)
        seen.add(item.id)


def _accuracy_faults(items: Sequence[ReadItem], facts: Facts) -> Iterator[Fault]:
    """Numbers with both `decimals` and `precision`, or with neither (XBRL 2.1 §4.6.3)."""
    odd = [
        (index, item)
        for index, item in enumerate(items)
        if (item.decimals is None) == (item.precision is None) and item.unit_ref is not None
    ]
    both = [_of(item) for _, item in odd if item.decimals is not None]
    neither = [
        _of(item)
        for index, item in odd
        if item.decimals is None and not item.is_nil and index not in facts.fractions
    ]
    yield from by_concept("decimals-and-precision", both, "decimals, which count, and precision")
    yield from by_concept("accuracy-missing", neither, "neither decimals nor precision")


def _of(item: ReadItem) -> tuple[str, str, int | None]:
    return item.shown, item.file, item.line


def _unread(item: ReadItem, declared: Declarations, places: Sequence[int]) -> UnreadFact:
    return UnreadFact(
        item.concept or None,
        declared.contexts.get(item.context_ref),
        declared.units.get(item.unit_ref),
        _place(item, places),
    )


def _place(item: ReadItem, places: Sequence[int]) -> int:
    """Index of the tuple an item stands in among the facts, -1 at the top."""
    return -1 if item.parent < 0 else places[item.parent]


def _facts(
    instance: str,
    kind: InstanceKind,
    items: list[ReadItem],
    rows: list[_Row],
    places: list[int],
) -> Facts:
    contexts, units, texts, lengths, values, accuracies, decimals, exact = _transposed(rows)
    fractions = _fractions(values)
    for index, fraction in fractions.items():
        values[index] = ended(fraction)
    columns = _columns(instance, items, contexts)
    columns |= {
        "unit": [unit and unit.text for unit in units],
        "value": texts,
        "numeric_value": values,
        "decimals": decimals,
        "is_exact": exact,
        "value_length": lengths,
    }
    concepts = [item.concept for item in items]
    context_keys = [context.key for context in contexts]
    unit_keys = [unit and unit.key for unit in units]
    parents = [_place(item, places) for item in items]
    keys = zip(concepts, context_keys, unit_keys, columns["lang"], parents, strict=True)
    columns["is_preferred"] = preferred(keys, columns)
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
        tuples={index for index, item in enumerate(items) if item.context_ref is None},
        dei=_dei(items, contexts, texts),
    )


def _fractions(values: Sequence[object]) -> dict[int, Fraction]:
    if Fraction not in set(map(type, values)):
        return {}
    return {index: value for index, value in enumerate(values) if isinstance(value, Fraction)}


def _transposed(rows: list[_Row]) -> list[list[Any]]:
    if not rows:
        return [[] for _ in _TUPLE_ROW]
    return [list(column) for column in zip(*rows, strict=True)]


def _without_contexts(items: Sequence[ReadItem]) -> list[Reject]:
    """One reject per document, where the one with the contexts is not in the filing."""
    counts = Counter(item.file for item in items)
    return [
        Reject("instance", "no-contexts", f"{count} facts refer to contexts of no document", file)
        for file, count in counts.items()
    ]


def fact_reject(error: XbrlError, concept: str, file: str, line: int | None) -> Reject:
    """The reject of one fact."""
    return Reject("instance", error.error, f"fact {concept}: {error.message}", file, line)


def _row(item: ReadItem, declared: Declarations, max_text: int) -> _Row:
    context = declared.contexts.get(item.context_ref)
    if context is None:
        if item.context_ref is None:
            return _TUPLE_ROW
        if isinstance(item.value, XbrlError):
            raise item.value
        raise declared.no_context(item.context_ref)
    if item.unit_ref is not None:
        return _numeric_row(item, context, declared)
    if item.decimals is not None or item.precision is not None:
        raise XbrlError("missing-unit", "it has decimals or precision and no unit")
    text = item.value
    if isinstance(text, XbrlError):
        raise text
    if not isinstance(text, str):
        return context, None, None, None, None, None, None, False
    length = len(text)
    if max_text and len(text) > max_text:
        text = text[:max_text]
    return context, None, text, length, None, None, None, False


def _numeric_row(item: ReadItem, context: Context, declared: Declarations) -> _Row:
    unit = declared.units.get(item.unit_ref)
    if unit is None:
        raise declared.no_unit(item.unit_ref or "")
    decimals, is_exact = None, False
    if item.decimals is not None:
        decimals = read_decimals(item.decimals)
        is_exact = decimals is None
    amount = item.value
    if amount is None:
        return context, unit, None, None, None, None, decimals, is_exact
    if isinstance(amount, XbrlError):
        raise amount
    text, value = read_amount(amount.strip()) if isinstance(amount, str) else amount
    accuracy = decimals
    if (
        decimals is None
        and not is_exact
        and item.precision is not None
        and isinstance(value, Decimal)
    ):
        accuracy = decimals_of_precision(item.precision, value)
    return context, unit, text, len(text), value, accuracy, decimals, is_exact


def _columns(instance: str, items: list[ReadItem], contexts: list[Context]) -> Columns:
    return {
        "instance": [instance] * len(items),
        "fact_index": list(range(len(items))),
        "concept": [item.shown for item in items],
        "namespace": [item.concept[1:].partition("}")[0] for item in items],
        "context_id": [item.context_ref for item in items],
        "entity": [context.entity or None for context in contexts],
        "period_type": [context.period_type or None for context in contexts],
        "start_date": [context.start_date for context in contexts],
        "end_date": [context.end_date for context in contexts],
        "dimensions": [context.dimensions for context in contexts],
        "dimensions_key": [context.dimensions_key for context in contexts],
        "n_dimensions": [len(context.dimensions) for context in contexts],
        "other_segment": [context.other_segment for context in contexts],
        "is_nil": [item.is_nil for item in items],
        "is_hidden": [item.is_hidden for item in items],
        "lang": [item.lang for item in items],
        "fact_id": [item.id for item in items],
        "is_lenient": [item.is_lenient for item in items],
        "file": [item.file for item in items],
        "line": [item.line for item in items],
    }


def _dei(
    items: list[ReadItem], contexts: list[Context], texts: Sequence[str | None]
) -> dict[str, str]:
    """Values of dei facts without dimensions, of each the first."""
    found: dict[str, str] = {}
    for item, context, text in zip(items, contexts, texts, strict=True):
        if text is None or context.dimensions or not item.shown.startswith("dei:"):
            continue
        namespace, local_name = split_clark(item.concept)
        if standard_prefix(namespace) == "dei":
            found.setdefault(local_name, " ".join(text.split()))
    return found
