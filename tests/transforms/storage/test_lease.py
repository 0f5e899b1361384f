import io
import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from transforms.clock import Clock
from transforms.storage.folder import Folder
from transforms.storage.lease import Claim, Lease, LeaseHeldError, LeaseLostError


@pytest.fixture
def files(tmp_path):
    return Folder(tmp_path)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr("transforms.storage.lease._PATIENCE", 0.0)


class ClockOfTest(Clock):
    """Time that passes when the test says so."""

    def __init__(self):
        self.seconds = 1e9
        self._waiting = threading.Semaphore(0)
        self._conditions = set()

    def now(self):
        return self.seconds

    def time(self):
        return self.seconds

    def wait(self, condition, seconds):  # noqa: ARG002 -- until notified, by whoever
        self._conditions.add(condition)
        self._waiting.release()
        condition.wait(60)

    def pass_by(self, seconds):
        """Let `seconds` pass as soon as somebody waits for it."""
        assert self._waiting.acquire(timeout=60)
        self.seconds += seconds
        for condition in self._conditions:
            with condition:
                condition.notify_all()


@pytest.fixture
def clock():
    return ClockOfTest()


def write_claim(files, now=0.0, **changes):
    claim = vars_of(Claim.of_this_process("fetch", 300.0, now)) | changes
    files.write_whole(f"_lease/{claim['id']}.json", io.BytesIO(json.dumps(claim).encode()))


def vars_of(claim):
    return {name: getattr(claim, name) for name in Claim.__slots__}


def claims(files):
    return list(files.list("_lease/"))


@pytest.mark.usefixtures("impatient")
def test_a_second_job_is_refused_and_told_who_holds_the_lease(files):
    with Lease(files, "fetch of 2024Q1"):
        with pytest.raises(LeaseHeldError, match=r"fetch of 2024Q1 of .+ process \d+, since 20"):
            Lease(files, "run").__enter__()
        assert len(claims(files)) == 1
    assert claims(files) == []


def test_the_lease_is_free_again_after_its_holder_failed(files):
    with pytest.raises(KeyError), Lease(files, "fetch"):
        raise KeyError
    with Lease(files, "fetch"):
        pass


def test_a_second_job_can_wait(files):
    waited, waits = [], threading.Event()

    def on_wait(claim):
        waited.append(claim)
        waits.set()

    with ThreadPoolExecutor(1) as threads:
        with Lease(files, "first"):
            second = threads.submit(
                lambda: Lease(files, "second", wait=60, on_wait=on_wait).__enter__()
            )
            assert waits.wait(60)
            assert not second.done()
        lease = second.result(60)
    lease.__exit__(None)
    assert {claim.job for claim in waited} == {"first"}


def test_a_job_waits_as_long_as_it_may(files, clock):
    write_claim(files, host="elsewhere")
    waited = []
    lease = Lease(files, "second", wait=60, on_wait=waited.append, clock=clock)
    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(lease.__enter__)
        clock.pass_by(59)
        clock.pass_by(2)
        with pytest.raises(LeaseHeldError, match="elsewhere"):
            second.result(60)
    assert len(waited) == 2


def test_a_dead_process_of_this_host_holds_nothing(files):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    write_claim(files, pid=ended.pid)
    with Lease(files, "fetch"):
        assert len(claims(files)) == 1


def age(tmp_path, name, seconds):
    """Make the disk say that a claim was written `seconds` ago."""
    then = time.time() - seconds
    os.utime(tmp_path / f"_lease/{name}.json", (then, then))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("clock_of_the_other", [0.0, 1e9, 9e9], ids=["slow", "about", "fast"])
def test_a_claim_of_another_host_holds_until_the_disk_says_that_its_time_is_over(
    files, tmp_path, clock_of_the_other
):
    write_claim(files, id="a", host="elsewhere", pid=1, renewed=clock_of_the_other)
    age(tmp_path, "a", 200)
    with pytest.raises(LeaseHeldError, match="elsewhere"):
        Lease(files, "fetch").__enter__()
    age(tmp_path, "a", 400)
    with Lease(files, "fetch"):
        pass


