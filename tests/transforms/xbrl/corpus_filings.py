"""Documents of the real filings, as far as tests of the parsers need them."""

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.corpus import CORPUS

_DOCUMENT = re.compile(rb"<DOCUMENT>(.*?)</DOCUMENT>", re.DOTALL)
_FILE_NAME = re.compile(rb"<FILENAME>([^\r\n<]+)")
_BODY = re.compile(rb"<TEXT>\s*(?:<XBRL>|<XML>)?(.*?)(?:</XBRL>|</XML>)?\s*</TEXT>", re.DOTALL)


def manifest() -> list[dict[str, str]]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def packages() -> dict[str, Path]:
    """Path of every XBRL package of the mirror, by accession number."""
    return {
        row["accession"]: CORPUS / "mirror/Archives" / row["path"]
        for row in manifest()
        if row["kind"] in ("as-filed", "derived")
    }


def documents(path: Path) -> list[tuple[str, bytes]]:
    """Names and contents of a package, a zip or the text of a submission."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    return list(_submission(path.read_bytes()))


def _submission(text: bytes) -> Iterator[tuple[str, bytes]]:
    for document in _DOCUMENT.findall(text):
        name, body = _FILE_NAME.search(document), _BODY.search(document)
        if name and body:
            yield name[1].decode().strip(), body[1].lstrip()
