"""What all steps on a filing have in common."""

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.transforms.filings import ACCESSION, REJECT, ref, unread, work
from tests.transforms.running import check_step, given, pipeline
from transforms.edgar.filing import Header
from transforms.elements import FilingWork
from transforms.errors import FilingError, Reject
from transforms.filing_step import FilingStep, PassingThread

NEW = Reject("linkbase", "not-well-formed", "damaged")


def reject(filing: FilingWork) -> FilingWork:
    return replace(filing, rejects=(*filing.rejects, NEW))


def fail(filing: FilingWork) -> FilingWork:
    raise KeyError(f"a bug at {filing.shard}")


def fill_the_disk(filing: FilingWork) -> FilingWork:
    raise OSError(f"No space left for {filing.shard}")


def fill_memory(filing: FilingWork) -> FilingWork:
    raise MemoryError(f"none left for {filing.shard}")


NOTED: list[tuple[threading.Thread, int]] = []
"""Of each filing, the thread that it was in, and when its garbage was to be collected."""


def note_worker(filing: FilingWork) -> FilingWork:
    NOTED.append((threading.current_thread(), gc.get_threshold()[0]))
    return filing


def errors(filing: FilingWork) -> list[str]:
    return [each.error for each in filing.rejects]


def test_only_what_the_step_itself_rejected_is_in_its_second_output() -> None:
    check_step(
        FilingStep(reject),
        [work({}, None, REJECT)],
        filings=[["not-found", "not-well-formed"]],
        rejects=[(ACCESSION, "linkbase", "not-well-formed")],
        show=errors,
    )


def test_what_is_no_input_error_stops_the_run() -> None:
    with pytest.raises(FilingError, match=f"{ACCESSION}: KeyError: "), pipeline() as root:
        given(root, [work()]) | FilingStep(fail)


def test_an_error_of_the_storage_is_not_laid_to_the_filing() -> None:
    with pytest.raises(OSError, match="No space"), pipeline() as root:
        given(root, [work()]) | FilingStep(fill_the_disk)


def test_want_of_memory_is_not_laid_to_the_filing() -> None:
    with pytest.raises(MemoryError), pipeline() as root:
        given(root, [work()]) | FilingStep(fill_memory)


def test_the_form_is_that_of_the_index_before_that_of_the_header() -> None:
    read = work(of=ref(form_type="CORRESP"))
    assert read.filing is not None
    other = replace(read.filing, header=Header(form_type="10-K"))
    assert replace(read, filing=other).form_type == "CORRESP"
    assert FilingWork(None, other).form_type == "10-K"
    assert unread(ref(form_type="8-K")).form_type == "8-K"
    assert FilingWork(None).form_type is None


def test_a_thread_ends_after_its_calls_and_another_takes_its_place() -> None:
    thread = PassingThread(calls=2)
    ran_in = []

    def note(filing: FilingWork) -> FilingWork:
        ran_in.append(threading.current_thread())
        return filing

    for _ in range(5):
        thread.run(note, work())
    first, again, second, _, third = ran_in
    assert first is again
    assert len({first, second, third}) == 3
    assert (first.is_alive(), second.is_alive(), third.is_alive()) == (False, False, True)
    thread.end()
    assert not third.is_alive()


@pytest.fixture
def collector() -> Iterator[None]:
    """The garbage collector as Python sets it up, and afterwards as it was."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("collector")
def test_a_worker_collects_garbage_seldom_and_leaves_no_thread_behind() -> None:
    NOTED.clear()
    with pipeline() as root:
        given(root, [work()]) | FilingStep(note_worker)
    ((thread, threshold),) = NOTED
    assert threshold == 50_000
    assert not thread.is_alive()


GROWTH = """
from itertools import count
from lxml import etree
from tests.peak_memory import peak_bytes
from tests.transforms.filings import work
from transforms.filing_step import PassingThread

documents = count()

def parse(filing):
    names = (f"<name_of_a_company_{next(documents)}_{n}/>" for n in range(5_000))
    etree.fromstring(f"<r>{''.join(names)}</r>")
    return filing

thread = PassingThread(calls=10)
for call in range(220):
    thread.run(parse, work())
    if call == 20:
        before = peak_bytes()
thread.end()
print((peak_bytes() - before) / 2**20)
"""


def test_names_of_filings_do_not_stay_in_a_worker() -> None:
    done = subprocess.run([sys.executable, "-c", GROWTH], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) < 30, "MiB; a million names take 60 where they stay"
