"""The schemas and linkbases of a filing, parsed: what is there, what is missing, what they declare."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from lxml import etree

from transforms.errors import Reject, Stage
from transforms.xbrl.document import as_utf8, kind_of, parse_xml
from transforms.xbrl.dts import (
    REFERENCES,
    MissingDocument,
    Reference,
    may_sum,
    missing,
    references,
)
from transforms.xbrl.errors import DocumentError
from transforms.xbrl.linkbase.reader import LINKS
from transforms.xbrl.names import LINK, XLINK, clark
from transforms.xbrl.schema import RoleType, Schema, parse_schema

# The start tag in `<link:calculationLink xlink:type="extended">`
_LINK: Final = re.compile(rb"<(?:[\w.-]+:)?calculationLink[\s>]")
# `abc-20241231_cal.xml`
_NAMED_LIKE_XBRL: Final = re.compile(r"\.xsd$|_(?:cal|def|lab|pre|ref)\.xml$", re.IGNORECASE)


@dataclass(slots=True)
class ParsedDocuments:
    """Schemas and linkbases of a filing, parsed, by name in ascending order.

    Attributes:
        roots: Root of each.
        schemas: What those that are schemas declare.
        others: Names of the filing's other documents.
        n_instances: How many of these may be instances, or parts of one.
        rejects: Those that cannot be read.
        lost: Documents that are missing or cannot be read, with what names them.
        names: Addresses that each document names.
        standard_sums: References to calculation linkbases of standard taxonomies.
    """

    roots: dict[str, etree._Element] = field(default_factory=dict)
    schemas: dict[str, Schema] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    n_instances: int = 0
    rejects: list[Reject] = field(default_factory=list)
    lost: list[MissingDocument] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=dict)
    standard_sums: list[Reference] = field(default_factory=list)

    def add_schema(self, schema: Schema) -> None:
        """Take in a schema, and reject what it declares a second time."""
        self.schemas[schema.name] = schema
        for row in schema.repeated:
            message = f"element {row.local_name} is declared before; the first declaration counts"
            reject = Reject("schema", "duplicate-declaration", message, row.file, row.line)
            self.rejects.append(reject)

    def find_lost(self, located: Iterable[Reference]) -> None:
        """Determine which of the documents that are named are missing or unreadable.

        Args:
            located: What locators name.
        """
        named = list(chain(self._references(), located))
        for each in named:
            self.names.setdefault(each.file, set()).add(each.address)
        self.standard_sums += [each for each in named if may_sum([each])]
        unread = {reject.file for reject in self.rejects} - self.roots.keys()
        for document in missing(named, self.roots):
            self.lost.append(document)
            if document.address in self.others:
                if any(each.element == "linkbaseRef" for each in document.references):
                    self.reject_other(document.address, "linkbase")
            elif document.address not in unread:
                self.rejects.append(document.reject())
        known = {document.address for document in self.lost}
        self.lost += [MissingDocument(name, ()) for name in unread - known if name]

    def _references(self) -> Iterator[Reference]:
        for schema in self.schemas.values():
            yield from schema.references
        for name, linkbases in self.linkbases():
            for linkbase in linkbases:
                yield from references(linkbase.iterchildren(*REFERENCES), name)

    def reject_other(self, name: str, stage: Stage) -> None:
        """Reject a document that should be a schema or a linkbase and is neither."""
        message = f"{name} is named like a {stage} and has another root element, or none"
        self.rejects.append(Reject(stage, f"not-a-{stage}", message, name))

    def linkbases(self) -> Iterator[tuple[str, list[etree._Element]]]:
        """Every document with the `link:linkbase` elements in it."""
        for name, root in self.roots.items():
            schema = self.schemas.get(name)
            yield name, [root] if schema is None else schema.linkbases

    def role_types(self) -> Iterator[RoleType]:
        """Every role that the schemas declare, in their order."""
        return chain.from_iterable(schema.role_types for schema in self.schemas.values())

    def role_references(self) -> dict[str, str]:
        """Where the linkbases say that roles are declared (`link:roleRef`), by role."""
        return {
            reference.get("roleURI", "").strip(): reference.get(clark(XLINK, "href"), "")
            for _, linkbases in self.linkbases()
            for linkbase in linkbases
            for reference in linkbase.iterchildren(clark(LINK, "roleRef"))
        }

    def axes(self) -> dict[tuple[str, str | None], bool]:
        """Whether it is an axis (XBRL Dimensions 1.0 §2.5), of each concept that is declared."""
        return {
            (row.concept, row.namespace): (row.substitution_group or "").endswith(":dimensionItem")
            for schema in self.schemas.values()
            for row in schema.concepts
        }

    def links(self) -> Iterator[str]:
        """Kinds of the standard extended links: `calculation` of `link:calculationLink`."""
        for _, linkbases in self.linkbases():
            for link in chain.from_iterable(linkbases):
                if link.tag in LINKS:
                    yield LINKS[link.tag]

    def has_all_linkbases(self) -> bool:
        """Whether every linkbase that the schemas refer to is there; none tells, unknown."""
        return bool(self.schemas) and not self.rejects


def parse_documents(documents: Iterable[tuple[str, bytes]]) -> ParsedDocuments:
    """Parse what is a schema or a linkbase of `documents`, each a name and its content."""
    parsed = ParsedDocuments()
    for name, written in sorted(documents):
        content = as_utf8(written)
        kind = kind_of(content)
        if kind in ("schema", "linkbase"):
            try:
                root = parse_xml(name, content)
            except DocumentError as error:
                parsed.rejects.append(Reject.of(kind, error))
                continue
            parsed.roots[name] = root
            if kind == "schema":
                parsed.add_schema(parse_schema(name, root))
        elif kind == "other" and (_NAMED_LIKE_XBRL.search(name) or _LINK.search(content)):
            parsed.reject_other(name, "schema" if name.lower().endswith(".xsd") else "linkbase")
        else:
            parsed.others.add(name)
            parsed.n_instances += kind in ("instance", "inline")
    return parsed
