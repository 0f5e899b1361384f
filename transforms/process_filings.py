"""ProcessFilings: applies the steps on a filing, each as one step of the pipeline."""

from collections.abc import Sequence

import apache_beam as beam
from apache_beam.typehints import no_annotations

from transforms.elements import FilingWork
from transforms.filing_step import FilingStep, StepOutput
from transforms.steps.chain import Step


class ProcessFilings(beam.PTransform):
    """Apply steps to each filing, in their order.

    Args:
        steps: The steps.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self._steps = steps

    @no_annotations  # Beam takes hints of single PCollections only
    def expand(self, filings: beam.PCollection[FilingWork]) -> StepOutput:
        """Filings with the results of all steps, and what any of them rejected."""
        rejects = []
        for step in self._steps:
            output = filings | step.label >> FilingStep(step.apply)
            filings = output.filings
            rejects.append(output.rejects)
        return StepOutput(filings, rejects | "Rejects" >> beam.Flatten())
