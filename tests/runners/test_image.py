"""The Dockerfile, step by step in clean directories, as no builder of images is needed for that.

Its last stage becomes a directory of which the image's Python is a new virtual environment. What
comes from other images (Beam's boot, Google's launcher) is not there.
"""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.runners.programs import ROOT

pytestmark = [pytest.mark.runners, pytest.mark.timeout(1200)]


@dataclass
class Stage:
    """A stage of the Dockerfile as a directory.

    Attributes:
        root: What is `/` in it.
        folder: Its working directory.
        environment: What ENV sets.
    """

    root: Path
    folder: str = "/"
    environment: dict[str, str] = field(default_factory=dict)

    def place(self, path: str) -> Path:
        """Where a path of the image lies."""
        return self.root / str(Path(self.folder, path)).lstrip("/")

    def run(self, command: str) -> str:
        """Run a command of a shell, with paths of the image as those of the directory."""
        here = re.sub(r"(?<![\w.])/(?=opt/edgar-arcs|wheels|src)", f"{self.root}/", command)
        done = subprocess.run(
            ["sh", "-c", here],
            cwd=self.place("."),
            env={"PATH": f"{self.root}/python/bin:/usr/bin:/bin", **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout


def instructions() -> Iterator[tuple[str, str]]:
    """Instructions of the Dockerfile with what they are given."""
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, rest = line.partition(" ")
            yield name, rest


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The last stage."""
    stages: dict[str, Stage] = {}
    foreign = set()
    stage = Stage(Path())
    for name, rest in instructions():
        if name == "FROM":
            base, _, alias = rest.partition(" AS ")
            if "python3.11_sdk" not in base:
                foreign.add(alias)
                continue
            stage = stages[alias] = _python(tmp_path_factory.mktemp("stage"))
        elif name == "WORKDIR":
            stage.folder = rest
            stage.place(".").mkdir(parents=True, exist_ok=True)
        elif name == "ENV":
            key, _, value = rest.partition("=")
            stage.environment[key] = value
        elif name == "COPY":
            _copy(rest, stage, stages, foreign)
        elif name == "RUN":
            stage.run(rest)
    return stage


def _python(root: Path) -> Stage:
    subprocess.run([sys.executable, "-m", "venv", str(root / "python")], check=True)
    return Stage(root)


def _copy(rest: str, stage: Stage, stages: dict[str, Stage], foreign: set[str]) -> None:
    words = shlex.split(rest)
    source = next((word[7:] for word in words if word.startswith("--from=")), None)
    *paths, target = [word for word in words if not word.startswith("--")]
    if source in foreign:
        return
    for path in paths:
        found = stages[source].place(path) if source else ROOT / path
        place = stage.place(target)
        if found.is_dir():
            shutil.copytree(found, place, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            place = place / found.name if target.endswith("/") else place
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(found, place)


def test_the_image_has_the_software_of_this_tree_and_the_pins(image: Stage) -> None:
    versions = dict(re.findall(r"^([\w.-]+)==(\S+)$", image.run("pip freeze"), re.MULTILINE))
    pins = dict(
        re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    )
    assert versions["apache-beam"] == pins["apache-beam"]
    assert {name for name in versions if name in pins and versions[name] != pins[name]} == set()
    place = image.run("python -c 'import transforms; print(transforms.__file__)'")
    assert place.startswith(str(image.root))
    assert (
        image.run(
            "python -c 'import apache_beam.io.gcp.gcsio, pyiceberg.catalog.bigquery_metastore'"
        )
        == ""
    )


def test_the_template_of_the_image_refuses_what_is_wrong_in_one_message(image: Stage) -> None:
    entry = image.environment["FLEX_TEMPLATE_PYTHON_PY_FILE"]
    output = image.run(f"python {entry} --config=/opt/edgar-arcs/none.toml 2>&1 || true")
    assert "Error: cannot read" in output
    assert "Traceback" not in output


def test_a_worker_program_is_in_the_image(image: Stage) -> None:
    assert "--provision_endpoint" in image.run("edgar-arcs-worker --help")
