"""How many cores this process may use, which can be fewer than the machine has."""

import math
import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

_GROUPS: Final = Path("/sys/fs/cgroup")
_OWN_GROUP: Final = Path("/proc/self/cgroup")
_UNIFIED: Final = "0::"  # what the line of version 2 begins with: `0::/system.slice/edgar.service`


def usable_cores() -> int:
    """Cores by affinity, as of taskset or cpusets, and by quota, as of `docker --cpus` or systemd.

    A part of a core counts as one. Of quotas only those of cgroup version 2 are known.
    """
    has_affinity = hasattr(os, "sched_getaffinity")  # Linux has
    cores = len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1
    return min([cores, *map(math.ceil, _quotas())])


def _quotas() -> list[float]:
    """Cores that the control group of this process may use, and each group above it.

    A container sees its own group as the uppermost.
    """
    quotas = []
    with suppress(OSError, UnicodeDecodeError):  # a group may have any name
        lines = _OWN_GROUP.read_text().splitlines()
        own = next(
            (line.removeprefix(_UNIFIED) for line in lines if line.startswith(_UNIFIED)), "/"
        )
        for group in (PurePosixPath(own), *PurePosixPath(own).parents):
            # The uppermost of a machine has no such file, and one without limit says `max 100000`.
            with suppress(OSError, ValueError):
                quota, period = map(int, (_GROUPS / f".{group}" / "cpu.max").read_text().split())
                quotas.append(quota / period)
    return quotas
