"""The XBRL of one filing before it is written, and short ways to write its networks and facts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samples.builders import (
    DIMENSIONS,
    LABEL,
    TOTAL_LABEL,
    Arc,
    Element,
    Label,
    Link,
    Role,
    Taxonomy,
    label_linkbase,
    label_markup,
    linkbase,
    linkbase_markup,
    reference_linkbase,
    schema,
    standard_taxonomies,
)
from samples.instances import Context, Fact, inline_instance, instance


@dataclass(frozen=True)
class Report:
    """Taxonomy, networks, labels and facts of one filing; amounts are in thousands.

    `period` is the end of the period as file names write it, `20231231`.
    """

    cik: int
    prefix: str
    period: str
    roles: tuple[Role, ...]
    links: tuple[Link, ...]
    contexts: tuple[Context, ...]
    facts: tuple[Fact, ...]
    elements: tuple[Element, ...] = ()
    labels: tuple[Label, ...] = ()
    references: tuple[tuple[str, str], ...] = ()

    @property
    def base(self) -> str:
        """What the names of its files begin with."""
        return f"{self.prefix}-{self.period}"

    @property
    def standard(self) -> tuple[Taxonomy, ...]:
        """The standard taxonomies of the year of its period."""
        return standard_taxonomies(int(self.period[:4]))

    @property
    def taxonomies(self) -> tuple[Taxonomy, ...]:
        """The standard taxonomies, then its own."""
        namespace = f"http://www.{self.prefix}.example/{self.period}"
        return (*self.standard, Taxonomy(self.prefix, namespace, f"{self.base}.xsd"))

    def classic_files(self) -> dict[str, bytes]:
        """Instance, schema and linkbases by name."""
        content = instance(self.cik, self.taxonomies, self.contexts, self.facts)
        return {f"{self.base}.xml": content, **self.taxonomy_files()}

    def inline_files(self, title: str) -> dict[str, bytes]:
        """Inline document, schema and linkbases by name."""
        return {f"{self.base}.htm": self.inline(title), **self.taxonomy_files()}

    def embedded_files(self, title: str) -> dict[str, bytes]:
        """Inline document, and a schema that holds the linkbases."""
        markup = [linkbase_markup(self.taxonomies, self.roles, self.links)]
        markup.append(label_markup(self.taxonomies, self._all_labels()))
        content = self._schema(embedded="\n".join(markup))
        return {f"{self.base}.htm": self.inline(title), f"{self.base}.xsd": content}

    def inline(self, title: str) -> bytes:
        """Its facts as an inline document."""
        return inline_instance(self.cik, self.taxonomies, self.contexts, self.facts, title)

    def taxonomy_files(self) -> dict[str, bytes]:
        """Schema and linkbases by name, a file for each kind of linkbase there is."""
        linkbases = dict(self._linkbases())
        references = {f"{self.base}_{kind[:3]}.xml": kind for kind in linkbases}
        contents = {f"{self.base}_{kind[:3]}.xml": file for kind, file in linkbases.items()}
        return {f"{self.base}.xsd": self._schema(references), **contents}

    def _schema(self, linkbases: Mapping[str, str] | None = None, embedded: str = "") -> bytes:
        own = self.taxonomies[-1]
        return schema(own, self.standard, self.elements, self.roles, linkbases, embedded)

    def _linkbases(self) -> Iterable[tuple[str, bytes]]:
        for kind in ("calculation", "definition", "presentation"):
            links = [link for link in self.links if link.kind == kind]
            if links:
                yield kind, linkbase(self.taxonomies, self.roles, links)
        labels = self._all_labels()
        if labels:
            yield "label", label_linkbase(self.taxonomies, labels)
        if self.references:
            yield "reference", reference_linkbase(self.taxonomies, dict(self.references))

    def _all_labels(self) -> list[Label]:
        """Its labels, and one made of the name wherever a presented concept has none."""
        arcs = [arc for link in self.links if link.kind == "presentation" for arc in link.arcs]
        presented = [(name, LABEL) for arc in arcs for name in (arc.source, arc.target)]
        presented += [(arc.target, TOTAL_LABEL) for arc in arcs if arc.attributes]
        labels = {(label.concept, label.role): label for label in self.labels}
        for name, role in presented:
            labels.setdefault((name, role), Label(name, _words(name, role), role))
        return list(labels.values())


def _words(concept: str, role: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", concept.partition(":")[2])
    return f"Total {words.lower()}" if role == TOTAL_LABEL else words.capitalize()


def role(prefix: str, name: str, definition: str) -> Role:
    """An extended link role of the filer with `prefix`."""
    return Role(f"http://www.{prefix}.example/role/{name}", definition)


def sum_of(total: str, *items: str, arcrole: str | None = None) -> list[Arc]:
    """Calculation arcs of a total; an item that begins with a minus sign is subtracted."""
    return [
        Arc(
            gaap(total),
            gaap(item.removeprefix("-")),
            order=str(order),
            weight="-1.0" if item.startswith("-") else "1.0",
            arcrole=arcrole,
        )
        for order, item in enumerate(items, 1)
    ]


def calculation(role: Role, *sums: list[Arc]) -> Link:
    """A calculation link of several totals."""
    return Link("calculation", role.uri, [arc for arcs in sums for arc in arcs])


def presentation(role: Role, abstract: str, *concepts: str) -> Link:
    """A presentation link: the concepts under an abstract one, totals marked by an `=`."""
    arcs = [
        Arc(
            gaap(abstract),
            gaap(concept.removeprefix("=")),
            order=str(order),
            attributes=(("preferredLabel", TOTAL_LABEL),) if concept.startswith("=") else (),
        )
        for order, concept in enumerate(concepts, 1)
    ]
    return Link("presentation", role.uri, arcs)


def table(
    role: Role, axis: str, domain: str, members: Iterable[str], item: str
) -> tuple[Link, Link]:
    """Definition links: line items with one axis and its members, and the axis's default.

    The default stands in a link of its own, since two arcs of one extended link must not
    have the same ends.
    """
    line_items, hypercube = "us-gaap:StatementLineItems", "us-gaap:StatementTable"
    closed = (("xbrldt:closed", "true"), ("xbrldt:contextElement", "segment"))
    arcs = [
        _dimensional("all", line_items, hypercube, *closed),
        _dimensional("hypercube-dimension", hypercube, axis),
        _dimensional("dimension-domain", axis, domain),
        *(_dimensional("domain-member", domain, member) for member in members),
        _dimensional("domain-member", line_items, item),
    ]
    default = [_dimensional("dimension-default", axis, domain)]
    return Link("definition", role.uri, arcs), Link("definition", role.uri, default)


def _dimensional(name: str, source: str, target: str, *attributes: tuple[str, str]) -> Arc:
    return Arc(source, target, arcrole=f"{DIMENSIONS}/{name}", attributes=attributes)


def amounts(context: str, decimals: int = -3, **thousands: int) -> list[Fact]:
    """Monetary facts of one context; a keyword is a concept, `hbl__X` one of prefix `hbl`."""
    return [
        Fact(gaap(name.replace("__", ":")), context, f"{value}000", "USD", str(decimals))
        for name, value in thousands.items()
    ]


def cover(context: str, company: str, cik: int, **values: str) -> list[Fact]:
    """Facts of the cover page; a keyword is a concept of dei."""
    cover_page = {"EntityRegistrantName": company, "EntityCentralIndexKey": f"{cik:010}", **values}
    return [Fact(f"dei:{name}", context, value) for name, value in cover_page.items()]


def labels_of(**texts: str) -> tuple[Label, ...]:
    """Standard labels; keywords as in `amounts`."""
    return tuple(Label(gaap(name.replace("__", ":")), text) for name, text in texts.items())


def gaap(name: str) -> str:
    """A concept of US GAAP unless the name has a prefix."""
    return name if ":" in name else f"us-gaap:{name}"
