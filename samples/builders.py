"""Builders of the smallest valid taxonomy documents: schema and linkbases.

Each takes plain values and gives the bytes of a document, one element per line, the same each
time. Concepts are written `prefix:LocalName`; a `Taxonomy` says which schema declares them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

PARENT_CHILD: Final = "http://www.xbrl.org/2003/arcrole/parent-child"
SUMMATION_ITEM: Final = "http://www.xbrl.org/2003/arcrole/summation-item"
SUMMATION_ITEM_11: Final = "https://xbrl.org/2023/arcrole/summation-item"
CONCEPT_LABEL: Final = "http://www.xbrl.org/2003/arcrole/concept-label"
DIMENSIONS: Final = "http://xbrl.org/int/dim/arcrole"
STANDARD_LINK: Final = "http://www.xbrl.org/2003/role/link"
LABEL: Final = "http://www.xbrl.org/2003/role/label"
TOTAL_LABEL: Final = "http://www.xbrl.org/2003/role/totalLabel"

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_LINKBASE_NAMESPACES: Final = (
    'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xbrldt="http://xbrl.org/2005/xbrldt"'
)
_REFERENCE_NAMESPACE: Final = (
    'xmlns:ref="http://www.xbrl.org/2006/ref" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
    '"http://www.xbrl.org/2006/ref http://www.xbrl.org/2006/ref-2006-02-27.xsd"'
)
_ARCROLE_LOCATIONS: Final = {
    SUMMATION_ITEM_11: "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item",
    **{
        f"{DIMENSIONS}/{name}": f"http://www.xbrl.org/2005/xbrldt-2005.xsd#{name}"
        for name in ("all", "hypercube-dimension", "dimension-domain", "dimension-default")
    },
    f"{DIMENSIONS}/domain-member": "http://www.xbrl.org/2005/xbrldt-2005.xsd#domain-member",
}


@dataclass(frozen=True)
class Taxonomy:
    """A namespace, its prefix, and the location of the schema that declares it."""

    prefix: str
    namespace: str
    location: str


@dataclass(frozen=True)
class Element:
    """A concept of the filing's own schema."""

    name: str
    type: str = "xbrli:monetaryItemType"
    period_type: str = "duration"
    balance: str | None = None
    abstract: bool = False
    substitution_group: str = "xbrli:item"


@dataclass(frozen=True)
class Role:
    """An extended link role of the filing, as `link:roleType` declares it."""

    uri: str
    definition: str

    @property
    def id(self) -> str:
        """The last step of the URI."""
        return self.uri.rpartition("/")[2]


@dataclass(frozen=True)
class Arc:
    """An arc between two concepts; `attributes` holds what is rare, such as `use`."""

    source: str
    target: str
    order: str | None = "1"
    weight: str | None = None
    arcrole: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Link:
    """An extended link: its kind (`calculation`, `presentation`, `definition`) and arcs."""

    kind: str
    role: str
    arcs: Sequence[Arc]


@dataclass(frozen=True)
class Label:
    """A label of a concept, in English."""

    concept: str
    text: str
    role: str = LABEL


def standard_taxonomies(year: int) -> tuple[Taxonomy, ...]:
    """US GAAP and the cover page's dei, as published for `year` (2022 or later)."""
    return (
        Taxonomy(
            "us-gaap",
            f"http://fasb.org/us-gaap/{year}",
            f"https://xbrl.fasb.org/us-gaap/{year}/elts/us-gaap-{year}.xsd",
        ),
        Taxonomy(
            "dei",
            f"http://xbrl.sec.gov/dei/{year}",
            f"https://xbrl.sec.gov/dei/{year}/dei-{year}.xsd",
        ),
    )


