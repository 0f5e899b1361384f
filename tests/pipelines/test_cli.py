"""The command `edgar-arcs` itself."""

import signal
import subprocess
import sys

import pytest

from pipelines.cli import main
from tests.pipelines.commands import invoke
from transforms.datasets.catalog import Output


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_every_command(option: str) -> None:
    result = invoke(option)
    assert result.exit_code == 0
    listed = result.output.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed if line[2:3].strip()] == sorted(main.commands)


def test_a_command_that_is_not_there_is_wrong_usage() -> None:
    result = invoke("runn")
    assert result.exit_code == 2
    assert "No such command 'runn'" in result.output


def test_a_reader_that_has_left_is_no_failure(output_of_two: Output) -> None:
    sql = "SELECT range FROM range(1000000)"
    command = [sys.executable, "-m", "pipelines", "query", output_of_two.path, sql]
    with subprocess.Popen(
        [*command, "--format", "csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "range\n"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 128 + signal.SIGPIPE
