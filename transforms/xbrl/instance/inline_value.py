"""Inline XBRL 1.1: the value that an element shows, with its format, scale, sign and escape."""

from typing import Final

from lxml import etree

from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.amounts import Amount, Quotient, read_fraction, read_scaled_amount
from transforms.xbrl.instance.inline_text import Escaped, text_of
from transforms.xbrl.instance.read_item import read_nil
from transforms.xbrl.instance.transformations.registry import transform
from transforms.xbrl.lexical import WHITE_SPACE, is_true
from transforms.xbrl.names import IX, XSI, clark
from transforms.xbrl.qnames import QNames

NON_FRACTION: Final = clark(IX, "nonFraction")
# The terms of a fraction, which stand in it in any order.
TERMS: Final = (clark(IX, "numerator"), clark(IX, "denominator"))
_NIL: Final = clark(XSI, "nil")


class InlineValues:
    """Values of the elements of one document.

    Args:
        names: Its namespaces.
        escaped: Markup of its elements.
    """

    def __init__(self, names: QNames, escaped: Escaped) -> None:
        self._names = names
        self._escaped = escaped

    def amount(self, element: etree._Element) -> Amount:
        """Transformation, scale and sign of a displayed number (`ix:nonFraction`)."""
        text = text_of(element).strip(WHITE_SPACE)
        nested = next(element.iterchildren(NON_FRACTION), None) if len(element) else None
        if nested is not None and text != text_of(nested).strip(WHITE_SPACE):
            raise XbrlError("element-content", "it holds a number and text beside it")
        if element.get("continuedAt") is not None:
            raise XbrlError("unresolved-continuation", "a number goes on nowhere")
        format_name = self.format(element)
        if format_name is not None:
            text = transform(format_name, text)
        return read_scaled_amount(text, element.get("scale"), element.get("sign"))

    def quotient(self, element: etree._Element) -> Quotient:
        """The quotient of a numerator and a denominator (`ix:fraction`)."""
        numerators, denominators = (
            [self.amount(term)[0] for term in element.iter(tag)] for tag in TERMS
        )
        if len(numerators) != 1 or len(denominators) != 1:
            raise XbrlError("not-a-number", "a fraction needs a numerator and a denominator")
        return read_fraction(*numerators, *denominators)

    def text(self, element: etree._Element) -> str:
        """Text of an element, transformed unless it goes on elsewhere (`ix:nonNumeric`)."""
        is_escaped = is_true(element.get("escape"))
        text = self._escaped.markup(element) if is_escaped else text_of(element)
        format_name = self.format(element)
        if format_name is not None and element.get("continuedAt") is None:
            return transform(format_name, text)
        return text

    def format(self, element: etree._Element) -> str | None:
        """Clark name of the transformation of an element that has one."""
        name = element.get("format")
        return None if name is None else self._names.resolve(element, name)


def is_nil(element: etree._Element) -> bool:
    """Whether an item is nil. What it shows then is no value, such as a dash, unless a number.

    Raises:
        XbrlError: `invalid-nil`, `nil-content`.
    """
    nil = element.get(_NIL)
    if nil is None or not read_nil(nil):
        return False
    if any(map(str.isdigit, text_of(element))):
        raise XbrlError("nil-content", "it is nil and shows a number")
    return True