def schema(
    own: Taxonomy,
    standard: Iterable[Taxonomy],
    elements: Iterable[Element] = (),
    roles: Iterable[Role] = (),
    linkbases: Mapping[str, str] | None = None,
    embedded: str = "",
) -> bytes:
    """A filing's schema: imports, role types, linkbase references, and its own concepts.

    Args:
        own: The namespace that it declares.
        standard: What it imports beside the namespaces of XBRL itself.
        elements: Its concepts.
        roles: Its extended link roles.
        linkbases: File name of each linkbase to its kind, `calculation` and so on.
        embedded: Markup of linkbases that stand in the schema itself.
    """
    imports = [
        (
            "http://www.xbrl.org/2003/instance",
            "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
        ),
        (
            "http://www.xbrl.org/2003/linkbase",
            "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd",
        ),
        ("http://xbrl.org/2005/xbrldt", "http://www.xbrl.org/2005/xbrldt-2005.xsd"),
        (
            "http://www.xbrl.org/dtr/type/2022-03-31",
            "https://www.xbrl.org/dtr/type/2022-03-31/types.xsd",
        ),
        *((taxonomy.namespace, taxonomy.location) for taxonomy in standard),
    ]
    lines = [
        DECLARATION,
        (
            f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" {_LINKBASE_NAMESPACES} '
            'xmlns:xbrli="http://www.xbrl.org/2003/instance" '
            'xmlns:dtr-types="http://www.xbrl.org/dtr/type/2022-03-31" '
            f"xmlns:{own.prefix}={quoteattr(own.namespace)} targetNamespace={quoteattr(own.namespace)} "
            'elementFormDefault="qualified" attributeFormDefault="unqualified">'
        ),
        "<xs:annotation>",
        "<xs:appinfo>",
        *(_role_type(role) for role in roles),
        *(_linkbase_reference(name, kind) for name, kind in (linkbases or {}).items()),
        embedded,
        "</xs:appinfo>",
        "</xs:annotation>",
        *(
            f"<xs:import namespace={quoteattr(namespace)} schemaLocation={quoteattr(location)}/>"
            for namespace, location in imports
        ),
        *(_element(own, element) for element in elements),
        "</xs:schema>",
    ]
    return document(lines)


def linkbase(taxonomies: Iterable[Taxonomy], roles: Iterable[Role], links: Sequence[Link]) -> bytes:
    """A linkbase of calculation, presentation or definition links.

    The roles must be declared in the schema of their filing, the last of `taxonomies`.
    """
    return document([DECLARATION, linkbase_markup(taxonomies, roles, links)])


def linkbase_markup(
    taxonomies: Iterable[Taxonomy], roles: Iterable[Role], links: Sequence[Link]
) -> str:
    """The element of a linkbase, as a schema embeds it."""
    locations = {taxonomy.prefix: taxonomy.location for taxonomy in taxonomies}
    own = list(locations.values())[-1]
    used = {link.role for link in links}
    arcroles = {arc.arcrole for link in links for arc in link.arcs if arc.arcrole}
    lines = [
        f"<link:linkbase {_LINKBASE_NAMESPACES}>",
        *(
            f'<link:roleRef roleURI={quoteattr(role.uri)} xlink:href="{own}#{role.id}" '
            'xlink:type="simple"/>'
            for role in roles
            if role.uri in used
        ),
        *(
            f'<link:arcroleRef arcroleURI="{arcrole}" '
            f'xlink:href="{_ARCROLE_LOCATIONS[arcrole]}" xlink:type="simple"/>'
            for arcrole in sorted(arcroles & set(_ARCROLE_LOCATIONS))
        ),
        *(line for link in links for line in _extended_link(link, locations)),
        "</link:linkbase>",
    ]
    return "\n".join(lines)


def label_linkbase(taxonomies: Iterable[Taxonomy], labels: Iterable[Label]) -> bytes:
    """A linkbase of labels."""
    return document([DECLARATION, label_markup(taxonomies, labels)])


def label_markup(taxonomies: Iterable[Taxonomy], labels: Iterable[Label]) -> str:
    """The element of a label linkbase, as a schema embeds it."""
    locations = {taxonomy.prefix: taxonomy.location for taxonomy in taxonomies}
    lines = [
        f"<link:linkbase {_LINKBASE_NAMESPACES}>",
        f'<link:labelLink xlink:type="extended" xlink:role="{STANDARD_LINK}">',
    ]
    labels = list(labels)
    concepts = dict.fromkeys(label.concept for label in labels)
    lines += [_locator(concept, locations) for concept in concepts]
    for concept in concepts:
        name = _identifier(concept)
        lines += [
            f'<link:label xlink:type="resource" xlink:label="lab_{name}" xlink:role="{label.role}" '
            f'xml:lang="en-US">{escape(label.text)}</link:label>'
            for label in labels
            if label.concept == concept
        ]
        lines.append(
            f'<link:labelArc xlink:type="arc" xlink:arcrole="{CONCEPT_LABEL}" '
            f'xlink:from="loc_{name}" xlink:to="lab_{name}"/>'
        )
    return "\n".join([*lines, "</link:labelLink>", "</link:linkbase>"])


