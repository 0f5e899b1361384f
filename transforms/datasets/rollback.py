"""Going back to the state that an earlier run left. What came after it stays readable."""

import json
from dataclasses import replace

from transforms.datasets.catalog import Output
from transforms.datasets.commit import Changes, commit
from transforms.datasets.runs import RunRecord
from transforms.datasets.schema import RUNS
from transforms.datasets.state import State, read_state
from transforms.datasets.table_files import Base, data_files


def rollback(output: Output, record: RunRecord, at: str) -> State | None:
    """Set every table back to the snapshot that a run left, as a run of its own.

    A run that has begun to commit and cannot be brought to its end is undone by it.

    Args:
        output: The output.
        record: What this run says of itself.
        at: Id or number of the run to go back to.

    Returns:
        The state gone back to; None if nothing was ever committed.

    Raises:
        CatalogError: There is no such run, or its snapshots have expired.
    """
    state = read_state(output, at)
    if state is None:
        return None
    selection = json.dumps({"run": state.run["number"]})
    commit(
        output, replace(record, selection=selection), lambda base: _changes(base, state), undo=True
    )
    return state


def _changes(base: Base, state: State) -> Changes:
    """Tables that are not as they were; one that had no snapshot then is emptied.

    An output of an older version lacks tables.
    """
    names = base.metadata.keys() - {RUNS.name}
    current = {name: base.table(name).current_snapshot() for name in sorted(names)}
    restored = {
        name: state.snapshots[name]
        for name, snapshot in current.items()
        if snapshot and name in state.snapshots and snapshot.snapshot_id != state.snapshots[name]
    }
    emptied = [
        name for name, snapshot in current.items() if snapshot and name not in state.snapshots
    ]
    gone = [file for name in emptied for file in data_files(base.table(name), name)]
    return Changes(removed=gone, restored=restored)
