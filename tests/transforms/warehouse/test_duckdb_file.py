"""A DuckDB file as a warehouse: what of its errors says try again, and what does not."""

from pathlib import Path

import duckdb
import pytest

from transforms.warehouse.duckdb_file import open_duckdb
from transforms.warehouse.errors import BusyError, WarehouseError


def fail_to_commit(path: Path, reason: str) -> None:
    """Load into a file whose transaction ends with an error."""
    with open_duckdb(path):
        raise duckdb.TransactionException(f"TransactionContext Error: Failed to commit: {reason}")


def test_a_disk_that_is_full_at_the_commit_is_no_other_load(tmp_path: Path) -> None:
    reason = 'Could not write file "x.db.wal": No space left on device'
    with pytest.raises(WarehouseError, match="No space left") as failed:
        fail_to_commit(tmp_path / "x.db", reason)
    assert not isinstance(failed.value, BusyError)


def test_rows_that_another_load_has_changed_can_be_tried_again(tmp_path: Path) -> None:
    with pytest.raises(BusyError, match="something else has written"):
        fail_to_commit(tmp_path / "x.db", "Conflict on tuple deletion!")
