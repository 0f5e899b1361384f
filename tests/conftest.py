"""Fixtures that several packages of tests use."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from samples.build import build_mirror, write_mirror
from tests.corpus import CORPUS

# The same examples in every run, however slow the machine is: a test never fails by chance. `make fuzz` searches.
settings.register_profile(
    "edgar-arcs",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("edgar-arcs")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their parameter: content may hold a moment, as that of gzip does."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def sample_mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample mirror: a directory that holds `Archives/edgar`."""
    mirror = tmp_path_factory.mktemp("sample") / "mirror"
    write_mirror(mirror, build_mirror())
    return mirror


@pytest.fixture(scope="session")
def corpus_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of one run over every quarter of the corpus of real filings."""
    output = tmp_path_factory.mktemp("corpus") / "out"
    from tests.pipelines.runs import config, run  # Beam: only where a run is asked for

    run(config(CORPUS / "mirror", output, select={"from": "1993Q1", "to": "2026Q4"}))
    return output
