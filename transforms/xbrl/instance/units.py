"""Units: measures, their text, and u-equality (XBRL 2.1 §4.8, §4.10)."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from transforms.xbrl.errors import XbrlError
from transforms.xbrl.names import XBRLI, clark, split_clark
from transforms.xbrl.qnames import QNames

_MEASURE: Final = clark(XBRLI, "measure")
_DIVIDE: Final = clark(XBRLI, "divide")
_NUMERATOR: Final = clark(XBRLI, "unitNumerator")
_DENOMINATOR: Final = clark(XBRLI, "unitDenominator")

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
        numerator = _measures(element, names)
    else:
        numerator = _measures(divide.find(_NUMERATOR), names)
        denominator = _measures(divide.find(_DENOMINATOR), names)
    if not numerator or (divide is not None and not denominator):
        raise XbrlError("invalid-unit", f"unit {element.get('id')!r} lacks a measure")
    if divide is not None and len(element) > 1:
        message = f"unit {element.get('id')!r} has something beside a division"
        raise XbrlError("invalid-unit", message)
    text = _text(numerator)
    if denominator:
        text = f"{text}/{_text(denominator)}"
    return Unit(text, (numerator, denominator))


def _measures(parent: etree._Element | None, names: QNames) -> Measures:
    if parent is None:
        return ()
    return tuple(
        sorted(names.resolve_value(measure, measure.text) for measure in parent.iter(_MEASURE))
    )


def _text(measures: Measures) -> str:
    return "*".join(sorted(split_clark(measure)[1].rpartition(":")[2] for measure in measures))
