"""Facts as a reader meets them, and the rows they become once every context is known."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from lxml import etree

from transforms.errors import Reject
from transforms.xbrl.amounts import Amount, decimals_of_precision, read_amount, read_decimals
from transforms.xbrl.columns import Columns
from transforms.xbrl.contexts import Context, read_context
from transforms.xbrl.document import line_of
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.facts import Facts
from transforms.xbrl.names import split_clark, standard_prefix
from transforms.xbrl.qnames import QNames
from transforms.xbrl.units import Unit, read_unit

NO_CONTEXT: Final = Context("", "", "", None, None, [], "", None, None)


class Item(NamedTuple):
    """An item or tuple as a reader met it; its references are not followed yet.

    Attributes:
        concept: Clark name.
        shown: The concept as datasets show it.
        value: Text as filed; the amount, where a reader made it; None where nil or a tuple.
        length: Characters of the whole value, where `value` is only its beginning.
        parent: Index among the items of the tuple it stands in, -1 at the top.
    """

    concept: str
    shown: str
    context_ref: str | None
    unit_ref: str | None
    value: str | Amount | None
    decimals: str | None
    precision: str | None
    is_nil: bool
    lang: str | None
    id: str | None
    file: str
    line: int | None
    parent: int = -1
    length: int | None = None
    is_hidden: bool = False
    is_lenient: bool = False


class Declarations:
    """Contexts and units by id. One that cannot be read stands there as its error."""

    def __init__(self) -> None:
        self.contexts: dict[str, Context | XbrlError] = {}
        self.units: dict[str, Unit | XbrlError] = {}
        self.rejects: list[Reject] = []

    def add_context(self, element: etree._Element, names: QNames, file: str) -> None:
        """Take in a `xbrli:context`."""
        try:
            context: Context | XbrlError = read_context(element, names)
        except XbrlError as error:
            context = error
        identifier = element.get("id", "")
        known = self.contexts.setdefault(identifier, context)
        if _differ(known, context):
            self._reject_twin("context", identifier, file, line_of(element))

    def add_unit(self, element: etree._Element, names: QNames, file: str) -> None:
        """Take in a `xbrli:unit`."""
        try:
            unit: Unit | XbrlError = read_unit(element, names)
        except XbrlError as error:
            unit = error
        identifier = element.get("id", "")
        known = self.units.setdefault(identifier, unit)
        if _differ(known, unit):
            self._reject_twin("unit", identifier, file, line_of(element))

    def reject_undeclared(self, names: QNames, file: str) -> None:
        """Say which prefixes of contexts and units nothing in `file` declares."""
        for prefix in sorted(names.undeclared):
            message = f"prefix {prefix!r} is not declared; names with it stay as filed"
            self.rejects.append(Reject("instance", "undeclared-prefix", message, file))

    def _reject_twin(self, what: str, identifier: str, file: str, line: int | None) -> None:
        message = f"{what} id {identifier!r} is declared twice and differently; the first counts"
        self.rejects.append(Reject("instance", "duplicate-id", message, file, line))

    def context(self, item: Item) -> Context:
        """The context `item` refers to.

        Raises:
            XbrlError: `unresolved-context`, or what is wrong with the context.
        """
        context = self.contexts.get(item.context_ref or "")
        if isinstance(context, Context):
            return context
        if context is None:
            raise XbrlError("unresolved-context", f"there is no context {item.context_ref!r}")
        raise XbrlError(context.error, context.message)

    def unit(self, item: Item) -> Unit | None:
        """The unit `item` refers to, None where it is not numeric.

        Raises:
            XbrlError: `unresolved-unit`, `missing-unit`, or what is wrong with the unit.
        """
        if item.unit_ref is None:
            if item.decimals is None and item.precision is None:
                return None
            raise XbrlError("missing-unit", "it has decimals or precision and no unit")
        unit = self.units.get(item.unit_ref)
        if isinstance(unit, Unit):
            return unit
        if unit is None:
            raise XbrlError("unresolved-unit", f"there is no unit {item.unit_ref!r}")
        raise XbrlError(unit.error, unit.message)


def _differ(one: Context | Unit | XbrlError, other: Context | Unit | XbrlError) -> bool:
    if isinstance(one, XbrlError) or isinstance(other, XbrlError):
        return one is not other
    return one.key != other.key


class _Row(NamedTuple):
    """What an item's references and value come to."""

    context: Context
    unit: Unit | None
    text: str | None
    length: int | None
    value: Decimal | None
    stored: Decimal | None
    accuracy: int | None
    decimals: int | None
    is_exact: bool


