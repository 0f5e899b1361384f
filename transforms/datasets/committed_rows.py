"""Reading the rows of committed data files, and refusing those in whose place others have come."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import and_
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from transforms.datasets.errors import UnreadableError
from transforms.datasets.schema import RUNS, Dataset
from transforms.datasets.table_files import REMEDY, TableFile
from transforms.storage import files

if TYPE_CHECKING:  # imported where they are used, as they start slowly
    import pyarrow.compute as pc
    import pyarrow.dataset as pads
    from pyiceberg.table import Table

STREAM_ERRORS: Final = (pa.ArrowException, OSError)
"""What a stream of Arrow's raises for any error of its source, such as DuckDB, which meets them in
the first batch or in a later one as its threads have it."""


@contextmanager
def open_data_file(file: TableFile) -> Iterator[pa.NativeFile]:
    """Open a data file for reading.

    Raises:
        UnreadableError: It is not there, or what is read of it is no Parquet.
    """
    try:
        with files.open_for_arrow(file.path) as source:
            yield source
    except (OSError, pa.ArrowInvalid) as error:
        reason = getattr(error, "strerror", None) or error  # Arrow's errors are a text alone
        raise UnreadableError(
            f"a committed file of {file.dataset} cannot be read: {file.path}: {reason}"
            + _remedy(file)
        ) from error


def _remedy(file: TableFile) -> str:
    """What is left to do; without `runs` nobody knows a run to go back to."""
    return "" if file.dataset == RUNS.name else REMEDY


def check_sizes(table: "Table", given: Collection[TableFile]) -> None:
    """Refuse data files in whose place others have come, or nothing.

    The table's directory is listed, which on a bucket takes far fewer requests than its files have.

    Raises:
        UnreadableError: One is gone or has another size than it was committed with.
    """
    sizes = {file.path: file.size for file in files.walk(files.join(table.location(), "data"))}
    for file in given:
        if sizes.get(file.path) != file.bytes:
            raise UnreadableError(
                f"a committed file of {file.dataset} is gone or has not the size that it was "
                f"committed with, {file.bytes:,} bytes: {file.path}; edgar-arcs verify names every "
                f"file that is damaged{_remedy(file)}"
            )


def arrow_dataset(
    given: Sequence[TableFile], dataset: Dataset, *, encoded: bool = False
) -> "pads.FileSystemDataset":
    """Rows of data files, at least one, to be read by condition.

    A file that by its bounds has none of the rows asked for is not opened. One of another size than
    it was committed with cannot be read: on S3 Arrow looks for its end where that was.

    Args:
        given: The files.
        dataset: Their dataset.
        encoded: Whether text comes dictionary-encoded, but for columns whose bounds tell files
            apart: DuckDB, to which it is text all the same, takes half the time for views.
    """
    import pyarrow.dataset as pads

    bounded = {column for file in given for column in file.bounds}
    schema = _encoded(dataset.schema, bounded) if encoded else dataset.schema
    texts = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    options = pads.ParquetReadOptions(dictionary_columns=texts)
    parquet = pads.ParquetFileFormat(read_options=options)
    system, _ = files.arrow(given[0].path)
    fragments = [
        parquet.make_fragment(
            _content(file),
            system,
            partition_expression=_holds(file, dataset.schema),
            file_size=file.bytes,
        )
        for file in given
    ]
    return pads.FileSystemDataset(fragments, schema, parquet, system)


def _content(file: TableFile) -> str:
    """Where Arrow reads a file; in place of one of this machine that is another, what is not there.

    Either shows when it is read, with the path: a query need not read every file.
    """
    path = files.arrow(file.path)[1]
    is_there = not files.is_url(file.path) and Path(path).exists()
    is_other = is_there and Path(path).stat().st_size != file.bytes
    return f"{path} (of another size than it was committed with)" if is_other else path


def _encoded(schema: pa.Schema, plain: Collection[str]) -> pa.Schema:
    kind = pa.dictionary(pa.int32(), pa.string())
    return pa.schema(
        [
            field.with_type(kind)
            if pa.types.is_string(field.type) and field.name not in plain
            else field
            for field in schema
        ]
    )


def _holds(file: TableFile, schema: pa.Schema) -> "pc.Expression":
    """What holds for every row of a file. Rejects may have nulls beside values.

    Bounds get their column's type: those of a date are numbers of days, which Arrow does not
    compare with dates.
    """
    import pyarrow.dataset as pads

    bounds = {} if file.dataset == "rejects" else file.bounds
    limits = []
    for column, bound in bounds.items():
        low, high = (pa.scalar(value, schema.field(column).type) for value in bound)
        limits.append((pads.field(column) >= low) & (pads.field(column) <= high))
    return reduce(and_, limits, pads.scalar(True))
