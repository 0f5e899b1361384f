"""Findings that take a filing's networks and facts together."""

from collections.abc import Collection, Iterable, Iterator

from transforms.elements import FilingWork
from transforms.errors import Reject
from transforms.steps.validate_calculations import not_in_dts
from transforms.xbrl.calculation.summation import concepts_of
from transforms.xbrl.dts import missing
from transforms.xbrl.findings.concept_use import use_findings
from transforms.xbrl.findings.contradiction import contradictions
from transforms.xbrl.findings.missing_labels import unlabelled_concepts
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
    used = usages(facts.columns for facts in work.facts)
    findings = structure_findings(linkbases.tables["arcs"], linkbases.tables["roles"], used)
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


def _known_whole(linkbases: Linkbases, facts: Facts) -> Collection[str]:
    """Namespaces of which the filing's schemas declare all concepts that there can be.

    None where a schema is absent, or declares for a namespace that is not known.
    """
    namespaces = {namespace for namespace, _ in linkbases.own_concepts}
    return namespaces if "" not in namespaces and _is_whole(linkbases, facts) else ()


def _is_whole(linkbases: Linkbases, facts: Facts) -> bool:
    """Whether no document is absent that the instance, its schemas and linkbases name."""
    return not (linkbases.missing or missing(facts.references, linkbases.documents))


def _unlabelled(linkbases: Linkbases, instances: Collection[Facts]) -> Iterable[Finding]:
    """Concepts without standard label, where every label linkbase is there and can be read."""
    is_whole = all(_is_whole(linkbases, facts) for facts in instances)
    if "label" not in linkbases.links or linkbases.rejects or not is_whole:
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
