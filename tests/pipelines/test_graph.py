"""What a run is made of beside its steps."""

import json
from pathlib import Path

import pytest

from pipelines.graph import RunContext
from tests.pipelines.runs import config
from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, upsert
from transforms.datasets.catalog import open_catalog
from transforms.datasets.errors import CatalogError


def test_what_a_run_says_of_itself_holds_nothing_of_the_catalog() -> None:
    """Its properties may be passwords, and table `runs` is for everybody."""
    catalog = {"type": "sql", "uri": "postgresql://me:password@example.com/iceberg"}
    record = RunContext.dry("r1", config("mirror", "/out", catalog=catalog)).record
    assert "password" not in repr(record)
    assert json.loads(record.configuration or "")["output"]["path"] == "/out"


def test_a_run_says_what_it_selected_in_the_words_of_the_file() -> None:
    record = RunContext.dry("r1", config("mirror", "out", select={"limit": 3})).record
    said = json.loads(record.selection or "")
    assert (said["from"], said["to"], said["limit"]) == ("2024-01-01", "2024-06-30", 3)


def test_a_table_that_the_catalog_has_lost_is_not_made_anew(tmp_path: Path) -> None:
    output = new_output(tmp_path / "out")
    upsert(output, "r1", [ref(1)])
    with open_catalog(output) as catalog:
        catalog.drop_table(("edgar", "filings"))
    with pytest.raises(CatalogError, match=r"the catalog has lost.*filings"):
        RunContext.of("r2", config("mirror", output.path))
    with open_catalog(output) as catalog:
        assert not catalog.table_exists(("edgar", "filings"))
