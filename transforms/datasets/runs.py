"""Table `runs`: its rows, and the phases in which its snapshots say that a run is.

A run begins to commit with a snapshot of `runs` that names its intent, a file that says what it
is about to change, and ends with one that adds its row. Between the two no other run begins; a
process that finds a run begun and not ended completes it from its intent.
"""

import json
import socket
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.datasets.committed_rows import open_data_file
from transforms.datasets.data_files import conform
from transforms.datasets.schema import RUNS
from transforms.datasets.table_files import data_files
from transforms.storage import files

if TYPE_CHECKING:
    from pyiceberg.table import Table
    from pyiceberg.table.snapshots import Snapshot

Phase = Literal["begun", "ended"]

ORPHANED_AFTER: Final = timedelta(days=1)
"""Files of a run that has written nothing for so long may be removed if nothing names them."""
RUN: Final = "edgar-arcs.run"
_PHASE: Final = "edgar-arcs.phase"
_NUMBER: Final = "edgar-arcs.number"
_INTENT: Final = "edgar-arcs.intent"


def new_run_id() -> str:
    """An id that sorts by time and is never used twice."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{uuid4().hex[:8]}"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What a run says of itself: a row of `runs` less what is known at its end.

    Attributes:
        run_id: Its id.
        command: `run`, `maintain` or `rollback`.
        started_at: When it started, ISO 8601 in UTC.
        software_version: Version of edgar-arcs.
        configuration: As JSON; None if it has none.
        selection: As JSON, see `RUNS`; None if it selects nothing.
        datasets: Datasets that it writes.
        counts: Rows that it writes, by dataset.
    """

    run_id: str
    command: str
    started_at: str
    software_version: str
    configuration: str | None = None
    selection: str | None = None
    datasets: Sequence[str] = ()
    counts: Mapping[str, int] | None = None

    @property
    def may_be_orphaned(self) -> bool:
        """Whether it has run for so long that its files may have been taken for orphans."""
        return datetime.now(UTC) - datetime.fromisoformat(self.started_at) >= ORPHANED_AFTER

    def row(self, number: int, snapshots: Mapping[str, int]) -> pa.Table:
        """The row of `runs`, at the end of the run."""
        values = asdict(self) | {
            "number": number,
            "started_at": datetime.fromisoformat(self.started_at),
            "finished_at": datetime.now(UTC),
            "datasets": list(self.datasets),
            "counts": [{"name": name, "count": n} for name, n in (self.counts or {}).items()],
            "host": socket.gethostname(),
            "snapshots": [{"table": name, "snapshot_id": n} for name, n in snapshots.items()],
        }
        return pa.Table.from_pylist([values], schema=RUNS.schema)


@dataclass(frozen=True, slots=True)
class Intent:
    """What a run is about to change: all that is needed to bring it to its end.

    Attributes:
        record: What it says of itself.
        added: Paths of new data files, by dataset.
        removed: Path and partition of data files that go, by dataset.
        restored: Snapshot that a table is set back to, by dataset.
    """

    record: RunRecord
    added: Mapping[str, Sequence[str]]
    removed: Mapping[str, Sequence[tuple[str, int | None]]]
    restored: Mapping[str, int]

    def write(self, path: str) -> None:
        """Write it, to last."""
        with files.create(path) as file:
            file.write(json.dumps(asdict(self), indent=1).encode())

    @classmethod
    def read(cls, path: str) -> "Intent":
        """What `write` wrote.

        Raises:
            FileNotFoundError: It is not there.
        """
        with files.open_read(path) as file:
            document = json.loads(file.read())
        return cls(
            RunRecord(**document["record"]),
            document["added"],
            {name: [tuple(each) for each in gone] for name, gone in document["removed"].items()},
            document["restored"],
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the latest run has come, by the current snapshot of `runs`.

    Attributes:
        number: Of the run; 0 where there was none.
        phase: Whether it has begun or ended.
        run: Its id.
        intent: Path of its intent.
    """

    number: int = 0
    phase: Phase = "ended"
    run: str | None = None
    intent: str | None = None

    @classmethod
    def of(cls, runs: "Table") -> "Progress":
        """The progress that the table `runs` says."""
        snapshot = runs.current_snapshot()
        if snapshot is None:
            return cls()
        said = summary(snapshot)
        phase: Phase = "begun" if said.get(_PHASE) == "begun" else "ended"
        return cls(int(said.get(_NUMBER, 0)), phase, said.get(RUN), said.get(_INTENT))

    def properties(self) -> dict[str, str]:
        """The same as properties of a snapshot."""
        return {
            _NUMBER: str(self.number),
            _PHASE: self.phase,
            RUN: self.run or "",
            _INTENT: self.intent or "",
        }


def summary(snapshot: "Snapshot") -> dict[str, str]:
    """Properties of a snapshot."""
    return dict(snapshot.summary.additional_properties) if snapshot.summary else {}


def has_ended(runs: "Table", run: str) -> bool:
    """Whether a run has ended, by the history of `runs`."""
    said = map(summary, runs.snapshots())
    return any(each.get(RUN) == run and each.get(_PHASE) == "ended" for each in said)


def run_rows(runs: "Table") -> Iterator[pa.Table]:
    """Rows of `runs`, a table for each of its files."""
    for file in data_files(runs, RUNS.name):
        with open_data_file(file) as source:
            yield conform(pq.read_table(source), RUNS.name)
