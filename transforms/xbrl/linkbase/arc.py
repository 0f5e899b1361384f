"""Arcs: their attributes, typed, and what makes two of them equivalent (XBRL 2.1 §3.5.3.9)."""

from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from transforms.columns import EntryTable
from transforms.xbrl.lexical import boolean, decimal, integer, stripped
from transforms.xbrl.names import LINK, XBRLDT, XLINK, clark
from transforms.xbrl.typed_values import s_value

CALCULATION_ARC: Final = clark(LINK, "calculationArc")
_TYPE: Final = clark(XLINK, "type")
_ARCROLE: Final = clark(XLINK, "arcrole")
_CLOSED: Final = clark(XBRLDT, "closed")
_USABLE: Final = clark(XBRLDT, "usable")
_CONTEXT_ELEMENT: Final = clark(XBRLDT, "contextElement")
_TARGET_ROLE: Final = clark(XBRLDT, "targetRole")
_XLINK: Final = clark(XLINK, "")
_INT32: Final = 2**31


class Attributes(NamedTuple):
    """The attributes of an arc but for its ends; those before `equivalence` are columns of `arcs`.

    Attributes:
        equivalence: Equal exactly for arcs whose element, arcrole and non-exempt attributes
            are s-equal (XBRL 2.1 §3.5.3.9.7.4).
        rank: Priority, 0 where it is missing or no integer.
        exact_order: Order at full precision, 1 where it is missing or no number.
        exact_weight: Weight at full precision, None where it is missing or no number.
        order_defect: Whether the order is no number.
        defects: What is wrong with the text of `use`, `priority` and `xlink:type`, or that the
            arcrole is missing.
        is_calculation: Whether the arc is a `link:calculationArc`.
        element: Clark name of its element, a part of its base set (XBRL 2.1 §3.5.3.9.7.3).
    """

    arcrole: str
    order: Decimal | None
    weight: Decimal | None
    order_text: str | None
    weight_text: str | None
    preferred_label: str | None
    use: str
    priority: int | None
    context_element: str | None
    closed: bool | None
    usable: bool | None
    target_role: str | None
    equivalence: Hashable
    rank: int
    exact_order: Decimal
    exact_weight: Decimal | None
    order_defect: bool
    defects: tuple[str, ...]
    is_calculation: bool
    element: str


_ONE: Final = Decimal(1)
_EXEMPT: Final = ("", None)
_FIRST: Final = ("order", _ONE)


ARC_COLUMNS: Final = Attributes._fields[: Attributes._fields.index("equivalence")]
"""Attributes that are columns of dataset `arcs`."""


class AttributeReader:
    """Reads the attributes of arcs; arcs written alike share one result.

    Args:
        attribute_types: Clark name of an attribute that the filing's schemas declare to the
            built-in type that its own derives from; any other is compared as text.

    Attributes:
        table: All that was read; its index here is the number of a set of attributes.
        known: Numbers, by element name and the names and texts of its attributes.
    """

    def __init__(self, attribute_types: Mapping[str, str]) -> None:
        self._types = attribute_types
        self._equivalences: dict[Hashable, int] = {}
        self._values: dict[tuple[str, str], Hashable] = {}
        self.table = EntryTable[Attributes]()
        self.known: dict[tuple[str, ...], int] = {}

    def read(self, key: tuple[str, ...], tag: str, texts: dict[str, str]) -> int:
        """Number of the attributes of an arc element, kept in `known` under `key`."""
        number = self.known[key] = len(self.table)
        self.table.append(self._type(tag, texts))
        return number

    def _type(self, tag: str, texts: dict[str, str]) -> Attributes:
        order_text, weight_text = texts.get("order"), texts.get("weight")
        order = decimal(order_text) if order_text is not None else _ONE
        is_calculation = tag == CALCULATION_ARC
        weight = decimal(weight_text) if is_calculation and weight_text is not None else None
        use, rank, defects = _use_and_priority(texts)
        return Attributes(
            arcrole=texts.get(_ARCROLE, "").strip(),
            order=order,
            weight=weight,
            order_text=order_text,
            weight_text=weight_text if is_calculation else None,
            preferred_label=stripped(texts.get("preferredLabel")),
            use=use,
            priority=rank if rank is not None and -_INT32 <= rank < _INT32 else None,
            context_element=stripped(texts.get(_CONTEXT_ELEMENT)),
            closed=boolean(texts.get(_CLOSED, "")),
            usable=boolean(texts.get(_USABLE, "")),
            target_role=stripped(texts.get(_TARGET_ROLE)),
            equivalence=self._equivalence(tag, texts),
            rank=rank or 0,
            exact_order=_ONE if order is None else order,
            exact_weight=weight,
            order_defect=order is None,
            defects=defects,
            is_calculation=is_calculation,
            element=tag,
        )

    def _equivalence(self, tag: str, texts: dict[str, str]) -> int:
        values = {self._typed(item) for item in texts.items()}
        values.add(_EXEMPT)
        if "order" not in texts:
            values.add(_FIRST)
        key = (tag, texts.get(_ARCROLE, "").strip(), frozenset(values))
        return self._equivalences.setdefault(key, len(self._equivalences))

    def _typed(self, item: tuple[str, str]) -> Hashable:
        """Name and value of an attribute; the same for all that are exempt (§3.5.3.9.7.4)."""
        value = self._values.get(item)
        if value is None:
            name, text = item
            exempt = name in ("use", "priority") or name.startswith(_XLINK)
            kind = _ATTRIBUTE_TYPES.get(name) or self._types.get(name)
            value = self._values[item] = _EXEMPT if exempt else (name, s_value(text, kind))
        return value


_ATTRIBUTE_TYPES: Final = {
    "order": "decimal",
    "weight": "decimal",
    "preferredLabel": "anyURI",
    _CLOSED: "boolean",
    _USABLE: "boolean",
    _CONTEXT_ELEMENT: "token",
    _TARGET_ROLE: "anyURI",
}


def _use_and_priority(texts: dict[str, str]) -> tuple[str, int | None, tuple[str, ...]]:
    defects = []
    use = texts.get("use", "optional").strip()
    if use not in ("optional", "prohibited"):
        defects.append(f"use is {use!r}, neither optional nor prohibited")
        use = "optional"
    priority = integer(texts.get("priority", "0"))
    if priority is None:
        defects.append(f"priority is {texts['priority']!r}, not an integer")
    if not texts.get(_ARCROLE):
        defects.append("there is no arcrole")
    if texts.get(_TYPE) != "arc":
        defects.append(wrong_type("arc", texts.get(_TYPE)))
    return use, priority, tuple(defects)


def wrong_type(kind: str, found: str | None) -> str:
    """What is wrong with an element that its name makes `kind` and its `xlink:type` does not."""
    problem = "has no xlink:type" if found is None else f"has the xlink:type {found!r}"
    return f"the {kind} {problem} and is read by its name"
