"""Pointers: the element of a document that a fragment points at (XBRL 2.1 §3.5.4).

A fragment is a shorthand pointer, or a sequence of element() schemes of which the first that
points at something counts.
"""

import re
from typing import Any, Final, cast

from lxml import etree

from transforms.xbrl.names import XSD, clark

_DECLARATION: Final = clark(XSD, "element")
# `element(/1/14)`
_PART: Final = re.compile(r"(?P<scheme>[\w.:-]+)\((?P<data>[^()]*)\)\s*")
# The data of a scheme: `a`, `/1/14`, `a/2`
_DATA: Final = re.compile(r"(?P<id>[^/]*)(?P<steps>(?:/[1-9]\d*)*)$")


class PointerError(ValueError):
    """A fragment that is no shorthand pointer and no sequence of element() schemes."""


class Pointers:
    """Finds elements of one document, which is traversed once for all of them.

    Args:
        root: Root element of the document.
    """

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._ids: dict[str, etree._Element] | None = None
        self._children: dict[etree._Element, list[etree._Element]] = {}

    def find(self, fragment: str) -> etree._Element | None:
        """Element that a fragment points at, None where there is none; without one the root.

        Raises:
            PointerError: Any other scheme, even behind one that points at something.
        """
        if not fragment:
            return self._root
        if "(" not in fragment:
            return self._by_id(fragment)
        for element_id, steps in _schemes(fragment):
            found = self._step(element_id, steps)
            if found is not None:
                return found
        return None

    def _by_id(self, element_id: str) -> etree._Element | None:
        if self._ids is None:
            found: Any = self._root.xpath("//*[@id]")
            self._ids = self._by_their_ids(cast("list[etree._Element]", found))
        return self._ids.get(element_id)

    def _by_their_ids(self, elements: list[etree._Element]) -> dict[str, etree._Element]:
        """Elements by id; of several with one, which no valid document has, see `Schema.by_id`.

        The last counts, and a global declaration before all else, so that every way to write a
        pointer leads to one element.
        """
        declarations = [
            element
            for element in elements
            if element.tag == _DECLARATION and element.getparent() is self._root
        ]
        return {element.get("id", "").strip(): element for element in (*elements, *declarations)}

    def _step(self, element_id: str, steps: list[int]) -> etree._Element | None:
        if element_id:
            element = self._by_id(element_id)
        else:
            element, steps = (self._root, steps[1:]) if steps[:1] == [1] else (None, [])
        for step in steps:
            children = [] if element is None else self._children_of(element)
            if step > len(children):
                return None
            element = children[step - 1]
        return element

    def _children_of(self, element: etree._Element) -> list[etree._Element]:
        children = self._children.get(element)
        if children is None:
            children = self._children[element] = list(element)
        return children


def named_ids(fragment: str) -> list[str]:
    """Ids that a fragment names, in order, for a document that is not at hand.

    A shorthand pointer is an id itself; element() schemes name one unless they count steps.

    >>> named_ids("us-gaap_Assets"), named_ids("element(us-gaap_Assets)element(/1/14)")
    (['us-gaap_Assets'], ['us-gaap_Assets'])

    Raises:
        PointerError: Any other scheme.
    """
    if "(" not in fragment:
        return [fragment]
    return [element_id for element_id, steps in _schemes(fragment) if element_id and not steps]


def _schemes(fragment: str) -> list[tuple[str, list[int]]]:
    schemes, position = [], 0
    while position < len(fragment):
        part = _PART.match(fragment, position)
        data = _DATA.match(part["data"]) if part else None
        if part is None or data is None or part["scheme"] != "element":
            raise PointerError(f"{fragment!r} is neither an id nor a sequence of element() schemes")
        schemes.append((data["id"], [int(step) for step in data["steps"].split("/")[1:]]))
        position = part.end()
    return schemes
