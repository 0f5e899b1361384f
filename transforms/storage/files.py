"""Files by their path, local or the URL of a bucket: `gs://`, `s3://`. On Arrow's file systems.

A local file counts as written once its content and its name are on the disk.
"""

import io
import os
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from errno import ENOTDIR
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

import pyarrow.fs as pafs


def is_url(path: str) -> bool:
    """Whether `path` is a URL, not a path of this machine."""
    return "://" in path


def join(base: str, path: str) -> str:
    """`path`, with forward slashes, below `base`."""
    return f"{base.rstrip('/')}/{path}"


def open_read(path: str) -> BinaryIO:
    """Open a file.

    Raises:
        FileNotFoundError: There is none.
    """
    if not is_url(path):
        return Path(path).open("rb")
    system, inner = pafs.FileSystem.from_uri(path)
    return cast("BinaryIO", system.open_input_file(inner))


def create(path: str) -> BinaryIO:
    """A new file to write to, with its directories; it is whole and lasting once it is closed."""
    if not is_url(path):
        return cast("BinaryIO", io.BufferedWriter(_DurableFile(Path(path)), 1 << 20))
    system, inner = pafs.FileSystem.from_uri(path)
    return cast("BinaryIO", system.open_output_stream(inner))


def check_writable(directory: str) -> None:
    """Write a file to a directory and delete it.

    Raises:
        OSError: It cannot be written.
    """
    probe = join(directory, f"_writable-{uuid.uuid4().hex}")
    with create(probe) as file:
        file.write(b"?")
    delete(probe)


class _DurableFile(io.FileIO):
    """A local file that is forced to the disk, with its name, when it is closed."""

    def __init__(self, path: Path) -> None:
        self._directory = path.parent
        make_directories(path.parent)
        super().__init__(path, "wb")

    def close(self) -> None:
        if not self.closed:
            os.fsync(self.fileno())
            super().close()
            sync_directory(self._directory)


def make_directories(directory: Path) -> None:
    """Create a directory and those above it, each forced to the disk."""
    if directory.is_dir():
        return
    make_directories(directory.parent)
    try:
        directory.mkdir()
    except FileExistsError as error:  # another process was faster, or it is a file
        if not directory.is_dir():
            raise NotADirectoryError(ENOTDIR, "Not a directory", str(directory)) from error
    sync_directory(directory.parent)


def sync_directory(directory: Path) -> None:
    """Force the names in a directory to the disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class FileInfo(NamedTuple):
    """A file below a directory.

    Attributes:
        path: Absolute path or URL.
        size: In bytes.
        modified: When it was written.
    """

    path: str
    size: int
    modified: datetime


def walk(directory: str) -> Iterator[FileInfo]:
    """Every file below a directory, none if it does not exist."""
    system, inner = pafs.FileSystem.from_uri(directory)
    scheme = directory.partition("://")[0] + "://" if is_url(directory) else ""
    selector = pafs.FileSelector(inner, allow_not_found=True, recursive=True)
    for found in system.get_file_info(selector):
        if found.type == pafs.FileType.File:
            yield FileInfo(scheme + found.path, found.size, found.mtime.astimezone(UTC))


def exists(path: str) -> bool:
    """Whether there is a file at `path`."""
    system, inner = pafs.FileSystem.from_uri(path)
    return bool(system.get_file_info(inner).type == pafs.FileType.File)


def delete(path: str) -> None:
    """Delete a file."""
    system, inner = pafs.FileSystem.from_uri(path)
    system.delete_file(inner)
