"""How long each view takes over more than a thousand filings, all rows read. `make bench` runs it.

The filings are those of the corpus, several times over under other accession numbers and CIKs.
"""

import os
from pathlib import Path
from typing import Final

import duckdb
import pytest

from pipelines.query import connect
from tests.benchmarks.conftest import Record
from tests.corpus import requires_corpus
from transforms.datasets.committed_rows import arrow_dataset
from transforms.datasets.schema import DATASETS
from transforms.datasets.table_files import TableFile
from transforms.datasets.views import VIEWS

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.corpus,
    pytest.mark.timeout(3600),
    requires_corpus,
]

COPIES: Final = 8
SECONDS: Final = 5
"""What a view may take: CPU time of all threads."""
_ANEW: Final = {
    "accession_number": "printf('%02d', copy + 10) || substr(accession_number, 3)",
    "cik": "cik + copy * 100000000",
}


@pytest.fixture(scope="module")
def multiplied(corpus_output: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file per dataset."""
    directory = tmp_path_factory.mktemp("multiplied")
    with connect(corpus_output) as database:
        for name, dataset in DATASETS.items():
            copies = COPIES if _is_of_filings(name) else 1
            columns = ", ".join(
                f'{_ANEW.get(column, chr(34) + column + chr(34))} AS "{column}"'
                for column in dataset.schema.names
            )
            database.execute(
                f"COPY (SELECT {columns} FROM {name}, range({copies}) AS copies(copy))"
                f" TO '{directory / name}.parquet' (FORMAT parquet)"
            )
    return directory


def _is_of_filings(dataset: str) -> bool:
    return "accession_number" in DATASETS[dataset].schema.names


def open_views(directory: Path, *, loaded: bool) -> duckdb.DuckDBPyConnection:
    """The views over tables, as `load duckdb` leaves them, or over Arrow's scans, as `query` does.

    Of Arrow's scans DuckDB knows neither how many rows they give nor how to read less of them.
    """
    connection = duckdb.connect()
    for name in DATASETS:
        path = directory / f"{name}.parquet"
        if loaded:
            connection.execute(f"CREATE TABLE {name} AS FROM '{path}'")
        else:
            bounds = {"accession_number": ("", "~")} if _is_of_filings(name) else {}
            file = TableFile(name, str(path), None, 0, 0, bounds)
            connection.register(name, arrow_dataset([file], DATASETS[name], encoded=True))
    for view in VIEWS.values():
        connection.execute(view.sql)
    return connection


def cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system


@pytest.mark.parametrize("loaded", [True, False], ids=["loaded", "query"])
def test_views_over_a_thousand_filings(multiplied: Path, record: Record, *, loaded: bool) -> None:
    took: dict[str, tuple[float, int]] = {}
    with open_views(multiplied, loaded=loaded) as database:
        (filings,) = database.sql("SELECT count(DISTINCT accession_number) FROM arcs").fetchall()[0]
    for view in VIEWS:
        with open_views(multiplied, loaded=loaded) as database:
            start = cpu_seconds()
            rows = sum(map(len, database.sql(f"FROM {view}").to_arrow_reader(10_000)))
            took[view] = cpu_seconds() - start, rows
    print(f"\n{filings} filings, {'a DuckDB file' if loaded else 'an output'}")  # noqa: T201 - a measurement is for reading
    for view, (seconds, rows) in sorted(took.items(), key=lambda each: -each[1][0]):
        print(f"{view:27} {rows:9,} rows {seconds:6.2f} s of CPU")  # noqa: T201
    slowest = max(took, key=lambda view: took[view][0])
    measured = f"{took[slowest][0]:.1f} s ({slowest}), {filings} filings"
    where = "in a DuckDB file" if loaded else "of query on an output"
    record(f"slowest view {where}, 1,000 filings", f"< {SECONDS} s of CPU", measured)
