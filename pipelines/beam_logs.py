"""What of Beam's logs a user sees: errors, and none that this program reports itself."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


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
