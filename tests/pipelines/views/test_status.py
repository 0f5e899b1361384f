"""The table of `edgar-arcs status`."""

import io

import pytest
from rich.console import Console

from pipelines.status import status_table
from transforms.edgar.fetching.completeness import slice_status


@pytest.mark.parametrize("width", [80, 120, 200])
def test_no_heading_is_cut(width: int) -> None:
    of_day = slice_status(
        "2024-05-15",
        [f"filing {number}" for number in range(12345)],
        stored={"filing 1"},
        not_available={"filing 2": "not-available"},
        rejected={"filing 3": "not-well-formed"},
        processed={"filing 1"},
        is_indexed=True,
    )
    console = Console(file=io.StringIO(), width=width)
    console.print(status_table([of_day]))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    words = text.split()
    for heading in ("slice", "in", "index", "store", "available", "rejected", "unexplained"):
        assert heading in words
    assert {"2024-05-15", "12,345", "12,342"} <= set(words)
