"""A file whose reader waits until a test lets it go on: a named pipe in its place."""

import os
import shutil
from pathlib import Path

import psutil

from tests.runners.flink import FlinkCluster, wait_until


class HeldFile:
    """Puts a pipe in the place of a file.

    Args:
        path: The file; `release` puts it back.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._whole = path.with_suffix(".whole")
        path.rename(self._whole)
        os.mkfifo(path)
        self._pipe = -1

    def await_reader(self, cluster: FlinkCluster) -> psutil.Process:
        """The worker that has opened the file and waits for its content."""
        wait_until(self._opened)  # without a reader the system refuses it
        found: list[psutil.Process] = []

        def reader_is_known() -> bool:
            found[:] = [worker for worker in cluster.workers() if self._is_open_in(worker)]
            return bool(found)

        wait_until(reader_is_known)
        return found[0]

    def _opened(self) -> bool:
        self._pipe = os.open(self._path, os.O_WRONLY | os.O_NONBLOCK)
        return True

    def _is_open_in(self, process: psutil.Process) -> bool:
        try:
            descriptors = Path(f"/proc/{process.pid}/fd").iterdir()
            return any(str(each.readlink()) == str(self._path) for each in descriptors)
        except FileNotFoundError:  # of a descriptor that is closed just now
            return False

    def restore(self) -> None:
        """Have the file whole for whoever opens it from now on; the reader still waits."""
        again = self._path.with_suffix(".again")
        shutil.copyfile(self._whole, again)
        again.replace(self._path)

    def give_content(self, reader: psutil.Process) -> None:
        """Give the reader the content, and wait until it has closed the file."""
        os.set_blocking(self._pipe, True)
        with os.fdopen(self._pipe, "wb") as pipe:
            pipe.write(self._whole.read_bytes())
        self._pipe = -1
        moved = f"{self._path} (deleted)"  # how the system names what was replaced

        def is_closed() -> bool:
            links = [str(each.readlink()) for each in Path(f"/proc/{reader.pid}/fd").iterdir()]
            return moved not in links

        wait_until(is_closed)

    def let_go(self) -> None:
        """Close the pipe, if it is open."""
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
