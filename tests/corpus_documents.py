"""Documents of the corpus's filings, read with the standard library alone."""

import csv
import functools
import re
import zipfile
from pathlib import Path

from tests.corpus import CORPUS

Documents = list[tuple[str, bytes]]

_DOCUMENT = re.compile(rb"<DOCUMENT>(.*?)</DOCUMENT>", re.DOTALL)
_FILE_NAME = re.compile(rb"<FILENAME>(.*)")
_TEXT = re.compile(rb"<TEXT>\s*(?:<(XBRL|XML)>\s*)?(.*?)\s*(?:</\1>\s*)?</TEXT>", re.DOTALL)


@functools.cache
def manifest() -> dict[str, dict[str, str]]:
    """Rows of the manifest that are no letters, by accession number."""
    with (CORPUS / "manifest.csv").open(newline="", encoding="utf-8") as file:
        return {row["accession"]: row for row in csv.DictReader(file) if row["kind"] != "letter"}


def filing_documents(accession: str) -> Documents:
    """Name and bytes of each document of a filing."""
    path = CORPUS / "mirror" / "Archives" / manifest()[accession]["path"]
    return _zipped(path) if path.suffix == ".zip" else _submitted(path.read_bytes())


def _zipped(path: Path) -> Documents:
    with zipfile.ZipFile(path) as archive:
        return [(member, archive.read(member)) for member in archive.namelist()]


def _submitted(submission: bytes) -> Documents:
    documents = []
    for match in _DOCUMENT.finditer(submission):
        name, text = _FILE_NAME.search(match[1]), _TEXT.search(match[1])
        if name and text:
            documents.append((name[1].strip().decode(), text[2]))
    return documents


def malformed(name: str) -> tuple[str, bytes]:
    """Name and bytes of a file that breaks naive readers."""
    return name, (CORPUS / "malformed" / name).read_bytes()
