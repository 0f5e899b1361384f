"""Facts in the order in which they are read, and their rows once every context is known."""

from array import array
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from transforms.columns import Columns
from transforms.errors import Reject
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.amounts import (
    decimals_of_precision,
    ended,
    read_amount,
    read_decimals,
)
from transforms.xbrl.instance.contexts import NO_CONTEXT, Context
from transforms.xbrl.instance.declarations import Declarations
from transforms.xbrl.instance.duplicates import preferred
from transforms.xbrl.instance.facts import Facts, UnreadFact
from transforms.xbrl.instance.instance_kind import InstanceKind
from transforms.xbrl.instance.item_faults import accuracy_faults, repeated_ids
from transforms.xbrl.instance.read_item import ReadItem, fact_reject
from transforms.xbrl.instance.units import Unit
from transforms.xbrl.names import split_clark, standard_prefix

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
    repeated = list(repeated_ids(items, declared))
    kept: list[ReadItem] = []
    # Columns from the start: a large document has a million rows, and one object of each less.
    read: list[list[Any]] = [[] for _ in _TUPLE_ROW]
    add = [column.append for column in read]
    places = array("q")
    unread: list[UnreadFact] = []
    for item in items:
        places.append(len(kept))
        try:
            row = _row(item, declared, max_text)
            for append, value in zip(add, row, strict=True):
                append(value)
            kept.append(item)
            if not declared.ambiguous.isdisjoint((item.context_ref, item.unit_ref)):
                unread.append(UnreadFact(item.concept))  # it may stand elsewhere
        except XbrlError as error:
            rejects.append(fact_reject(error, item.shown, item.file, item.line))
            unread.append(_unread(item, declared, places))
    facts = _facts(instance, kind, kept, read, places)
    facts.rejects += rejects
    facts.unread += unread
    facts.faults += declared.faults
    facts.faults += accuracy_faults(kept, facts)
    facts.faults += repeated
    if declared.is_lossy:
        facts.unread.append(UnreadFact(None))
    return facts


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
    read: list[list[Any]],
    places: Sequence[int],
) -> Facts:
    contexts, units, texts, lengths, values, accuracies, decimals, exact = read
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


def _without_contexts(items: Sequence[ReadItem]) -> list[Reject]:
    """One reject per document, where the one with the contexts is not in the filing."""
    counts = Counter(item.file for item in items)
    return [
        Reject("instance", "no-contexts", f"{count} facts refer to contexts of no document", file)
        for file, count in counts.items()
    ]


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
