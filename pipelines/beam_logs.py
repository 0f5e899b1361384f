"""What of Beam's logs a user sees: errors, and none that this program reports itself."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import grpc


def show_errors_only() -> None:
    """Leave out Beam's warnings, which are for developers of pipelines."""
    logging.getLogger("apache_beam").setLevel(logging.ERROR)


@contextmanager
def silenced(name: str | None) -> Iterator[None]:
    """Silence a logger inside the context.

    Args:
        name: Its name; None for the root of all.
    """
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def silent_readers() -> Iterator[None]:
    """Say nothing of threads that fail since what they read from is gone, as the run fails too.

    Where it is interrupted they may do so until the process ends.
    """
    report = threading.excepthook

    def report_others(raised: threading.ExceptHookArgs) -> None:
        if not issubclass(raised.exc_type, grpc.RpcError):
            report(raised)

    threading.excepthook = report_others
    try:
        yield
    except Exception:
        threading.excepthook = report
        raise
    threading.excepthook = report
