"""Variations of the conformance suites in the corpus, with the documents of each."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lxml import etree

from tests.corpus import CORPUS

_REFERENCE = re.compile(rb"(?:href|schemaLocation)\s*=\s*[\"']([^\"']+)[\"']")


class Variation(NamedTuple):
    """A variation of a test case; `instances` are those to be read first."""

    case: str
    id: str
    instances: tuple[str, ...]
    expected: str | None

    def __str__(self) -> str:
        return f"{self.case}-{self.id}"


class Suite:
    """A suite in a zip; files are named by their path inside."""

    def __init__(self, name: str) -> None:
        self.archive = zipfile.ZipFile(CORPUS / "conformance" / name)
        self.names = frozenset(self.archive.namelist())

    def variations(self, testcase: str) -> Iterator[Variation]:
        """Variations of the test case in the file whose path ends so."""
        (path,) = (name for name in self.names if name.endswith(testcase))
        case = posixpath.basename(path)[:4].rstrip("-.")
        root = etree.fromstring(self.archive.read(path))
        for variation in root.iter("{*}variation"):
            instances = variation.iterfind("{*}data/{*}instance[@readMeFirst='true']")
            result = variation.find("{*}result")
            yield Variation(
                case,
                variation.get("id", ""),
                tuple(
                    posixpath.join(posixpath.dirname(path), (instance.text or "").strip())
                    for instance in instances
                ),
                None if result is None else result.get("expected"),
            )

    def documents(self, entry: str) -> list[tuple[str, bytes]]:
        """A document and all that it refers to inside the suite, by the last part of the path."""
        found: dict[str, bytes] = {}
        todo = [entry]
        while todo:
            path = todo.pop()
            if path in found or path not in self.names:
                continue
            found[path] = self.archive.read(path)
            for reference in _REFERENCE.findall(found[path]):
                todo += [
                    posixpath.normpath(posixpath.join(posixpath.dirname(path), part))
                    for part in reference.decode().partition("#")[0].split()
                ]
        return [(posixpath.basename(path), content) for path, content in found.items()]


@cache
def suite(name: str) -> Suite:
    """The suite in a zip of the corpus."""
    return Suite(name)
