"""Outputs that have grown: committed filings that were never parsed, so that they cost little.

    python -m tests.benchmarks.grown MIRROR OUTPUT LIMIT

upserts filings of a mirror and prints CPU seconds, of the second of two runs and of the third,
and peak memory in bytes.
"""

import json
import sys
import time
from pathlib import Path
from typing import Final
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc

from tests.peak_memory import peak_bytes
from tests.pipelines.runs import config, run, tables
from tests.transforms.outputs import base, record
from transforms.datasets.catalog import Output
from transforms.datasets.commit import Changes, commit
from transforms.datasets.data_files import DataFileWriter, WrittenFile, sort_order
from transforms.datasets.schema import DATASETS
from transforms.datasets.table_files import Base

PER_FILE: Final = 250
"""Filings of a shard, of which a run writes a file of each table."""
QUARTER: Final = 20241


def grow(output: Path, filings: int) -> None:
    """Commit so many filings, each with the rows of the output's largest, in files as of a run."""
    there = tables(output)
    largest = max(there["filings"].to_pylist(), key=lambda row: row["n_facts"])
    of = pc.field("accession_number") == largest["accession_number"]
    rows = {name: table.filter(of) for name, table in there.items() if DATASETS[name].partitioned}
    place = Output(str(output))
    on = base(place)
    written = [
        _file(on, name, of_one, first, min(PER_FILE, filings - first))
        for name, of_one in rows.items()
        if of_one.num_rows
        for first in range(0, filings, PER_FILE)
    ]
    commit(place, record(f"20240101T000000Z-{uuid4().hex[:8]}"), lambda _: Changes(written))


def _file(on: Base, name: str, of_one: pa.Table, first: int, filings: int) -> WrittenFile:
    numbers = [number for number in range(first, first + filings) for _ in range(of_one.num_rows)]
    values = {
        "accession_number": [f"0009{number:06d}-24-000001" for number in numbers],
        "cik": [9_000_000 + number for number in numbers],
        "filing_quarter": [QUARTER] * len(numbers),
    }
    copies = pa.concat_tables([of_one] * filings)
    for column, changed in values.items():
        at = copies.schema.get_field_index(column)
        field = copies.schema.field(at)
        copies = copies.set_column(at, field, pa.array(changed, field.type))
    dataset = DATASETS[name]
    writer = DataFileWriter(on.table(name), dataset, "20240101T000000Z-00000000", QUARTER)
    writer.write(copies.sort_by(sort_order(dataset)))
    return writer.close()


def measure(mirror: str, output: str, limit: int) -> dict[str, float]:
    """What upserts of `limit` filings take, once everything is imported."""
    run(config(mirror, f"{output}-other", select={"limit": limit}))
    seconds = []
    for _ in range(2):
        started = time.process_time()
        run(config(mirror, output, select={"limit": limit}))
        seconds.append(time.process_time() - started)
    return {"new": seconds[0], "again": seconds[1], "peak": peak_bytes()}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], sys.argv[2], int(sys.argv[3]))))  # noqa: T201 # a command
