"""Progress of commands on an output: bars at a terminal, nothing elsewhere."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, upsert


@pytest.fixture
def output(tmp_path: Path) -> Path:
    made = new_output(tmp_path / "out")
    upsert(made, "r1", [ref(1)])
    upsert(made, "r2", [ref(2)])
    return tmp_path / "out"


def said(*arguments: object, terminal: bool) -> str:
    """What a command writes to its standard error, which rich takes for a terminal if asked to."""
    environment = {"FORCE_COLOR": "1" if terminal else None, "NO_COLOR": None, "COLUMNS": "100"}
    result = CliRunner().invoke(main, [str(each) for each in arguments], env=environment)
    assert result.exit_code == 0, result.output
    return result.stderr


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (["verify", "OUT"], ["files"]),
        (["export", "OUT", "DIRECTORY"], ["filings", "2/2", "files"]),
        (["load", "duckdb", "OUT", "FILE"], ["filings", "2/2", "rows"]),
        (["maintain", "OUT"], ["small files merged"]),
    ],
    ids=["verify", "export", "load", "maintain"],
)
def test_a_terminal_is_shown_how_far_it_has_come_and_a_file_is_not(
    output: Path, tmp_path: Path, command: list[str], shown: list[str]
) -> None:
    def arguments(run: int) -> list[str]:
        places = {"OUT": output, "DIRECTORY": tmp_path / f"d{run}", "FILE": tmp_path / f"f{run}"}
        return [str(places.get(each, each)) for each in command]

    bars = said(*arguments(1), terminal=True)
    assert [part for part in shown if part not in bars] == []
    assert said(*arguments(2), terminal=False) == ""
