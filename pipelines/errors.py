"""Errors that end a command with one message in place of a traceback.

* ConfigError: wrong usage or configuration: exit code 2
* RunError: a run that failed for a reason outside this software: 1
  + LaterError: the same command can succeed later: 75
"""

from typing import Final

OUT_OF_MEMORY: Final = "the system gives no more memory"


class ConfigError(Exception):
    """A configuration that cannot be used; the message names everything that is wrong."""


class RunError(Exception):
    """A run that failed for a reason outside this software; the message says what to do."""


class LaterError(RunError):
    """The same command can succeed later; the message says why it cannot now."""


def missing(error: ImportError, extra: str) -> str:
    """What to install where a library is not there: in a checkout no index has to be asked."""
    return f"{error}; install the extra {extra}: pip install -e '.[{extra}]' in the checkout"
