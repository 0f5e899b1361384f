"""The datasets: one Arrow schema each, every field typed, nullable or not, and described.

This is the single source of truth: writers, the README's table, the BigQuery schema and the tests
read it from here. The schemas are declared by family, in the modules that are imported here.
"""

from typing import Final

from transforms.datasets.dataset import Dataset
from transforms.datasets.filing_schemas import FILINGS, REJECTS
from transforms.datasets.instance_schemas import CALCULATIONS, FACTS
from transforms.datasets.letter_schemas import (
    LETTER_CITATIONS,
    LETTER_COMMENTS,
    LETTER_FILINGS,
    LETTERS,
)
from transforms.datasets.linkbase_schemas import (
    ARCS,
    CONCEPTS,
    FINDINGS,
    LABELS,
    PRESENTATION_LINES,
    ROLES,
)
from transforms.datasets.run_schema import RUNS
from transforms.datasets.standard_schemas import STANDARD_ARCS, STANDARD_CONCEPTS

__all__ = [
    "ARCS",
    "CALCULATIONS",
    "CONCEPTS",
    "DATASETS",
    "FACTS",
    "FILINGS",
    "FINDINGS",
    "LABELS",
    "LETTERS",
    "LETTER_CITATIONS",
    "LETTER_COMMENTS",
    "LETTER_FILINGS",
    "PRESENTATION_LINES",
    "REJECTS",
    "ROLES",
    "RUNS",
    "STANDARD_ARCS",
    "STANDARD_CONCEPTS",
    "Dataset",
]

DATASETS: Final[dict[str, Dataset]] = {
    dataset.name: dataset
    for dataset in (
        FILINGS,
        ARCS,
        PRESENTATION_LINES,
        ROLES,
        CONCEPTS,
        LABELS,
        FACTS,
        CALCULATIONS,
        FINDINGS,
        LETTERS,
        LETTER_FILINGS,
        LETTER_COMMENTS,
        LETTER_CITATIONS,
        REJECTS,
        STANDARD_CONCEPTS,
        STANDARD_ARCS,
        RUNS,
    )
}
"""Every dataset by its name, in the order in which they are documented."""