def build_facts(
    instance: str, kind: str, items: Sequence[Item], declared: Declarations, *, max_text: int
) -> Facts:
    """The facts that `items` are; those that cannot be read become rejects."""
    rejects = list(declared.rejects)
    kept: list[Item] = []
    rows: list[_Row] = []
    index: list[int] = []
    for item in items:
        index.append(len(kept))
        try:
            rows.append(_row(item, declared, max_text))
            kept.append(item)
        except XbrlError as error:
            rejects.append(fact_reject(error, item.shown, item.file, item.line))
    return Facts(
        instance=instance,
        kind=kind,
        columns=_columns(instance, kept, rows),
        concepts=[item.concept for item in kept],
        contexts=[row.context.key for row in rows],
        units=[row.unit and row.unit.key for row in rows],
        parents=[-1 if item.parent < 0 else index[item.parent] for item in kept],
        values=[row.value for row in rows],
        accuracies=[row.accuracy for row in rows],
        rejects=rejects,
        dei=_dei(kept, rows),
    )


def fact_reject(error: XbrlError, concept: str, file: str, line: int | None) -> Reject:
    """The reject of one fact."""
    return Reject("instance", error.error, f"fact {concept}: {error.message}", file, line)


def _row(item: Item, declared: Declarations, max_text: int) -> _Row:
    if item.context_ref is None:
        return _Row(NO_CONTEXT, None, None, None, None, None, None, None, False)
    context = declared.context(item)
    unit = declared.unit(item)
    if unit is not None:
        return _numeric_row(item, context, unit)
    text = item.value
    if not isinstance(text, str):
        return _Row(context, None, None, None, None, None, None, None, False)
    length = item.length or len(text)
    if max_text and len(text) > max_text:
        text = text[:max_text]
    return _Row(context, None, text, length, None, None, None, None, False)


def _numeric_row(item: Item, context: Context, unit: Unit) -> _Row:
    decimals, is_exact = None, False
    if item.decimals is not None:
        decimals = read_decimals(item.decimals)
        is_exact = decimals is None
    amount = item.value
    if amount is None:
        return _Row(context, unit, None, None, None, None, None, decimals, is_exact)
    if isinstance(amount, str):
        amount = read_amount(amount.strip())
    text, value, stored = amount
    accuracy = decimals
    if item.precision is not None and item.decimals is None and value is not None:
        accuracy = decimals_of_precision(item.precision, value)
    return _Row(context, unit, text, len(text), value, stored, accuracy, decimals, is_exact)


def _columns(instance: str, items: list[Item], rows: list[_Row]) -> Columns:
    contexts = [row.context for row in rows]
    return {
        "instance": [instance] * len(items),
        "fact_index": list(range(len(items))),
        "concept": [item.shown for item in items],
        "namespace": [split_clark(item.concept)[0] for item in items],
        "context_id": [item.context_ref for item in items],
        "entity": [context.entity or None for context in contexts],
        "period_type": [context.period_type or None for context in contexts],
        "start_date": [context.start_date for context in contexts],
        "end_date": [context.end_date for context in contexts],
        "dimensions": [context.dimensions for context in contexts],
        "dimensions_key": [context.dimensions_key for context in contexts],
        "n_dimensions": [len(context.dimensions) for context in contexts],
        "other_segment": [context.other_segment for context in contexts],
        "unit": [row.unit and row.unit.text for row in rows],
        "value": [row.text for row in rows],
        "numeric_value": [row.stored for row in rows],
        "decimals": [row.decimals for row in rows],
        "is_exact": [row.is_exact for row in rows],
        "is_nil": [item.is_nil for item in items],
        "is_hidden": [item.is_hidden for item in items],
        "lang": [item.lang for item in items],
        "fact_id": [item.id for item in items],
        "value_length": [row.length for row in rows],
        "is_lenient": [item.is_lenient for item in items],
        "file": [item.file for item in items],
        "line": [item.line for item in items],
    }


def _dei(items: list[Item], rows: list[_Row]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item, row in zip(items, rows, strict=True):
        if row.text is None or row.context.dimensions or not item.shown.startswith("dei:"):
            continue
        namespace, local_name = split_clark(item.concept)
        if standard_prefix(namespace) == "dei":
            found.setdefault(local_name, " ".join(row.text.split()))
    return found
