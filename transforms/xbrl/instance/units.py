"""Units: measures, their text, and u-equality (XBRL 2.1 §4.8, §4.10)."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from transforms.xbrl.errors import XbrlError
from transforms.xbrl.names import XBRLI, clark, split_clark
from transforms.xbrl.qnames import QNames

_MEASURE: Final = clark(XBRLI, "measure")
_DIVIDE: Final = clark(XBRLI, "divide")
_TERMS: Final = [clark(XBRLI, "unitNumerator"), clark(XBRLI, "unitDenominator")]

Measures = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    Attributes:
        text: Local names of the measures, as in `USD`, `USD/shares`, `m*m`.
        key: Sorted Clark names of numerator and denominator: equal for u-equal units.
    """

    text: str
    key: tuple[Measures, Measures]


def read_unit(element: etree._Element, names: QNames) -> Unit:
    """The unit that a `xbrli:unit` declares.

    Raises:
        XbrlError: `invalid-unit` without a measure, `unresolved-prefix`.
    """
    divide = element.find(_DIVIDE)
    denominator: Measures = ()
    if divide is None:
        numerator = _measures(element, element, names)
    else:
        if len(element) > 1 or [each.tag for each in divide] != _TERMS:
            message = f"unit {element.get('id')!r} is not one numerator over one denominator"
            raise XbrlError("invalid-unit", message)
        numerator, denominator = (_measures(element, term, names) for term in divide)
    text = _text(numerator)
    if denominator:
        text = f"{text}/{_text(denominator)}"
    return Unit(text, (numerator, denominator))


def _measures(unit: etree._Element, parent: etree._Element, names: QNames) -> Measures:
    if len(parent) == 0 or any(each.tag != _MEASURE or len(each) for each in parent):
        message = f"unit {unit.get('id')!r} lacks a measure, or has something beside measures"
        raise XbrlError("invalid-unit", message)
    return tuple(sorted(names.resolve_value(measure, measure.text) for measure in parent))


def _text(measures: Measures) -> str:
    return "*".join(sorted(split_clark(measure)[1].rpartition(":")[2] for measure in measures))
