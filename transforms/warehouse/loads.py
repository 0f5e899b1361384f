"""Table `loads` of a warehouse: which snapshot of which table was loaded, by which load."""

from typing import Final, NamedTuple

import pyarrow as pa

from transforms.datasets.dataset import INT64, STRING, TIMESTAMP, Dataset, field

LOADS: Final = Dataset(
    "loads",
    "dataset that a load brought up to date",
    ("load", "dataset"),
    pa.schema(
        [
            field("load", INT64, "1 for the first load of this warehouse, and so on", null=False),
            field("dataset", STRING, "Name of the dataset", null=False),
            field("output", STRING, "Output that it was loaded of", null=False),
            field("run_id", STRING, "Run whose state it is now in", null=False),
            field("snapshot_id", INT64, "Snapshot of its table; null while it has none"),
            field("rows_deleted", INT64, "Rows that the load deleted", null=False),
            field("rows_inserted", INT64, "Rows that the load inserted", null=False),
            field("loaded_at", TIMESTAMP, "When the load began", null=False),
        ]
    ),
    partitioned=False,
)


class Loaded(NamedTuple):
    """The last load of a dataset."""

    load: int
    output: str
    run_id: str
    snapshot_id: int | None
