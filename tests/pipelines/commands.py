"""Calling a command as it is typed."""

from click.testing import CliRunner, Result

from pipelines.cli import main
from tests.pipelines.runs import command_line


def invoke(*arguments: object) -> Result:
    result = CliRunner().invoke(main, command_line(*arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
