"""Verdicts on every summation for which a filing has facts."""

from collections.abc import Collection

from transforms.elements import FilingWork
from transforms.xbrl.calculation.checking import check_calculations, shown_names
from transforms.xbrl.calculation.summation import Gaps
from transforms.xbrl.dts import missing
from transforms.xbrl.instance.facts import Facts


def validate_filing_calculations(work: FilingWork, *, truncation: bool) -> FilingWork:
    """The filing with its networks checked against its facts.

    The rules are those of XBRL 2.1 §5.2.5.2 and of Calculations 1.1.

    Args:
        work: The filing with its linkbases and facts.
        truncation: Whether reported numbers are truncated rather than rounded to nearest.
    """
    linkbases = work.linkbases
    if linkbases is None or not linkbases.summations:
        return work
    names = shown_names(linkbases.tables["arcs"])
    return work.with_found(
        {
            "calculations": check_calculations(
                facts,
                linkbases.summations,
                linkbases.item_types,
                names=names,
                gaps=linkbases.gaps | _gaps(facts, linkbases.documents),
                truncation=truncation,
            )
        }
        for facts in work.facts
    )


def _gaps(facts: Facts, documents: Collection[str]) -> Gaps:
    """What networks may lack because the instance names documents that were not read."""
    absent = missing(facts.references, documents)
    return Gaps(everywhere=any(document.may_hold_calculations for document in absent))
