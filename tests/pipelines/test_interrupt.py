"""Ctrl-C and SIGTERM: one line, exit code 130 or 143, and nothing is in the way of the next run."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from pipelines.views.interrupt import TerminatedError, heeded_interrupt, heeded_termination
from tests.pipelines.runs import IN_ONE_PROCESS, config, files, run
from tests.pipelines.terminal import at_terminal, heed_interrupts
from transforms.datasets.catalog import Output
from transforms.datasets.state import read_state

INDEX = "Archives/edgar/full-index/2024/QTR1/master.idx"
ROWS = 20_000
"""Filings of which none is there: looking for them takes far longer than a signal."""


def write_index(mirror: Path, rows: int) -> None:
    lines = [
        "Description: Master Index",
        "CIK|Company Name|Form Type|Date Filed|Filename",
        "-" * 80,
        *(
            f"{cik}|SOME COMPANY|10-K|2024-02-01|edgar/data/{cik}/{cik:010d}-24-000001.txt"
            for cik in range(1000, 1000 + rows)
        ),
    ]
    (mirror / INDEX).parent.mkdir(parents=True, exist_ok=True)
    (mirror / INDEX).write_text("\n".join(lines) + "\n")


def to_all(process: int) -> None:
    """Ctrl-C, which a terminal sends to the workers as well."""
    os.killpg(process, signal.SIGINT)


def to_one(process: int) -> None:
    """What a scheduler sends to the one process that it started."""
    os.kill(process, signal.SIGTERM)


def end(
    mirror: Path, output: Path, until: str, *options: str, send: Callable[[int], None] = to_all
) -> tuple[int, str]:
    """Exit code of a run to which a signal is sent, and what its processes print from then on."""
    file = output.parent / "config.toml"
    file.write_text(
        f'[source]\nkind = "mirror"\nlocation = "{mirror}"\n'
        '[select]\nfrom = "2024Q1"\nto = "2024Q1"\n'
        f'[output]\npath = "{output}"\n'
    )
    command = [sys.executable, "-m", "pipelines", "run", "--config", str(file), *options]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=heed_interrupts,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if until in line:
                break
        send(process.pid)
        rest = process.stdout.read()  # to the end of the last worker, too
    return process.returncode, rest


def test_before_beam_is_there_it_is_one_line(tmp_path: Path) -> None:
    write_index(tmp_path / "mirror", 1)
    code, rest = end(tmp_path / "mirror", tmp_path / "out", "Reading filings")
    assert (code, rest.splitlines()) == (130, ["Interrupted"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "options", [(IN_ONE_PROCESS,), ()], ids=["in one process", "in worker processes"]
)
@pytest.mark.parametrize(
    ("send", "ended"),
    [(to_all, (130, ["Interrupted"])), (to_one, (143, ["Terminated"]))],
    ids=["Ctrl-C", "SIGTERM"],
)
def test_amid_a_run_it_is_one_line_and_the_next_run_cleans_up(
    tmp_path: Path,
    options: tuple[str, ...],
    send: Callable[[int], None],
    ended: tuple[int, list[str]],
) -> None:
    mirror, output = tmp_path / "mirror", tmp_path / "out"
    write_index(mirror, ROWS)
    code, rest = end(mirror, output, "filings are selected", *options, send=send)
    lines = [line for line in rest.splitlines() if " of 20,000 filings" not in line]
    assert (code, lines) == ended
    assert read_state(Output(str(output))) is None

    write_index(mirror, 3)
    run(config(mirror, output, select={"from": "2024Q1", "to": "2024Q1"}))
    assert sum(file.rows for file in files(output) if file.dataset == "filings") == 3


@pytest.mark.parametrize("options", [(), ("--output", "answer.csv")], ids=["shown", "to a file"])
def test_while_a_query_is_computed_it_is_one_line(
    output_of_two: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    sql = f"SET threads = 1; COPY (SELECT 1) TO 'begun.csv'; SELECT sum(range) FROM range({10**15})"
    with at_terminal("query", output_of_two.path, sql, *options, home=tmp_path) as terminal:
        terminal.interrupt_once(tmp_path / "begun.csv")
        assert terminal.wait_for("Interrupted").strip() == "Interrupted"
        assert terminal.end() == 130
    assert not (tmp_path / "answer.csv").exists()


_DEAF = """
import hashlib
from pipelines.views.interrupt import heeded_interrupt
with heeded_interrupt():
    while True:
        try:
            print("begun", flush=True)
            hashlib.pbkdf2_hmac("sha256", b"", b"", 1 << 22)
        except KeyboardInterrupt:
            pass
"""
"""It computes for seconds at a time, in which Python calls no handler, and loses the interrupt."""


def test_a_second_one_ends_what_does_not_heed_the_first() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _DEAF], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2], preexec_fn=heed_interrupts,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        while process.poll() is None:  # signals of one kind that come at once are one
            process.send_signal(signal.SIGINT)
            time.sleep(0.05)
        assert (process.returncode, process.stderr.read()) == (130, "Interrupted\n")


@pytest.mark.parametrize("raised", [False, True])
def test_what_was_asked_before_is_asked_after(raised: bool) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with suppress(ZeroDivisionError), heeded_interrupt():
            assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
            if raised:
                raise ZeroDivisionError
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        assert signal.set_wakeup_fd(-1) == -1
    finally:
        signal.signal(signal.SIGINT, before)


def test_sigterm_is_what_it_was_afterwards_and_passes_other_errors() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with suppress(ZeroDivisionError), heeded_termination():
        assert signal.getsignal(signal.SIGTERM) is not before
        raise ZeroDivisionError
    assert signal.getsignal(signal.SIGTERM) is before


def terminate_as_a_library() -> None:
    """Receive SIGTERM, and make an error of another class of it."""
    try:
        signal.raise_signal(signal.SIGTERM)
    except KeyboardInterrupt as interrupt:
        raise RuntimeError from interrupt


def test_sigterm_shows_through_what_a_library_makes_of_it() -> None:
    with pytest.raises(TerminatedError), heeded_termination():
        terminate_as_a_library()
