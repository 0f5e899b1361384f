"""Local files and directories that are on the disk, with their names, once they are made."""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOTDIR
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class DurableFile(io.FileIO):
    """A local file that is forced to the disk, with its name, when it is closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        make_directories(path.parent)
        super().__init__(str(path), "wb")  # as errors name it

    def write(self, content: "ReadableBuffer", /) -> int:
        """Write, as far as there is space."""
        with self._named():
            return super().write(content)

    def close(self) -> None:
        """Force the content and the name to the disk."""
        if not self.closed:
            try:
                with self._named():
                    os.fsync(self.fileno())
            finally:
                super().close()
            sync_directory(self._path.parent)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Add the file to the error of a full disk, which has no name."""
        try:
            yield
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self._path)) from error


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
