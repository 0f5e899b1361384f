"""The linkbases and schemas of a filing as columns of the datasets."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from lxml import etree

from transforms.columns import Columns, Tables, transposed
from transforms.errors import Reject, Stage
from transforms.xbrl.calculation.summation import NO_GAPS, Gaps, Summation
from transforms.xbrl.document import as_utf8, kind_of, known_line, parse_xml
from transforms.xbrl.dts import (
    REFERENCES,
    MissingDocument,
    Reference,
    may_sum,
    missing,
    references,
)
from transforms.xbrl.errors import DocumentError
from transforms.xbrl.item_type import NumericKind
from transforms.xbrl.linkbase.arc import ARC_COLUMNS
from transforms.xbrl.linkbase.checks import (
    Concepts,
    calculation_findings,
    ineffectual_arcs,
    order_findings,
)
from transforms.xbrl.linkbase.locator import Locators, Target
from transforms.xbrl.linkbase.network import calculation_arcs, concept_name, ineffective, summations
from transforms.xbrl.linkbase.presentation import presentation_lines
from transforms.xbrl.linkbase.reader import LINKS, LinkbaseReader
from transforms.xbrl.linkbase.relationship import Relationships, Resource
from transforms.xbrl.linkbase.roles import RoleRow, role_rows
from transforms.xbrl.linkbase.rules import Finding
from transforms.xbrl.names import LINK, XLINK, clark
from transforms.xbrl.schema import ConceptRow, Schema, parse_schema

# The start tag in `<link:calculationLink xlink:type="extended">`
_LINK: Final = re.compile(rb"<(?:[\w.-]+:)?calculationLink[\s>]")
# `abc-20241231_cal.xml`
_NAMED_LIKE_XBRL: Final = re.compile(r"\.xsd$|_(?:cal|def|lab|pre|ref)\.xml$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Linkbases:
    """What the linkbases and schemas of one filing say.

    Attributes:
        tables: Columns of datasets `arcs`, `presentation_lines`, `roles`, `concepts`, `labels` and
            `findings`.
        rejects: Documents that could not be read, and parts of them.
        summations: What must add up, by role, arcrole and total.
        item_types: For concepts of summations, how they are numeric, where it is known.
        gaps: By the document to blame, where calculation networks may lack relationships; by
            None, where no document that could be read names what is lost.
        documents: Names of the schemas and linkbases that could be read, with the addresses
            of the documents that each names.
        arcs: All arcs of a filing with several instances, of which each may have a DTS of its own.
        missing: Addresses of documents of the filing's own that are not there.
        n_effective_arcs: Rows of `arcs` that are effective.
        n_balance_checked: Effective summation-item arcs of which both balances are known.
        has_linkbases: Whether any linkbase was read.
        links: Kinds of extended links that were read, with arcs or without: `calculation`,
            `presentation`, `definition`, `label`, `reference`.
    """

    tables: Tables
    rejects: list[Reject]
    summations: list[Summation]
    item_types: dict[str, NumericKind]
    gaps: Mapping[str | None, Gaps]
    documents: Mapping[str, frozenset[str]]
    arcs: Relationships[Target] | None
    missing: frozenset[str]
    n_effective_arcs: int
    n_balance_checked: int
    has_linkbases: bool
    links: frozenset[str]

    def in_dts(self, outside: Collection[str]) -> tuple[Sequence[Summation], Gaps]:
        """Summations of a DTS, which holds all documents but some, and where it has gaps."""
        gaps = NO_GAPS
        for file, of_file in self.gaps.items():
            gaps = gaps if file in outside else gaps | of_file
        if self.arcs is None or not outside:
            return self.summations, gaps
        arcs = self.arcs.without(outside)
        return summations(arcs, ineffective(arcs)), gaps


@dataclass(slots=True)
class _Documents:
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


def parse_linkbases(documents: Iterable[tuple[str, bytes]]) -> Linkbases:
    """Parse the schemas and linkbases of a filing; the order of `documents` does not matter.

    Args:
        documents: Name and content; what is neither schema nor linkbase is passed over.

    Returns:
        Everything that could be read. A document that cannot be is a reject and leaves the
        others as they are.
    """
    parsed = _parse(documents)
    attribute_types: dict[str, str] = {}
    for schema in parsed.schemas.values():
        attribute_types.update(schema.attribute_types)
    locators = Locators(parsed.schemas, parsed.roots)
    reader = LinkbaseReader(locators, attribute_types)
    for name, linkbases in parsed.linkbases():
        first_link = 0
        for linkbase in linkbases:
            first_link = reader.read(name, linkbase, first_link=first_link)
    parsed.find_lost(locators.references())
    return _result(parsed, reader)


def _result(parsed: _Documents, reader: LinkbaseReader) -> Linkbases:
    reasons, label_reasons = ineffective(reader.arcs), ineffective(reader.labels)
    concepts = Concepts(parsed.schemas)
    checked = calculation_findings(reader.arcs, reasons, concepts)
    findings = [
        *reader.findings,
        *_order_findings(reader),
        *checked.findings,
        *_ineffectual(parsed, reader.arcs, reasons),
        *_ineffectual(parsed, reader.labels, label_reasons),
        *_ineffectual(parsed, reader.references, ineffective(reader.references)),
    ]
    findings.sort(key=lambda row: (row.file or "", row.line or 0))
    arcs = _arc_columns(reader.arcs, reasons)
    labels = _label_columns(reader.labels, label_reasons)
    lines, lines_left_out = presentation_lines(arcs, labels, _axes(parsed))
    return Linkbases(
        tables={
            "arcs": arcs,
            "presentation_lines": lines,
            "roles": transposed(RoleRow._fields, _role_rows(parsed, reader)),
            "concepts": transposed(
                ConceptRow._fields,
                list(chain.from_iterable(schema.concepts for schema in parsed.schemas.values())),
            ),
            "labels": labels,
            "findings": _finding_columns(findings),
        },
        rejects=[
            *parsed.rejects,
            *reader.rejects,
            *_attribute_rejects(reader),
            *lines_left_out,
        ],
        summations=summations(reader.arcs, reasons),
        item_types=_item_types(reader.arcs, concepts),
        gaps=_gaps(parsed, reader),
        documents={name: frozenset(parsed.names.get(name, ())) for name in parsed.roots},
        arcs=reader.arcs if parsed.n_instances > 1 else None,
        missing=frozenset(lost.address for lost in parsed.lost),
        n_effective_arcs=len(reader.arcs) - len(reasons),
        n_balance_checked=checked.n_balance_checked,
        has_linkbases=any(linkbases for _, linkbases in parsed.linkbases()),
        links=frozenset(_links(parsed)),
    )


def _axes(parsed: _Documents) -> dict[str, bool]:
    """Whether it is an axis (XBRL Dimensions 1.0 §2.5), of each concept declared in the filing."""
    return {
        row.concept: (row.substitution_group or "").endswith(":dimensionItem")
        for schema in parsed.schemas.values()
        for row in schema.concepts
    }


def _gaps(parsed: _Documents, reader: LinkbaseReader) -> dict[str | None, Gaps]:
    gaps: dict[str | None, Gaps] = dict(reader.gaps)
    for lost in parsed.lost:
        if lost.may_hold_calculations:
            for reference in lost.references:
                gaps[reference.file] = Gaps(everywhere=True)
            if not lost.references:
                gaps[None] = Gaps(everywhere=True)
    return gaps | {each.file: Gaps(everywhere=True) for each in parsed.standard_sums}


def _links(parsed: _Documents) -> Iterator[str]:
    """Kinds of the standard extended links: `calculation` of `link:calculationLink`."""
    for _, linkbases in parsed.linkbases():
        for link in chain.from_iterable(linkbases):
            if link.tag in LINKS:
                yield LINKS[link.tag]


def _parse(documents: Iterable[tuple[str, bytes]]) -> _Documents:
    parsed = _Documents()
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


def _arc_columns(arcs: Relationships[Target], reasons: Mapping[int, str]) -> Columns:
    linkbase, role_uri = arcs.link_columns("linkbase", "role_uri")
    arcrole, *attributes = arcs.attribute_columns(*ARC_COLUMNS)
    names = ("concept", "namespace", "is_extension", "qname_source")
    *sources, from_href = arcs.source_columns(*names, "href")
    *targets, to_href = arcs.target_columns(*names, "href")
    ends = zip(names, sources, targets, strict=True)
    return {
        "linkbase": linkbase,
        "role_uri": role_uri,
        "arcrole": arcrole,
        **{
            f"{end}_{name}": column
            for name, *columns in ends
            for end, column in zip(("from", "to"), columns, strict=True)
        },
        **dict(zip(ARC_COLUMNS[1:], attributes, strict=True)),
        "effective": _effective(len(arcs), reasons),
        "ineffective_reason": [reasons.get(index) for index in range(len(arcs))],
        **arcs.place_columns(),
        "from_href": from_href,
        "to_href": to_href,
    }


def _label_columns(labels: Relationships[Resource], reasons: Mapping[int, str]) -> Columns:
    concept, namespace = labels.source_columns("concept", "namespace")
    role, lang, text, lines = labels.target_columns("role", "lang", "text", "line")
    (file,) = labels.link_columns("file")
    per_file: dict[str, int] = defaultdict(int)
    for link, indexes in labels.ranges():
        per_file[link.file] += len(indexes)
    indexes_in_file = chain.from_iterable(range(length) for length in per_file.values())
    return {
        "concept": concept,
        "namespace": namespace,
        "label_role": role,
        "lang": lang,
        "text": text,
        "effective": _effective(len(labels), reasons),
        "file": file,
        "label_index": list(indexes_in_file),
        "line": list(map(known_line, lines)),
    }


def _finding_columns(findings: Sequence[Finding]) -> Columns:
    return {"ordinal": list(range(len(findings))), **transposed(Finding._fields, findings)}


def _effective(length: int, reasons: Mapping[int, str]) -> list[object]:
    effective: list[object] = [True] * length
    for index in reasons:
        effective[index] = False
    return effective


def _order_findings(reader: LinkbaseReader) -> Iterator[Finding]:
    if any(attributes.order_defect for attributes in reader.attributes.table):
        for relationships in (reader.arcs, reader.labels, reader.references):
            yield from order_findings(relationships)


def _attribute_rejects(reader: LinkbaseReader) -> Iterator[Reject]:
    if any(attributes.defects for attributes in reader.attributes.table):
        for relationships in (reader.arcs, reader.labels, reader.references):
            for _, link, row in relationships:
                for defect in row.attributes.defects if row.pair_index == 0 else ():
                    message = f"arc of role {link.role_uri!r}: {defect}"
                    yield Reject("linkbase", "arc-attribute", message, link.file, row.line)


def _ineffectual(
    parsed: _Documents, relationships: Relationships[Any], reasons: Mapping[int, str]
) -> Iterator[Finding]:
    if not reasons:
        return iter(())
    declared = {role.role_uri for schema in parsed.schemas.values() for role in schema.role_types}
    return ineffectual_arcs(
        relationships, reasons, declared, all_linkbases=_has_all_linkbases(parsed)
    )


def _has_all_linkbases(parsed: _Documents) -> bool:
    """Whether every linkbase that the filing's schemas refer to is there; none tells, unknown."""
    return bool(parsed.schemas) and not parsed.rejects


