"""Commands that run no pipeline start without Beam, which takes seconds to import."""

import subprocess
import sys
from collections.abc import Set
from pathlib import Path

import pytest

from tests.pipelines.test_check_command import ANNUAL
from transforms.datasets.catalog import Output

# The command's own exit code, or 99 if one of the modules was imported.
PROGRAM = """
import sys
from pipelines.cli import main
try:
    main()
finally:
    if sys.modules.keys() & MODULES:
        sys.exit(99)
"""


def exit_code(*arguments: object, without: Set[str] = frozenset({"apache_beam"})) -> int:
    program = PROGRAM.replace("MODULES", repr(set(without)))
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["schema", "arcs"]])
def test_help_and_schema_do_not_import_beam(arguments: list[str]) -> None:
    assert exit_code(*arguments) == 0


def test_check_does_not_import_beam(sample_mirror: Path) -> None:
    assert exit_code("check", sample_mirror / ANNUAL) == 0


def test_query_imports_neither_beam_nor_sqlalchemy(sample_output: Path) -> None:
    without = {"apache_beam", "sqlalchemy"}
    assert exit_code("query", sample_output, "SELECT count(*) FROM filings", without=without) == 0


@pytest.mark.parametrize("command", [["maintain"], ["rollback", "r1"]])
def test_maintenance_does_not_import_beam(output_of_two: Output, command: list[str]) -> None:
    name, *arguments = command
    assert exit_code(name, output_of_two.path, *arguments) == 0


def test_schema_imports_neither_readers_nor_the_catalog() -> None:
    without = {"apache_beam", "lxml", "pyarrow.parquet", "pyiceberg", "rich"}
    assert exit_code("schema", "arcs", without=without) == 0


@pytest.mark.parametrize("command", ["run", "fetch", "status"])
def test_errors_of_the_configuration_do_not_import_beam(tmp_path: Path, command: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[source]\nkind = "mirrored"\n')
    assert exit_code(command, "--config", file) == 2


def test_status_does_not_import_beam(sample_mirror: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        f'[source]\nkind = "mirror"\nlocation = "{sample_mirror}"\n'
        '[select]\nfrom = "2024Q1"\nto = "2024Q1"\n'
        f'[output]\npath = "{tmp_path / "out"}"\n'
    )
    assert exit_code("status", "--config", file) == 1


def test_an_output_that_is_not_there_is_reported_without_duckdb(tmp_path: Path) -> None:
    assert exit_code("query", tmp_path, "SELECT 1", without={"duckdb"}) == 1


def test_errors_of_the_configuration_do_not_import_arrow(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[source]\nkind = "mirrored"\n')
    assert exit_code("status", "--config", file, without={"pyarrow"}) == 2
