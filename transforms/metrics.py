"""Names of the counters of a run, and how they are raised.

Counters of rows are called `arcs`, and `arcs/calculation` for a part of them; counters of
fetching begin with `fetch/`.
"""

from typing import Final

from apache_beam.metrics import Metrics

NAMESPACE: Final = "edgar-arcs"

STOPPED: Final = "fetch/stopped"
"""EDGAR blocks or is not there."""
LACKING: Final = "fetch/lacking"
"""Filings of which a file could not be had although EDGAR may have it: to be asked for again."""
UNWRITABLE: Final = "fetch/unwritable"
"""The store cannot be written."""
INTERRUPTED: Final = "fetch/interrupted"
"""The user wants no more."""
INDEX_REJECTS: Final = "index rejects"
"""What of indexes could not be read, which is not of any filing."""
IN_STORE: Final = "in store"
"""Filings whose archive is in the store."""


def count(name: str, number: int = 1) -> None:
    """Raise a counter of the current step."""
    Metrics.counter(NAMESPACE, name).inc(number)
