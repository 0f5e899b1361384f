"""Parsing the linkbases and schemas of a filing into tables, summations and rejects."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import Any

from transforms.columns import Tables, transposed
from transforms.errors import Reject
from transforms.xbrl.calculation.summation import NO_GAPS, Gaps, Summation
from transforms.xbrl.catalog import StandardConcept
from transforms.xbrl.derivation import Types
from transforms.xbrl.dts import is_standard_address
from transforms.xbrl.element_types import DeclaredTypes, declared_types
from transforms.xbrl.findings.missing_labels import missing_labels
from transforms.xbrl.findings.rules import Finding, finding_columns
from transforms.xbrl.item_type import NumericKind
from transforms.xbrl.linkbase.checks import (
    Concepts,
    calculation_findings,
    ineffectual_arcs,
    order_findings,
    repeated_ids,
)
from transforms.xbrl.linkbase.components import strongly_connected
from transforms.xbrl.linkbase.cycles import cycle_findings
from transforms.xbrl.linkbase.dimensional_cycles import dimensional_cycle_findings
from transforms.xbrl.linkbase.locator import Locators, Target
from transforms.xbrl.linkbase.network import calculation_arcs, concept_name, ineffective, summations
from transforms.xbrl.linkbase.parsed_documents import ParsedDocuments, parse_schemas
from transforms.xbrl.linkbase.presentation import presentation_lines
from transforms.xbrl.linkbase.reader import LinkbaseReader
from transforms.xbrl.linkbase.relationship import Relationships
from transforms.xbrl.linkbase.roles import RoleRow, role_rows
from transforms.xbrl.linkbase.tables import arc_columns, label_columns
from transforms.xbrl.linkbase.tangled_domains import tangled_domain_findings
from transforms.xbrl.schema import ConceptRow


@dataclass(frozen=True, slots=True)
class Linkbases:
    """What the linkbases and schemas of one filing say.

    Attributes:
        tables: Columns of datasets `arcs`, `presentation_lines`, `roles`, `concepts`, `labels` and
            `findings`.
        rejects: Documents that could not be read, and parts of them.
        summations: What must add up, by role, arcrole and total.
        own_concepts: What the filing's schemas say of concepts, by namespace and local name.
        item_types: For concepts of summations, how they are numeric, where it is known.
        shown_names: Of these concepts by Clark name, how datasets show them.
        element_types: What the filing's schemas say of elements in segments and scenarios.
        gaps: By the document to blame, where calculation networks may lack relationships; by
            None, where no document that could be read names what is lost.
        documents: Names of the schemas and linkbases that could be read, with the addresses
            of the documents that each names.
        arcs: All arcs, where a DTS may hold some of the documents: with several instances, or
            where not every document leads to all others. Else None.
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
    own_concepts: Mapping[tuple[str, str], StandardConcept]
    item_types: dict[str, NumericKind]
    shown_names: dict[str, str]
    element_types: DeclaredTypes
    gaps: Mapping[str | None, Gaps]
    documents: Mapping[str, frozenset[str]]
    arcs: Relationships[Target] | None
    missing: frozenset[str]
    n_effective_arcs: int
    n_balance_checked: int
    has_linkbases: bool
    links: frozenset[str]

    def in_dts(
        self, outside: Set[str], unreached: Set[str] = frozenset()
    ) -> tuple[Sequence[Summation], Gaps]:
        """Summations of a DTS, which holds all documents but some, and where it has gaps.

        Args:
            outside: Documents of other DTSs alone.
            unreached: Documents of no DTS, which change nothing that is in one. What only they
                sum is checked all the same.
        """
        gaps = NO_GAPS
        for file, of_file in self.gaps.items():
            gaps = gaps if file in outside else gaps | of_file
        if self.arcs is None or not (outside or unreached):
            return self.summations, gaps
        found = _summations(self.arcs.without(outside | unreached))
        if unreached:
            drawn = {(each.role_uri, each.arcrole, each.total) for each in found}
            for each in _summations(self.arcs.without(self.documents.keys() - unreached)):
                if (each.role_uri, each.arcrole, each.total) not in drawn:
                    found.append(each)
        return found, gaps


