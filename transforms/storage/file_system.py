"""What a store and its lease need of a disk or an object store."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol


class FileSystem(Protocol):
    """What the store needs of a disk or an object store; names have no leading slash."""

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name."""

    def open_read(self, name: str) -> BinaryIO:
        """Open a file.

        Raises:
            FileNotFoundError: There is none.
        """

    def write_whole(self, name: str, content: BinaryIO) -> None:
        """Write a file so that nobody ever sees a part of it under its name."""

    def list(self, prefix: str) -> Iterator[str]:
        """The names of all whole files that begin with `prefix`, in any order."""

    def delete(self, name: str) -> None:
        """Delete a file; nothing happens if there is none."""

    def modified(self, name: str) -> float:
        """When a file was written, in seconds, by the clock of the disk or object store.

        Raises:
            FileNotFoundError: There is none.
        """
