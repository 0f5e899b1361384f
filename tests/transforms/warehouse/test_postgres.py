"""What of a PostgreSQL database is looked at before anything is loaded."""

import pytest

from transforms.warehouse.errors import WarehouseError
from transforms.warehouse.postgres import open_postgres


def test_a_schema_that_does_not_exist_is_named_with_the_remedy(postgres_url: str) -> None:
    missing = pytest.raises(WarehouseError, match=r"\(edgar\) exists.*CREATE SCHEMA edgar")
    with missing, open_postgres(f"{postgres_url}&options=-csearch_path%3Dedgar"):
        pass
