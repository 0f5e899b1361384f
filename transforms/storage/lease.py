"""A lease on a store or an output: one job at a time, also across machines.

An object store has no exclusive create, but the ones in use list what was just written. So a
job writes a claim under a name of its own and then lists the claims: if it sees no other live
one, it holds the lease. Of two jobs at least the one that wrote later sees the other's claim,
therefore never do both hold it. Who sees another claim withdraws its own and tries again.

The holder renews its claim. One that was not renewed for its time to live is dead, and so is at
once one of a process of this machine that no longer runs. Who finds a dead claim deletes it; its
holder, if it was only stopped, finds it gone or its time over, and never holds it again. How old
a claim is, the disk or object store says: both times are of its clock, so that those of the hosts
may be as wrong as they like.
"""

import contextlib
import getpass
import io
import json
import logging
import os
import random
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from transforms.clock import SYSTEM_CLOCK, Clock
from transforms.storage.folder import Folder

_PATIENCE = 2.0
"""Seconds in which jobs that start together draw lots, before one of them gives up."""

_LOG = logging.getLogger(__name__)


class LeaseHeldError(RuntimeError):
    """Another job holds the lease; the message says who, where and since when."""


class LeaseLostError(RuntimeError):
    """The lease could not be renewed in time, so another job may hold it by now."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a job writes to hold a lease.

    Attributes:
        id: Unique.
        user: Who runs the job.
        host: Name, boot and process namespace of the machine, within which `pid` means something.
        pid: Of the job.
        job: What it is doing.
        since: When it asked first, seconds since the epoch.
        renewed: When it last said that it lives, by its own clock: for people to read.
        ttl: Seconds without a sign of life after which it counts as dead.
    """

    id: str
    user: str
    host: str
    pid: int
    job: str
    since: float
    renewed: float
    ttl: float

    @classmethod
    def of_this_process(cls, job: str, ttl: float, now: float) -> Self:
        """A claim of this process at `now`, seconds since the epoch."""
        return cls(uuid.uuid4().hex, _user(), _host(), os.getpid(), job, now, now, ttl)

    @classmethod
    def parse(cls, content: bytes, ttl: float) -> Self:
        """The claim that is written in `content`; one of nobody, to last `ttl`, if none is."""
        try:
            return cls(**json.loads(content))
        except (ValueError, TypeError):  # no JSON, or other fields than these
            return cls(
                "", "an unknown user", "an unknown host", 0, "a damaged claim", 0.0, 0.0, ttl
            )

    def is_dead(self, age: float) -> bool:
        """Whether its job has ended without giving the lease back.

        Args:
            age: Seconds since it was last written.
        """
        return age > self.ttl or (self.host == _host() and not _runs(self.pid))

    def __str__(self) -> str:
        since = datetime.fromtimestamp(self.since, UTC).isoformat(sep=" ", timespec="seconds")
        return f"{self.job} of {self.user} on {self.host.split()[0]}, process {self.pid}, since {since}"


