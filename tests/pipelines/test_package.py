"""The package itself: what it sets before anything is loaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import MEMORY

ROOT = Path(__file__).resolve().parents[2]
BACKEND = "import pipelines, pyarrow; print(pyarrow.default_memory_pool().backend_name)"


@pytest.mark.parametrize(("given", "backend"), [({}, "system"), ({"POOL": "mimalloc"}, "mimalloc")])
def test_arrow_takes_memory_from_malloc_unless_the_environment_says_otherwise(
    given: dict[str, str], backend: str
) -> None:
    environment = {key: of for key, of in os.environ.items() if key != "ARROW_DEFAULT_MEMORY_POOL"}
    environment |= {f"ARROW_DEFAULT_MEMORY_{key}": value for key, value in given.items()}
    command = [sys.executable, "-c", BACKEND]
    printed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == backend


def test_workers_in_containers_have_the_same_environment() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert {f"ENV {name}={value}" for name, value in MEMORY.items()} <= set(lines)
