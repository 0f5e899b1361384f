"""Processes that a test may kill, forked from one that has imported what a run needs.

Each would spend seconds on imports otherwise.
"""

from importlib import import_module
from multiprocessing import get_context

_OF_A_RUN = (
    "pipelines.cli",
    "tests.pipelines.runs",
    # What these import late.
    "pyiceberg.catalog.sql",
    "pyiceberg.io.pyarrow",
    "transforms.correspondence.parsing",
)
for _name in _OF_A_RUN:
    import_module(_name)

FORKED = get_context("forkserver")
FORKED.set_forkserver_preload([__name__])
