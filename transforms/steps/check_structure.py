"""Findings that take a filing's networks and facts together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from transforms.columns import Columns
from transforms.elements import FilingWork
from transforms.errors import Reject
from transforms.steps.validate_calculations import not_in_dts, outside_dts
from transforms.xbrl.calculation.summation import NO_GAPS, concepts_of
from transforms.xbrl.dts import missing
from transforms.xbrl.findings.concept_use import use_findings
from transforms.xbrl.findings.contradiction import contradictions
from transforms.xbrl.findings.missing_labels import unlabelled_concepts
from transforms.xbrl.findings.other_namespaces import namespace_findings
from transforms.xbrl.findings.rules import Finding, finding, finding_columns
from transforms.xbrl.findings.structure import structure_findings, usages
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.linkbase.parsing import Linkbases


def check_filing_structure(work: FilingWork) -> FilingWork:
    """The filing with more findings: how sums stand to presentation, and what facts break.

    They follow those of the linkbases, which need no facts. Concepts are compared by their
    conventional names, which arcs and facts share.
    """
    linkbases = work.linkbases
    if linkbases is None or not work.facts:
        return work
    findings = _structure(linkbases, work.facts)
    rejects: list[Reject] = []
    for facts in work.facts:
        findings += contradictions(facts.columns, rejects.append)
        findings += use_findings(
            facts.columns,
            facts.units,
            linkbases.own_concepts,
            concepts_of(linkbases.summations),
            facts.exponents,
            known_whole=_known_whole(linkbases, facts),
            is_inline=facts.kind == "inline",
        )
        findings += _faults(facts)
    findings += _unlabelled(linkbases, work.facts)
    findings += _outside(linkbases, work.facts)
    if not findings:
        return work.with_found([], rejects)
    return work.with_found([{"findings": finding_columns(findings, _so_far(work))}], rejects)


def _structure(linkbases: Linkbases, instances: Collection[Facts]) -> list[Finding]:
    """How sums stand to presentation and facts in each DTS; what several of them have is found once."""
    of_dts: defaultdict[frozenset[str], list[Columns]] = defaultdict(list)
    for facts, outside in zip(instances, outside_dts(linkbases, instances), strict=True):
        of_dts[outside].append(facts.columns)
    arcs, roles = linkbases.tables["arcs"], linkbases.tables["roles"]
    gaps = any(gaps != NO_GAPS for gaps in linkbases.gaps.values())
    is_whole = not (gaps or linkbases.rejects) and _all_whole(linkbases, instances)
    found: dict[Finding, None] = {}
    for outside, columns in of_dts.items():
        findings = structure_findings(arcs, roles, usages(columns), outside, is_whole=is_whole)
        found |= dict.fromkeys(findings)
        for each in columns:
            found |= dict.fromkeys(namespace_findings(arcs, each, outside))
    return list(found)


def _known_whole(linkbases: Linkbases, facts: Facts) -> Collection[str]:
    """Namespaces of which the filing's schemas declare all concepts that there can be.

    None where a schema is absent, or declares for a namespace that is not known.
    """
    namespaces = {namespace for namespace, _ in linkbases.own_concepts}
    return namespaces if "" not in namespaces and _is_whole(linkbases, facts) else ()


def _is_whole(linkbases: Linkbases, facts: Facts) -> bool:
    """Whether no document is absent that the instance, its schemas and linkbases name."""
    return not (linkbases.missing or missing(facts.references, linkbases.documents))


def _all_whole(linkbases: Linkbases, instances: Iterable[Facts]) -> bool:
    return all(_is_whole(linkbases, facts) for facts in instances)


def _unlabelled(linkbases: Linkbases, instances: Collection[Facts]) -> Iterable[Finding]:
    """Concepts without standard label, where every label linkbase is there and can be read."""
    is_whole = not linkbases.rejects and _all_whole(linkbases, instances)
    if "label" not in linkbases.links or not is_whole:
        return ()
    tables = linkbases.tables
    columns = [facts.columns for facts in instances]
    return unlabelled_concepts(tables["concepts"], tables["labels"], columns)


def _outside(linkbases: Linkbases, instances: Collection[Facts]) -> Iterator[Finding]:
    """Instances that name no schema, and documents that no instance leads to (§3.2, §4.2)."""
    for facts in instances:
        if all(each.element != "schemaRef" for each in facts.references):
            message = f"{facts.instance} names no schema"
            yield finding("no-schema-reference", message, file=facts.instance, line=None)
    for name in sorted(not_in_dts(linkbases, instances)):
        message = f"no instance leads to {name}"
        yield finding("not-in-dts", message, file=name, line=None)


def _faults(facts: Facts) -> Iterator[Finding]:
    for fault in facts.faults:
        yield finding(
            fault.rule,
            fault.message,
            from_concept=fault.concept,
            file=fault.file,
            line=fault.line,
        )


def _so_far(work: FilingWork) -> int:
    """How many findings the filing has."""
    return sum(len(part["ordinal"]) for part in work.tables.get("findings", ()))
