"""A report as the command writes it."""

from pathlib import Path
from typing import Final

from click.testing import CliRunner

from pipelines.cli import main

MOST_BYTES: Final = 5_000_000


def written(output: Path, page: Path, *options: str) -> Path:
    """The page of an output, written to that file."""
    result = CliRunner().invoke(main, ["report", str(output), "-o", str(page), *options])
    assert result.exit_code == 0, result.output
    assert page.stat().st_size < MOST_BYTES
    return page
