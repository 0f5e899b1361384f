"""The programs of other runners, made once from PyPI, Maven and Go into a directory of the build.

    python -m tests.runners.programs

makes what is lacking of those whose tools are at hand: Flink, its job server, Prism.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import apache_beam as beam

ROOT: Final = Path(__file__).resolve().parents[2]
BUILD: Final = Path(os.environ.get("EDGAR_ARCS_RUNNERS", ROOT / "build" / "runners")).absolute()
FLINK_VERSION: Final = "1.19.3"

_FLINK: Final = BUILD / f"flink-{FLINK_VERSION}"
FLINK_LIBRARIES: Final = _FLINK / "pyflink" / "lib"
JOB_SERVER: Final = BUILD / "job-server" / "job-server.jar"
PRISM: Final = BUILD / f"prism-{beam.__version__}" / "prism"


def make_flink() -> None:
    """The jars of Flink, out of the package that brings them to Python."""
    install = [sys.executable, "-m", "pip", "install"]
    if shutil.which("uv"):
        install = ["uv", "pip", "install", "--python", sys.executable]
    package = f"apache-flink-libraries=={FLINK_VERSION}"
    _run([*install, "--quiet", "--no-deps", "--target", str(_FLINK), package])


def make_job_server() -> None:
    """Beam's job server for that version of Flink, in one jar."""
    project = Path(__file__).with_name("job_server") / "pom.xml"
    _run(["mvn", "-q", "-B", "package", "-f", str(project), f"-Dbuild={JOB_SERVER.parent}"])


def make_prism() -> None:
    """Prism of the same version as the Python SDK."""
    module = f"github.com/apache/beam/sdks/v2/go/cmd/prism@v{beam.__version__}"
    _run(["go", "install", module], GOBIN=str(PRISM.parent))


def _run(command: list[str], **environment: str) -> None:
    subprocess.run(command, check=True, env=os.environ | environment)


_MAKERS: Final[dict[Path, tuple[str, Callable[[], None]]]] = {
    FLINK_LIBRARIES: ("java", make_flink),
    JOB_SERVER: ("mvn", make_job_server),
    PRISM: ("go", make_prism),
}


def main() -> None:
    """Make what is lacking."""
    for program, (tool, make) in _MAKERS.items():
        if program.exists():
            print(f"{program.name}: there")  # noqa: T201 # a command
        elif shutil.which(tool) is None:
            print(f"{program.name}: not made, for there is no {tool}; its tests are skipped")  # noqa: T201
        else:
            print(f"{program.name}: making it")  # noqa: T201
            make()


if __name__ == "__main__":
    main()
