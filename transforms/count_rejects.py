"""CountRejects: what was rejected, by error, as Beam metrics and in the log."""

import logging

import apache_beam as beam
from apache_beam.metrics import Metrics

from transforms.count_rows import NAMESPACE
from transforms.filing_step import FilingReject
from transforms.shard_filings import IndexReject

_LOG = logging.getLogger(__name__)


class CountRejects(beam.PTransform):
    """Count rejects of filings and of indexes: counters `rejects/<error>`, and a line in the log."""

    def expand(
        self, rejects: beam.PCollection[FilingReject | IndexReject]
    ) -> beam.PCollection[None]:
        """Gives nothing."""
        return rejects | "Count" >> beam.Map(count_reject)


def count_reject(rejected: FilingReject | IndexReject) -> None:
    """Count and log one reject."""
    reject = rejected.reject
    of = rejected.source if isinstance(rejected, IndexReject) else rejected.accession_number
    Metrics.counter(NAMESPACE, f"rejects/{reject.error}").inc()
    _LOG.info("%s: rejected at %s: %s", of, reject.stage, reject.message)
