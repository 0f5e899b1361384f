"""What the report's tests share: a browser, and the page of the sample in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipelines.views.report.browser import Browser, chromium, started
from tests.pipelines.views.report.written import written


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser for all pages; tests that use it are of the group `browser`, so that it is started once."""
    if chromium() is None:
        pytest.skip("no Chromium is installed here")
    with started(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="session")
def sample_report(sample_output: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the sample's output, to be read."""
    return written(sample_output, tmp_path_factory.mktemp("report") / "report.html")
