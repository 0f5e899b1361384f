"""Commands that run no pipeline start without Beam, which takes seconds to import."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipelines.runs import config, run
from tests.pipelines.test_cli import ANNUAL

# The command's own exit code, or 99 if the module was imported.
PROGRAM = """
import sys
from pipelines.cli import main
try:
    main()
finally:
    if "MODULE" in sys.modules:
        sys.exit(99)
"""


def exit_code(*arguments: object, without: str = "apache_beam") -> int:
    program = PROGRAM.replace("MODULE", without)
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["schema", "arcs"]])
def test_help_and_schema_do_not_import_beam(arguments: list[str]) -> None:
    assert exit_code(*arguments) == 0


def test_check_does_not_import_beam(sample_mirror: Path) -> None:
    assert exit_code("check", sample_mirror / ANNUAL) == 0


def test_query_does_not_import_beam(sample_mirror: Path, tmp_path: Path) -> None:
    run(config(sample_mirror, tmp_path / "out", select={"limit": 1}))
    assert exit_code("query", tmp_path / "out", "SELECT count(*) FROM filings") == 0


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
    assert exit_code("query", tmp_path, "SELECT 1", without="duckdb") == 1


def test_errors_of_the_configuration_do_not_import_arrow(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[source]\nkind = "mirrored"\n')
    assert exit_code("status", "--config", file, without="pyarrow") == 2