def _summations(arcs: Relationships[Target]) -> list[Summation]:
    return summations(arcs, ineffective(arcs))


def parse_linkbases(documents: Iterable[tuple[str, bytes]]) -> Linkbases:
    """Parse the schemas and linkbases of a filing; the order of `documents` does not matter.

    Args:
        documents: Name and content; what is neither schema nor linkbase is passed over.

    Returns:
        Everything that could be read. A document that cannot be is a reject and leaves the
        others as they are.
    """
    parsed = parse_schemas(documents)
    types = Types(parsed.schemas.values())
    locators = Locators(parsed.schemas, parsed.pointers)
    attribute_types = types.attribute_types()
    reader = LinkbaseReader(locators, attribute_types)
    for name in sorted({*parsed.schemas, *parsed.unparsed}):
        _read(name, parsed, reader)
    parsed.find_lost(locators.references())
    element_types = declared_types(parsed.schemas.values(), attribute_types, parsed.prefixes)
    return _result(parsed, reader, Concepts(parsed.schemas, types), element_types)


def _read(name: str, parsed: ParsedDocuments, reader: LinkbaseReader) -> None:
    """Read the linkbases of one document, whose tree is freed at the end."""
    first_link = 0
    for linkbase in parsed.linkbases(name):
        first_link = reader.read(name, linkbase, first_link=first_link)


def _result(
    parsed: ParsedDocuments,
    reader: LinkbaseReader,
    concepts: Concepts,
    element_types: DeclaredTypes,
) -> Linkbases:
    reasons, label_reasons = ineffective(reader.arcs), ineffective(reader.labels)
    checked = calculation_findings(reader.arcs, reasons, concepts)
    findings = [
        *reader.findings,
        *repeated_ids(parsed.schemas.values()),
        *_order_findings(reader),
        *checked.findings,
        *_network_findings(parsed, reader, reasons, label_reasons),
    ]
    documents = {name: frozenset(parsed.names.get(name, ())) for name in sorted(parsed.read)}
    arcs = arc_columns(reader.arcs, reasons)
    labels = label_columns(reader.labels, label_reasons)
    if "label" in parsed.links and parsed.has_all_linkbases():
        findings += missing_labels(arcs, labels)
    findings.sort(key=lambda row: (row.file or "", row.line or 0))
    lines, lines_left_out = presentation_lines(arcs, labels, parsed.axes())
    summed = _summed(reader.arcs)
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
            "findings": finding_columns(findings),
        },
        rejects=[
            *parsed.rejects,
            *reader.rejects,
            *_attribute_rejects(reader),
            *lines_left_out,
        ],
        summations=summations(reader.arcs, reasons),
        own_concepts=concepts.own,
        item_types=_item_types(summed, concepts),
        shown_names={name: target.concept for name, target in summed.items()},
        element_types=element_types,
        gaps=_gaps(parsed, reader),
        documents=documents,
        arcs=reader.arcs if parsed.n_instances > 1 or not _are_one_dts(documents) else None,
        missing=frozenset(lost.address for lost in parsed.lost),
        n_effective_arcs=len(reader.arcs) - len(reasons),
        n_balance_checked=checked.n_balance_checked,
        has_linkbases=parsed.has_linkbases,
        links=frozenset(parsed.links),
    )


