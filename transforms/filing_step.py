"""FilingStep: what the one-to-one steps on a filing have in common.

A step takes a filing with the results of earlier steps and returns it with its own added. The
runner fuses the steps, so filings are passed on without encoding.
"""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Literal, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints import no_annotations

from transforms.edgar.forms import is_letter_form
from transforms.elements import FilingReject, FilingWork
from transforms.errors import naming

REJECTS: Final = "rejects"

_COLLECTED_ALLOCATIONS: Final = 50_000
_FILINGS_OF_A_THREAD: Final = 100


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
        self._thread = PassingThread()

    def teardown(self) -> None:
        self._thread.end()

    def process(
        self, work: FilingWork
    ) -> Iterator[FilingWork | TaggedOutput[Literal["rejects"], FilingReject]]:
        with naming(_accession_number(work), (OSError, MemoryError)):
            done = self._done(work)
        yield done
        for reject in done.rejects[len(work.rejects) :]:
            yield TaggedOutput(REJECTS, FilingReject(_accession_number(work), reject))

    def _done(self, work: FilingWork) -> FilingWork:
        """The filing after the step: letters have no names of their own, and are small."""
        if is_letter_form(work.form_type):
            return self._function(work)
        return self._thread.run(self._function, work)


class PassingThread:
    """A thread that another one takes the place of now and then.

    lxml keeps every name of an element or attribute that a thread has ever parsed, 57 bytes each,
    until the thread ends. A filing of a company brings some hundred names of its own, so a worker
    that parsed in one thread would grow with every filing, by 270 MB in 50,000.

    Args:
        calls: Functions that one thread runs.
    """

    def __init__(self, calls: int = _FILINGS_OF_A_THREAD) -> None:
        self._calls = calls
        self._left = 0
        self._executor: ThreadPoolExecutor | None = None

    def run(self, function: Callable[[FilingWork], FilingWork], work: FilingWork) -> FilingWork:
        """What `function` makes of `work`; errors of it are raised as they are."""
        if self._executor is None or not self._left:
            self.end()
            self._executor, self._left = ThreadPoolExecutor(1), self._calls
        self._left -= 1
        return self._executor.submit(function, work).result()

    def end(self) -> None:
        """End the thread, if there is one."""
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None


def _accession_number(work: FilingWork) -> str:
    return work.ref.accession_number if work.ref else ""


def collect_seldom() -> None:
    """Make the garbage collector of a worker run rarely.

    Reference counts free nearly all that a filing leaves behind. A collection finds little and,
    every so often, looks at every object that Beam loaded: by default that takes a quarter of a
    filing's time.
    """
    gc.set_threshold(_COLLECTED_ALLOCATIONS)
