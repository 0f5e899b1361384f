"""The whole corpus in one run: every row as the datasets promise, every relationship as known.

One run, many assertions; the expected relationships come from `oracle`, which was computed by
other software.
"""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.query import connect
from tests.corpus import CORPUS, requires_corpus
from tests.pipelines.runs import files, tables
from tests.pipelines.test_codes import COLUMNS_OF_CODES, codes_of
from transforms.datasets.schema import DATASETS

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.slow,
    pytest.mark.xdist_group("corpus run"),
    requires_corpus,
]

PARTITIONED = [name for name, dataset in DATASETS.items() if dataset.partitioned]
FIXED: dict[tuple[str, ...], set[str | None]] = {
    ("arcs", "linkbase"): {"calculation", "presentation", "definition"},
    ("arcs", "use"): {"optional", "prohibited"},
    ("roles", "category"): {"Statement", "Disclosure", "Document", "Schedule", None},
    ("concepts", "period_type"): {"instant", "duration", None},
    ("concepts", "balance"): {"debit", "credit", None},
    ("facts", "period_type"): {"instant", "duration", "forever"},
    ("findings", "severity"): {"error", "warning"},
}
ENUMERATED = FIXED | {tuple(name.split(".")): codes_of(name) | {None} for name in COLUMNS_OF_CODES}

# Content that may be empty in the filing itself.
AS_FILED = {("facts", "value"), ("labels", "text")}


@pytest.fixture(scope="module")
def output(corpus_output: Path) -> Path:
    return corpus_output


@pytest.fixture(scope="module")
def found(output: Path) -> dict[str, pa.Table]:
    return tables(output)


