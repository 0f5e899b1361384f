"""Ctrl-C and SIGTERM: one line, exit code 130 or 143, and nothing is in the way of the next run."""

import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipelines.failures import COMMITTED_OR_NOT
from pipelines.views.interrupt import TerminatedError, heeded_signals, outcome
from tests.pipelines.runs import IN_ONE_PROCESS, config, files, run
from tests.pipelines.terminal import at_terminal
from transforms.datasets.catalog import Output
from transforms.datasets.state import read_state

INDEX = "Archives/edgar/full-index/2024/QTR1/master.idx"
ROWS = 20_000
"""Filings of which none is there: looking for them takes far longer than a signal."""
WHOLE = "answer.csv is as it was, or written whole"


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
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if until in line:
                break
        send(process.pid)
        rest = process.stdout.read()  # to the end of the last worker, too
    return process.returncode, rest


def test_before_beam_is_there_it_is_one_line(tmp_path: Path) -> None:
    write_index(tmp_path / "mirror", ROWS)
    code, rest = end(tmp_path / "mirror", tmp_path / "out", "Reading filings")
    assert (code, rest.splitlines()) == (130, [f"Interrupted: {COMMITTED_OR_NOT}"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "options", [(IN_ONE_PROCESS,), ()], ids=["in one process", "in worker processes"]
)
@pytest.mark.parametrize(
    ("send", "ended"),
    [
        (to_all, (130, [f"Interrupted: {COMMITTED_OR_NOT}"])),
        (to_one, (143, [f"Terminated: {COMMITTED_OR_NOT}"])),
    ],
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


@pytest.mark.parametrize(
    ("number", "options", "last"),
    [
        (signal.SIGINT, (), "Interrupted"),
        (signal.SIGTERM, (), "Terminated"),
        (signal.SIGINT, ("--output", "answer.csv"), f"Interrupted: {WHOLE}"),
        (signal.SIGTERM, ("--output", "answer.csv"), f"Terminated: {WHOLE}"),
    ],
)
def test_while_a_query_is_computed_it_is_one_line(
    output_of_two: Output,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    options: tuple[str, ...],
    last: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    sql = f"SET threads = 1; COPY (SELECT 1) TO 'begun.csv'; SELECT sum(range) FROM range({10**15})"
    with at_terminal("query", output_of_two.path, sql, *options, home=tmp_path) as terminal:
        terminal.send_once(tmp_path / "begun.csv", number)
        assert terminal.wait_for(last).strip() == last
        assert terminal.end() == 128 + number
    assert not list(tmp_path.glob("answer.csv*"))


SLOW_LIBRARY = """
import hashlib, os, pathlib, sys
def javascript_bundle(_):
    sys.stdout.buffer.write(bytes(1 << 20))
    pathlib.Path("begun.part").write_text(str(os.getpid()))
    pathlib.Path("begun.part").rename("begun")
    hashlib.pbkdf2_hmac("sha256", b"", b"", (1 << 31) - 1)
"""
"""In place of vl_convert: it computes for minutes, in which Python calls no handler.

Before that it writes more than a pipe holds: by then the process that has started it reads.
"""


@pytest.mark.parametrize(
    ("number", "last"),
    [(signal.SIGINT, "Interrupted: page.html"), (signal.SIGTERM, "Terminated: page.html")],
)
def test_while_the_plots_of_a_report_are_loaded_it_ends_with_the_process_that_does(
    output_of_two: Output,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    last: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/vl_convert.py").write_text(SLOW_LIBRARY)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["lib", str(Path(__file__).parents[2])]))
    begun = tmp_path / "begun"
    with at_terminal("report", output_of_two.path, "-o", "page.html", home=tmp_path) as terminal:
        terminal.send_once(begun, number)
        assert terminal.wait_for(last).strip() == last
        assert terminal.end() == 128 + number
    assert not list(tmp_path.glob("page.html*"))
    with pytest.raises(ProcessLookupError):
        os.kill(int(begun.read_text()), 0)


_DEAF = """
import hashlib
from pipelines.views.interrupt import heeded_signals
with heeded_signals():
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
        cwd=Path(__file__).parents[2],
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        while process.poll() is None:  # signals of one kind that come at once are one
            process.send_signal(signal.SIGINT)
            time.sleep(0.05)
        assert (process.returncode, process.stderr.read()) == (130, "Interrupted\n")


_WAITS = """
import hashlib, os
from functools import partial
from operator import call
from pipelines.views.interrupt import heeded_signals, outcome
ours, theirs = os.pipe()
computes = partial(hashlib.pbkdf2_hmac, "sha256", b"", b"", 1 << 21)
try:
    with heeded_signals("half"):
        print("begun", flush=True)
        list(map(call, [computes, partial(os.read, ours, 1)]))
except KeyboardInterrupt as interrupt:
    print(outcome(interrupt), flush=True)
"""
"""It computes, and then waits for ever, and Python looks for signals neither amid that nor between."""


def test_a_signal_that_comes_just_before_a_wait_ends_it() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _WAITS], stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        try:
            assert process.communicate(timeout=120) == ("(130, 'Interrupted: half')\n", None)
        finally:
            process.kill()


_SLOW_TO_END = """
import time
from pipelines.views.interrupt import heeded_signals, outcome
try:
    with heeded_signals("half"):
        try:
            print("begun", flush=True)
            time.sleep(60)
        finally:
            time.sleep(0.2)
except KeyboardInterrupt as interrupt:
    print(outcome(interrupt))
"""
"""It ends what it does before it says so."""


def test_two_at_once_are_one() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _SLOW_TO_END], stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    ) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGSTOP)
        os.waitpid(process.pid, os.WUNTRACED)  # however late the second is sent, both come at once
        for number in (signal.SIGINT, signal.SIGTERM):  # two of one kind may be one already
            process.send_signal(number)
        process.send_signal(signal.SIGCONT)
        assert process.stdout.read() == "(130, 'Interrupted: half')\n"


_WAITING = """
import signal, threading
from pipelines.views.interrupt import heeded_signals, outcome
def receive():
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
lock = threading.Lock()
lock.acquire()
try:
    with heeded_signals("half"):
        threading.Timer(0.2, receive).start()
        lock.acquire()
except KeyboardInterrupt as interrupt:
    print(outcome(interrupt))
"""
"""Its main thread waits for a lock while another one receives a signal."""


def test_a_signal_that_another_thread_receives_wakes_the_main_thread() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _WAITING], stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2], timeout=60, check=True,
    )  # fmt: skip
    assert ended.stdout == "(143, 'Terminated: half')\n"


class Referent:
    """Something that a weak reference can be of."""


def receive_where_nothing_can_raise(number: int) -> None:
    """Receive a signal in what is called when an object goes, and wait."""
    referent = Referent()
    reference = weakref.ref(referent, lambda _: signal.raise_signal(number))
    del referent
    assert reference() is None
    threading.Event().wait(30)


@pytest.mark.usefixtures("_heeded")
@pytest.mark.parametrize(
    ("number", "ended"),
    [(signal.SIGINT, (130, "Interrupted: half")), (signal.SIGTERM, (143, "Terminated: half"))],
)
def test_a_signal_where_nothing_can_raise_is_heard_after_it(
    number: int, ended: tuple[int, str], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(KeyboardInterrupt) as raised, heeded_signals("half"):
        receive_where_nothing_can_raise(number)
    assert outcome(raised.value) == ended
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("raised", [False, True])
def test_what_was_asked_before_is_asked_after(number: int, raised: bool) -> None:
    before = signal.signal(number, signal.SIG_DFL)
    try:
        with suppress(ZeroDivisionError), heeded_signals():
            assert callable(signal.getsignal(number))
            if raised:
                raise ZeroDivisionError
        assert signal.getsignal(number) is signal.SIG_DFL
        assert signal.set_wakeup_fd(-1) == -1
    finally:
        signal.signal(number, before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_is_to_be_ignored_is_ignored(number: int) -> None:
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with heeded_signals():
            signal.raise_signal(number)
    finally:
        signal.signal(number, before)


def interrupt_a_library(number: int) -> None:
    """Receive a signal, and make an error of another class of it."""
    try:
        signal.raise_signal(number)
    except KeyboardInterrupt as interrupt:
        raise RuntimeError from interrupt


@pytest.fixture
def _heeded() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_heeded")
@pytest.mark.parametrize(
    ("number", "ended"),
    [(signal.SIGINT, (130, "Interrupted: half")), (signal.SIGTERM, (143, "Terminated: half"))],
)
def test_a_signal_shows_through_what_a_library_makes_of_it(
    number: int, ended: tuple[int, str]
) -> None:
    with pytest.raises(KeyboardInterrupt) as raised, heeded_signals("half"):
        interrupt_a_library(number)
    assert outcome(raised.value) == ended


def wait_for_a_job() -> None:
    """Receive SIGTERM, and say of Ctrl-C what is known of a job elsewhere."""
    try:
        signal.raise_signal(signal.SIGTERM)
    except KeyboardInterrupt:
        raise KeyboardInterrupt("the job goes on") from None


def test_what_is_known_of_an_interruption_is_said_of_sigterm_too() -> None:
    with pytest.raises(TerminatedError, match="the job goes on"), heeded_signals("half"):
        wait_for_a_job()
