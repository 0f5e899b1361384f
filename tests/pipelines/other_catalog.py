"""Runs on an output whose catalog is elsewhere: a database or a server."""

from pathlib import Path

from tests.pipelines.at_once import at_once
from tests.pipelines.runs import Rows, config, rows, run, state
from transforms.datasets.verify import verify


def check_runs(catalog: dict[str, str], mirror: Path, place: Path, expected: Rows) -> None:
    """Runs one after the other and at the same time leave what one run leaves.

    Args:
        catalog: Properties of the catalog.
        mirror: The sample mirror.
        place: Directory of the output, which is not there yet.
        expected: The rows of one run of everything.
    """
    first = config(mirror, place, catalog=catalog, select={"from": "2024Q1", "to": "2024Q1"})
    run(first)
    run(first)  # an upsert of all of it
    at_once(mirror, place, ("2024Q1", "2024Q2"), ("2024Q2", "2024Q2"), catalog=catalog)
    output = first.output_tables
    assert rows(output) == expected
    assert state(output).run["number"] == 4
    assert list(verify(state(output))) == []
    assert not (place / "catalog.db").exists()
