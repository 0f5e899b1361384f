"""Whether committed tables are as a data contract says: types, nulls, keys, relations."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from transforms.datasets.table_files import TableFile
from transforms.datasets.verify import Fault
from transforms.warehouse.dialect import DIALECTS

Columns = tuple[str, ...]

_COUNT: Final = "count_all"


_REMEDY: Final = "edgar-arcs schema --format odcs writes one"


class ContractError(Exception):
    """A file that is no data contract; the message says why."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What a contract says of a table.

    Attributes:
        table: Its name.
        types: Type of each column, as DuckDB calls it.
        required: Columns that are never null.
        key: Columns that together identify a row; none if the contract names none.
        relations: Columns that name a row of another table: these, that table, and its columns.
    """

    table: str
    types: Mapping[str, str]
    required: frozenset[str]
    key: Columns
    relations: Sequence[tuple[Columns, str, Columns]]


def read_contract(text: str) -> list[Promise]:
    """What a contract of the Open Data Contract Standard, as JSON, says of each table.

    Raises:
        ContractError: It is none.
    """
    try:
        return [_promise(table) for table in json.loads(text)["schema"]]
    except json.JSONDecodeError as error:
        raise ContractError(
            f"not JSON, as a data contract has to be: {error}; {_REMEDY}"
        ) from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ContractError(
            f"JSON, but no data contract of the Open Data Contract Standard; {_REMEDY}"
        ) from error


def _promise(table: Mapping[str, Any]) -> Promise:
    columns = table["properties"]
    unique = [
        tuple(rule["arguments"]["properties"])
        for rule in table.get("quality", ())
        if rule.get("metric") == "duplicateValues"
    ]
    return Promise(
        table["name"],
        {column["name"]: column["physicalType"] for column in columns},
        frozenset(column["name"] for column in columns if column.get("required")),
        unique[0] if unique else (),
        [
            (_columns(each["from"]), _table(each["to"]), _columns(each["to"]))
            for each in table.get("relationships", ())
        ],
    )


def _columns(references: str | list[str]) -> Columns:
    """Columns of `facts.accession_number`, or of a list of such."""
    names = [references] if isinstance(references, str) else references
    return tuple(name.rpartition(".")[2] for name in names)


def _table(references: str | list[str]) -> str:
    first = references if isinstance(references, str) else references[0]
    return first.rpartition(".")[0]


class Conformance:
    """Looks at the files of an output as they are read, and then at relations between them.

    A filing's rows lie in one file of a table, so a key that has the accession number is looked at
    file by file.

    Args:
        contract: What is said of each table.
    """

    def __init__(self, contract: Sequence[Promise]) -> None:
        self._promises = {promise.table: promise for promise in contract}
        self._values: dict[tuple[str, Columns], list[pa.Table]] = defaultdict(list)
        self._related = {
            side
            for promise in contract
            for columns, other, others in promise.relations
            for side in ((promise.table, columns), (other, others))
        }

    def read(self, file: TableFile, rows: pa.Table) -> Iterator[Fault]:
        """Faults in the rows of a file."""
        promise = self._promises.get(file.dataset)
        if promise is None:
            return
        yield from _of_columns(file, promise, rows)
        # Values of another type, which is a fault, cannot be compared with those of other files.
        there = {
            each.name for each in rows.schema if promise.types.get(each.name) == _type(each.type)
        }
        wanted = {columns for table, columns in self._related if table == file.dataset}
        if "accession_number" in promise.key and there.issuperset(promise.key):
            yield from _of_key(file.path, _counted(rows, promise.key))
        elif promise.key:
            wanted.add(promise.key)
        for columns in wanted:
            if there.issuperset(columns):
                self._values[file.dataset, columns].append(_counted(rows, columns))

    def compare(self, tables: Collection[str]) -> Iterator[Fault]:
        """Faults between files, and tables that are not there."""
        for promise in self._promises.values():
            if promise.table not in tables:
                yield Fault(
                    promise.table,
                    "the contract has this table, the output does not; one of an earlier version "
                    "gets it at the next run",
                )
                continue
            if promise.key and "accession_number" not in promise.key:
                yield from _of_key(promise.table, self._all(promise.table, promise.key))
            for columns, other, others in promise.relations:
                values = self._all(promise.table, columns).select(columns)
                there = self._all(other, others).select(others)
                lacking = values
                if values.num_rows and there.num_rows:
                    lacking = values.join(there, list(columns), list(others), "left anti")
                if lacking.num_rows:
                    yield Fault(
                        promise.table,
                        f"{lacking.num_rows:,} values of {', '.join(columns)} are not in {other}, "
                        f"such as {', '.join(map(str, lacking.slice(0, 1).to_pylist()[0].values()))}",
                    )

    def _all(self, table: str, columns: Columns) -> pa.Table:
        """Values of columns in all files of a table, and how often each is there."""
        parts = self._values.get((table, columns))
        if not parts:
            return pa.table({name: pa.array([], pa.string()) for name in columns}).append_column(
                _COUNT, pa.array([], pa.int64())
            )
        counts = pa.concat_tables(parts).group_by(list(columns)).aggregate([(_COUNT, "sum")])
        return counts.rename_columns([*columns, _COUNT])


def _counted(rows: pa.Table, columns: Columns) -> pa.Table:
    """Values of columns, and how often each is there; with threads, each has groups of its own."""
    return rows.group_by(list(columns), use_threads=False).aggregate([([], _COUNT)])


def _of_columns(file: TableFile, promise: Promise, rows: pa.Table) -> Iterator[Fault]:
    """Columns that are missing, have another type, or hold a null where none is allowed."""
    for name, kind in promise.types.items():
        if name not in rows.column_names:
            if name in promise.required:
                yield Fault(file.path, f"does not have column {name}, which the contract requires")
            continue
        column = rows[name]
        if (found := _type(column.type)) != kind:
            yield Fault(file.path, f"{name} is {found}, and {kind} in the contract")
        if name in promise.required and column.null_count:
            yield Fault(
                file.path,
                f"{name} is null in {column.null_count:,} rows, which the contract forbids",
            )


def _type(kind: pa.DataType) -> str:
    try:
        return DIALECTS["duckdb"].type(kind)
    except KeyError:
        return str(kind)


def _of_key(place: str, counts: pa.Table) -> Iterator[Fault]:
    twice = counts.filter(pc.greater(counts[_COUNT], 1)).drop_columns([_COUNT])
    if twice.num_rows:
        such = twice.slice(0, 1).to_pylist()[0]
        yield Fault(place, f"{twice.num_rows:,} keys are there more than once, such as {such}")
