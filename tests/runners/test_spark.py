"""Spark with Iceberg's runtime, a reader that shares no code with the project, finds the same rows."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.pipelines.runs import config, run, state, tables
from tests.runners.programs import REST_CATALOG, SPARK, SPARK_ICEBERG
from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS
from transforms.warehouse.ddl import create_table, create_view
from transforms.warehouse.dialect import DIALECTS

_PROGRAM = Path(__file__).with_name("spark_reads.py")
_VIEWS_PROGRAM = Path(__file__).with_name("spark_views.py")
_FROM_4_1 = {"role_members", "extension_parents", "statement_lines"}

pytestmark = [
    pytest.mark.runners,
    pytest.mark.skipif(
        not (
            SPARK.exists()
            and SPARK_ICEBERG.exists()
            and REST_CATALOG.exists()
            and shutil.which("java")
        ),
        reason="no Spark: make test-runners, with Java and Maven",
    ),
]


def read_by_spark(output: Path, destination: Path) -> dict[str, pa.Table]:
    """Rows of each table that Spark finds."""
    jars = [*SPARK_ICEBERG.glob("*.jar"), *REST_CATALOG.glob("sqlite-jdbc-*.jar")]
    subprocess.run(
        [sys.executable, _PROGRAM, output, destination, *jars],
        env=os.environ | {"PYTHONPATH": str(SPARK), "SPARK_HOME": str(SPARK / "pyspark")},
        check=True,
    )
    return {
        each.name: pq.read_table(each).cast(DATASETS[each.name].schema)
        for each in destination.iterdir()
    }


def test_spark_finds_the_rows_that_the_run_reports(sample_mirror: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    for _ in range(2):  # the second replaces what the first wrote
        run(config(sample_mirror, output))
    found = read_by_spark(output, tmp_path / "spark")
    assert found.keys() == DATASETS.keys()
    for name, ours in tables(output).items():
        with duckdb.connect() as connection:
            connection.register("ours", ours)
            connection.register("theirs", found[name])
            for one, other in (("ours", "theirs"), ("theirs", "ours")):
                alone = connection.sql(f"FROM {one} EXCEPT ALL FROM {other}").fetchall()
                assert alone == [], name
    counted = {each["name"]: each["count"] for each in state(output).run["counts"]}
    assert counted == {name: found[name].num_rows for name in counted}


def test_spark_makes_every_table_and_all_views_that_its_version_can(tmp_path: Path) -> None:
    dialect = DIALECTS["spark"]
    statements = [
        *((name, "\n".join(create_table(each, dialect))) for name, each in DATASETS.items()),
        *((name, create_view(each, dialect)) for name, each in VIEWS.items()),
    ]
    done = subprocess.run(
        [sys.executable, _VIEWS_PROGRAM, tmp_path, *SPARK_ICEBERG.glob("*.jar")],
        env=os.environ | {"PYTHONPATH": str(SPARK), "SPARK_HOME": str(SPARK / "pyspark")},
        input=json.dumps(statements),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    made = json.loads(done.stdout.splitlines()[-1])
    assert {name for name, columns in made.items() if columns is None} == _FROM_4_1
    expected = {name: each.schema.names for name, each in DATASETS.items()}
    expected |= {name: list(each.columns) for name, each in VIEWS.items() if name not in _FROM_4_1}
    assert {name: columns for name, columns in made.items() if columns} == expected
