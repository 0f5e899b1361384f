"""Peak memory of a process."""

import re
import resource
from pathlib import Path


def peak_bytes(process: int | None = None) -> int:
    """The most memory that a process, by default this one, has had, in bytes.

    Linux counts what a process had before it was replaced by another program towards
    `ru_maxrss`, so a child of a large process would seem large; `VmHWM` begins anew.

    Raises:
        OSError: There is no such process, or no Linux.
    """
    status = Path("/proc", "self" if process is None else str(process), "status")
    if process is None and not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    peak = re.search(r"^VmHWM:\s+(\d+) kB$", status.read_text(), re.MULTILINE)
    return int(peak[1]) * 1024 if peak else 0  # a process that has ended has none