class Lease:
    """The right to write to a place, held inside the context.

    Args:
        files: The place.
        job: What for, in the message that another job gets.
        ttl: Seconds without renewal after which the lease is free; renewed at a quarter of it.
        wait: Seconds to wait for another job before giving up.
        on_wait: Called with the other job's claim each time the wait goes on.
        clock: Which time counts.

    Raises:
        LeaseHeldError: On entering, another job holds it.
        LeaseLostError: On `check`, and on leaving the context without another error.
    """

    FOLDER = "_lease/"

    def __init__(
        self,
        files: Folder,
        job: str,
        *,
        ttl: float = 300.0,
        wait: float = 0.0,
        on_wait: Callable[[Claim], None] = lambda _: None,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self._files = files
        self._job = job
        self._ttl = ttl
        self._wait = wait
        self._on_wait = on_wait
        self._clock = clock
        self._changed = threading.Condition()
        self._ended = False
        self._taken_over = False

    def __enter__(self) -> Self:
        self._claim = Claim.of_this_process(self._job, self._ttl, self._clock.time())
        self._acquire(self._claim)
        self._renewed = self._clock.now()
        self._heart = threading.Thread(target=self._beat, name="lease", daemon=True)
        self._heart.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._heart.join()
        try:
            if kind is None:
                self.check()
        finally:
            self._files.delete(self._name(self._claim))

    @property
    def claim(self) -> str:
        """The name of the file that is there as long as the lease is held."""
        return self._name(self._claim)

    def check(self) -> None:
        """Raise `LeaseLostError` unless the lease is still held."""
        if self._taken_over:
            raise LeaseLostError(f"the lease of {self._claim} was taken over by another job")
        if self._is_over(self._clock.now()):
            raise LeaseLostError(f"the lease of {self._claim} was not renewed for {self._ttl:g} s")

    def _is_over(self, now: float) -> bool:
        return now > self._renewed + self._ttl

    def _acquire(self, claim: Claim) -> None:
        deadline = self._clock.now() + max(self._wait, _PATIENCE)
        while True:
            self._write(claim)
            other = next(self._others(claim), None)
            if other is None:
                return
            self._files.delete(self._name(claim))
            if self._clock.now() >= deadline:
                raise LeaseHeldError(
                    f"in use by {other}; it expires {other.ttl:g} s after that job's last sign of life"
                )
            self._on_wait(other)
            self._goes_on_after(random.uniform(0.02, min(1.0, 0.1 + self._wait / 50)))  # noqa: S311 not a secret
            claim = self._claim = self._renew(claim)

    def _others(self, own: Claim) -> Iterator[Claim]:
        """Live claims of other jobs; dead ones are cleared away."""
        now = self._files.modified(self._name(own))
        for name in list(self._files.list(self.FOLDER)):
            if name == self._name(own):
                continue
            try:
                age = now - self._files.modified(name)
                with self._files.open_read(name) as content:
                    claim = Claim.parse(content.read(), self._ttl)
            except FileNotFoundError:
                continue  # given back meanwhile
            if claim.is_dead(age):
                _LOG.warning("the lease of %s has expired", claim)
                self._files.delete(name)
            else:
                yield claim

    def _beat(self) -> None:
        """Renew the claim until the end; a failure to do so shows in `check`.

        A process that was stopped for longer than the time to live must not renew: another job may
        hold the lease by then, or have held it.
        """
        while self._goes_on_after(self._ttl / 4):
            asked = self._clock.now()
            if self._is_over(asked):
                return
            try:
                if not self._files.exists(self.claim):  # where the clock was stopped as well
                    self._taken_over = True
                    return
                self._write(self._renew(self._claim))
            except Exception as error:
                _LOG.warning("the lease could not be renewed, it is tried again: %s", error)
            else:
                self._renewed = asked

    def _goes_on_after(self, seconds: float) -> bool:
        """Wait, but not beyond the end; whether that has not come."""
        with self._changed:
            if not self._ended:
                self._clock.wait(self._changed, seconds)
            return not self._ended

    def _renew(self, claim: Claim) -> Claim:
        return replace(claim, renewed=self._clock.time())

    def _write(self, claim: Claim) -> None:
        self._files.write_whole(
            self._name(claim), io.BytesIO(json.dumps(asdict(claim)).encode() + b"\n")
        )

    def _name(self, claim: Claim) -> str:
        return f"{self.FOLDER}{claim.id}.json"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without an entry in passwd
        return f"uid {os.getuid()}"


def _host() -> str:
    """What tells this machine from others: also from a clone, which has its name but not its boot.

    On Linux the namespace that process ids belong to is part of it. A clone of a running machine
    shares its boot, but not the address of its network card.
    """
    parts = [socket.gethostname(), f"{uuid.getnode():x}"]
    with contextlib.suppress(OSError):
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text().strip())
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return " ".join(parts)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
