"""Types of the elements that stand in segments and scenarios, as the filing's schemas declare them.

Members of typed dimensions and what else is no concept (XBRL 2.1 §4.7.3.2, §4.7.4; XML Schema 1.0
part 1 §3.2, §3.3). A name that is declared with several types, as local elements may be, counts
as one that is not declared; attribute groups are not followed.
"""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from lxml import etree

from transforms.xbrl.document import target_namespace
from transforms.xbrl.names import XBRLI, XSD, XSI, clark, split_clark
from transforms.xbrl.qnames import NO_PREFIXES
from transforms.xbrl.schema import TYPES, ConceptRow, Schema, derivation_of, name_of, type_named

_ELEMENT: Final = clark(XSD, "element")
_ATTRIBUTE: Final = clark(XSD, "attribute")
_WHITE_SPACE: Final = clark(XSD, "whiteSpace")
_PERIOD_TYPE: Final = clark(XBRLI, "periodType")
# Simple types that XBRL 2.1 makes itself (§4.7.2, §5.1.1.3); `dateUnion` is a date or a dateTime.
_OF_XBRL: Final = {
    **dict.fromkeys(("monetary", "shares", "pure", "nonZeroDecimal"), "decimal"),
    "dateUnion": "dateUnion",
}
_OF_ANY_CONTENT: Final = "anyType"
# Types of text that keep white space, and which types those are that restrict it.
_KEEPING: Final = ("string", "normalizedString")
_BY_WHITE_SPACE: Final = {"replace": "normalizedString", "collapse": "token"}


class SimpleType(NamedTuple):
    """Type of the text of an attribute or an element (XML Schema 1.0 part 2 §2).

    Attributes:
        built_in: Local name of the type of XML Schema that it derives from; None where it is
            not known, and where there is no text but elements.
        default: Text that it has where it has none: a default or a fixed one.
    """

    built_in: str | None = None
    default: str | None = None


class ElementType(NamedTuple):
    """Types of the content and of the attributes of an element, these by Clark name."""

    content: SimpleType = SimpleType()
    attributes: Mapping[str, SimpleType] = MappingProxyType({})


UNKNOWN: Final = ElementType()


class DeclaredTypes(NamedTuple):
    """What the schemas of a filing say of names that its instances use.

    Attributes:
        elements: Types of elements, by Clark name.
        attributes: Types of attributes that stand on any element, by Clark name.
        prefixes: Prefixes by which the schemas' own namespaces are shown.
    """

    elements: Mapping[str, ElementType]
    attributes: Mapping[str, SimpleType]
    prefixes: Mapping[str, str] = NO_PREFIXES


# Attributes that every element may have (XML Schema 1.0 part 1 §2.6).
_OF_ALL: Final = {
    clark(XSI, "nil"): SimpleType("boolean"),
    clark(XSI, "type"): SimpleType("QName"),
}
NO_TYPES: Final = DeclaredTypes({}, _OF_ALL)


def declared_types(
    schemas: Collection[Schema],
    attribute_types: Mapping[str, str],
    prefixes: Mapping[str, str] = NO_PREFIXES,
) -> DeclaredTypes:
    """Types of the elements of some schemas that are no items.

    Args:
        schemas: The schemas of a filing.
        attribute_types: Clark name of their global attributes to the built-in type of each.
        prefixes: Prefixes by which their namespaces are shown.
    """
    attributes = {name: SimpleType(kind) for name, kind in attribute_types.items()} | _OF_ALL
    declaring = [each.root for each in schemas if any(map(_is_no_item, each.concepts))]
    elements: dict[str, ElementType] = {}
    definitions = _Definitions(schemas if declaring else ())
    for root in declaring:
        for declaration in root.iter(_ELEMENT):
            if name_of(declaration) and declaration.get(_PERIOD_TYPE) is None:
                name = _name(root, declaration, "elementFormDefault")
                found = definitions.of_element(declaration)
                elements[name] = found if elements.get(name, found) == found else UNKNOWN
    return DeclaredTypes(elements, attributes, prefixes)


def _is_no_item(concept: ConceptRow) -> bool:
    return concept.period_type is None


class _Definitions:
    """Named types of some schemas, and what follows from them."""

    def __init__(self, schemas: Iterable[Schema]) -> None:
        self._named = {
            clark(schema.namespace or "", name_of(definition)): definition
            for schema in schemas
            for definition in schema.root.iterchildren(*TYPES)
        }

    def of_element(self, declaration: etree._Element) -> ElementType:
        """Types of the content and of the attributes of an element."""
        definitions, base = self._followed(declaration)
        attributes: dict[str, SimpleType] = {}
        for definition in reversed(definitions):  # a derived type may say it anew
            attributes |= self._attributes(definition)
        return ElementType(_value_type(declaration, definitions, base), attributes)

    def _attributes(self, definition: etree._Element) -> dict[str, SimpleType]:
        """Attributes that a type declares itself; those that it refers to are known by name."""
        derivation = derivation_of(definition)
        root = definition.getroottree().getroot()
        return {
            _name(root, each, "attributeFormDefault"): _value_type(each, *self._followed(each))
            for each in (definition if derivation is None else derivation).iterchildren(_ATTRIBUTE)
            if name_of(each)
        }

    def _followed(self, declaration: etree._Element) -> tuple[list[etree._Element], str | None]:
        """Definitions of a type and of those that it derives from, and the first one not at hand."""
        found: dict[etree._Element, None] = {}  # in their order
        definition, base = self._next(declaration, "type")
        while definition is not None and definition not in found:
            found[definition] = None
            derivation = derivation_of(definition)
            if derivation is None:
                return list(found), None
            definition, base = self._next(derivation, "base")
        return list(found), base

    def _next(
        self, element: etree._Element, attribute: str
    ) -> tuple[etree._Element | None, str | None]:
        """Definition of the type that an attribute names, or that stands in its place."""
        if element.get(attribute) is None:
            return next(element.iterchildren(*TYPES), None), None
        name = type_named(element, attribute)
        return self._named.get(name), name


def _name(root: etree._Element, declaration: etree._Element, default: str) -> str:
    """Clark name of what is declared; in no namespace if it is local and not qualified."""
    name, namespace = name_of(declaration), target_namespace(root)
    is_global = declaration.getparent() is root
    form = declaration.get("form") or root.get(default)
    return clark(namespace, name) if namespace and (is_global or form == "qualified") else name


def _value_type(
    declaration: etree._Element, definitions: Iterable[etree._Element], base: str | None
) -> SimpleType:
    default = declaration.get("default", declaration.get("fixed"))
    namespace, local_name = split_clark(base or "")
    built_in = _OF_XBRL.get(local_name) if namespace == XBRLI else None
    if namespace == XSD and local_name != _OF_ANY_CONTENT:
        built_in = local_name
    if built_in in _KEEPING:
        built_in = _by_white_space(definitions) or built_in
    return SimpleType(built_in, default)


def _by_white_space(definitions: Iterable[etree._Element]) -> str | None:
    """The type that the nearest facet on white space makes of a text."""
    for definition in definitions:
        derivation = derivation_of(definition)
        facet = None if derivation is None else derivation.find(_WHITE_SPACE)
        if facet is not None:
            return _BY_WHITE_SPACE.get(facet.get("value", ""))
    return None
