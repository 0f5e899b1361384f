"""Peak memory of this process."""

import re
import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_bytes() -> int:
    """The most memory that this process has had, in bytes.

    Linux counts what a process had before it was replaced by another program towards
    `ru_maxrss`, so a child of a large process would seem large; `VmHWM` begins anew.
    """
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    peak = re.search(r"^VmHWM:\s+(\d+) kB$", _STATUS.read_text(), re.MULTILINE)
    assert peak
    return int(peak[1]) * 1024
