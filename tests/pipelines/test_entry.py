"""What can go wrong around any command: one line, and no traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

INTERRUPTED_IMPORT = """
import signal
import sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            signal.raise_signal(NUMBER)

sys.meta_path.insert(0, Interrupting())
from pipelines.entry import main
main()
"""


INTERRUPTED_PARSING = """
import signal
import click
from pipelines.entry import main

def parse_args(self, context, arguments):
    signal.raise_signal(NUMBER)

click.Group.parse_args = parse_args
main()
"""


@pytest.mark.parametrize(
    "program", [INTERRUPTED_IMPORT, INTERRUPTED_PARSING], ids=["imports", "arguments"]
)
@pytest.mark.parametrize(
    ("number", "ended"),
    [(signal.SIGINT, (130, "", "Interrupted\n")), (signal.SIGTERM, (143, "", "Terminated\n"))],
)
def test_a_signal_before_a_command_has_begun_is_one_line(
    program: str, number: int, ended: tuple[int, str, str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program.replace("NUMBER", str(int(number)))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == ended


_COMMAND = f"{sys.executable} -c 'from pipelines.entry import main; main()'"


def in_shell(line: str, **environment: str) -> tuple[int, str]:
    """Exit code and standard error of a line of a shell, in which $EDGAR_ARCS is the command."""
    done = subprocess.run(
        ["sh", "-c", line.replace("$EDGAR_ARCS", _COMMAND)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), **environment},
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", ["--help", "schema filings"])
def test_standard_output_that_is_full_is_one_line(arguments: str) -> None:
    assert in_shell(f"$EDGAR_ARCS {arguments} > /dev/full") == (
        1,
        "Error: standard output cannot be written: No space left on device\n",
    )


def test_standard_streams_that_are_closed_are_not_missed() -> None:
    assert in_shell("$EDGAR_ARCS schema filings <&- >&-") == (0, "")
    assert in_shell("$EDGAR_ARCS schema filings <&- >&- 2>&-") == (0, "")


DASH = """
from pipelines import cli, entry
cli.main = lambda **_: print(chr(0x2014))
entry.main()
"""


def test_an_encoding_without_a_character_is_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DASH],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        check=False,
    )
    message = "standard output is in ascii, which does not have '\\u2014'"
    expected = f"Error: {message}: set PYTHONIOENCODING=utf-8\n"
    assert (done.returncode, done.stderr) == (1, expected)


@pytest.mark.parametrize(
    ("error", "ended"),
    [
        ("MemoryError", (1, "Error: the system gives no more memory\n")),
        (
            'RuntimeError("can\'t start new thread")',
            (1, "Error: the system gives no more threads, or no memory for them\n"),
        ),
    ],
)
def test_a_limit_of_the_system_is_one_line(error: str, ended: tuple[int, str]) -> None:
    program = f"""
from pipelines import cli, entry
def fail(**_):
    raise {error}
cli.main = fail
entry.main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == ended


def test_a_working_directory_that_is_gone_is_one_line(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert in_shell(f"mkdir {gone}; cd {gone}; rmdir {gone}; $EDGAR_ARCS schema") == (
        1,
        "Error: the working directory is gone: change to another one\n",
    )
