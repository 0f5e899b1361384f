"""A filing's own taxonomy schema: elements, role types and attributes (XBRL 2.1 §5.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, NamedTuple

from lxml import etree

from transforms.xbrl.document import attributes_of, line_of, target_namespace, text_of
from transforms.xbrl.dts import Reference, references
from transforms.xbrl.lexical import WHITE_SPACE, is_true, stripped
from transforms.xbrl.names import LINK, XBRLI, XSD, clark, standard_prefix

_ELEMENT: Final = clark(XSD, "element")
TYPES: Final = clark(XSD, "simpleType"), clark(XSD, "complexType")
"""Definitions of types."""
_CONTENTS: Final = clark(XSD, "simpleContent"), clark(XSD, "complexContent")
_DERIVATIONS: Final = clark(XSD, "restriction"), clark(XSD, "extension")
_PERIOD_TYPE: Final = clark(XBRLI, "periodType")
_BALANCE: Final = clark(XBRLI, "balance")
# Where role types, references to linkbases and linkbases stand in a schema (§5.1, §5.1.3).
_ANNOTATIONS: Final = f"{clark(XSD, 'annotation')}/{clark(XSD, 'appinfo')}/*"
_ROLE_TYPE: Final = clark(LINK, "roleType")
_ARCROLE_TYPE: Final = clark(LINK, "arcroleType")
_LINKBASE: Final = clark(LINK, "linkbase")


class ConceptRow(NamedTuple):
    """A row of dataset `concepts` less its filing key: a global element declaration."""

    concept: str
    namespace: str | None
    local_name: str
    element_id: str | None
    type: str | None
    substitution_group: str | None
    period_type: str | None
    balance: str | None
    abstract: bool
    nillable: bool
    file: str
    line: int | None


class RoleType(NamedTuple):
    """A role type as declared (XBRL 2.1 §5.1.3)."""

    role_uri: str
    role_id: str | None
    definition: str | None
    used_on: list[str]
    file: str
    line: int | None


@dataclass(slots=True)
class Schema:
    """What a taxonomy schema declares.

    Attributes:
        name: Name of the document.
        root: Its `xs:schema` element.
        namespace: Target namespace, None where there is none.
        concepts: Global elements, in document order.
        repeated: Those of a name that is declared before; they count for nothing.
        by_id: Those with an id, of several with one id the last, as real filings mean them.
        by_name: All of them, by local name.
        role_types: Role types, in document order.
        cycles_allowed: `cyclesAllowed` of the arcrole types, by URI (XBRL 2.1 §5.1.4.3).
        attribute_types: Clark name of a global attribute to that of its type.
        type_bases: Clark name of a type to that of the type it restricts or extends.
        references: Documents that imports, includes and references to linkbases name.
        linkbases: `link:linkbase` elements embedded in the schema.
    """

    name: str
    root: etree._Element
    namespace: str | None
    concepts: list[ConceptRow]
    repeated: list[ConceptRow]
    role_types: list[RoleType]
    cycles_allowed: dict[str, str]
    attribute_types: dict[str, str]
    type_bases: dict[str, str]
    references: list[Reference]
    linkbases: list[etree._Element]
    by_id: dict[str, ConceptRow] = field(init=False)
    by_name: dict[str, ConceptRow] = field(init=False)
    _scope: dict[str | None, str] = field(init=False)
    _declarations: dict[str, etree._Element] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {row.element_id: row for row in self.concepts if row.element_id}
        self.by_name = {row.local_name: row for row in self.concepts}
        self._scope = dict(self.root.nsmap)

    def type_of(self, concept: ConceptRow) -> str | None:
        """Clark name of the type of a concept: of an anonymous one, that of its base."""
        prefix, _, local_name = (concept.type or "").rpartition(":")
        namespace = self._scope.get(prefix or None)
        if concept.type is not None and namespace is not None:
            return clark(namespace, local_name)
        return _type_name(self.declaration(concept.local_name), "type")

    def declaration(self, local_name: str) -> etree._Element:
        """Declaration of a concept; all are looked up once, as few are ever asked for."""
        if not self._declarations:
            for element in self.root.iterchildren(_ELEMENT):
                self._declarations.setdefault(name_of(element), element)
        return self._declarations[local_name]


def own_prefixes(roots: Iterable[etree._Element]) -> dict[str, str]:
    """Prefixes by which the concepts of a filing's own schemas are shown, by namespace.

    A concept has one name, whatever prefixes the documents use that speak of it: the prefix
    that the first schema of a namespace declares for it, else that in the first id of the form
    `prefix_Name` (EFM 6.07.17).

    Args:
        roots: Root elements of the schemas.
    """
    prefixes: dict[str, str] = {}
    for root in roots:
        namespace = target_namespace(root)
        if namespace is not None and namespace not in prefixes:
            declared = (prefix for prefix, uri in root.nsmap.items() if uri == namespace)
            prefix = next(filter(None, declared), None) or _prefix_of_ids(root)
            if prefix:
                prefixes[namespace] = prefix
    return prefixes


def _prefix_of_ids(root: etree._Element) -> str | None:
    for element in root.iterchildren(_ELEMENT):
        prefix, _, rest = (element.get("id") or "").strip().partition("_")
        if prefix and rest == name_of(element):
            return prefix
    return None


def parse_schema(
    name: str, root: etree._Element, prefixes: Mapping[str, str] | None = None
) -> Schema:
    """What a schema declares.

    Args:
        name: Name of the document.
        root: Its root element.
        prefixes: As `own_prefixes` gives them; its own alone where it is the only schema.
    """
    namespace = target_namespace(root)
    if prefixes is None:
        prefixes = own_prefixes([root])
    prefix = standard_prefix(namespace or "") or prefixes.get(namespace or "")
    annotations = list(root.iterfind(_ANNOTATIONS))
    declared = _concepts(name, root, namespace, prefix)
    first: dict[str, ConceptRow] = {}
    for row in declared:
        first.setdefault(row.local_name, row)
    return Schema(
        name=name,
        root=root,
        namespace=namespace,
        concepts=list(first.values()),
        repeated=[row for row in declared if first[row.local_name] is not row],
        role_types=[_role_type(name, each) for each in annotations if each.tag == _ROLE_TYPE],
        cycles_allowed=dict(
            _cycles_allowed(each) for each in reversed(annotations) if each.tag == _ARCROLE_TYPE
        ),
        attribute_types=_attribute_types(root, namespace),
        type_bases=_type_bases(root, namespace),
        references=list(references(chain(root, annotations), name)),
        linkbases=[each for each in annotations if each.tag == _LINKBASE],
    )


def _concepts(
    file: str, root: etree._Element, namespace: str | None, prefix: str | None
) -> list[ConceptRow]:
    rows = []
    for element in root.iterchildren(_ELEMENT):
        attributes = {key: text.strip(WHITE_SPACE) for key, text in attributes_of(element).items()}
        local_name = attributes.get("name")
        if not local_name:
            continue
        element_id = attributes.get("id")
        rows.append(
            ConceptRow(
                f"{prefix}:{local_name}" if prefix else _named_by_id(local_name, element_id),
                namespace,
                local_name,
                element_id,
                attributes.get("type"),
                attributes.get("substitutionGroup"),
                attributes.get(_PERIOD_TYPE),
                attributes.get(_BALANCE),
                is_true(attributes.get("abstract")),
                is_true(attributes.get("nillable")),
                file,
                line_of(element),
            )
        )
    return rows


def _named_by_id(local_name: str, element_id: str | None) -> str:
    prefix, _, rest = (element_id or "").partition("_")
    return f"{prefix}:{local_name}" if prefix and rest == local_name else local_name


def _role_type(file: str, element: etree._Element) -> RoleType:
    definition = element.find(clark(LINK, "definition"))
    return RoleType(
        role_uri=(element.get("roleURI") or "").strip(),
        role_id=stripped(element.get("id")),
        definition=None if definition is None else text_of(definition).strip() or None,
        used_on=[(used.text or "").strip() for used in element.iterchildren(clark(LINK, "usedOn"))],
        file=file,
        line=line_of(element),
    )


def _cycles_allowed(element: etree._Element) -> tuple[str, str]:
    return element.get("arcroleURI", "").strip(), element.get("cyclesAllowed", "").strip()


def _attribute_types(root: etree._Element, namespace: str | None) -> dict[str, str]:
    return {
        clark(namespace, name) if namespace else name: kind
        for attribute in root.iterchildren(clark(XSD, "attribute"))
        if (name := name_of(attribute)) and (kind := _type_name(attribute, "type"))
    }


def _type_bases(root: etree._Element, namespace: str | None) -> dict[str, str]:
    """Base of every named type that is a restriction or an extension of another."""
    bases = {}
    for definition in root.iterchildren(*TYPES):
        name, derivation = name_of(definition), derivation_of(definition)
        base = None if derivation is None else _type_name(derivation, "base")
        if name and base:
            bases[clark(namespace or "", name)] = base
    return bases


def _type_name(element: etree._Element | None, attribute: str) -> str | None:
    """Clark name of the type that an attribute names, or that an anonymous type derives from.

    An anonymous type stands in place of the attribute (XML Schema 1.0 part 1 §3.3.2, part 2
    §4.1.2).
    """
    while element is not None and element.get(attribute) is None:
        definition = next(element.iterchildren(*TYPES), None)
        element = None if definition is None else derivation_of(definition)
        attribute = "base"
    if element is None:
        return None
    return type_named(element, attribute)


def name_of(declaration: etree._Element) -> str:
    """Name of what is declared or defined, '' where it has none."""
    return stripped(declaration.get("name")) or ""


def type_named(element: etree._Element, attribute: str) -> str:
    """Clark name of the type that an attribute names."""
    prefix, _, local_name = element.get(attribute, "").strip().rpartition(":")
    return clark(element.nsmap.get(prefix or None, ""), local_name)


def derivation_of(definition: etree._Element) -> etree._Element | None:
    """The restriction or extension that a type is; a list, a union or a content of its own is none."""
    content = next(definition.iterchildren(*_CONTENTS), definition)
    return next(content.iterchildren(*_DERIVATIONS), None)