def reference_linkbase(taxonomies: Iterable[Taxonomy], references: Mapping[str, str]) -> bytes:
    """A linkbase of references: concept to the name of the literature it follows."""
    locations = {taxonomy.prefix: taxonomy.location for taxonomy in taxonomies}
    lines = [
        DECLARATION,
        f"<link:linkbase {_LINKBASE_NAMESPACES} {_REFERENCE_NAMESPACE}>",
        f'<link:referenceLink xlink:type="extended" xlink:role="{STANDARD_LINK}">',
    ]
    for concept, source in references.items():
        name = _identifier(concept)
        lines += [
            _locator(concept, locations),
            (
                f'<link:reference xlink:type="resource" xlink:label="ref_{name}" '
                'xlink:role="http://www.xbrl.org/2003/role/reference">'
                f"<ref:Name>{escape(source)}</ref:Name></link:reference>"
            ),
            (
                '<link:referenceArc xlink:type="arc" '
                'xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-reference" '
                f'xlink:from="loc_{name}" xlink:to="ref_{name}"/>'
            ),
        ]
    return document([*lines, "</link:referenceLink>", "</link:linkbase>"])


def document(lines: Iterable[str]) -> bytes:
    """Lines as the bytes of a document; empty ones are left out."""
    return "".join(f"{line}\n" for line in lines if line).encode()


def _identifier(concept: str) -> str:
    return concept.replace(":", "_")


def _locator(concept: str, locations: Mapping[str, str]) -> str:
    prefix, name = concept.split(":")
    return (
        f'<link:loc xlink:type="locator" xlink:label="loc_{prefix}_{name}" '
        f'xlink:href="{locations[prefix]}#{prefix}_{name}"/>'
    )


def _extended_link(link: Link, locations: Mapping[str, str]) -> list[str]:
    concepts = dict.fromkeys(name for arc in link.arcs for name in (arc.source, arc.target))
    return [
        f'<link:{link.kind}Link xlink:type="extended" xlink:role={quoteattr(link.role)}>',
        *(_locator(concept, locations) for concept in concepts),
        *(_arc(link.kind, arc) for arc in link.arcs),
        f"</link:{link.kind}Link>",
    ]


def _arc(kind: str, arc: Arc) -> str:
    usual = PARENT_CHILD if kind == "presentation" else SUMMATION_ITEM
    attributes = {
        "xlink:type": "arc",
        "xlink:arcrole": arc.arcrole or usual,
        "xlink:from": f"loc_{_identifier(arc.source)}",
        "xlink:to": f"loc_{_identifier(arc.target)}",
        "order": arc.order,
        "weight": arc.weight,
        **dict(arc.attributes),
    }
    written = " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<link:{kind}Arc {written}/>"


def _role_type(role: Role) -> str:
    used_on = "".join(
        f"<link:usedOn>link:{kind}Link</link:usedOn>"
        for kind in ("presentation", "calculation", "definition")
    )
    return (
        f'<link:roleType roleURI={quoteattr(role.uri)} id="{role.id}">'
        f"<link:definition>{escape(role.definition)}</link:definition>{used_on}</link:roleType>"
    )


def _linkbase_reference(name: str, kind: str) -> str:
    return (
        f'<link:linkbaseRef xlink:type="simple" xlink:href="{name}" '
        f'xlink:role="http://www.xbrl.org/2003/role/{kind}LinkbaseRef" '
        'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
    )


def _element(own: Taxonomy, element: Element) -> str:
    balance = f' xbrli:balance="{element.balance}"' if element.balance else ""
    return (
        f'<xs:element id="{own.prefix}_{element.name}" name="{element.name}" '
        f'type="{element.type}" substitutionGroup="{element.substitution_group}" '
        f'abstract="{str(element.abstract).lower()}" nillable="true"{balance} '
        f'xbrli:periodType="{element.period_type}"/>'
    )
