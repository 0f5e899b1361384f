"""An output whose catalog is a database of PostgreSQL that the test starts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipelines.other_catalog import check_runs
from tests.pipelines.runs import Rows
from tests.transforms.datasets.views.postgres import cluster, program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not program("initdb"), reason="no PostgreSQL"),
]


@pytest.fixture
def catalog() -> Iterator[dict[str, str]]:
    """Properties of the catalog."""
    with cluster() as postgres:
        yield {"type": "sql", "uri": postgres.url.replace("postgresql:", "postgresql+psycopg:")}


def test_runs_one_after_the_other_and_at_once_leave_what_one_run_leaves(
    catalog: dict[str, str], sample_mirror: Path, sample_rows: Rows, tmp_path: Path
) -> None:
    check_runs(catalog, sample_mirror, tmp_path / "out", sample_rows)
