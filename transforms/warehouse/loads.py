"""Table `loads` of a warehouse: which snapshot of which table was loaded, by which load."""

from typing import Final, NamedTuple

import pyarrow as pa

from transforms.datasets.dataset import INT64, STRING, TIMESTAMP, Dataset


def _field(name: str, kind: pa.DataType, description: str, *, null: bool = False) -> pa.Field:
    return pa.field(name, kind, nullable=null, metadata={"description": description})


LOADS: Final = Dataset(
    "loads",
    "dataset that a load brought up to date",
    ("load", "dataset"),
    pa.schema(
        [
            _field("load", INT64, "1 for the first load of this warehouse, and so on"),
            _field("dataset", STRING, "Name of the dataset"),
            _field("output", STRING, "Output that it was loaded of"),
            _field("run_id", STRING, "Run whose state it is now in"),
            _field(
                "snapshot_id", INT64, "Snapshot of its table; null while it has none", null=True
            ),
            _field("rows_deleted", INT64, "Rows that the load deleted"),
            _field("rows_inserted", INT64, "Rows that the load inserted"),
            _field("loaded_at", TIMESTAMP, "When the load began"),
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