def _role_rows(parsed: _Documents, reader: LinkbaseReader) -> list[RoleRow]:
    used: dict[str, int] = {}
    for link, indexes in reader.arcs.ranges():
        used[link.role_uri] = used.get(link.role_uri, 0) + len(indexes)
    for link, _ in chain(reader.labels.ranges(), reader.references.ranges()):
        used.setdefault(link.role_uri, 0)
    declared = [role for schema in parsed.schemas.values() for role in schema.role_types]
    undeclared = used.keys() - {role.role_uri for role in declared}
    return role_rows(declared, used, _role_references(parsed) if undeclared else {})


def _role_references(parsed: _Documents) -> dict[str, str]:
    return {
        reference.get("roleURI", "").strip(): reference.get(clark(XLINK, "href"), "")
        for _, linkbases in parsed.linkbases()
        for linkbase in linkbases
        for reference in linkbase.iterchildren(clark(LINK, "roleRef"))
    }


def _item_types(arcs: Relationships[Target], concepts: Concepts) -> dict[str, NumericKind]:
    kinds: dict[str, NumericKind] = {}
    for _, _, row in calculation_arcs(arcs):
        for target in (row.source, row.target):
            known = concepts.of(target)
            if known is not None and known.kind is not None:
                kinds[concept_name(target)] = known.kind
    return kinds
