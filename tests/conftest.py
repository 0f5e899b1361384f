"""Fixtures that several packages of tests use."""

from pathlib import Path

import pytest

from samples.build import build_mirror, write_mirror


@pytest.fixture(scope="session")
def sample_mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample mirror: a directory that holds `Archives/edgar`."""
    mirror = tmp_path_factory.mktemp("sample") / "mirror"
    write_mirror(mirror, build_mirror())
    return mirror
