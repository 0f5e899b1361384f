"""FilingStep: what the one-to-one steps on a filing have in common.

A step takes a filing with the results of earlier steps and returns it with its own added. The
runner fuses the steps, so filings are passed on without encoding.
"""

import gc
from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints import no_annotations

from transforms.elements import FilingReject, FilingWork
from transforms.errors import naming

REJECTS: Final = "rejects"

_COLLECTED_ALLOCATIONS: Final = 50_000


class StepOutput(NamedTuple):
    """The two outputs of a step: every filing, and what was rejected of them.

    Rejects also travel with their filing, whose status and counts they decide; this output
    is for counting and reporting them as they happen.
    """

    filings: beam.PCollection[FilingWork]
    rejects: beam.PCollection[FilingReject]


class FilingStep(beam.PTransform):
    """Base of the steps: apply a function to each filing, and report what it rejected.

    Args:
        function: From a filing with its earlier results to one with its own added.
    """

    def __init__(self, function: Callable[[FilingWork], FilingWork]) -> None:
        super().__init__()
        self._function = function

    @no_annotations  # Beam takes hints of single PCollections only
    def expand(self, filings: beam.PCollection[FilingWork]) -> StepOutput:
        """Filings with the step's results, and the step's rejects."""
        outputs = filings | "Each" >> beam.ParDo(_Apply(self._function)).with_outputs(
            REJECTS, main="filings"
        )
        return StepOutput(outputs.filings, outputs[REJECTS])


class _Apply(beam.DoFn):
    def __init__(self, function: Callable[[FilingWork], FilingWork]) -> None:
        self._function = function

    def setup(self) -> None:
        collect_seldom()

    def process(
        self, work: FilingWork
    ) -> Iterator[FilingWork | TaggedOutput[Literal["rejects"], FilingReject]]:
        with naming(_accession_number(work), (OSError,)):
            done = self._function(work)
        yield done
        for reject in done.rejects[len(work.rejects) :]:
            yield TaggedOutput(REJECTS, FilingReject(_accession_number(work), reject))


def _accession_number(work: FilingWork) -> str:
    return work.ref.accession_number if work.ref else ""


def collect_seldom() -> None:
    """Make the garbage collector of a worker run rarely.

    Reference counts free nearly all that a filing leaves behind. A collection finds little and,
    every so often, looks at every object that Beam loaded: by default that takes a quarter of a
    filing's time.
    """
    gc.set_threshold(_COLLECTED_ALLOCATIONS)
