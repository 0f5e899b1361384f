"""Builds images without a daemon, where Debian's buildah and debootstrap are at hand.

Images of others cannot be had without their registry. What the Dockerfile needs of them is made here:
Beam's from Debian's Python and the `boot` of Beam's Go module, Google's launcher is an empty file.
"""

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Final

import apache_beam as beam

from tests.runners.programs import BUILD, ROOT

BOOT: Final = BUILD / f"boot-{beam.__version__}" / "container"
IMAGE: Final = "localhost/edgar-arcs"

_STORAGE: Final = BUILD / "images"
BUILDAH: Final = f"buildah --root {_STORAGE}/root --runroot {_STORAGE}/run --storage-driver vfs"
_BASE: Final = f"docker.io/apache/beam_python3.11_sdk:{beam.__version__}"
_LAUNCHER: Final = "localhost/launcher"
_CERTIFICATES: Final = "/etc/ssl/certs/ca-certificates.crt"


def is_possible() -> bool:
    """Whether the tools are there, and the rights to use them."""
    return all(map(shutil.which, ("buildah", "debootstrap", "go"))) and os.geteuid() == 0


def buildah(*arguments: str | Path) -> str:
    """Run buildah on a storage of its own; what it prints.

    Raises:
        AssertionError: It fails, with what it says.
    """
    command = [*shlex.split(BUILDAH), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout.strip()


def make_image() -> str:
    """The image of the Dockerfile; its name. Images made before are removed: each takes gigabytes."""
    for name in ("root", "run"):
        shutil.rmtree(_STORAGE / name, ignore_errors=True)
    _commit(_debian(), _BASE)
    _commit(_launcher(), _LAUNCHER)
    buildah(
        *("bud", "--isolation", "chroot", "--pull-never", "--build-arg", f"LAUNCHER={_LAUNCHER}"),
        *("--tag", IMAGE, ROOT),
    )
    return IMAGE


def _debian() -> Path:
    """A Debian with Python 3.11 and Beam's boot in it."""
    root = _STORAGE / "debian"
    boot = root / "opt/apache/beam/boot"
    if boot.exists():
        return root
    shutil.rmtree(root, ignore_errors=True)
    packages = "python3,python3-pip,python3-venv,ca-certificates"
    _run("debootstrap", "--variant=minbase", f"--include={packages}", "bookworm", root)
    for name, target in (("python", "python3"), ("pip", "pip3")):
        link = root / "usr/local/bin" / name
        link.symlink_to(f"/usr/bin/{target}")
    (root / "usr/lib/python3.11/EXTERNALLY-MANAGED").unlink(missing_ok=True)
    shutil.copyfile(_CERTIFICATES, f"{root}{_CERTIFICATES}")  # this machine may have more of them
    boot.parent.mkdir(parents=True)
    shutil.copy(_boot(), boot)  # the last, so that it says that all is there
    return root


def _boot() -> Path:
    if not BOOT.exists():
        module = f"github.com/apache/beam/sdks/v2/python/container@v{beam.__version__}"
        _run("go", "install", module, GOBIN=str(BOOT.parent), CGO_ENABLED="0")
    return BOOT


def _launcher() -> Path:
    root = _STORAGE / "launcher"
    program = root / "opt/google/dataflow/python_template_launcher"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.touch()
    return root


def _commit(root: Path, name: str) -> None:
    container = buildah("from", "scratch")
    buildah("copy", container, root, "/")
    buildah(
        "config",
        "--env",
        f"PIP_CERT={_CERTIFICATES}",
        "--env",
        "PIP_ROOT_USER_ACTION=ignore",
        container,
    )
    buildah("commit", "--rm", container, name)


def entrypoint(image: str) -> list[str]:
    """What a container of the image starts."""
    found: list[str] = json.loads(buildah("inspect", "--type", "image", image))["OCIv1"]["config"][
        "Entrypoint"
    ]
    return found


def _run(*command: str | Path, **environment: str) -> None:
    subprocess.run(command, check=True, env=os.environ | environment)
