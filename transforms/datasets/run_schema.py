"""Schema of runs."""

from typing import Final

import pyarrow as pa

from transforms.datasets.dataset import INT64, STRING, TIMESTAMP, Dataset, field, list_of

_COUNT = pa.struct([("name", STRING), ("count", INT64)])
_SNAPSHOT = pa.struct([("table", STRING), ("snapshot_id", INT64)])

RUNS: Final = Dataset(
    "runs",
    "run that committed: all tables at one state",
    ("run_id",),
    pa.schema(
        [
            field("run_id", STRING, "Id, part of the names of its files", null=False),
            field("number", INT64, "1 for the first run of the output, and so on", null=False),
            field("command", STRING, "run, maintain or rollback", null=False),
            field("started_at", TIMESTAMP, "When it started", null=False),
            field("finished_at", TIMESTAMP, "When it had committed every table", null=False),
            field("configuration", STRING, "Its configuration, as JSON"),
            field(
                "selection",
                STRING,
                "What it selected, as JSON; of a rollback, the number of the run it went back to",
            ),
            field("datasets", list_of(STRING), "Datasets it wrote", null=False),
            field("counts", list_of(_COUNT), "Rows it wrote, by dataset", null=False),
            field("host", STRING, "Machine that committed", null=False),
            field("software_version", STRING, "Version of edgar-arcs", null=False),
            field("snapshots", list_of(_SNAPSHOT), "Snapshot of every table", null=False),
        ]
    ),
    partitioned=False,
)
