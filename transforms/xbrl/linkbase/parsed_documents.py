"""The schemas and linkbases of a filing, parsed: what is there, what is missing, what they declare."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import Final

from lxml import etree

from transforms.errors import Reject, Stage
from transforms.xbrl.document import as_utf8, kind_of, parse_xml
from transforms.xbrl.dts import (
    REFERENCES,
    MissingDocument,
    Reference,
    missing,
    references,
)
from transforms.xbrl.errors import DocumentError
from transforms.xbrl.inclusion import with_namespaces
from transforms.xbrl.linkbase.extended_link import LINKS
from transforms.xbrl.names import LINK, XLINK, clark
from transforms.xbrl.pointer import Pointers
from transforms.xbrl.schema import RoleType, Schema, own_prefixes, parse_schema

_HREF: Final = clark(XLINK, "href")
_ROLE_REF: Final = clark(LINK, "roleRef")
# The start tag in `<link:calculationLink xlink:type="extended">`
_LINK: Final = re.compile(rb"<(?:[\w.-]+:)?calculationLink[\s>]")
# `abc-20241231_cal.xml`
_NAMED_LIKE_XBRL: Final = re.compile(r"\.xsd$|_(?:cal|def|lab|pre|ref)\.xml$", re.IGNORECASE)


@dataclass(slots=True)
class ParsedDocuments:
    """Schemas and linkbases of a filing: schemas parsed, linkbases one at a time.

    The trees of a filing's linkbases can take ten times their bytes, so that of one is freed
    before the next is parsed.

    Attributes:
        schemas: What the schemas declare, by name in ascending order.
        unparsed: Content of the linkbases, by name.
        read: Names of the schemas and linkbases that could be read.
        others: Names of the filing's other documents.
        n_instances: How many of these may be instances, or parts of one.
        rejects: Those that cannot be read.
        lost: Documents that are missing or cannot be read, with what names them.
        names: Addresses that each document names.
        references: What schemas and linkbases name, but for what locators name.
        role_references: Where linkbases say that roles are declared (`link:roleRef`), by role.
        links: Kinds of the standard extended links: `calculation` of `link:calculationLink`.
        has_linkbases: Whether any linkbase was read.
        standard_sums: References to calculation linkbases of standard taxonomies.
        prefixes: Prefixes by which the schemas' own namespaces are shown.
    """

    schemas: dict[str, Schema] = field(default_factory=dict)
    unparsed: dict[str, bytes] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    n_instances: int = 0
    rejects: list[Reject] = field(default_factory=list)
    lost: list[MissingDocument] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    role_references: dict[str, str] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    has_linkbases: bool = False
    standard_sums: list[Reference] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    _pointers: dict[str, Pointers | None] = field(default_factory=dict)

    def add_schema(self, schema: Schema) -> None:
        """Take in a schema, and reject what it declares a second time."""
        self.schemas[schema.name] = schema
        self.read.add(schema.name)
        self.references += schema.references
        first: dict[str, RoleType] = {}
        roles = (
            (f"role {role.role_uri}", role.line)
            for role in schema.role_types
            if first.setdefault(role.role_uri, role) is not role
        )
        elements = ((f"element {row.local_name}", row.line) for row in schema.repeated)
        for what, line in chain(elements, roles):
            message = f"{what} is declared before; the first declaration counts"
            reject = Reject("schema", "duplicate-declaration", message, schema.name, line)
            self.rejects.append(reject)

    def find_lost(self, located: Iterable[Reference]) -> None:
        """Determine which of the documents that are named are missing or unreadable.

        Args:
            located: What locators name.
        """
        self.rejects.sort(key=attrgetter("file"))
        named = [*self.references, *located]
        for each in named:
            self.names.setdefault(each.file, set()).add(each.address)
        self.standard_sums += [each for each in named if each.may_sum]
        unread = {reject.file for reject in self.rejects} - self.read
        for document in missing(named, self.read):
            self.lost.append(document)
            if document.address in self.others:
                if any(each.element == "linkbaseRef" for each in document.references):
                    self.reject_other(document.address, "linkbase")
            elif document.address not in unread:
                self.rejects.append(document.reject())
        known = {document.address for document in self.lost}
        self.lost += [MissingDocument(name, ()) for name in unread - known if name]

    def reject_other(self, name: str, stage: Stage, why: str | None = None) -> None:
        """Reject a document that should be a schema or a linkbase and is neither."""
        message = f"{name} is named like a {stage} and has another root element, or none"
        message += f": {why}" if why else ""
        self.rejects.append(Reject(stage, f"not-a-{stage}", message, name))

    def linkbases(self, name: str) -> list[etree._Element]:
        """The `link:linkbase` elements of a schema or linkbase, which is parsed for it.

        What they name and hold is noted. A document that cannot be read is a reject.
        """
        if name in self.schemas:
            found = self.schemas[name].linkbases
        else:
            try:
                found = [parse_xml(name, self.unparsed[name])]
            except DocumentError as error:
                self.rejects.append(Reject.of("linkbase", error))
                return []
            self.read.add(name)
        for linkbase in found:
            self._note(name, linkbase)
        return found

    def _note(self, name: str, linkbase: etree._Element) -> None:
        self.has_linkbases = True
        self.references += references(linkbase.iterchildren(*REFERENCES), name)
        for each in linkbase.iterchildren(_ROLE_REF):
            self.role_references[each.get("roleURI", "").strip()] = each.get(_HREF, "")
        self.links.update(LINKS[link.tag] for link in linkbase if link.tag in LINKS)

    def pointers(self, name: str) -> Pointers | None:
        """What finds elements of a schema or linkbase; None for another, or if it cannot be read.

        Hardly any locator points into a linkbase: one that does has it parsed once more, and kept.
        """
        if name not in self._pointers:
            root = self.schemas[name].root if name in self.schemas else None
            if name in self.unparsed:
                with suppress(DocumentError):
                    root = parse_xml(name, self.unparsed[name])
            self._pointers[name] = None if root is None else Pointers(root)
        return self._pointers[name]

    def role_types(self) -> Iterator[RoleType]:
        """Every role that the schemas declare, in their order."""
        return chain.from_iterable(schema.role_types for schema in self.schemas.values())

    def cycles_allowed(self) -> dict[str, str]:
        """Which cycles the arcroles allow that the schemas declare; the first of a URI counts."""
        declared: dict[str, str] = {}
        for schema in self.schemas.values():
            declared = schema.cycles_allowed | declared
        return declared

    def axes(self) -> dict[tuple[str, str | None], bool]:
        """Whether it is an axis (XBRL Dimensions 1.0 §2.5), of each concept that is declared."""
        return {
            (row.concept, row.namespace): _local_name(row.substitution_group) == "dimensionItem"
            for schema in self.schemas.values()
            for row in schema.concepts
        }

    def has_all_linkbases(self) -> bool:
        """Whether every linkbase that the schemas refer to is there; without a schema none is known."""
        return bool(self.schemas) and not self.rejects


def parse_schemas(documents: Iterable[tuple[str, bytes]]) -> ParsedDocuments:
    """Parse what is a schema of `documents`, each a name and its content; linkbases wait."""
    parsed = ParsedDocuments()
    roots: dict[str, etree._Element] = {}
    for name, written in sorted(documents):
        content = as_utf8(written)
        kind = kind_of(content)
        if kind == "linkbase":
            parsed.unparsed[name] = content
        elif kind == "schema":
            try:
                roots[name] = parse_xml(name, content)
            except DocumentError as error:
                parsed.rejects.append(Reject.of(kind, error))
        elif kind == "other" and (_NAMED_LIKE_XBRL.search(name) or _LINK.search(content)):
            stage: Stage = "schema" if name.lower().endswith(".xsd") else "linkbase"
            parsed.reject_other(name, stage, _what_it_is(name, content))
        else:
            parsed.others.add(name)
            parsed.n_instances += kind in ("instance", "inline")
    placed = dict(with_namespaces(roots))
    parsed.prefixes |= own_prefixes(placed.values())
    for name, root in placed.items():
        parsed.add_schema(parse_schema(name, root, parsed.prefixes))
    return parsed


def _what_it_is(name: str, content: bytes) -> str:
    """What a document is that is neither schema nor linkbase."""
    try:
        return f"its root element is {parse_xml(name, content).tag}"
    except DocumentError as error:
        return error.message


def _local_name(name: str | None) -> str:
    return (name or "").rpartition(":")[2]
