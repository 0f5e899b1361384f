"""Export: a state as plain Hive-partitioned Parquet, for tools that only list directories."""

import os
import shutil
import uuid
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from transforms.datasets.progress import OnDone, unseen
from transforms.datasets.schema import DATASETS
from transforms.datasets.state import State
from transforms.datasets.table_files import TableFile, open_data_file
from transforms.storage import files

_MARK: Final = ".edgar-arcs-export"


class ExportError(Exception):
    """A directory that cannot be written; the message says why and what to do."""


def export(state: State, directory: Path, on_done: OnDone = unseen) -> int:
    """Lay the files of a state out below a directory, which appears whole.

    `<directory>/<dataset>/filing_quarter=20241/….parquet`: hard links where that is possible,
    else copies. A dataset without rows has one file without rows. A directory that an earlier
    export made is replaced.

    Args:
        state: The state.
        directory: The directory.
        on_done: Takes each file that is laid out.

    Returns:
        The number of data files.

    Raises:
        ExportError: There is something else at `directory`, it lies inside the output, it cannot
            be made, or a committed file has another size than it had.
        UnreadableError: A committed file is gone.
    """
    _refuse_inside(state, directory)
    if directory.exists() and not (directory / _MARK).is_file():
        raise ExportError(
            f"{directory} is there and was not made by an export: name another directory"
        )
    unique = uuid.uuid4().hex
    new = directory.with_name(f".{directory.name}.{unique}.new")
    try:
        new.mkdir(parents=True)
    except OSError as error:
        raise ExportError(f"{directory} cannot be made: {error.strerror}") from error
    try:
        number = sum(_lay_out(state, dataset, new, on_done) for dataset in DATASETS)
        (new / _MARK).write_text(f"{state.run['run_id']}\n")
        _swap(new, directory, directory.with_name(f".{directory.name}.{unique}.old"))
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return number


def _refuse_inside(state: State, directory: Path) -> None:
    """Raise an error for a directory inside the output, where files of tables alone lie."""
    for table in state.tables.values():
        output = table.location().rstrip("/").rpartition("/")[0]
        if not files.is_url(output) and directory.resolve().is_relative_to(Path(output).resolve()):
            raise ExportError(f"{directory} lies inside the output: name a directory outside it")


def _lay_out(state: State, dataset: str, root: Path, on_done: OnDone) -> int:
    found = state.files(dataset)
    for file in found:
        part = f"filing_quarter={file.quarter}" if file.quarter is not None else ""
        target = root / dataset / part / file.path.rpartition("/")[2]
        target.parent.mkdir(parents=True, exist_ok=True)
        _link_or_copy(file, target)
        if target.stat().st_size != file.bytes:
            raise ExportError(
                f"{file.path} has not the size that it was committed with, {file.bytes:,} bytes: "
                "nothing is exported; edgar-arcs verify names every file that is damaged"
            )
        on_done(dataset, len(found), 1)
    if not found:
        empty = root / dataset / "empty.parquet"
        empty.parent.mkdir(parents=True)
        pq.write_table(DATASETS[dataset].schema.empty_table(), empty)
    return len(found)


def _link_or_copy(file: TableFile, target: Path) -> None:
    if not files.is_url(file.path):
        try:
            os.link(file.path, target)
        except OSError:  # another file system, or one without links
            pass
        else:
            return
    with target.open("wb") as copy:
        for piece in _pieces(file):
            copy.write(piece)


def _pieces(file: TableFile) -> Iterator[bytes]:
    with open_data_file(file) as source:
        yield from iter(partial(source.read, 1 << 20), b"")


def _swap(new: Path, directory: Path, old: Path) -> None:
    if directory.exists():
        directory.rename(old)
    new.rename(directory)
    shutil.rmtree(old, ignore_errors=True)
