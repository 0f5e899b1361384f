"""Where the command `edgar-arcs` begins: what can go wrong around any command is one line, too.

Ctrl-C or SIGTERM while its modules are imported, standard output that cannot be written, a working
directory that is gone, and a system that gives no more memory or threads.
"""

import errno
import os
import sys
from typing import Final, NoReturn

from pipelines.errors import OUT_OF_MEMORY
from pipelines.views.interrupt import heeded_signals, outcome

_FAILED: Final = 1
_NO_THREAD: Final = "can't start new thread"
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What the system says of a file that takes no more; of others than standard output, it names them."""


def main() -> None:
    """Run the command."""
    _open_closed_streams()
    try:
        os.getcwd()  # noqa: PTH109 # the other way imports more
    except FileNotFoundError:
        _end(_FAILED, "Error: the working directory is gone: change to another one")
    try:
        with heeded_signals():
            from pipelines.cli import main as commands

            commands(prog_name="edgar-arcs")
    except KeyboardInterrupt as interrupt:
        _end(*outcome(interrupt))  # without the rest of an import that was cut short
    except OSError as error:
        if error.filename is not None or error.errno not in _FULL:
            raise
        _end(_FAILED, f"Error: standard output cannot be written: {error.strerror}")
    except MemoryError:
        _end(_FAILED, f"Error: {OUT_OF_MEMORY}")
    except RuntimeError as error:  # which is all that Python says of it
        if str(error) != _NO_THREAD:
            raise
        _end(_FAILED, "Error: the system gives no more threads, or no memory for them")
    except UnicodeEncodeError as error:
        if error.encoding.startswith("utf"):
            raise
        character = error.object[error.start]
        _end(
            _FAILED,
            f"Error: standard output is in {error.encoding}, which does not have {character!a}: "
            "set PYTHONIOENCODING=utf-8",
        )


def _open_closed_streams() -> None:
    """Open what the caller has closed: the next file, such as a database, would take its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDWR)  # of the lowest number, which is the stream's
            setattr(sys, name, open(handle, mode, closefd=False))  # noqa: SIM115


def _end(code: int, message: str) -> NoReturn:
    """End at once: at its end Python would write what standard output still has."""
    os.write(2, f"{message}\n".encode())
    os._exit(code)
