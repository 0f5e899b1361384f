"""Builders of the smallest valid XBRL documents: schema, linkbase, instance, inline instance.

Each takes plain values and gives the bytes of a document, one element a line, the same each
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

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_LINKBASE_NAMESPACES: Final = (
    'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xbrldt="http://xbrl.org/2005/xbrldt"'
)
_ARCROLE_DECLARATIONS: Final = {
    SUMMATION_ITEM_11: "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item",
    **{
        f"{DIMENSIONS}/{name}": f"http://www.xbrl.org/2005/xbrldt-2005.xsd#{name}"
        for name in ("all", "hypercube-dimension", "dimension-domain", "dimension-default")
    },
    f"{DIMENSIONS}/domain-member": "http://www.xbrl.org/2005/xbrldt-2005.xsd#domain-member",
}


@dataclass(frozen=True)
class Taxonomy:
    """A namespace, the prefix it goes by, and the location of the schema that declares it."""

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


@dataclass(frozen=True)
class Context:
    """A context: an instant if it has no `start`; `members` are pairs of axis and member."""

    id: str
    end: str
    start: str | None = None
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Fact:
    """A fact; one with a unit is numeric and has `decimals`."""

    concept: str
    context: str
    value: str
    unit: str | None = None
    decimals: str | None = None


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
        _DECLARATION,
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
    return _document(lines)


def linkbase(taxonomies: Iterable[Taxonomy], roles: Iterable[Role], links: Sequence[Link]) -> bytes:
    """A linkbase of calculation, presentation or definition links.

    The roles must be declared in the schema of their filing, the last of `taxonomies`.
    """
    return _document([_DECLARATION, linkbase_markup(taxonomies, roles, links)])


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
            f'xlink:href="{_ARCROLE_DECLARATIONS[arcrole]}" xlink:type="simple"/>'
            for arcrole in sorted(arcroles & set(_ARCROLE_DECLARATIONS))
        ),
        *(line for link in links for line in _extended_link(link, locations)),
        "</link:linkbase>",
    ]
    return "\n".join(lines)


def label_linkbase(taxonomies: Iterable[Taxonomy], labels: Iterable[Label]) -> bytes:
    """A linkbase of labels."""
    return _document([_DECLARATION, label_markup(taxonomies, labels)])


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
        _DECLARATION,
        f'<link:linkbase {_LINKBASE_NAMESPACES} xmlns:ref="http://www.xbrl.org/2006/ref">',
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
    return _document([*lines, "</link:referenceLink>", "</link:linkbase>"])


def instance(
    cik: int, taxonomies: Sequence[Taxonomy], contexts: Iterable[Context], facts: Iterable[Fact]
) -> bytes:
    """A classic instance; the last of `taxonomies` is the filing's own and its schema."""
    facts = list(facts)
    lines = [
        _DECLARATION,
        (
            f'<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" {_REPORT_NAMESPACES} '
            f"{_prefixes(taxonomies)}>"
        ),
        _schema_reference(taxonomies),
        *(_context(cik, context) for context in contexts),
        *_units(facts),
        *(_fact(number, fact) for number, fact in enumerate(facts, 1)),
        "</xbrli:xbrl>",
    ]
    return _document(lines)


