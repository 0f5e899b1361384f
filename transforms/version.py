"""The version of this software, as rows of `filings` and `runs` give it."""

from importlib.metadata import version
from typing import Final

SOFTWARE_VERSION: Final = version("edgar-arcs")
