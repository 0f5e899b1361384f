"""CountRejects: what was rejected, by error, as Beam metrics and in the log."""

import logging

import apache_beam as beam
from apache_beam.metrics import Metrics

from transforms.count_rows import NAMESPACE
from transforms.errors import Reject

_LOG = logging.getLogger(__name__)


class CountRejects(beam.PTransform):
    """Count rejects of filings and of indexes: counters `rejects/<error>`, and a line in the log."""

    def expand(self, rejects: beam.PCollection) -> beam.PCollection[None]:
        """Takes `FilingReject`s and `IndexReject`s; gives nothing."""
        return rejects | "Count" >> beam.Map(_count)


def _count(of: tuple[object, ...]) -> None:
    """Count one; its last field is the reject, the others say of what."""
    *what, reject = of
    if isinstance(reject, Reject):
        Metrics.counter(NAMESPACE, f"rejects/{reject.error}").inc()
        _LOG.info("%s: rejected at %s: %s", what[-1], reject.stage, reject.message)
