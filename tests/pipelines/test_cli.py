"""The command `edgar-arcs` itself."""

import pytest

from pipelines.cli import main
from tests.pipelines.commands import invoke


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
