"""Files below a path of any of Beam's file systems, as a store or a lease needs them."""

import contextlib
import shutil
import uuid
from collections.abc import Iterator
from typing import BinaryIO

from transforms import filesystem

_UNFINISHED = "_unfinished/"


class BeamFiles:
    """Files below a path; those being written stand aside until they are whole.

    Args:
        root: The path.
    """

    def __init__(self, root: str) -> None:
        self._root = root.rstrip("/")

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return filesystem.exists(self._path(name))

    def open_read(self, name: str) -> BinaryIO:
        """Open a file.

        Raises:
            FileNotFoundError: There is none.
        """
        if not self.exists(name):
            raise FileNotFoundError(self._path(name))
        return filesystem.open_read(self._path(name))

    def write_whole(self, name: str, content: BinaryIO) -> None:
        """Write aside, then move to the name: closing a file that failed half-way keeps it."""
        unfinished = self._path(_UNFINISHED + uuid.uuid4().hex)
        with filesystem.create(unfinished) as file:
            shutil.copyfileobj(content, file, 1 << 20)
        filesystem.rename(unfinished, self._path(name))

    def list(self, prefix: str) -> Iterator[str]:
        """The names of all whole files that begin with `prefix`."""
        folder = prefix.rpartition("/")[0]
        for path in filesystem.list_files(self._path(folder) if folder else self._root):
            name = path.removeprefix(f"{self._root}/")
            if name.startswith(prefix) and not name.startswith(_UNFINISHED):
                yield name

    def delete(self, name: str) -> None:
        """Delete a file; nothing happens if there is none."""
        with contextlib.suppress(FileNotFoundError):
            if self.exists(name):
                filesystem.delete([self._path(name)])

    def modified(self, name: str) -> float:
        """When a file was written, by the clock of the object store.

        Raises:
            FileNotFoundError: There is none.
        """
        return filesystem.modified(self._path(name))

    def _path(self, name: str) -> str:
        return filesystem.join(self._root, name)
