"""Export: a state as plain Hive-partitioned Parquet, for tools that only list directories."""

import fcntl
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from transforms.datasets.committed_rows import open_data_file
from transforms.datasets.errors import UnreadableError
from transforms.datasets.progress import OnDone, unseen
from transforms.datasets.schema import DATASETS
from transforms.datasets.state import State
from transforms.datasets.table_files import TableFile
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
            be made or written, a committed file cannot be read on, or has another size than it had.
        UnreadableError: A committed file is gone.
    """
    _refuse_inside(state, directory)
    if directory.exists() and not (directory / _MARK).is_file():
        raise ExportError(
            f"{directory} is there and was not made by an export: name another directory"
        )
    with _new_beside(directory) as new:
        _sweep(directory)
        try:
            number = sum(_lay_out(state, dataset, new, on_done) for dataset in DATASETS)
            (new / _MARK).write_text(f"{state.run['run_id']}\n")
            _swap(new, directory)
        except UnreadableError:
            raise
        except OSError as error:
            reason = error.strerror or error  # Arrow's errors, of reading too, are a text alone
            raise ExportError(f"the export to {directory} failed: {reason}") from error
    return number


@contextmanager
def _new_beside(directory: Path) -> Iterator[Path]:
    """An empty directory to be moved to `directory`; locked, so that others know it from remains.

    The system takes the lock back from a process that ends, however it does.
    """
    new = directory.with_name(f".{directory.name}.{uuid.uuid4().hex}.new")
    try:
        new.mkdir(parents=True)
        handle = os.open(new, os.O_RDONLY)
    except OSError as error:
        raise ExportError(f"{directory} cannot be made: {error.strerror}") from error
    try:
        with suppress(OSError):  # of a file system without locks, on which nothing is swept
            fcntl.flock(handle, fcntl.LOCK_EX)
        if not new.is_dir():
            raise ExportError(f"another export to {directory} began at the same time: try again")
        yield new
    finally:
        os.close(handle)
        for path in (new, _old(new)):
            shutil.rmtree(path, ignore_errors=True)


def _sweep(directory: Path) -> None:
    """Remove what exports to the same directory have left that were killed."""
    # "plain" leaves ".plain.0f3c5b7e9a1d4c6f8e0b2d4f6a8c0e1f.new"
    remains = re.compile(rf"\.{re.escape(directory.name)}\.[0-9a-f]{{32}}\.(new|old)")
    for path in list(directory.parent.iterdir()):
        if remains.fullmatch(path.name):
            with suppress(OSError):  # gone meanwhile, of somebody else, or of an export under way
                _remove_unlocked(path)


def _remove_unlocked(path: Path) -> None:
    """Remove a directory, under its lock; raise OSError if another process has that."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(handle)


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


def _old(new: Path) -> Path:
    return new.with_suffix(".old")


def _swap(new: Path, directory: Path) -> None:
    """Put `new` in the place of `directory`; what interrupts it leaves one of them there."""
    old = _old(new)
    try:
        if directory.exists():
            directory.rename(old)
        new.rename(directory)
        shutil.rmtree(old, ignore_errors=True)
    except BaseException:
        with suppress(OSError):  # nothing was there, or it still is, or the new one is by now
            old.rename(directory)
        raise
