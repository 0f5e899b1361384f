"""The tables that the project carries."""

import pytest

from transforms.datasets.schema import DATASETS
from transforms.reference_tables import REFERENCES, reference_table


@pytest.mark.parametrize("name", REFERENCES)
def test_a_table_has_its_datasets_schema_and_stands_in_the_order_of_its_key(name: str) -> None:
    dataset = DATASETS[name]
    table = reference_table(name)
    assert table.num_rows > 40_000
    assert table.schema.equals(dataset.schema)
    keys = list(zip(*(table[column].to_pylist() for column in dataset.key), strict=True))
    assert keys == sorted(set(keys))
