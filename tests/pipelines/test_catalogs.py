"""An output whose catalog is a database of PostgreSQL that the test starts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipelines.at_once import at_once
from tests.pipelines.runs import Rows, config, rows, run, state
from tests.transforms.datasets.views.postgres import cluster, program
from transforms.datasets.verify import verify

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
    first = config(
        sample_mirror, tmp_path, catalog=catalog, select={"from": "2024Q1", "to": "2024Q1"}
    )
    run(first)
    run(first)  # an upsert of all of it
    both = ("2024Q1", "2024Q2"), ("2024Q2", "2024Q2")
    at_once(sample_mirror, tmp_path, *both, catalog=catalog)
    output = first.output_tables
    assert rows(output) == sample_rows
    assert state(output).run["number"] == 4
    assert list(verify(state(output))) == []
    assert not (tmp_path / "catalog.db").exists()
