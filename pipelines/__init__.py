"""What is run: commands, configuration and pipelines that read like a table of contents.

How memory is taken, here and in the worker processes that inherit this environment. Arrow takes it
from malloc: with two allocators each keeps what the other could use, 35 of 395 MiB in a loop over
filings. Arrow reads its variable when it is loaded, so nothing that loads it may be imported before.

Workers take all of it from one heap, and large pieces from the system: Beam has a thread for each
thing that it does, and a heap for each keeps what the others could use. That is 46 of 430 MB of a
worker, and malloc reads it when a process starts.
"""

import os
from typing import Final

MEMORY: Final = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "262144",
}
for _name, _value in MEMORY.items():
    os.environ.setdefault(_name, _value)
