"""XBRL instances in XML: filed before Inline XBRL, or extracted by EDGAR (XBRL 2.1 §4)."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from transforms.xbrl.doctype import reject_doctype
from transforms.xbrl.document import line_of, parse_events, parse_xml
from transforms.xbrl.dts import REFERENCES, Reference, references
from transforms.xbrl.element_types import NO_TYPES, DeclaredTypes
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.amounts import Quotient, read_fraction
from transforms.xbrl.instance.contexts import ContextReader
from transforms.xbrl.instance.declarations import Declarations
from transforms.xbrl.instance.fact_rows import build_facts
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.instance.instance_kind import InstanceKind
from transforms.xbrl.instance.read_item import ReadItem, read_nil
from transforms.xbrl.lexical import Identifiers, xml_id
from transforms.xbrl.names import LINK, XBRLI, XML, XSI, clark
from transforms.xbrl.qnames import QNames

# Above this a document is read element by element: its tree takes up to ten times its size.
INCREMENTAL_BYTES: Final = 16 * 2**20

_CONTEXT: Final = clark(XBRLI, "context")
_UNIT: Final = clark(XBRLI, "unit")
_NUMERATOR: Final = clark(XBRLI, "numerator")
_DENOMINATOR: Final = clark(XBRLI, "denominator")
_NOT_FACTS: Final = (clark(XBRLI, ""), clark(LINK, ""))
# What stands in an instance beside items and tuples, and is read elsewhere or not at all.
_LINKS: Final = frozenset({*REFERENCES, clark(LINK, "footnoteLink")})
_NIL: Final = clark(XSI, "nil")
_LANG: Final = clark(XML, "lang")
_ITEM_ATTRIBUTES: Final = frozenset({"unitRef", "decimals", "precision"})

_Value = str | Quotient | XbrlError | None


def read_instance(
    name: str,
    content: bytes,
    *,
    kind: InstanceKind,
    max_text: int,
    types: DeclaredTypes = NO_TYPES,
    incremental_bytes: int = INCREMENTAL_BYTES,
) -> Facts:
    """Facts of an instance document.

    Args:
        name: Name of the document.
        content: Its bytes.
        kind: `classic` or `extracted`.
        max_text: Characters kept of a text value; 0 keeps all.
        types: Types of what stands in segments and scenarios.
        incremental_bytes: Size from which the document is read without holding its tree.

    Raises:
        DocumentError: It is not well-formed XML or has a DOCTYPE.
    """
    reject_doctype(name, content)
    if len(content) < incremental_bytes:
        root = parse_xml(name, content)
        reader = _Reader(name, root, content, types)
        for element in root.iterchildren("*"):
            reader.read(element)
    else:
        reader = _read_incrementally(name, content, types)
    reader.declared.reject_undeclared(reader.names, name)
    facts = build_facts(name, kind, reader.items, reader.declared, max_text=max_text)
    facts.references += reader.references
    return facts


def _read_incrementally(name: str, content: bytes, types: DeclaredTypes) -> "_Reader":
    elements = _children_of_root(name, content)
    reader = _Reader(name, next(elements), content, types)
    for element in elements:
        reader.read(element)
    return reader


def _children_of_root(name: str, content: bytes) -> Iterator[etree._Element]:
    """The root, as soon as an element is complete, then each of its children when complete.

    They are freed by twenties, those that hold elements one by one: for all that takes half as long again.
    """
    root = None
    unfreed = 0
    for _, element in parse_events(name, content, ("end",)):
        if root is None:
            root = element.getroottree().getroot()
            yield root
        if element.getparent() is root:
            yield element
            if len(element):
                element.clear()
            unfreed += 1
            if unfreed == 20:
                del root[: root.index(element)]
                unfreed = 0


class _Reader:
    """Reads the children of `xbrli:xbrl`, one after the other."""

    def __init__(
        self, name: str, root: etree._Element, content: bytes, types: DeclaredTypes
    ) -> None:
        self._name = name
        self.names = QNames(root, content, types.prefixes)
        self._contexts = ContextReader(self.names, types)
        self._names_of: dict[str, tuple[str, str]] = {}
        self._identifiers = Identifiers()
        self._decimals: dict[str | None, str | None] = {}
        self._lang = root.get(_LANG)
        self.items: list[ReadItem] = []
        self.declared = Declarations()
        self.references: list[Reference] = []

    def read(self, element: etree._Element) -> None:
        """Read a context, a unit, an item or a tuple; links are not read here."""
        if element.get("contextRef") is not None:
            self._item(element, -1, self._lang)
        elif element.tag == _CONTEXT:
            self.declared.add_context(element, self._contexts, self._name)
        elif element.tag == _UNIT:
            self.declared.add_unit(element, self.names, self._name)
        elif element.tag in REFERENCES:
            self.references += references([element], self._name)
        elif not element.tag.startswith(_NOT_FACTS):
            self._tuples(element)
        elif element.tag not in _LINKS:
            self.declared.pass_over(element, self._name)

    def _tuples(self, outermost: etree._Element) -> None:
        """Read a tuple and all it holds, with a stack, since tuples may nest to any depth."""
        nested = [(iter((outermost,)), -1, self._lang)]
        while nested:
            siblings, parent, lang = nested[-1]
            element = next(siblings, None)
            if element is None:
                nested.pop()
            elif element.get("contextRef") is not None:
                self._item(element, parent, lang)
            elif element.tag.startswith(_NOT_FACTS):
                self.declared.pass_over(element, self._name)
            else:
                index = self._tuple(element, parent)
                if index is not None:
                    children = iter(element.iterchildren("*"))
                    nested.append((children, index, element.get(_LANG, lang)))

    def _item(self, element: etree._Element, parent: int, lang: str | None) -> None:
        get = element.get
        tag = element.tag
        tag, shown = self._names_of.get(tag) or self._named(element)
        value: _Value = _fraction(element) if len(element) else element.text or ""
        is_nil, nil = False, get(_NIL)
        if nil is not None:
            is_nil, value = _nil_or(value, nil)
        # lxml makes a text anew each time; one for all that are equal takes 52 MB less
        # for the names of 650,000 facts alone.
        identifiers = self._identifiers
        unit_ref, decimals = identifiers[get("unitRef")], get("decimals")
        self.items.append(
            ReadItem(
                tag,
                shown,
                identifiers[get("contextRef")],
                self._name,
                line_of(element),
                unit_ref,
                value,
                self._decimals.setdefault(decimals, decimals),
                get("precision"),
                is_nil,
                identifiers[get(_LANG, lang)] if unit_ref is None else None,
                xml_id(get("id")),
                parent,
            )
        )

    def _tuple(self, element: etree._Element, parent: int) -> int | None:
        """Index of the tuple among the items, None where it was meant as an item."""
        shown = self._named(element)[1]
        is_nil = self._is_nil_tuple(element)
        has_text = len(element) == 0 and not is_nil and bool((element.text or "").strip())
        if has_text or not _ITEM_ATTRIBUTES.isdisjoint(element.keys()):
            self._without_context(element, shown, parent)
            return None
        self.items.append(
            ReadItem(
                element.tag,
                shown,
                None,
                self._name,
                line_of(element),
                is_nil=is_nil,
                id=xml_id(element.get("id")),
                parent=parent,
            )
        )
        return len(self.items) - 1

    def _is_nil_tuple(self, element: etree._Element) -> bool:
        """Whether a tuple is nil; where that contradicts itself, facts of it may be lost."""
        nil = element.get(_NIL)
        if nil is None:
            return False
        is_nil, value = _nil_or("content" if len(element) else "", nil)
        if isinstance(value, XbrlError):
            self.declared.lose(value, self._named(element)[1], self._name, line_of(element))
        return is_nil

    def _without_context(self, element: etree._Element, shown: str, parent: int) -> None:
        self.items.append(
            ReadItem(
                element.tag,
                shown,
                "",
                self._name,
                line_of(element),
                element.get("unitRef"),
                XbrlError("missing-context", "it refers to no context"),
                id=xml_id(element.get("id")),
                parent=parent,
            )
        )

    def _named(self, element: etree._Element) -> tuple[str, str]:
        """Clark name and shown name, the same texts for all elements of a name."""
        names = element.tag, self.names.show(element.tag, element.prefix)
        self._names_of[element.tag] = names
        return names


def _nil_or(value: _Value, nil: str) -> tuple[bool, _Value]:
    """Whether an item with `xsi:nil` is nil, and its value."""
    try:
        is_nil = read_nil(nil)
    except XbrlError as error:
        return False, error.kept()
    if is_nil and isinstance(value, str) and (not value or value.isspace()):
        return True, None
    return False, XbrlError("nil-content", "it is nil and has content") if is_nil else value


def _fraction(element: etree._Element) -> Quotient | XbrlError:
    """The amount of a fraction item, or why an item with elements in it has none."""
    numerator, denominator = element.find(_NUMERATOR), element.find(_DENOMINATOR)
    if numerator is None or denominator is None or len(element) > 2:
        return XbrlError("element-content", "an item holds text, not elements")
    try:
        return read_fraction(numerator.text or "", denominator.text or "")
    except XbrlError as error:
        return error.kept()
