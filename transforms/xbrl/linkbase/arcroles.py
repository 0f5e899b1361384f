"""Arcroles: which of them an arc may have (XBRL 2.1 §3.5.2.5, §5.2).

An arc of another arcrole is in no network that anybody looks for: a sum lacks its item.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from lxml import etree

from transforms.columns import EntryTable
from transforms.xbrl.linkbase.arc import Attributes
from transforms.xbrl.names import (
    DIMENSION_ARCROLES,
    ESSENCE_ALIAS,
    GENERAL_SPECIAL,
    LINK,
    PARENT_CHILD,
    SUMMATION_ITEM,
    SUMMATION_ITEM_11,
    clark,
)

_ARCROLE_REF: Final = clark(LINK, "arcroleRef")
_XBRL: Final = "http://www.xbrl.org/2003/arcrole/"
_DIMENSIONAL: Final = frozenset(
    DIMENSION_ARCROLES + name
    for name in (
        "all",
        "notAll",
        "hypercube-dimension",
        "dimension-domain",
        "domain-member",
        "dimension-default",
    )
)
# By arc element, the arcroles of XBRL 2.1 §5.2, and those of XBRL Dimensions 1.0 §2 and
# Calculations 1.1: what these mean is known without the reference that XBRL 2.1 asks for.
_OF_ELEMENT: Final = {
    clark(LINK, f"{element}Arc"): frozenset(arcroles)
    for element, arcroles in (
        ("calculation", (SUMMATION_ITEM, SUMMATION_ITEM_11)),
        ("presentation", (PARENT_CHILD,)),
        (
            "definition",
            (
                GENERAL_SPECIAL,
                ESSENCE_ALIAS,
                f"{_XBRL}similar-tuples",
                f"{_XBRL}requires-element",
                *_DIMENSIONAL,
            ),
        ),
        ("label", (f"{_XBRL}concept-label",)),
        ("reference", (f"{_XBRL}concept-reference",)),
    )
}
_OF_ANY: Final = frozenset().union(*_OF_ELEMENT.values())


class ArcroleUse(NamedTuple):
    """Arcs of one extended link that share an arcrole: how many, and the index of the first."""

    arcrole: str
    n_arcs: int
    first: int


class Arcroles:
    """The arcroles that arcs of one linkbase may have.

    Args:
        linkbase: The `link:linkbase` element, whose `link:arcroleRef` name further ones.
        table: Attributes of arcs, by number.
    """

    def __init__(self, linkbase: etree._Element, table: EntryTable[Attributes]) -> None:
        references = linkbase.iterchildren(_ARCROLE_REF)
        self._referred = frozenset(each.get("arcroleURI", "").strip() for each in references)
        self._table = table
        self._allowed: set[int] = set()

    def undeclared(self, numbers: list[int]) -> Iterable[ArcroleUse]:
        """Arcroles that arcs must not have here, of the arcs with attributes of these numbers.

        An arc without arcrole is left out, as that is a fault of its own.
        """
        met = set(numbers) - self._allowed
        odd = {number for number in met if not self._may_have(self._table[number])}
        self._allowed |= met - odd
        uses: dict[str, ArcroleUse] = {}
        for index, number in enumerate(numbers if odd else ()):
            if number in odd:
                arcrole = self._table[number].arcrole
                use = uses.get(arcrole, ArcroleUse(arcrole, 0, index))
                uses[arcrole] = use._replace(n_arcs=use.n_arcs + 1)
        return uses.values()

    def _may_have(self, attributes: Attributes) -> bool:
        arcrole = attributes.arcrole
        known = _OF_ELEMENT.get(attributes.element, _OF_ANY)
        return not arcrole or arcrole in known or arcrole in self._referred
