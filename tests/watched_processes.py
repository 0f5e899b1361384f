"""What processes take while something runs."""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

import psutil

from tests.peak_memory import peak_bytes

Find = Callable[[], Mapping[str, Iterable[psutil.Process]]]

_EVERY = 0.25  # seconds


class WatchedProcesses:
    """Looks at processes, as they come and go, as long as the context lasts.

    Attributes:
        peaks: The most memory that each has had, in bytes, by its kind and its id.
        cpu: CPU seconds of each, by its id.
    """

    def __init__(self, find: Find) -> None:
        """Watch what `find` finds at any time, by kind."""
        self.peaks: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.cpu: dict[int, float] = {}
        self._find = find
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "WatchedProcesses":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_EVERY):
            try:
                found = self._find()
            except psutil.NoSuchProcess:
                continue
            for kind, processes in found.items():
                for process in processes:
                    self._look(kind, process)

    def _look(self, kind: str, process: psutil.Process) -> None:
        try:
            times = process.cpu_times()
            peak = peak_bytes(process.pid)
        except (psutil.NoSuchProcess, OSError):
            return  # it has just ended
        self.peaks[kind][process.pid] = max(self.peaks[kind][process.pid], peak)
        self.cpu[process.pid] = times.user + times.system