@pytest.fixture(scope="module")
def database(output: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect(output)
    yield connection
    connection.close()


def rows_of(database: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return database.sql(sql).fetchall()


def index_rows() -> Iterator[tuple[str, int]]:
    """Accession number and CIK of each row of every `master.idx`."""
    for path in (CORPUS / "mirror").glob("Archives/edgar/full-index/*/*/master.idx"):
        for line in path.read_text(encoding="latin-1").splitlines():
            cik, _, rest = line.partition("|")
            if cik.isdigit():
                yield Path(rest.rpartition("|")[2]).stem, int(cik)


def test_every_index_row_is_accounted_for(found: dict[str, pa.Table]) -> None:
    filings = found["filings"].to_pylist()
    assert Counter(row["accession_number"] for row in filings) == Counter(
        {accession for accession, _ in index_rows()}
    )
    ciks = {row["accession_number"]: row["ciks"] for row in filings}
    assert all(cik in ciks[accession] for accession, cik in index_rows())
    for row in filings:
        assert row["cik"] in row["ciks"]
        assert row["ciks"] == sorted(set(row["ciks"]))


@pytest.mark.parametrize("name", PARTITIONED)
def test_keys_are_unique(database: duckdb.DuckDBPyConnection, name: str) -> None:
    columns = ("accession_number", *DATASETS[name].key)
    key = ", ".join(f'"{column}"' for column in columns)
    assert not rows_of(database, f"select {key} from {name} group by all having count(*) > 1")


def test_columns_without_nulls_have_none_and_unknown_is_never_empty(
    found: dict[str, pa.Table],
) -> None:
    for name in PARTITIONED:
        for field in DATASETS[name].schema:
            column = found[name][field.name]
            if not field.nullable:
                assert column.null_count == 0, (name, field.name)
            elif field.type == pa.string() and (name, field.name) not in AS_FILED:
                assert "" not in column.unique().to_pylist(), (name, field.name)


@pytest.mark.parametrize(("name", "column"), ENUMERATED)
def test_enumerated_columns_hold_documented_values(
    found: dict[str, pa.Table], name: str, column: str
) -> None:
    assert set(found[name][column].unique().to_pylist()) <= ENUMERATED[name, column]


def test_files_are_in_order_and_hold_their_quarter_only(output: Path) -> None:
    for file in files(output):
        if file.quarter:
            table = pq.read_table(file.path, partitioning=None)
            assert table.schema.equals(DATASETS[file.dataset].schema)
            assert set(table["filing_quarter"].to_pylist()) <= {file.quarter}
            keys = [
                (cik is None, cik or 0, accession)
                for cik, accession in zip(
                    table["cik"].to_pylist(), table["accession_number"].to_pylist(), strict=True
                )
            ]
            assert keys == sorted(keys), file.path


def test_quarter_and_filing_date_agree_with_the_filing(
    database: duckdb.DuckDBPyConnection,
) -> None:
    columns = "accession_number, cik, form_type, filing_date, filing_quarter"
    for name in PARTITIONED:
        alien = f"select {columns} from {name} where accession_number <> ''"
        assert not rows_of(database, f"{alien} except select {columns} from filings"), name
    assert not rows_of(
        database,
        "select 1 from filings where filing_quarter <> "
        "year(filing_date) * 10 + quarter(filing_date)",
    )


@pytest.mark.parametrize(
    ("count", "name", "where"),
    [
        ("n_arcs", "arcs", "true"),
        ("n_effective_arcs", "arcs", "effective"),
        ("n_facts", "facts", "true"),
        ("n_calculations", "calculations", "true"),
        (
            "n_inconsistent_xbrl21",
            "calculations",
            "xbrl21 = 'inconsistent' and arcrole = 'http://www.xbrl.org/2003/arcrole/summation-item'",
        ),
        ("n_inconsistent_calc11", "calculations", "calc11 = 'inconsistent'"),
        ("n_findings", "findings", "true"),
        ("n_rejects", "rejects", "true"),
    ],
)
def test_counts_of_a_filing_are_those_of_its_rows(
    database: duckdb.DuckDBPyConnection, count: str, name: str, where: str
) -> None:
    assert not rows_of(
        database,
        f"select accession_number, {count}, count(r.accession_number) from filings "
        f"left join (select accession_number from {name} where {where}) r "
        f"using (accession_number) group by all having {count} <> count(r.accession_number)",
    )


def test_the_status_says_what_came_of_a_filing(found: dict[str, pa.Table]) -> None:
    has_rows = {
        accession
        for name in PARTITIONED
        if name not in ("filings", "rejects")
        for accession in found[name]["accession_number"].unique().to_pylist()
    }
    for row in found["filings"].to_pylist():
        if row["status"] in ("complete", "empty"):
            assert row["n_rejects"] == 0
            assert (row["accession_number"] in has_rows) == (row["status"] == "complete")
        else:
            assert row["n_rejects"] > 0


def test_the_source_of_a_filing_is_there_and_the_header_is_the_richest(
    found: dict[str, pa.Table],
) -> None:
    for row in found["filings"].to_pylist():
        if row["container"] == "zip":
            assert row["header_source"] == "index"
        if row["container"] in ("submission", "feed"):
            assert row["header_source"] == "submission"
        if row["container"] in ("zip", "submission"):
            place = CORPUS / "mirror" / "Archives" / row["source"]
            assert place.stat().st_size == row["archive_bytes"]


def test_an_arc_is_effective_or_says_why_not(database: duckdb.DuckDBPyConnection) -> None:
    assert not rows_of(
        database, "select 1 from arcs where effective <> (ineffective_reason is null)"
    )
    assert not rows_of(
        database, "select 1 from arcs where weight is not null and linkbase <> 'calculation'"
    )


def test_a_verdict_is_unbound_exactly_if_it_says_why(database: duckdb.DuckDBPyConnection) -> None:
    for mode in ("xbrl21", "calc11"):
        assert not rows_of(
            database,
            f"select 1 from calculations where ({mode} = 'unbound') <> ({mode}_unbound is not null)",
        )
    assert not rows_of(
        database,
        "select 1 from calculations where (cause is not null) <> "
        "('inconsistent' in (xbrl21, calc11))",
    )


ORACLES = sorted((CORPUS / "oracle").glob("*.json.gz"))


@pytest.mark.parametrize("path", ORACLES, ids=lambda path: path.name.removesuffix(".json.gz"))
def test_effective_relationships_are_the_known_ones(
    database: duckdb.DuckDBPyConnection, path: Path
) -> None:
    oracle = json.loads(gzip.decompress(path.read_bytes()))
    assert oracle["effective_columns"] == [
        *("linkbase", "role", "arcrole", "from", "to", "order", "weight", "preferredLabel")
    ]
    ours = Counter(
        tuple(_canonical(value) for value in row)
        for row in rows_of(
            database,
            'select linkbase, role_uri, arcrole, from_concept, to_concept, "order", weight, '
            f"preferred_label from arcs where effective and accession_number = '{oracle['accession']}'",
        )
    )
    known = Counter(
        (*row[:5], *(_canonical(value and Decimal(value)) for value in row[5:7]), row[7])
        for row in oracle["effective"]
    )
    assert ours - known == Counter()
    assert known - ours == Counter()


def _canonical(value: object) -> object:
    return value.normalize() if isinstance(value, Decimal) else value


def test_what_the_corpus_says_of_its_packages_is_found(found: dict[str, pa.Table]) -> None:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        known = {row["accession"]: row for row in csv.DictReader(file)}
    counted = Counter(
        zip(
            found["arcs"]["accession_number"].to_pylist(),
            found["arcs"]["linkbase"].to_pylist(),
            strict=True,
        )
    )
    # Other software counted no arc whose locators point nowhere; here it is a finding, and a row.
    astray = {
        row["accession_number"]
        for row in found["findings"].to_pylist()
        if row["rule"] == "unresolved-locator"
    }
    for accession, row in known.items():
        if accession in astray:
            continue
        for linkbase in ("calculation", "presentation", "definition"):
            if expected := row[f"raw_{linkbase}_arcs"]:
                assert counted[accession, linkbase] == int(expected), (accession, linkbase)
