"""Does a run cost the same whatever is committed already?

Run with: python -m pytest -m benchmark -s tests/benchmarks/test_upsert_benchmark.py

Five filings are upserted into a quarter of none, 1,000 and 10,000 committed filings, each in a
process of its own; and 800 files are committed to a table of 50,000.
"""

import json
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.conftest import Record
from tests.benchmarks.grown import QUARTER, grow
from tests.pipelines.runs import config, run
from tests.transforms.outputs import base, new_output
from tests.transforms.outputs import record as run_record
from transforms.datasets.catalog import Output
from transforms.datasets.commit import Changes, commit
from transforms.datasets.data_files import WrittenFile
from transforms.datasets.table_files import Base, data_files

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(3600)]

COMMITTED = (0, 1_000, 10_000)
FILES, CHANGED = 50_000, 800


def test_five_filings_cost_the_same_into_a_large_output(
    sample_mirror: Path, tmp_path: Path, record: Record
) -> None:
    found: dict[int, dict[str, float]] = {}
    for filings in COMMITTED:
        output = tmp_path / str(filings)
        # another quarter, so that the five are new to each
        run(config(sample_mirror, output, select={"from": "2024Q2", "to": "2024Q2"}))
        if filings:
            grow(output, filings)
        command = [sys.executable, "-m", "tests.benchmarks.grown"]
        done = subprocess.run(
            [*command, sample_mirror, output, "5"], check=True, capture_output=True, text=True
        )
        found[filings] = json.loads(done.stdout)
    empty = found[0]
    for filings, each in found.items():
        into = f"into {filings:,} committed filings"
        for what in ("new", "again"):
            text = f"{each[what]:.2f} s CPU, {each[what] / empty[what]:.2f} x"
            record(f"5 filings, {what}, {into}", "at most 1.3 x", text)
        record(f"peak memory, {into}", "the same", f"{each['peak'] / 1e6:.0f} MB")


def test_many_files_are_committed_to_a_table_of_many(tmp_path: Path, record: Record) -> None:
    output = new_output(tmp_path / "out")
    files = _described(output, FILES + CHANGED)
    _commit(output, 1, lambda _: Changes(files[:FILES]))
    seconds = _commit(output, 2, lambda _: Changes(files[FILES:]))
    record(f"{CHANGED} new files onto {FILES:,}", "under 30 s", f"{seconds:.1f} s CPU")

    def replaced(on: Base) -> Changes:
        there = list(data_files(on.table("facts"), "facts", {QUARTER}))[:CHANGED]
        return Changes([replace(each, path=f"{each.path}.new") for each in files[:CHANGED]], there)

    seconds = _commit(output, 3, replaced)
    record(f"{CHANGED} of {FILES:,} files replaced", "under 30 s", f"{seconds:.1f} s CPU")


def _described(output: Output, number: int) -> list[WrittenFile]:
    """Files as a run describes them; there are none, as a commit does not open what it adds."""
    metrics: dict[str, Any] = {
        "record_count": 1,
        "column_sizes": {},
        "value_counts": {},
        "null_value_counts": {},
        "nan_value_counts": {},
        "split_offsets": [4],
    }
    ids = {field.name: field.field_id for field in base(output).table("facts").schema().fields}
    files = []
    for each in range(number):
        bounds = {
            ids["accession_number"]: f"{each:010d}-24-000001".encode(),
            ids["cik"]: each.to_bytes(8, "little"),
        }
        limits = {"lower_bounds": bounds, "upper_bounds": bounds}
        path = f"{output.path}/facts/data/filing_quarter={QUARTER}/{each}.parquet"
        described = pickle.dumps(metrics | limits)
        files.append(WrittenFile("facts", path, QUARTER, 1, 1, described))
    return files


def _commit(output: Output, number: int, changes: Callable[[Base], Changes]) -> float:
    """CPU seconds of a commit."""
    started = time.process_time()
    now = datetime.now(UTC).isoformat()  # files of an older run are looked for
    commit(output, replace(run_record(f"20240101T000000Z-{number:08d}"), started_at=now), changes)
    return time.process_time() - started