def _network_findings(
    parsed: ParsedDocuments,
    reader: LinkbaseReader,
    reasons: Mapping[int, str],
    label_reasons: Mapping[int, str],
) -> Iterator[Finding]:
    """What takes whole networks: cycles, tangled domains, arcs without effect on any.

    Networks are of one DTS (XBRL 2.1 §3.5.3.9.7.3). Where several instances can have one each,
    documents of which none leads to another, by way of whatever others, are of several.
    """
    arcs, labels, references = reader.arcs, reader.labels, reader.references
    groups = _groups(parsed) if parsed.n_instances > 1 else []
    if len(groups) < 2:
        yield from _findings_in(parsed, reader, arcs, reasons)
        yield from _ineffectual(parsed, labels, label_reasons)
        yield from _ineffectual(parsed, references, ineffective(references))
        return
    for group in groups:
        outside = parsed.read - group
        of_group = arcs.without(outside)
        yield from _findings_in(parsed, reader, of_group, ineffective(of_group))
        for others in labels.without(outside), references.without(outside):
            yield from _ineffectual(parsed, others, ineffective(others))


def _findings_in(
    parsed: ParsedDocuments,
    reader: LinkbaseReader,
    arcs: Relationships[Target],
    reasons: Mapping[int, str],
) -> Iterator[Finding]:
    yield from cycle_findings(arcs, reasons, parsed.cycles_allowed())
    yield from dimensional_cycle_findings(arcs, reasons)
    yield from tangled_domain_findings(arcs, reasons, reader.rejects.append)
    yield from _ineffectual(parsed, arcs, reasons)


def _groups(parsed: ParsedDocuments) -> list[set[str]]:
    """Documents by what they have in common: one names the other, or both a third of the filing's own."""
    beside: dict[str, set[str]] = {name: set() for name in parsed.read}
    for name in parsed.read:
        for other in parsed.names.get(name, ()):
            if not is_standard_address(other):
                beside[name].add(other)
                beside.setdefault(other, set()).add(name)
    groups: defaultdict[int, set[str]] = defaultdict(set)
    for name, number in strongly_connected(beside).items():
        groups[number].add(name)
    return sorted(groups.values(), key=min)


def _are_one_dts(documents: Mapping[str, frozenset[str]]) -> bool:
    """Whether a DTS that holds one of the documents holds all: each leads to all others."""
    following = {name: documents.keys() & named for name, named in documents.items()}
    return len(set(strongly_connected(following).values())) <= 1


def _gaps(parsed: ParsedDocuments, reader: LinkbaseReader) -> dict[str | None, Gaps]:
    gaps: dict[str | None, Gaps] = dict(reader.gaps)
    for lost in parsed.lost:
        if lost.may_hold_calculations:
            for reference in lost.references:
                gaps[reference.file] = Gaps(everywhere=True)
            if not lost.references:
                gaps[None] = Gaps(everywhere=True)
    return gaps | {each.file: Gaps(everywhere=True) for each in parsed.standard_sums}


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
    parsed: ParsedDocuments, relationships: Relationships[Any], reasons: Mapping[int, str]
) -> Iterator[Finding]:
    if not reasons:
        return iter(())
    declared = {role.role_uri for role in parsed.role_types()}
    return ineffectual_arcs(
        relationships, reasons, declared, all_linkbases=parsed.has_all_linkbases()
    )


def _role_rows(parsed: ParsedDocuments, reader: LinkbaseReader) -> list[RoleRow]:
    used: dict[str, int] = {}
    for link, indexes in reader.arcs.ranges():
        used[link.role_uri] = used.get(link.role_uri, 0) + len(indexes)
    for link, _ in chain(reader.labels.ranges(), reader.references.ranges()):
        used.setdefault(link.role_uri, 0)
    for role_uri in reader.other_roles:
        used.setdefault(role_uri, 0)
    declared = list(parsed.role_types())
    undeclared = used.keys() - {role.role_uri for role in declared}
    return role_rows(declared, used, parsed.role_references if undeclared else {})


def _summed(arcs: Relationships[Target]) -> dict[str, Target]:
    """What calculation arcs come from and go to, by name."""
    return {
        concept_name(target): target
        for _, _, row in calculation_arcs(arcs)
        for target in (row.source, row.target)
    }


def _item_types(summed: Mapping[str, Target], concepts: Concepts) -> dict[str, NumericKind]:
    known = {name: concepts.of(target) for name, target in summed.items()}
    return {name: each.kind for name, each in known.items() if each and each.kind is not None}
