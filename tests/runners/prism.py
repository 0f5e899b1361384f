"""Prism as the runner: its program is started by Beam, a process for a run."""

from typing import Final

from tests.runners.programs import PRISM

OPTIONS: Final = ("--runner=PrismRunner", f"--prism_location={PRISM}")


def is_possible() -> bool:
    """Whether the program is there."""
    return PRISM.exists()
