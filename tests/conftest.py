"""Fixtures that several packages of tests use."""

import atexit
import fcntl
import gc
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

import pipelines  # noqa: F401 # says how Arrow allocates, before anything loads it
from samples.build import build_mirror, write_mirror
from tests.corpus import CORPUS

if TYPE_CHECKING:
    from transforms.datasets.catalog import Output

# A shell has what it runs in the background ignore Ctrl-C, and the processes of tests would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# Outputs wait for the disk at every commit, which tests need not where there is a disk in memory.
_IN_MEMORY = Path("/dev/shm")
_BYTES = 4 << 30
if _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > _BYTES:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))

# The same examples in every run, however slow the machine is: a test never fails by chance. `make fuzz` searches.
settings.register_profile(
    "edgar-arcs",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("edgar-arcs")


def pytest_collection_finish() -> None:
    """Modules and tests live as long as the session: no search for garbage need look at them."""
    gc.freeze()
    atexit.register(gc.unfreeze)  # extension modules want theirs back at the end


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by their parameter: content may hold a moment, as that of gzip does."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session", autouse=True)
def _own_environment() -> Iterator[None]:
    """What a shell says of its terminal, and of proxies for servers elsewhere, is not for the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("COLUMNS", "LINES", "TERM", "FORCE_COLOR", "NO_COLOR"):
            patch.delenv(name, raising=False)
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            patch.delenv(name, raising=False)
            patch.delenv(name.lower(), raising=False)
        yield


@pytest.fixture
def garbage() -> Iterator[list[object]]:
    """What only the garbage collector could free, in place of being freed."""
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield gc.garbage
    gc.set_debug(0)
    gc.garbage.clear()


@pytest.fixture(scope="session")
def sample_mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample mirror: a directory that holds `Archives/edgar`."""
    mirror = tmp_path_factory.mktemp("sample") / "mirror"
    write_mirror(mirror, build_mirror())
    return mirror


@pytest.fixture(scope="session")
def sample_output(sample_mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of one run over the whole sample mirror, to be read."""

    def make(output: Path) -> None:
        from tests.pipelines.runs import config, run  # Beam: only where a run is asked for

        run(config(sample_mirror, output))

    return once(tmp_path_factory, "sample-output", make)


@pytest.fixture(scope="session")
def sample_rows(sample_output: Path) -> dict[str, list[tuple[object, ...]]]:
    """Rows that any way of running over the sample mirror gives."""
    from tests.pipelines.runs import rows

    return rows(sample_output)


@pytest.fixture
def own_sample_output(sample_mirror: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of one run over the whole sample mirror, to be changed."""
    from tests.pipelines.runs import config, run
    from tests.transforms.outputs import restored

    def sample(output: Path) -> None:
        run(config(sample_mirror, output))

    return Path(restored(tmp_path_factory, sample).path)


@pytest.fixture
def empty_output(tmp_path_factory: pytest.TempPathFactory) -> "Output":
    """The tables of a new output."""
    from tests.transforms.outputs import new_output, restored

    return restored(tmp_path_factory, new_output)


@pytest.fixture
def output_of_two(tmp_path_factory: pytest.TempPathFactory) -> "Output":
    """Run `r1` has committed filings 1 and 2, of which nothing but a reject each is known."""
    from tests.transforms.outputs import output_of_two, restored

    return restored(tmp_path_factory, output_of_two)


@pytest.fixture(scope="session")
def corpus_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Output of one run over every quarter of the corpus of real filings, to be read."""

    def make(output: Path) -> None:
        from tests.pipelines.runs import config, run

        run(config(CORPUS / "mirror", output, select={"from": "1993Q1", "to": "2026Q4"}))

    return once(tmp_path_factory, "corpus-output", make)


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A directory that the first worker to ask for it makes, and the others share."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    done = shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(shared / name, ignore_errors=True)  # of a worker that failed
            make(shared / name)
            done.touch()
    return shared / name
