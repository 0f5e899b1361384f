"""CountRejects: what was rejected, by error, as Beam metrics and in the log."""

import logging

import apache_beam as beam

from transforms.elements import FilingReject, IndexReject
from transforms.metrics import INDEX_REJECTS, count

_LOG = logging.getLogger(__name__)


class CountRejects(beam.PTransform):
    """Count rejects by error: counters `rejects/<error>`, of indexes `index rejects/<error>`.

    Each is a line in the log.
    """

    def expand(
        self, rejects: beam.PCollection[FilingReject | IndexReject]
    ) -> beam.PCollection[None]:
        """Gives nothing."""
        return rejects | "Count" >> beam.Map(count_reject)


def count_reject(rejected: FilingReject | IndexReject) -> None:
    """Count and log one reject."""
    reject = rejected.reject
    if isinstance(rejected, IndexReject):
        of, counter = rejected.source, INDEX_REJECTS
    else:
        of, counter = rejected.accession_number, "rejects"
    count(f"{counter}/{reject.error}")
    _LOG.info("%s: rejected at %s: %s", of, reject.stage, reject.message)