@pytest.mark.usefixtures("impatient")
def test_a_clone_of_the_machine_does_not_take_its_lease(files, monkeypatch):
    """It has the host's name and process ids, and the job does not run there."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    write_claim(files, pid=ended.pid)
    monkeypatch.setattr("transforms.storage.lease.uuid.getnode", lambda: 7)
    with pytest.raises(LeaseHeldError):
        Lease(files, "fetch").__enter__()


@pytest.mark.usefixtures("impatient")
def test_a_lease_that_is_renewed_outlives_its_time_to_live(files, clock):
    with Lease(files, "fetch", ttl=300, clock=clock) as lease:
        for _ in range(6):
            clock.pass_by(75)
        clock.pass_by(0)  # it waits again, so it has renewed
        lease.check()
        with pytest.raises(LeaseHeldError):
            Lease(files, "run", clock=clock).__enter__()


def test_a_lease_that_cannot_be_renewed_is_lost(files, clock, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    lease = Lease(files, "fetch", ttl=300, clock=clock).__enter__()
    monkeypatch.setattr(files, "write_whole", full)
    clock.pass_by(299)
    lease.check()
    clock.pass_by(2)
    with pytest.raises(LeaseLostError, match="was not renewed"):
        lease.check()
    with pytest.raises(LeaseLostError):
        lease.__exit__(None)
    assert claims(files) == []


def test_a_lease_outlives_errors_of_whatever_client_that_pass(files, clock, monkeypatch):
    class ClientError(Exception):
        """Of a library that derives its errors from nothing in particular."""

    write_whole = files.write_whole
    times = []

    def flaky(*arguments):
        times.append(1)
        if len(times) <= 2:
            raise ClientError("503 slow down")
        write_whole(*arguments)

    with Lease(files, "fetch", ttl=300, clock=clock) as lease:
        monkeypatch.setattr(files, "write_whole", flaky)
        for _ in range(6):
            clock.pass_by(75)
        clock.pass_by(0)
        lease.check()
    assert len(times) > 2


def test_a_job_that_was_stopped_for_longer_than_its_time_has_lost_the_lease(files, clock):
    lease = Lease(files, "fetch", ttl=300, clock=clock).__enter__()
    clock.pass_by(301)
    lease._heart.join(60)  # nor does it renew its claim, which may have been another's meanwhile
    with pytest.raises(LeaseLostError, match="was not renewed"):
        lease.__exit__(None)
    with pytest.raises(LeaseLostError):
        lease.check()


def test_an_error_of_the_job_itself_comes_out_although_the_lease_is_lost(files, clock):
    lease = Lease(files, "fetch", ttl=300, clock=clock).__enter__()
    clock.pass_by(301)
    lease.__exit__(KeyError)  # and raises nothing in its place
    assert claims(files) == []


def test_a_job_whose_claim_another_cleared_away_has_lost_the_lease(files, clock):
    """As after a sleep of the machine, in which its own clock stood still."""
    lease = Lease(files, "fetch", ttl=300, clock=clock).__enter__()
    files.delete(lease.claim)
    clock.pass_by(75)
    lease._heart.join(60)
    with pytest.raises(LeaseLostError, match="taken over by another job"):
        lease.__exit__(None)
    assert claims(files) == []


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b"{}", b'{"other": 1}', b"\xff"])
def test_a_damaged_claim_holds_as_long_as_any_other(files, tmp_path, damaged):
    files.write_whole("_lease/a.json", io.BytesIO(damaged))
    age(tmp_path, "a", 200)
    with pytest.raises(LeaseHeldError, match="a damaged claim of an unknown user"):
        Lease(files, "fetch").__enter__()
    age(tmp_path, "a", 400)
    with Lease(files, "fetch"):
        assert len(claims(files)) == 1


def test_of_many_jobs_that_start_together_never_do_two_hold_it(tmp_path):
    script = f"""
        import sys, time
        from pathlib import Path
        from transforms.storage.lease import Lease
        from transforms.storage.folder import Folder
        log = Path({str(tmp_path / "log")!r})
        for _ in range(3):
            with Lease(Folder(Path({str(tmp_path)!r})), "job", wait=300), log.open("a") as file:
                file.write("in\\n"); file.flush()
                time.sleep(0.02)
                file.write("out\\n")
    """
    jobs = [subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)]) for _ in range(4)]
    assert [job.wait(300) for job in jobs] == [0] * 4
    assert (tmp_path / "log").read_text().split() == ["in", "out"] * 12
