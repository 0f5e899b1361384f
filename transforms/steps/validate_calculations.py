"""Verdicts on every summation for which a filing has facts."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from transforms.columns import Tables
from transforms.elements import FilingWork
from transforms.errors import Reject
from transforms.xbrl.calculation.binding import MAX_ITEMS
from transforms.xbrl.calculation.checking import check_calculations
from transforms.xbrl.calculation.summation import Gaps, Summation
from transforms.xbrl.dts import missing, reachable
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.linkbase.parsing import Linkbases


def validate_filing_calculations(work: FilingWork, *, truncation: bool) -> FilingWork:
    """The filing with its networks checked against its facts.

    The rules are those of XBRL 2.1 §5.2.5.2 and of Calculations 1.1. Each instance is checked
    against the networks of its own DTS (XBRL 2.1 §3).

    Args:
        work: The filing with its linkbases and facts.
        truncation: Whether reported numbers are truncated rather than rounded to nearest.
    """
    linkbases = work.linkbases
    if linkbases is None or not (linkbases.summations or linkbases.arcs):
        return work
    in_dts = cache(linkbases.in_dts)
    unreached = not_in_dts(linkbases, work.facts)
    parts: list[Tables] = []
    rejects: list[Reject] = []
    for facts, outside in zip(work.facts, outside_dts(linkbases, work.facts), strict=True):
        summations, gaps = in_dts(outside, unreached)
        left_out: list[Summation] = []
        columns = check_calculations(
            facts,
            summations,
            linkbases.item_types,
            names=linkbases.shown_names,
            gaps=gaps | _gaps(facts, linkbases.documents),
            truncation=truncation,
            leave_out=left_out.append,
        )
        parts.append({"calculations": columns})
        rejects += _too_many_items(facts, left_out)
    return work.with_found(parts, rejects)


def _too_many_items(facts: Facts, left_out: Sequence[Summation]) -> Iterator[Reject]:
    """The reject of an instance of which summations were not compared, if there are any."""
    if left_out:
        message = (
            f"{len(left_out)} summations are not compared: with the others they have more than"
            f" {MAX_ITEMS} items at the data points of their totals"
        )
        yield Reject("instance", "too-many-items", message, facts.instance)


def outside_dts(linkbases: Linkbases, instances: Collection[Facts]) -> list[frozenset[str]]:
    """For each instance, the documents of the filing that are in the DTS of others alone.

    A document that no instance leads to is outside none, and neither is any of an instance
    that names no document: which DTS it has is not known.
    """
    documents = linkbases.documents
    found = [reachable(facts.references, documents) for facts in instances]
    anywhere = frozenset().union(*found)
    return [
        anywhere - dts if facts.references else frozenset()
        for facts, dts in zip(instances, found, strict=True)
    ]


def not_in_dts(linkbases: Linkbases, instances: Collection[Facts]) -> frozenset[str]:
    """Documents of the filing that no instance leads to (XBRL 2.1 §3.2).

    None where that is not known: an instance names no document, or one is missing that may
    lead to others.
    """
    documents = linkbases.documents
    named = [each for facts in instances for each in facts.references]
    if not all(facts.references for facts in instances):
        return frozenset()
    if linkbases.missing or missing(named, documents):
        return frozenset()
    return frozenset(documents.keys() - reachable(named, documents))


def _gaps(facts: Facts, documents: Collection[str]) -> Gaps:
    """What networks may lack because the instance names documents that were not read."""
    absent = missing(facts.references, documents)
    may_lack = any(document.may_hold_calculations for document in absent)
    return Gaps(everywhere=may_lack or any(each.may_sum for each in facts.references))
