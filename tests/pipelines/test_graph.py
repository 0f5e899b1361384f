"""What a run is made of beside its steps."""

import json

from pipelines.graph import RunContext
from tests.pipelines.runs import config


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
