"""Every process collects the same tests: what pytest-xdist's workers must agree on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def collected(hash_seed: int, timezone: str) -> list[str]:
    """Names of all tests, in order, as a process of its own sees them."""
    found = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:randomly", "-m", ""],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": str(hash_seed), "TZ": timezone},
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in found.stdout.splitlines() if "::" in line]


@pytest.mark.slow
def test_names_depend_on_neither_moment_nor_hash_nor_place() -> None:
    first = collected(1, "UTC")
    assert first
    assert first == collected(2, "Asia/Tokyo")
