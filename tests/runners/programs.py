"""Programs of others, runners and readers, made once from PyPI, Maven and Go into a directory of the build.

    python -m tests.runners.programs

makes what is lacking of those whose tools are at hand: Flink, its job server, Prism, Spark with Iceberg,
and a REST catalog.
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
REST_CATALOG: Final = BUILD / "rest-catalog"
"""Jars of Iceberg's REST catalog, and SQLite's driver."""
SPARK_VERSION: Final = "3.5.6"
SPARK: Final = BUILD / f"spark-{SPARK_VERSION}"
SPARK_ICEBERG: Final = BUILD / "spark-iceberg"
"""The jar by which Spark reads Iceberg."""

_SPARK_ICEBERG_ARTIFACT: Final = "org.apache.iceberg:iceberg-spark-runtime-3.5_2.12:1.9.2"


def make_flink() -> None:
    """The jars of Flink, out of the package that brings them to Python."""
    _install(_FLINK, "--no-deps", f"apache-flink-libraries=={FLINK_VERSION}")


def make_spark() -> None:
    """Spark, out of its package for Python."""
    _install(SPARK, f"pyspark=={SPARK_VERSION}")


def make_spark_iceberg() -> None:
    """What Spark reads Iceberg with."""
    _copy_jars("copy", SPARK_ICEBERG, f"-Dartifact={_SPARK_ICEBERG_ARTIFACT}")


def make_rest_catalog() -> None:
    """Iceberg's REST catalog for tests, with what it needs."""
    project = Path(__file__).with_name("rest_catalog_jars") / "pom.xml"
    _copy_jars("copy-dependencies", REST_CATALOG, "-f", str(project))


def make_job_server() -> None:
    """Beam's job server for that version of Flink, in one jar."""
    project = Path(__file__).with_name("job_server") / "pom.xml"
    _run(["mvn", "-q", "-B", "package", "-f", str(project), f"-Dbuild={JOB_SERVER.parent}"])


def make_prism() -> None:
    """Prism of the same version as the Python SDK."""
    module = f"github.com/apache/beam/sdks/v2/go/cmd/prism@v{beam.__version__}"
    _run(["go", "install", module], GOBIN=str(PRISM.parent))


def _install(place: Path, *packages: str) -> None:
    install = [sys.executable, "-m", "pip", "install"]
    if shutil.which("uv"):
        install = ["uv", "pip", "install", "--python", sys.executable]
    _run([*install, "--quiet", "--target", str(place), *packages])


def _copy_jars(goal: str, place: Path, *arguments: str) -> None:
    _run(["mvn", "-q", "-B", f"dependency:{goal}", f"-DoutputDirectory={place}", *arguments])


def _run(command: list[str], **environment: str) -> None:
    subprocess.run(command, check=True, env=os.environ | environment)


_MAKERS: Final[dict[Path, tuple[str, Callable[[], None]]]] = {
    FLINK_LIBRARIES: ("java", make_flink),
    JOB_SERVER: ("mvn", make_job_server),
    PRISM: ("go", make_prism),
    SPARK: ("java", make_spark),
    SPARK_ICEBERG: ("mvn", make_spark_iceberg),
    REST_CATALOG: ("mvn", make_rest_catalog),
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
