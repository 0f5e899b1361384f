"""Tables that are part of the package and of every output: standard concepts and arcs."""

from importlib.resources.abc import Traversable
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.datasets.data_files import sort_order
from transforms.datasets.schema import DATASETS, STANDARD_ARCS, STANDARD_CONCEPTS
from transforms.xbrl import standard_arcs
from transforms.xbrl.catalog import CATALOG

REFERENCES: Final[dict[str, Traversable]] = {
    STANDARD_CONCEPTS.name: CATALOG,
    STANDARD_ARCS.name: standard_arcs.STANDARD_ARCS,
}
"""By name of the dataset, the file in the package that has its rows."""


def reference_table(name: str) -> pa.Table:
    """Rows of one of `REFERENCES`, in the order of its key.

    Args:
        name: Name of the dataset.
    """
    dataset = DATASETS[name]
    return pq.read_table(str(REFERENCES[name])).cast(dataset.schema).sort_by(sort_order(dataset))
