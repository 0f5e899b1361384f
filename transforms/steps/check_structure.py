"""Findings that take a filing's networks and facts together."""

from transforms.columns import Columns, transposed
from transforms.elements import FilingWork
from transforms.xbrl.linkbase.contradiction import contradictions
from transforms.xbrl.linkbase.rules import Finding
from transforms.xbrl.linkbase.structure import structure_findings, usages


def check_filing_structure(work: FilingWork) -> FilingWork:
    """The filing with more findings: how sums stand to presentation, and facts to one another.

    They follow those of the linkbases, which need no facts. Concepts are compared by their
    conventional names, which arcs and facts share.
    """
    linkbases = work.linkbases
    if linkbases is None or not work.facts:
        return work
    used = {
        concept: usage
        for facts in work.facts
        for concept, usage in usages(facts.columns).items()
    }  # fmt: skip
    findings = structure_findings(linkbases.tables["arcs"], linkbases.tables["roles"], used)
    for facts in work.facts:
        findings += contradictions(facts.columns)
    if not findings:
        return work
    return work.with_found([{"findings": _columns(findings, _so_far(work))}])


def _so_far(work: FilingWork) -> int:
    return sum(len(part["ordinal"]) for part in work.tables.get("findings", ()))


def _columns(findings: list[Finding], first: int) -> Columns:
    ordinals: list[object] = list(range(first, first + len(findings)))
    return {"ordinal": ordinals, **transposed(Finding._fields, findings)}
