"""A folder of a disk or bucket, whose files are named from there: what a store or a lease needs."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from transforms.storage import files


class Folder:
    """Files below a path; a kill or a full disk leaves only unfinished ones behind.

    Args:
        root: Path or URL of the folder; made when the first file is written.
    """

    def __init__(self, root: str | Path) -> None:
        self._root = str(root).rstrip("/")

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return files.exists(self._path(name))

    def open_read(self, name: str) -> BinaryIO:
        """Open a file.

        Raises:
            FileNotFoundError: There is none.
        """
        return files.open_read(self._path(name))

    def write_whole(self, name: str, content: BinaryIO) -> None:
        """Write a file so that nobody ever sees a part of it under its name."""
        files.write_whole(self._path(name), content)

    def list(self, prefix: str) -> Iterator[str]:
        """The names of all whole files that begin with `prefix`, in any order."""
        for file in files.walk(self._path(prefix.rpartition("/")[0]).rstrip("/")):
            name = file.path.removeprefix(f"{self._root}/")
            if name.startswith(prefix) and files.UNFINISHED not in name:
                yield name

    def delete(self, name: str) -> None:
        """Delete a file; nothing happens if there is none."""
        with suppress(FileNotFoundError):
            files.delete(self._path(name))

    def modified(self, name: str) -> float:
        """When a file was written, in seconds, by the clock of the disk or object store.

        Raises:
            FileNotFoundError: There is none.
        """
        return files.modified(self._path(name)).timestamp()

    def sweep(self) -> int:
        """Delete what a killed run left unfinished on a disk; the number of files.

        Only under a lease. On a bucket hardly anything is left, and to look for it means to list
        the whole store.
        """
        if files.is_url(self._root):
            return 0
        left = [
            Path(where) / file
            for where, _, names in os.walk(self._root)
            for file in names
            if file.startswith(files.UNFINISHED)
        ]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _path(self, name: str) -> str:
        """The path of a name, which must stay below the root."""
        if name.startswith("/") or ".." in name.split("/"):
            raise ValueError(f"{name!r} does not stay below {self._root}")
        return files.join(self._root, name)
