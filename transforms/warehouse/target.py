"""A warehouse that is loaded in one transaction, and what its kinds have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import pyarrow as pa

from transforms.datasets.schema import Dataset
from transforms.datasets.views import View
from transforms.warehouse.changes import Changes, same_unit
from transforms.warehouse.ddl import (
    MADE,
    add_column,
    comment_view,
    create_key,
    create_table,
    create_view,
    made_of,
    readable_views,
)
from transforms.warehouse.dialect import Dialect
from transforms.warehouse.errors import WarehouseError
from transforms.warehouse.loads import LOADS, Loaded

OnRows = Callable[[int], None]
UNITS: Final = "loaded_units"


class Target(ABC):
    """A warehouse inside a transaction, which its maker ends.

    Attributes:
        dialect: Its SQL.
    """

    dialect: Dialect

    @abstractmethod
    def execute(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Rows that a statement gives, with `?` for each parameter."""

    @abstractmethod
    def delete(self, sql: str) -> int:
        """Run a DELETE; gives the number of rows that are gone."""

    @abstractmethod
    def insert(self, dataset: Dataset, changes: Changes, on_rows: OnRows) -> None:
        """Insert the new rows in bulk, and report how many as they go in."""

    @abstractmethod
    def stage(self, units: pa.Table) -> None:
        """Make the temporary table `UNITS` of these rows."""

    @abstractmethod
    def view_comments(self) -> dict[str, str]:
        """The comment of each view, '' where it has none."""

    def columns(self, dataset: Dataset) -> set[str]:
        """Names of the columns that the table of a dataset has; none if it is not there."""
        rows = self.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND table_name = ?",
            [dataset.name],
        )
        return {name for (name,) in rows}

    def prepare(self, dataset: Dataset) -> bool:
        """Create the table of a dataset, or the columns that it lacks.

        Returns:
            Whether the table is new; it has no key until `add_key`.

        Raises:
            WarehouseError: It has columns that this version does not know.
        """
        there = self.columns(dataset)
        if unknown := there - set(dataset.schema.names):
            raise WarehouseError(
                f"table {dataset.name} of the warehouse has columns that this version of "
                f"edgar-arcs does not know ({', '.join(sorted(unknown))}): upgrade edgar-arcs, or "
                "load into another schema or file"
            )
        for statement in self._missing(dataset, there):
            self.execute(statement)
        return not there

    def add_key(self, dataset: Dataset) -> None:
        """Make the key of a new table, once it has its rows."""
        for statement in create_key(dataset, self.dialect):
            self.execute(statement)

    def create_views(self, views: Iterable[View]) -> None:
        """Make the views that are missing, where all tables and views that they read are there."""
        there = {
            name
            for (name,) in self.execute(
                "SELECT table_name FROM information_schema.tables "
                "WHERE table_schema = current_schema()"
            )
        }
        for view in readable_views(views, there):
            if view.name not in there:
                self.execute(create_view(view, self.dialect))
                self.execute(comment_view(view, self.dialect))

    def outdated_views(self, views: Iterable[View]) -> list[str]:
        """Names of views that are there and not as a load would make them now, readers first.

        Views of a name of `views` that another version or somebody else made, those that read
        one of them, and views that another version made and `views` has not. A load drops none:
        views that somebody made of them, and privileges on them, would go as well.

        Args:
            views: The views, each after those it reads.
        """
        comments = self.view_comments()
        outdated: list[str] = []
        for view in views:
            comment = comments.pop(view.name, made_of(view))
            if not comment.endswith(made_of(view)) or not set(outdated).isdisjoint(view.reads):
                outdated.append(view.name)
        gone = [name for name, comment in comments.items() if MADE in comment]
        return [*gone, *reversed(outdated)]

    def _missing(self, dataset: Dataset, there: set[str]) -> Iterator[str]:
        if not there:
            yield from create_table(dataset, self.dialect)
            return
        for field in dataset.schema:
            if field.name not in there:
                yield from add_column(dataset, field, self.dialect)

    def remove(self, changes: Changes) -> int:
        """Delete the rows that go; gives their number."""
        table = self.dialect.identifier(changes.dataset.name)
        if changes.units is None:
            return self.delete(f"DELETE FROM {table}")
        if not changes.units.num_rows:
            return 0
        self.stage(changes.units)
        same = same_unit(changes.dataset, table, UNITS)
        return self.delete(f"DELETE FROM {table} USING {UNITS} WHERE {same}")

    def loaded(self) -> dict[str, Loaded]:
        """The last load of each dataset."""
        rows = self.execute(
            "SELECT dataset, load, output, run_id, snapshot_id FROM loads ORDER BY load"
        )
        return {dataset: Loaded(*rest) for dataset, *rest in rows}

    def record(self, row: dict[str, object]) -> None:
        """Add a row to `loads`."""
        values = [row[name] for name in LOADS.schema.names]
        self.execute(f"INSERT INTO loads VALUES ({', '.join('?' * len(values))})", values)
