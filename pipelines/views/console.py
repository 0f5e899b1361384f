"""The terminal, or the file or pipe in its place."""

from typing import Final

from rich.console import Console

_PAGE_WIDTH: Final = 160  # characters per line in a file or a pipe


def page() -> Console:
    """The terminal; a file or pipe has room for long lines."""
    console = Console()
    if not console.is_terminal:
        console.width = _PAGE_WIDTH
    return console


def say(console: Console, text: str) -> None:
    """Print text as it is: without colours of its parts, in lines that the terminal breaks itself."""
    console.print(text, highlight=False, soft_wrap=True)
