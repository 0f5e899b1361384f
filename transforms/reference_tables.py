"""Tables that are part of the package and of every output: standard concepts and arcs."""

from importlib.resources.abc import Traversable
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.datasets.schema import STANDARD_ARCS, STANDARD_CONCEPTS, Dataset
from transforms.xbrl import standard_arcs
from transforms.xbrl.catalog import CATALOG

REFERENCES: Final[dict[str, tuple[Dataset, Traversable]]] = {
    STANDARD_CONCEPTS.name: (STANDARD_CONCEPTS, CATALOG),
    STANDARD_ARCS.name: (STANDARD_ARCS, standard_arcs.STANDARD_ARCS),
}
"""Each dataset of them by name, and the file in the package that has its rows."""


def reference_table(name: str) -> pa.Table:
    """Rows of one of `REFERENCES`, in the order of its key.

    Args:
        name: Name of the dataset.
    """
    dataset, file = REFERENCES[name]
    order = [(column, "ascending") for column in dataset.key]
    return pq.read_table(str(file)).cast(dataset.schema).sort_by(order)
