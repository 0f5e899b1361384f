"""The corpus multiplied: a file system in which N filings are read from those of the corpus.

`multiplied://N/Archives/...` looks like a mirror of eight quarters with N filings in all. Nothing
of it is on a disk: indexes are made when they are opened, and a filing is one of the corpus with
its accession number, filing date and filer rewritten while it is read. Each has a filer of its own:
with those of the corpus dozens of equal filings would lie side by side in a file, where EDGAR has
one or two of a filer in a quarter.
"""

import io
import math
import re
import zipfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import pyarrow.fs as pafs
from fsspec import AbstractFileSystem

from tests.corpus import CORPUS
from transforms.storage import files

SCHEME: Final = "multiplied"
FIRST_YEAR: Final = 2022
QUARTERS: Final = 8

_HEADER_BYTES: Final = 1 << 16
_HEADER: Final = "CIK|Company Name|Form Type|Date Filed|Filename\n" + "-" * 80 + "\n"
_INDEX: Final = re.compile(r"full-index/(\d{4})/QTR(\d)/master\.idx$")
_ACCESSION: Final = re.compile(r"(\d{10})-(\d\d)-(\d{6})")
_FILED: Final = re.compile(rb"(FILED AS OF DATE:\s+)\d{8}")


class Original(NamedTuple):
    """A filing of the corpus, as its index names it, and the file that holds it."""

    cik: str
    company: str
    form: str
    accession: str
    file: Path


@cache
def originals() -> tuple[Original, ...]:
    """Filings of the corpus that are a zip or a submission.

    They are in steps of the golden ratio through their order by size, the largest first: any
    number of them has every size in proportion, and so needs the memory that the largest needs.
    """
    archives = CORPUS / "mirror" / "Archives"
    found: dict[str, Original] = {}
    for index in sorted(archives.glob("edgar/full-index/*/*/master.idx")):
        for line in index.read_text(encoding="latin-1").splitlines():
            cik, *rest = line.split("|")
            if len(rest) != 4 or not cik.isdigit():
                continue
            company, form, _, path = rest
            accession = Path(path).stem
            folder = archives / "edgar" / "data" / cik / accession.replace("-", "")
            places = (folder / f"{accession}-xbrl.zip", archives / path)
            file = next((place for place in places if place.is_file()), None)
            if file:
                found.setdefault(accession, Original(cik, company, form, accession, file))
    by_size = sorted(found.values(), key=_size, reverse=True)
    count = len(by_size)
    step = next(each for each in range(round(count * 0.618), count) if math.gcd(each, count) == 1)
    return tuple(by_size[number * step % count] for number in range(count))


def _size(original: Original) -> int:
    """Bytes of a zip's members, or of a submission, which holds them besides much else."""
    if original.file.suffix != ".zip":
        return original.file.stat().st_size // 10
    with zipfile.ZipFile(original.file) as archive:
        return sum(each.file_size for each in archive.infolist())


def accession(number: int) -> str:
    """The accession number of the filing of that number, from 0."""
    return f"{number:010d}-{filing_date(number):%y}-{number % 1_000_000:06d}"


def filer(number: int) -> int:
    """The CIK of its filer, which has filed nothing else."""
    return number + 1


def filing_date(number: int) -> date:
    """Its filing date: filings go round the quarters, and round the days of each."""
    quarter = number % QUARTERS
    first = date(FIRST_YEAR + quarter // 4, quarter % 4 * 3 + 1, 1)
    return first + timedelta(days=number // QUARTERS % 89)


def index(year: int, quarter: int, filings: int) -> str:
    """The master index of a quarter."""
    first = (year - FIRST_YEAR) * 4 + quarter - 1
    lines = []
    for number in range(first, filings, QUARTERS) if 0 <= first < QUARTERS else ():
        of = originals()[number % len(originals())]
        own = str(filer(number))
        path = f"edgar/data/{own}/{accession(number)}.txt"
        lines.append("|".join((own, of.company, of.form, str(filing_date(number)), path)))
    return _HEADER + "\n".join(lines) + "\n"


class MultipliedFiles(AbstractFileSystem):
    """Reads what `multiplied://` names; there is nothing to write to."""

    cachable = False

    def open(self, path: str, *_: object, **__: object) -> BinaryIO:
        if named := _INDEX.search(path):
            filings = int(path.partition("/")[0])
            return io.BytesIO(index(int(named[1]), int(named[2]), filings).encode())
        found = self._file(path)
        if found is None:
            raise FileNotFoundError(path)
        number, original = found
        file = original.file.open("rb")
        return (
            file
            if original.file.suffix == ".zip"
            else io.BufferedReader(_Renamed(file, number, original))
        )

    def info(self, path: str, **_: object) -> dict[str, object]:
        """A directory is only the mirror itself; the size of a file is not said."""
        if path.rstrip("/").endswith("Archives/edgar"):
            return {"name": path, "size": 0, "type": "directory"}
        if not _INDEX.search(path) and self._file(path) is None:
            raise FileNotFoundError(path)
        return {"name": path, "size": 0, "type": "file"}

    def _file(self, path: str) -> tuple[int, Original] | None:
        """Number and original of the filing whose container a path names."""
        named = list(_ACCESSION.finditer(path))
        if not named or "/data/" not in path:
            return None
        number = int(named[-1][1])
        original = originals()[number % len(originals())]
        ending = path[named[-1].end() :]
        plain = path.count("/") == path[: named[-1].start()].count("/")
        in_folder = f"/data/{filer(number)}/{named[-1][0].replace('-', '')}/" in path
        is_zip = original.file.suffix == ".zip" and ending == "-xbrl.zip" and in_folder
        is_text = original.file.suffix == ".txt" and ending == ".txt" and plain and not in_folder
        return (number, original) if is_zip or is_text else None


class _Renamed(io.RawIOBase):
    """A submission whose header is that of another number: read as it stands but for that."""

    def __init__(self, file: BinaryIO, number: int, original: Original) -> None:
        self._file = file
        header = file.read(_HEADER_BYTES).partition(b"<DOCUMENT>")[0]
        header = header.replace(original.accession.encode(), accession(number).encode())
        header = header.replace(original.cik.zfill(10).encode(), b"%010d" % filer(number))
        self._header = _FILED.sub(rb"\g<1>%s" % f"{filing_date(number):%Y%m%d}".encode(), header)
        file.seek(0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        start = self._file.tell()
        content = self._file.read(len(buffer))
        changed = self._header[start : start + len(content)]
        buffer[: len(content)] = content
        buffer[: len(changed)] = changed
        return len(content)

    def close(self) -> None:
        self._file.close()
        super().close()


def _system(_: str) -> pafs.FileSystem:
    return pafs.PyFileSystem(pafs.FSSpecHandler(MultipliedFiles()))


files.SYSTEMS[SCHEME] = _system
