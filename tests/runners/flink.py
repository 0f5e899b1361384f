"""A cluster of Flink on the loopback: a job manager, task managers, and Beam's job server.

Flink's package on PyPI has its jars and no start scripts, so its Java classes are started as the
scripts would. Every port is one that the system has free.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil

from tests.runners.programs import FLINK_LIBRARIES, JOB_SERVER

WORKER: Final = Path(sys.executable).with_name("edgar-arcs-worker")
SLOTS: Final = 2

_LOOPBACK: Final = "127.0.0.1"
_STARTS_WITHIN: Final = 120.0  # seconds, on a machine however busy
_CONFIGURATION: Final = """\
jobmanager.rpc.address: {host}
jobmanager.rpc.port: {rpc_port}
jobmanager.bind-host: {host}
rest.address: {host}
rest.port: {rest_port}
rest.bind-address: {host}
blob.server.port: 0
web.submit.enable: false
taskmanager.host: {host}
taskmanager.bind-host: {host}
taskmanager.numberOfTaskSlots: {slots}
taskmanager.cpu.cores: {slots}
taskmanager.memory.framework.heap.size: 128m
taskmanager.memory.framework.off-heap.size: 128m
taskmanager.memory.task.heap.size: 384m
taskmanager.memory.task.off-heap.size: 64m
taskmanager.memory.managed.size: 256m
taskmanager.memory.network.min: 256m
taskmanager.memory.network.max: 256m
taskmanager.memory.jvm-metaspace.size: 256m
taskmanager.memory.jvm-overhead.min: 192m
taskmanager.memory.jvm-overhead.max: 192m
restart-strategy.type: fixed-delay
restart-strategy.fixed-delay.attempts: 5
restart-strategy.fixed-delay.delay: 1 s
heartbeat.interval: 2000
heartbeat.timeout: 10000
io.tmp.dirs: {directory}
"""
_LOGGING: Final = """\
rootLogger.level = INFO
rootLogger.appenderRef.console.ref = Console
appender.console.name = Console
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %-5p %c %x - %m%n
"""
# What Flink's own configuration opens of Java 17.
_OPENED: Final = [
    "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
    "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
    *(
        f"--add-opens=java.base/java.{name}=ALL-UNNAMED"
        for name in "lang net io nio lang.reflect text time util util.concurrent "
        "util.concurrent.atomic util.concurrent.locks".split()
    ),
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
]
_JOB_MANAGER: Final = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"
_TASK_MANAGER: Final = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner"


@dataclass
class FlinkCluster:
    """A cluster that runs.

    Attributes:
        directory: Its configuration and logs.
        rest_port: Of the job manager.
        job_port: Of Beam's job server.
        processes: All of it, by name.
    """

    directory: Path
    rest_port: int
    job_port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def options(self) -> tuple[str, ...]:
        """Beam's options to run there, with workers as plain processes."""
        return (
            "--runner=FlinkRunner",
            f"--flink_master={_LOOPBACK}:{self.rest_port}",
            f"--job_endpoint={_LOOPBACK}:{self.job_port}",
            f"--parallelism={SLOTS}",
            "--environment_type=PROCESS",
            f"--environment_config={json.dumps({'command': str(WORKER)})}",
            "--environment_cache_millis=10000",
        )

    @property
    def task_managers(self) -> dict[str, psutil.Process]:
        """Processes of the task managers that are alive, by name."""
        return {
            name: psutil.Process(process.pid)
            for name, process in self.processes.items()
            if name.startswith("taskmanager") and process.poll() is None
        }

    def by_kind(self) -> dict[str, list[psutil.Process]]:
        """Everything that runs, by what it is."""
        job_manager, job_server = (
            psutil.Process(self.processes[name].pid) for name in ("jobmanager", "jobserver")
        )
        return {
            "worker": self.workers(),
            "task manager": list(self.task_managers.values()),
            "job manager": [job_manager],
            "job server": [job_server],
        }

    def workers(self) -> list[psutil.Process]:
        """Python workers, whoever their parent is now."""
        found = []
        for process in psutil.process_iter():
            try:
                if WORKER.name in " ".join(process.cmdline()) and self._serves(process):
                    found.append(process)
            except psutil.NoSuchProcess:
                continue
        return found

    def _serves(self, process: psutil.Process) -> bool:
        return process.environ().get("EDGAR_ARCS_CLUSTER") == str(self.directory)

    def rest(self, path: str, method: str = "GET") -> Any:
        """What the job manager answers."""
        url = f"http://{_LOOPBACK}:{self.rest_port}{path}"
        request = urllib.request.Request(url, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def cancel_jobs(self) -> None:
        """Cancel what still runs, as the job of a test that failed would hold its slots."""
        for job in self.rest("/jobs")["jobs"]:
            if job["status"] not in ("FINISHED", "FAILED", "CANCELED"):
                self.rest(f"/jobs/{job['id']}?mode=cancel", "PATCH")

    def start_task_manager(self) -> None:
        """One more, under the first name that is free."""
        alive = self.task_managers
        name = next(name for name in map("taskmanager{}".format, range(9)) if name not in alive)
        self._java(name, ["-Xmx640m", "-XX:MaxDirectMemorySize=512m"], _TASK_MANAGER)

    def _java(self, name: str, flags: list[str], main: str) -> None:
        conf = str(self.directory / "conf")
        logging = f"-Dlog4j.configurationFile=file:{conf}/log4j.properties"
        entry = ["-cp", f"{FLINK_LIBRARIES}/*", main, "--configDir", conf]
        self._start(name, [*flags, *_OPENED, logging, *entry])

    def _start(self, name: str, arguments: list[str]) -> None:
        with (self.directory / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=_environment(self.directory),
            )

    def start(self) -> None:
        """Start everything, and wait until it can be used."""
        self._java("jobmanager", ["-Xmx512m"], _JOB_MANAGER)
        for _ in range(2):
            self.start_task_manager()
        self._start(
            "jobserver",
            [
                *("-Xmx512m", "-jar", str(JOB_SERVER), "--job-host", _LOOPBACK),
                *("--flink-master", f"{_LOOPBACK}:{self.rest_port}"),
                *("--job-port", str(self.job_port), "--artifact-port", "0"),
                *("--expansion-port", "0", "--artifacts-dir", str(self.directory / "artifacts")),
            ],
        )
        self.await_slots(2 * SLOTS)
        wait_until(lambda: _listens(self.job_port))

    def await_slots(self, number: int) -> None:
        """Wait until so many slots are there, no more and no fewer."""

        def are_there() -> bool:
            self._check_alive()
            return bool(self.rest("/overview")["slots-total"] == number)

        wait_until(are_there)

    def _check_alive(self) -> None:
        for name, process in self.processes.items():
            if process.poll() not in (None, -signal.SIGKILL):
                log = (self.directory / f"{name}.log").read_text(errors="replace")
                raise AssertionError(f"{name} ended with {process.returncode}:\n{log[-3000:]}")

    def await_no_worker(self) -> None:
        """Wait until every Python worker has ended, as each must soon after its job."""
        wait_until(lambda: not self.workers())

    def stop(self) -> None:
        """End every process of it."""
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def flink_cluster(directory: Path) -> Iterator[FlinkCluster]:
    """A cluster with two task managers, which ends with the context."""
    rest_port, rpc_port, job_port = free_ports(3)
    conf = directory / "conf"
    conf.mkdir(parents=True)
    text = _CONFIGURATION.format(
        host=_LOOPBACK, rest_port=rest_port, rpc_port=rpc_port, slots=SLOTS, directory=directory
    )
    (conf / "flink-conf.yaml").write_text(text)
    (conf / "log4j.properties").write_text(_LOGGING)
    cluster = FlinkCluster(directory, rest_port, job_port)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def _environment(directory: Path) -> dict[str, str]:
    """Of every process: by its mark the workers of this cluster are known."""
    return os.environ | {"EDGAR_ARCS_CLUSTER": str(directory)}


def free_ports(number: int) -> list[int]:
    """Ports that nothing listens on now."""
    sockets = [socket.socket() for _ in range(number)]
    try:
        for each in sockets:
            each.bind((_LOOPBACK, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _listens(port: int) -> bool:
    with socket.create_connection((_LOOPBACK, port), 1):
        return True


def wait_until(is_so: Callable[[], bool], seconds: float = _STARTS_WITHIN) -> None:
    """Look until something is so; an address that does not answer yet is not so."""
    until = time.monotonic() + seconds
    while True:
        try:
            if is_so():
                return
        except OSError:
            pass
        assert time.monotonic() < until, f"not so within {seconds} s: {is_so}"
        time.sleep(0.1)


def is_possible() -> bool:
    """Whether there is what it takes."""
    return FLINK_LIBRARIES.exists() and JOB_SERVER.exists() and shutil.which("java") is not None
