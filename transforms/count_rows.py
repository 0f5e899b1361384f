"""CountRows: what a run writes, as Beam metrics."""

import apache_beam as beam
import pyarrow as pa
import pyarrow.compute as pc

from transforms.datasets.schema import DATASETS, Dataset
from transforms.elements import FilingRows
from transforms.metrics import INDEX_REJECTS, count


class CountRows(beam.PTransform):
    """Count the rows that pass, in all and by what divides their dataset.

    Counters are called `arcs` and `arcs/calculation`, in namespace `edgar-arcs`; of a dataset
    that more than one column divides, `calculations/xbrl21 consistent`.
    """

    def expand(self, rows: beam.PCollection[FilingRows]) -> beam.PCollection[FilingRows]:
        """The same rows."""
        return rows | "Count" >> beam.Map(count_rows)


def count_rows(rows: FilingRows) -> FilingRows:
    """Count one filing's rows; they are given back as they are."""
    of_index = "filings" not in rows.tables
    for dataset, table in rows.tables.items():
        count(INDEX_REJECTS if of_index else dataset, table.num_rows)
        columns = DATASETS[dataset].counted_by
        for column in columns:
            prefix = f"{dataset}/{column} " if len(columns) > 1 else f"{dataset}/"
            _count_values(prefix, _counted(DATASETS[dataset], table, column))
    return rows


def _counted(dataset: Dataset, table: pa.Table, column: str) -> pa.ChunkedArray:
    """Values of a column in the rows that count by it."""
    if column in dataset.counted_if:
        other, value = dataset.counted_if[column]
        table = table.filter(pc.equal(table[other], value))
    return table[column]


def _count_values(prefix: str, column: pa.ChunkedArray) -> None:
    for entry in pc.value_counts(column.drop_null()).to_pylist():
        count(f"{prefix}{entry['values']}", entry["counts"])
