"""What is run: commands, configuration and pipelines that read like a table of contents.

Arrow takes memory from malloc, here and in the worker processes that inherit this environment: with
two allocators each keeps what the other could use, 35 of 395 MiB in a loop over filings. Arrow
reads the variable when it is loaded, so nothing that loads it may be imported before.
"""

import os

os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
