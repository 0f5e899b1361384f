"""A folder as the file system of a store, a lease or an output."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_UNFINISHED = ".unfinished-"


class LocalFiles:
    """Files below a folder; a kill or a full disk leaves only unfinished ones behind.

    Args:
        root: The folder; made when the first file is written.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return self._path(name).is_file()

    def open_read(self, name: str) -> BinaryIO:
        """Open a file.

        Raises:
            FileNotFoundError: There is none.
        """
        return self._path(name).open("rb")

    def write_whole(self, name: str, content: BinaryIO) -> None:
        """Write to an unfinished file beside the name, then move it there."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                shutil.copyfileobj(content, file, 1 << 20)
                file.flush()
                os.fsync(file.fileno())
            Path(unfinished).chmod(0o666 & ~_UMASK)
            Path(unfinished).replace(path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise

    def list(self, prefix: str) -> Iterator[str]:
        """The names of all whole files that begin with `prefix`."""
        folder = self._path(prefix.rpartition("/")[0])
        for where, _, files in os.walk(folder):
            for file in files:
                name = (Path(where) / file).relative_to(self._root).as_posix()
                if name.startswith(prefix) and not file.startswith(_UNFINISHED):
                    yield name

    def delete(self, name: str) -> None:
        """Delete a file; nothing happens if there is none."""
        self._path(name).unlink(missing_ok=True)

    def modified(self, name: str) -> float:
        """When a file was written, by the clock of the disk.

        Raises:
            FileNotFoundError: There is none.
        """
        return self._path(name).stat().st_mtime

    def sweep(self) -> int:
        """Delete what a killed run left unfinished; the number of files. Only under a lease."""
        left = [
            Path(where) / file
            for where, _, files in os.walk(self._root)
            for file in files
            if file.startswith(_UNFINISHED)
        ]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _path(self, name: str) -> Path:
        """The path of a name, which must stay below the root."""
        if name.startswith("/") or ".." in name.split("/"):
            raise ValueError(f"{name!r} does not stay below {self._root}")
        return self._root / name


def _umask() -> int:
    """The process's mask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


_UMASK = _umask()
