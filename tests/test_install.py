"""What is installed without the clouds' extras is enough, and says nothing that nobody asked for."""

import os
import re
import subprocess
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow


def installed(*extras: str) -> dict[str, Distribution]:
    """What `pip install edgar-arcs[extras]` installs, by normalised name, as far as it is here."""
    found: dict[str, Distribution] = {}
    wanted = [("edgar-arcs", frozenset(extras))]
    asked: set[tuple[str, frozenset[str]]] = set()
    while wanted:
        name, chosen = asking = wanted.pop()
        if asking in asked:
            continue
        asked.add(asking)
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # for another platform, or optional
        for line in found[name].requires or []:
            requirement = Requirement(line)
            environments = [{"extra": extra} for extra in (*chosen, "")]
            if not requirement.marker or any(map(requirement.marker.evaluate, environments)):
                key = re.sub(r"[-_.]+", "-", requirement.name).lower()
                wanted.append((key, frozenset(requirement.extras)))
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of links to the files of `edgar-arcs[query]` and what it needs, and no others."""
    site = tmp_path_factory.mktemp("site")
    for name, each in installed("query").items():
        for file in each.files or []:
            if (
                name != "edgar-arcs"
                and ".." not in file.parts
                and file.suffix not in (".pyc", ".pth")
            ):
                link_to(site / file, Path(str(file.locate())).absolute())
    return site


def link_to(link: Path, file: Path) -> None:
    """Link to a file, and to what it is compiled to: compiling all anew would take most of the time."""
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(file)
    if file.suffix == ".py":
        compiled, there = (Path(cache_from_source(each)) for each in (file, link))
        if compiled.exists():
            there.parent.mkdir(exist_ok=True)
            there.symlink_to(compiled)


def edgar_arcs(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command with what is in `site` alone."""
    return subprocess.run(
        [sys.executable, "-S", "-m", "pipelines", *arguments],
        env=os.environ | {"PYTHONPATH": f"{site}{os.pathsep}{ROOT}"},
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_extras_are_left_out(site: Path) -> None:
    assert (site / "lxml").is_dir()
    assert not (site / "boto3").exists()
    assert not (site / "google" / "cloud").exists()


def test_a_run_and_a_query_print_no_word_of_libraries(
    site: Path, sample_mirror: Path, tmp_path: Path
) -> None:
    changed = [f"source.location={sample_mirror}", f"output.path={tmp_path / 'out'}"]
    sets = [word for change in changed for word in ("--set", change)]
    workers = ("--direct_running_mode=multi_processing", "--direct_num_workers=1")
    done = edgar_arcs(site, "run", "--config", str(ROOT / "configs/sample.toml"), *sets, *workers)
    assert done.returncode == 0, done.stderr
    # WARNING:root:apitools not found, … · INFO:__main__:Python sdk harness starting.
    logged = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL)\b|\S+Warning: ")
    assert [line for line in (done.stdout + done.stderr).splitlines() if logged.match(line)] == []
    asked = edgar_arcs(site, "query", str(tmp_path / "out"), "SELECT count(*) FROM arcs")
    assert (asked.returncode, asked.stderr) == (0, "")
