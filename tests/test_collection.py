"""Every process collects the same tests: what pytest-xdist's workers must agree on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def collected_elsewhere() -> set[str]:
    """Names of all tests as another process sees them, later, in another place."""
    found = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", ""],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        check=True,
    )
    return {line for line in found.stdout.splitlines() if "::" in line}


def name(item: pytest.Item) -> str:
    """Its name without the group by which pytest-xdist gives tests to one worker."""
    groups = sorted(str(mark.args[0]) for mark in item.iter_markers("xdist_group"))
    return item.nodeid.removesuffix("@" + "_".join(groups)) if groups else item.nodeid


@pytest.mark.slow
def test_names_depend_on_neither_moment_nor_hash_nor_place(request: pytest.FixtureRequest) -> None:
    here = set(map(name, request.session.items))
    assert here <= collected_elsewhere()
