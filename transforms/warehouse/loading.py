"""A load: brings a warehouse to the state of an output."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from transforms.datasets.catalog import is_same_place
from transforms.datasets.progress import OnDone
from transforms.datasets.schema import DATASETS, Dataset
from transforms.datasets.state import State
from transforms.datasets.views import VIEWS
from transforms.warehouse.changes import changes_since
from transforms.warehouse.errors import WarehouseError
from transforms.warehouse.loads import LOADS, Loaded
from transforms.warehouse.target import Target


@dataclass(frozen=True, slots=True)
class Result:
    """What a load did to the table of a dataset.

    Attributes:
        dataset: Its name.
        deleted: Rows deleted.
        inserted: Rows inserted.
    """

    dataset: str
    deleted: int
    inserted: int


def load(
    state: State, output: str, target: Target, datasets: Iterable[str], on_rows: OnDone
) -> list[Result]:
    """Bring tables of a warehouse to a state of an output, and make the views over them.

    Args:
        state: The state.
        output: Path or URL of the output.
        target: The warehouse, in a transaction.
        datasets: Names of the datasets.
        on_rows: Called with the name of a dataset, how many of its rows are to be inserted, and
            how many more of them have been.

    Returns:
        The datasets that were not at this state, and what was done to them.

    Raises:
        WarehouseError: The warehouse holds another output, or is of a newer version.
    """
    if target.prepare(LOADS):
        target.add_key(LOADS)
    loaded = target.loaded()
    _check_output(output, loaded)
    number = max((each.load for each in loaded.values()), default=0) + 1
    started = datetime.now(UTC)
    results = []
    for name in datasets:
        dataset, last = DATASETS[name], loaded.get(name)
        snapshot = state.snapshot_of(name)
        if not target.columns(dataset).issuperset(dataset.schema.names):
            last = None  # whatever was loaded, the table or a column has none of it
        is_new = target.prepare(dataset)
        if last is not None and last.snapshot_id == snapshot:
            continue
        result = _load_dataset(state, dataset, last, target, on_rows)
        if is_new:
            target.add_key(dataset)
        target.record(
            {
                "load": number,
                "dataset": name,
                "output": output,
                "run_id": state.run["run_id"],
                "snapshot_id": snapshot,
                "rows_deleted": result.deleted,
                "rows_inserted": result.inserted,
                "loaded_at": started,
            }
        )
        results.append(result)
    target.create_views(VIEWS.values())
    return results


def _load_dataset(
    state: State, dataset: Dataset, last: Loaded | None, target: Target, on_rows: OnDone
) -> Result:
    with changes_since(state, dataset, last and last.snapshot_id) as changes:
        deleted = target.remove(changes)
        if changes.rows:
            target.insert(dataset, changes, lambda rows: on_rows(dataset.name, changes.rows, rows))
        return Result(dataset.name, deleted, changes.rows)


def _check_output(output: str, loaded: dict[str, Loaded]) -> None:
    for name, last in loaded.items():
        if last.output != output and not is_same_place(last.output, output):
            raise WarehouseError(
                f"{name} was loaded of {last.output}, not of {output}: give each output a "
                "warehouse of its own, a file or a schema"
            )
