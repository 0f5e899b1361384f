"""A page opened in headless Chromium: what it is after its scripts have run, and what they said."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from lxml import html

_OPTIONS = (
    "--headless --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --enable-logging=stderr --virtual-time-budget=60000 "
    "--dump-dom"
).split()


def chromium() -> str | None:
    """Path of the browser, None where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Opened(NamedTuple):
    """A page after its scripts have run.

    Attributes:
        page: Its elements.
        console: What was written to the console.
    """

    page: html.HtmlElement
    console: list[str]


def open_page(path: Path, *options: str, fragment: str = "") -> Opened:
    """Open a page, at a fragment such as `#findings`, in a new profile."""
    browser = chromium()
    assert browser is not None
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        done = subprocess.run(
            [browser, *_OPTIONS, *sandbox, f"--user-data-dir={profile}", *options, path.as_uri() + fragment],
            capture_output=True, text=True, check=True, timeout=300,
        )  # fmt: skip
    console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return Opened(html.fromstring(done.stdout), console)
