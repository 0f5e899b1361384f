"""How far something long has come, for whoever shows it."""

from collections.abc import Callable

OnDone = Callable[[str, int, int], None]
"""Takes what is worked on, how many parts of it there are, and how many more of them are done."""


def unseen(name: str, total: int, more: int) -> None:
    """Show it nowhere."""
    del name, total, more
