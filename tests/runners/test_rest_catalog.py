"""An output whose catalog is a REST server: Iceberg's own for tests."""

import shutil
from pathlib import Path

import pytest

from tests.pipelines.at_once import at_once
from tests.pipelines.runs import Rows, config, rows, run, state
from tests.runners.programs import REST_CATALOG
from tests.runners.rest_catalog import rest_catalog
from transforms.datasets.verify import verify

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
        output = tmp_path / "out"
        first = config(
            sample_mirror, output, catalog=catalog, select={"from": "2024Q1", "to": "2024Q1"}
        )
        run(first)
        run(first)  # an upsert of all of it
        both = ("2024Q1", "2024Q2"), ("2024Q2", "2024Q2")
        at_once(sample_mirror, output, *both, catalog=catalog)
        assert rows(first.output_tables) == sample_rows
        assert state(first.output_tables).run["number"] == 4
        assert list(verify(state(first.output_tables))) == []
