"""Documents of the corpus's filings, read with the standard library alone."""

import csv
import functools
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.corpus import CORPUS

Documents = list[tuple[str, bytes]]

_FILE_NAME = re.compile(rb"<FILENAME>(.*)")
_WRAPPER = re.compile(rb"\s*<(XBRL|XML)>")


@functools.cache
def manifest() -> dict[str, dict[str, str]]:
    """Rows of the manifest that are no letters, by accession number."""
    with (CORPUS / "manifest.csv").open(newline="", encoding="utf-8") as file:
        return {row["accession"]: row for row in csv.DictReader(file) if row["kind"] != "letter"}


def filing_documents(accession: str) -> Documents:
    """Name and bytes of each document of a filing."""
    path = _path(accession)
    return _zipped(path) if path.suffix == ".zip" else list(_submitted(path.read_bytes()))


def document_names(accession: str) -> list[str]:
    """Names of the documents of a filing, which are not looked at."""
    path = _path(accession)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    return [name.strip().decode() for name in _FILE_NAME.findall(path.read_bytes())]


def _path(accession: str) -> Path:
    return CORPUS / "mirror" / "Archives" / manifest()[accession]["path"]


def _zipped(path: Path) -> Documents:
    with zipfile.ZipFile(path) as archive:
        return [(member, archive.read(member)) for member in archive.namelist()]


def _submitted(submission: bytes) -> Iterator[tuple[str, bytes]]:
    for document in submission.split(b"<DOCUMENT>")[1:]:
        head, _, rest = document.partition(b"<TEXT>")
        text, end, _ = rest.partition(b"</TEXT>")
        name = _FILE_NAME.search(head)
        if name and end:
            if wrapper := _WRAPPER.match(text):
                text = text[wrapper.end() :].rstrip().removesuffix(b"</%s>" % wrapper[1])
            yield name[1].strip().decode(), text.strip()


def malformed(name: str) -> tuple[str, bytes]:
    """Name and bytes of a file that breaks naive readers."""
    return name, (CORPUS / "malformed" / name).read_bytes()
