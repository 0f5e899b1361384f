"""An output whose catalog is a REST server: Iceberg's own for tests."""

import shutil
from pathlib import Path

import pytest

from tests.pipelines.other_catalog import check_runs
from tests.pipelines.runs import Rows
from tests.runners.programs import REST_CATALOG
from tests.runners.rest_catalog import rest_catalog

pytestmark = [
    pytest.mark.runners,
    pytest.mark.skipif(
        not (REST_CATALOG.exists() and shutil.which("java")),
        reason="no REST catalog: make test-runners, with Java and Maven",
    ),
]


def test_runs_one_after_the_other_and_at_once_leave_what_one_run_leaves(
    sample_mirror: Path, sample_rows: Rows, tmp_path: Path
) -> None:
    with rest_catalog(tmp_path) as address:
        catalog = {"type": "rest", "uri": address}
        check_runs(catalog, sample_mirror, tmp_path / "out", sample_rows)
