"""What of an output cannot be used. Apart, so that a command can catch it without loading Arrow."""

from typing import Final

_LOCKED: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
"""What the names of SQLite's result codes for a lock begin with, as SQLITE_BUSY_SNAPSHOT does."""


class UnreadableError(OSError):
    """A committed file that is not there or damaged; the message names it and says what to do."""


class ConflictError(Exception):
    """Other runs commit all the time, so that this one never has its turn."""


class UnfinishedError(OSError):
    """A run has begun to commit, and a disk or the catalog failed before it had ended."""


class CatalogError(Exception):
    """Tables that cannot be found or used; the message says why and what to do."""


class CatalogBusyError(CatalogError):
    """Another process keeps the catalog to itself; the same can succeed once it is done."""


def unusable_catalog(path: str, reason: object) -> CatalogError:
    """The error of an output whose catalog cannot be used.

    Args:
        path: Of the output.
        reason: Why, such as the error of its database; SQLite's have waited for a lock already.
    """
    message = f"the catalog of {path} cannot be used: {reason}"
    if getattr(reason, "sqlite_errorname", "").startswith(_LOCKED):
        return CatalogBusyError(f"{message}; another process keeps it to itself: try again later")
    return CatalogError(message)


def unfinished(run: str, reason: Exception) -> Exception:
    """The error of a run that has begun to commit and could not be brought to its end.

    Args:
        run: Its id.
        reason: Why; where it passes by itself, so does what this gives.
    """
    kind = CatalogBusyError if isinstance(reason, CatalogBusyError) else UnfinishedError
    return kind(
        f"run {run} has begun to commit and not ended: {reason}; readers see the state before it "
        "until the next run or edgar-arcs maintain brings it to its end, or edgar-arcs rollback "
        "undoes it"
    )
