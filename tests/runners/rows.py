"""Comparing the rows of two outputs, however many there are."""

from pathlib import Path

import duckdb

from tests.pipelines.runs import tables
from transforms.datasets.schema import DATASETS


def differences(one: Path, other: Path) -> dict[str, tuple[int, int]]:
    """Datasets whose rows are not the same as often, with how many are in one output alone."""
    found = {}
    ours, theirs = tables(one), tables(other)
    for name in (name for name, dataset in DATASETS.items() if dataset.partitioned):
        with duckdb.connect() as connection:
            connection.register("ours", ours[name])
            connection.register("theirs", theirs[name])
            alone = tuple(
                connection.sql(
                    f"SELECT count(*) FROM (FROM {a} EXCEPT ALL FROM {b})"  # names
                ).fetchall()[0][0]
                for a, b in (("ours", "theirs"), ("theirs", "ours"))
            )
        if any(alone):
            found[name] = alone
    return found
