"""The steps on a filing, in order: the only place that lists them.

The pipeline applies each as a Beam step; `process` applies them one after the other to a single
filing.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from transforms.elements import FilingWork
from transforms.steps.check_structure import check_filing_structure
from transforms.steps.limit_rows import limit_filing_rows
from transforms.steps.parse_letters import parse_filing_letters
from transforms.steps.parse_linkbases import parse_filing_linkbases
from transforms.steps.read_facts import read_filing_facts
from transforms.steps.validate_calculations import validate_filing_calculations


class Step(NamedTuple):
    """One step on a filing.

    Attributes:
        label: Name of the step in the pipeline; a running job is updated by these names.
        apply: From a filing with its earlier results to one with its own added.
    """

    label: str
    apply: Callable[[FilingWork], FilingWork]


def filing_steps(*, max_text: int = 0, truncation: bool = False) -> tuple[Step, ...]:
    """Every step between reading a filing and tabulating it.

    Args:
        max_text: Characters kept of a text value; 0 keeps all.
        truncation: Whether reported numbers are truncated rather than rounded to nearest.
    """
    return (
        Step("ParseLinkbases", parse_filing_linkbases),
        Step("ReadFacts", partial(read_filing_facts, max_text=max_text)),
        Step("ValidateCalculations", partial(validate_filing_calculations, truncation=truncation)),
        Step("CheckStructure", check_filing_structure),
        Step("ParseLetters", parse_filing_letters),
        Step("LimitRows", limit_filing_rows),
    )


def process(work: FilingWork, steps: Iterable[Step]) -> FilingWork:
    """The filing after all of `steps`."""
    for step in steps:
        work = step.apply(work)
    return work