def inline_instance(
    cik: int,
    taxonomies: Sequence[Taxonomy],
    contexts: Iterable[Context],
    facts: Iterable[Fact],
    title: str,
) -> bytes:
    """An inline document: dei facts hidden, the others in a table, in thousands with commas."""
    facts = list(facts)
    hidden = [fact for fact in facts if fact.concept.startswith("dei:")]
    shown = [fact for fact in facts if not fact.concept.startswith("dei:")]
    lines = [
        _DECLARATION,
        (
            '<html xmlns="http://www.w3.org/1999/xhtml" '
            'xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
            'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" '
            f'xmlns:xbrli="http://www.xbrl.org/2003/instance" {_REPORT_NAMESPACES} '
            f'{_prefixes(taxonomies)} xml:lang="en-US">'
        ),
        f"<head><title>{escape(title)}</title></head>",
        "<body>",
        '<div style="display:none">',
        "<ix:header>",
        "<ix:hidden>",
        *(_inline_fact(number, fact) for number, fact in enumerate(hidden, 1)),
        "</ix:hidden>",
        f"<ix:references>{_schema_reference(taxonomies)}</ix:references>",
        "<ix:resources>",
        *(_context(cik, context) for context in contexts),
        *_units(facts),
        "</ix:resources>",
        "</ix:header>",
        "</div>",
        f"<h1>{escape(title)}</h1>",
        "<table>",
        *(
            f"<tr><td>{escape(fact.concept)}</td><td>{_inline_fact(number, fact)}</td></tr>"
            for number, fact in enumerate(shown, len(hidden) + 1)
        ),
        "</table>",
        "</body>",
        "</html>",
    ]
    return _document(lines)


_REPORT_NAMESPACES: Final = (
    'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217"'
)


def _document(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines if line).encode()


def _prefixes(taxonomies: Iterable[Taxonomy]) -> str:
    return " ".join(f"xmlns:{t.prefix}={quoteattr(t.namespace)}" for t in taxonomies)


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


def _schema_reference(taxonomies: Sequence[Taxonomy]) -> str:
    return f'<link:schemaRef xlink:type="simple" xlink:href="{taxonomies[-1].location}"/>'


def _context(cik: int, context: Context) -> str:
    members = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>'
        for axis, member in context.members
    )
    segment = f"<xbrli:segment>{members}</xbrli:segment>" if members else ""
    period = (
        f"<xbrli:startDate>{context.start}</xbrli:startDate>"
        f"<xbrli:endDate>{context.end}</xbrli:endDate>"
        if context.start
        else f"<xbrli:instant>{context.end}</xbrli:instant>"
    )
    return (
        f'<xbrli:context id="{context.id}"><xbrli:entity>'
        f'<xbrli:identifier scheme="http://www.sec.gov/CIK">{cik:010}</xbrli:identifier>{segment}'
        f"</xbrli:entity><xbrli:period>{period}</xbrli:period></xbrli:context>"
    )


_MEASURES: Final = {
    "USD": "<xbrli:measure>iso4217:USD</xbrli:measure>",
    "shares": "<xbrli:measure>xbrli:shares</xbrli:measure>",
    "USDPerShare": (
        "<xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>"
        "</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure>"
        "</xbrli:unitDenominator></xbrli:divide>"
    ),
}


def _units(facts: Iterable[Fact]) -> list[str]:
    used = dict.fromkeys(fact.unit for fact in facts if fact.unit)
    return [f'<xbrli:unit id="{unit}">{_MEASURES[unit]}</xbrli:unit>' for unit in used]


def _fact(number: int, fact: Fact) -> str:
    numeric = f' unitRef="{fact.unit}" decimals="{fact.decimals}"' if fact.unit else ""
    return (
        f'<{fact.concept} contextRef="{fact.context}" id="f{number}"{numeric}>'
        f"{escape(fact.value)}</{fact.concept}>"
    )


def _inline_fact(number: int, fact: Fact) -> str:
    common = f'name="{fact.concept}" contextRef="{fact.context}" id="f{number}"'
    if fact.unit is None:
        return f"<ix:nonNumeric {common}>{escape(fact.value)}</ix:nonNumeric>"
    scale = 3 if fact.decimals == "-3" else 0
    digits = fact.value.removeprefix("-")
    shown = f"{int(digits) // 10**scale:,}" if scale else digits
    sign = ' sign="-"' if fact.value.startswith("-") else ""
    return (
        f'<ix:nonFraction {common} unitRef="{fact.unit}" decimals="{fact.decimals}" '
        f'scale="{scale}" format="ixt:num-dot-decimal"{sign}>{shown}</ix:nonFraction>'
    )
