"""Worker processes of the local runner: begun ahead of the run, and missed when they end unasked.

A process takes a second or two to load Beam and the steps. Begun once a run's options are known, it
does so while the main process, too, loads what it needs, opens the tables and builds the pipeline.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import traceback
import uuid
from contextlib import suppress
from contextvars import ContextVar
from types import TracebackType
from typing import Any, Final, Self

import psutil
from apache_beam.portability import python_urns
from apache_beam.portability.api import beam_fn_api_pb2
from apache_beam.runners.portability.fn_api_runner.worker_handlers import (
    SUBPROCESS_LOCK,
    SubprocessSdkWorkerHandler,
    WorkerHandler,
)
from google.protobuf import json_format, text_format

_LOOK_SECONDS: Final = 0.2  # until what is asked of a lost worker is answered
_ADVICE: Final[dict[int, str]] = {
    signal.SIGKILL: ", as the system does for want of memory; --direct_num_workers=1 takes least of it"
}


class WorkerProcesses:
    """The worker processes of one run; those that still wait for it at the end are killed.

    Args:
        ahead: How many to begin at once, to load what they need.
    """

    def __init__(self, ahead: int = 0) -> None:
        self.name = uuid.uuid4().hex
        """What their command lines end with."""
        self.lost: list[str] = []
        """What came of those that ended unasked, the first of them first."""
        self._ahead = ahead
        self._waiting: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        with suppress(OSError):  # it is said when the run asks for one
            for _ in range(self._ahead):
                self._waiting.append(self._begin())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for process in self._waiting:
            process.kill()
            process.communicate()

    def take(self) -> "subprocess.Popen[str]":
        """A process that waits for the environment of a worker, as JSON, until its input is closed.

        Raises:
            OSError: It cannot be started.
        """
        with suppress(IndexError):  # not looked at before: each worker has a thread that takes one
            return self._waiting.pop()
        return self._begin()

    def _begin(self) -> "subprocess.Popen[str]":
        """A process of `pipelines.local_worker`.

        It ignores SIGINT, which a terminal sends to it too: each would show a traceback. What a
        shell ignores it passes on. The worker takes the shell's place: one that waits for it
        reports how it ended, and would be its parent.
        """
        worker = [sys.executable, "-m", "pipelines.local_worker", str(os.getpid()), self.name]
        ignoring = ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", *worker]
        with SUBPROCESS_LOCK:
            return subprocess.Popen(ignoring, stdin=subprocess.PIPE, text=True)  # noqa: S603 # no words but ours

    def kill(self) -> None:
        """Kill them, and no other child, such as one of a test or of another run."""
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):  # it has ended meanwhile
                if self.name in process.cmdline():
                    process.kill()


OF_RUN: Final = ContextVar("OF_RUN", default=WorkerProcesses())  # noqa: B039 # of no run
"""In the thread of a run, which asks for its worker processes."""


@WorkerHandler.register_environment(python_urns.SUBPROCESS_SDK, bytes)
class _Worker(SubprocessSdkWorkerHandler):
    """A worker process of `pipelines.local_worker`, in place of one of Beam's command line.

    Where one ends unasked, or cannot be started, the run fails: Beam alone would wait for the others
    to end what they have begun, and where nothing but its answer is awaited, for ever.
    """

    def __init__(self, *given: Any) -> None:  # noqa: ANN401 # what Beam gives
        super().__init__(*given)
        self._all = OF_RUN.get()
        self._closing = threading.Event()

    def start_worker(self) -> None:
        self.worker_thread = threading.Thread(target=self._work, name="run_worker", daemon=True)
        self.worker_thread.start()

    def _work(self) -> None:
        try:
            process = self._all.take()
            process.communicate(json.dumps(self._environment()))
            end = _end_of(process.returncode)
        except Exception as error:  # whatever it is, the run would never end
            end = f"could not be started: {traceback.format_exception_only(error)[-1].strip()}"
        if not self._closing.is_set():
            self._all.lost.append(end)
            self._all.kill()
        while not self._closing.wait(_LOOK_SECONDS):  # more may be asked of it
            self._answer_all("the worker process has ended")

    def _environment(self) -> dict[str, str]:
        """What Beam's worker reads from its environment."""
        control = text_format.MessageToString(self.control_api_service_descriptor())
        options = self.provision_info.provision_info.pipeline_options
        return {
            "WORKER_ID": self.worker_id,
            "PIPELINE_OPTIONS": json_format.MessageToJson(options),
            "CONTROL_API_SERVICE_DESCRIPTOR": control,
        }

    def _answer_all(self, error: str) -> None:
        """Answer whatever this worker has been asked with an error.

        Not by Beam's `abort`: what waits for the output of a worker that never connected does not
        see it.
        """
        response = beam_fn_api_pb2.InstructionResponse(error=error)
        for future in tuple(self.control_conn._futures_by_id.values()):
            future.set(response)

    def close(self) -> None:
        self._closing.set()
        super().close()


def _end_of(code: int) -> str:
    end = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
    return end + _ADVICE.get(-code, "")
