"""ValidateCalculations: verdicts on every summation for which a filing has facts."""

from dataclasses import replace
from functools import partial

from transforms.elements import FilingWork
from transforms.filing_step import FilingStep
from transforms.xbrl.calculation.checking import check_calculations, shown_names


class ValidateCalculations(FilingStep):
    """Check each filing's networks against its facts (XBRL 2.1 §5.2.5.2, Calculations 1.1).

    Args:
        truncation: Whether reported numbers are truncated rather than rounded to nearest.
    """

    def __init__(self, *, truncation: bool) -> None:
        super().__init__(partial(validate_filing, truncation=truncation))


def validate_filing(work: FilingWork, *, truncation: bool) -> FilingWork:
    """The filing with its calculations."""
    linkbases = work.linkbases
    if linkbases is None or not linkbases.summations:
        return work
    names = shown_names(linkbases.arcs)
    calculations = tuple(
        check_calculations(
            facts, linkbases.summations, linkbases.item_types, names=names, truncation=truncation
        )
        for facts in work.facts
    )
    return replace(work, calculations=calculations)
