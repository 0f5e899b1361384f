"""The value of an item as columns of dataset `facts`, once its context and unit are known."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.amounts import decimals_of_precision, read_amount, read_decimals
from transforms.xbrl.instance.declarations import Declarations
from transforms.xbrl.instance.read_item import ReadItem
from transforms.xbrl.lexical import WHITE_SPACE

# What a value makes of these columns.
OF_VALUE: Final = ("value", "value_length", "numeric_value", "accuracy", "decimals", "is_exact")
Value = tuple[
    str | None, int | None, Decimal | Fraction | None, int | None, int | None, bool
]  # fmt: skip
_NO_VALUE: Final[Value] = (None, None, None, None, None, False)


def value_of(item: ReadItem, declared: Declarations, max_text: int) -> Value:
    """What `item` says: a text, cut to `max_text` characters unless that is 0, or an amount.

    Raises:
        XbrlError: Why it has no value, or none that can be read.
    """
    context = declared.contexts.get(item.context_ref)
    if context is None:
        if item.context_ref is None:
            return _NO_VALUE
        if isinstance(item.value, XbrlError):
            raise item.value
        raise declared.no_context(item.context_ref)
    if item.unit_ref is not None:
        return _amount(item, declared)
    if item.decimals is not None or item.precision is not None:
        raise XbrlError("missing-unit", "it has decimals or precision and no unit")
    text = item.value
    if isinstance(text, XbrlError):
        raise text
    if not isinstance(text, str):
        return _NO_VALUE
    return text[: max_text or None], len(text), None, None, None, False


def _amount(item: ReadItem, declared: Declarations) -> Value:
    if item.unit_ref not in declared.units:
        raise declared.no_unit(item.unit_ref or "")
    decimals, is_exact = None, False
    if item.decimals is not None:
        decimals = read_decimals(item.decimals)
        is_exact = decimals is None
    amount = item.value
    if amount is None:
        return None, None, None, None, decimals, is_exact
    if isinstance(amount, XbrlError):
        raise amount
    text, value = read_amount(amount.strip(WHITE_SPACE)) if isinstance(amount, str) else amount
    accuracy = decimals
    if item.decimals is None and item.precision is not None and isinstance(value, Decimal):
        accuracy = decimals_of_precision(item.precision, value)
    return text, len(text), value, accuracy, decimals, is_exact
