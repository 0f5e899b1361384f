"""The store of raw archives, kept so that processing them again needs no request to EDGAR.

    <store>/Archives/edgar/…            the files, where EDGAR has them
    <store>/_records/<quarter>/<run>-<n>.jsonl   what was asked for and what came of it
    <store>/_block.json                          until when EDGAR blocks

A store can be read like a mirror. A file stands under its name only when it is whole, so a file
that is there needs no record to be trusted; records say what else is known: checksums, dates,
and that EDGAR answered that there is no such file.
"""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import BinaryIO, Final, Literal, Self

from transforms.edgar.fetching.answers import NO_VALIDATORS, Body, Validators
from transforms.edgar.filing import FilingRef, HeaderSource
from transforms.edgar.forms import is_letter_form
from transforms.edgar.paths import archive_path, submission_path
from transforms.edgar.slices import Slice
from transforms.storage.folder import Folder

Outcome = Literal["stored", "not_available", "failed"]

NOT_AVAILABLE: Final = "not-available"
"""Error code of a file that EDGAR does not have."""

_BLOCK: Final = "_block.json"


@dataclass(frozen=True, slots=True)
class Record:
    """What came of asking for one file.

    Attributes:
        path: Below `Archives/`.
        outcome: `stored`, `not_available` (EDGAR's answer) or `failed` (no usable answer).
        asked_at: When, ISO 8601 in UTC.
        sha256: Of a stored file.
        size: Of a stored file, in bytes.
        reason: Why it is not stored.
        source: Path of the archive that it was cut out of.
        etag: Of the version that is stored, as the server wrote it.
        last_modified: Of the version that is stored, as the server wrote it.
    """

    path: str
    outcome: Outcome
    asked_at: str
    sha256: str | None = None
    size: int | None = None
    reason: str | None = None
    source: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def validators(self) -> Validators:
        """What identifies the stored version in a request."""
        return Validators(self.etag, self.last_modified)

    @property
    def asked_on(self) -> date:
        """The day of `asked_at`."""
        return date.fromisoformat(self.asked_at[:10])

    @classmethod
    def now(
        cls,
        path: str,
        outcome: Outcome,
        *,
        sha256: str | None = None,
        size: int | None = None,
        reason: str | None = None,
        source: str | None = None,
        validators: Validators = NO_VALIDATORS,
    ) -> Self:
        """A record of this moment."""
        return cls(
            *(path, outcome, _now(), sha256, size, reason, source),
            *(validators.etag, validators.last_modified),
        )

    @classmethod
    def parse(cls, line: bytes) -> Self:
        """The record that a line of JSON gives.

        Raises:
            ValueError: It is no JSON, or gives no day.
            TypeError: It has other fields than these.
        """
        record = cls(**json.loads(line))
        _ = record.asked_on
        return record

    def confirmed(self) -> Self:
        """The same outcome, of a request of this moment."""
        return replace(self, asked_at=_now())


class DamagedStoreError(OSError):
    """A file of the store's own that was written whole and cannot be read: the disk's doing."""


class Store:
    """The raw archives under one root.

    Args:
        files: Where they are kept.
    """

    def __init__(self, files: Folder) -> None:
        self._files = files

    @property
    def files(self) -> Folder:
        """Where the archives are kept."""
        return self._files

    def holds(self, path: str) -> bool:
        """Whether the file at `path` below `Archives/` is there, whole."""
        return self._files.exists(_name(path))

    def open(self, path: str) -> BinaryIO:
        """Open a file of the store.

        Raises:
            FileNotFoundError: It is not there.
        """
        return self._files.open_read(_name(path))

    def read(self, path: str) -> bytes | None:
        """The content of the file at `path` below `Archives/`; None if it is not there."""
        if not self.holds(path):
            return None
        with self.open(path) as file:
            return file.read()

    def put(self, body: Body) -> Record:
        """Keep `body` and close it."""
        with body.content:
            self._files.write_whole(_name(body.path), body.content)
        return Record.now(
            body.path,
            "stored",
            sha256=body.sha256,
            size=body.size,
            validators=body.validators,
        )

    def blocked_until(self) -> float:
        """Until when EDGAR must not be asked, in seconds since the epoch; 0 if that is not known.

        Raises:
            DamagedStoreError: It was stored and cannot be read.
        """
        try:
            with self._files.open_read(_BLOCK) as content:
                return float(json.load(content)["until"])
        except FileNotFoundError:
            return 0.0
        except (ValueError, TypeError, KeyError) as error:
            raise _damaged(_BLOCK, error) from error

    def keep_block(self, until: float) -> None:
        """Store the time until which EDGAR must not be asked, in seconds since the epoch."""
        self._files.write_whole(_BLOCK, io.BytesIO(json.dumps({"until": until}).encode()))

    def list(self, folder: str) -> Iterator[str]:
        """Paths of the files in and below `folder`."""
        root = _name("")
        for name in self._files.list(_name(folder.rstrip("/") + "/")):
            yield name.removeprefix(root)

    def records(self, quarter: int) -> dict[str, Record]:
        """The latest record of each path that was asked for in a quarter, `20241`.

        Raises:
            DamagedStoreError: Some cannot be read. To go without them would take whatever the
                store has by now for what EDGAR gave.
        """
        latest: dict[str, Record] = {}
        for name in sorted(self._files.list(_records(quarter))):
            for record in self._read_records(name):
                known = latest.get(record.path)
                if known is None or known.asked_at <= record.asked_at:
                    latest[record.path] = record
        return latest

    def _read_records(self, name: str) -> Iterator[Record]:
        with self._files.open_read(name) as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield Record.parse(line)
                except (ValueError, TypeError) as error:
                    raise _damaged(f"{name}, line {number},", error) from error

    def compact_records(self, quarter: int, run: str) -> None:
        """Put the records of a quarter into one file; only for the holder of the store's lease."""
        names = sorted(self._files.list(_records(quarter)))
        if len(names) < 2:
            return
        whole = f"{_records(quarter)}{run}-compact.jsonl"
        _write_records(self._files, whole, self.records(quarter).values())
        for name in names:
            if name != whole:
                self._files.delete(name)


def container_paths(ref: FilingRef, headers: HeaderSource = "rss") -> Iterator[str]:
    """Paths of the files that could hold a filing's documents, the best first."""
    submission_first = headers == "submission" or is_letter_form(ref.form_type)
    for cik in (ref.cik, *(cik for cik in ref.ciks if cik != ref.cik)):
        archive = archive_path(cik, ref.accession_number)
        submission = submission_path(cik, ref.accession_number)
        yield from (submission, archive) if submission_first else (archive, submission)


class RecordBook:
    """The records of a run, kept by quarter, a part at a time, so that a kill loses few of them.

    Args:
        store: Whose files they are about.
        run: Names the run; unique.
        part: Records of a quarter that are written together.
    """

    def __init__(self, store: Store, run: str, part: int = 50) -> None:
        self._store = store
        self._run = run
        self._part = part
        self._pending: dict[int, list[Record]] = {}
        self._written = 0

    def known(self, quarters: Iterable[int]) -> dict[str, Record]:
        """The latest record of each path that was asked for in these quarters, `20241`."""
        known: dict[str, Record] = {}
        for quarter in sorted(set(quarters)):
            known |= self._store.records(quarter)
        return known

    def add(self, quarter: int, record: Record) -> None:
        """Keep `record`; it is on disk after `part` of them, or after `flush`."""
        pending = self._pending.setdefault(quarter, [])
        pending.append(record)
        if len(pending) >= self._part:
            self._write(quarter)

    def flush(self) -> None:
        """Write what is pending."""
        for quarter in list(self._pending):
            self._write(quarter)

    def _write(self, quarter: int) -> None:
        name = f"{_records(quarter)}{self._run}-{self._written:05}.jsonl"
        _write_records(self._store.files, name, self._pending.pop(quarter))
        self._written += 1


def _damaged(what: str, error: Exception) -> DamagedStoreError:
    return DamagedStoreError(f"{what} is damaged ({error}); delete the file, and run again")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _name(path: str) -> str:
    """The store's name for a path below `Archives/`."""
    return f"Archives/{path}"


def _records(quarter: int) -> str:
    """What the names of the files with the records of a quarter begin with."""
    return f"_records/{Slice.of_quarter(quarter)}/"


def _write_records(files: Folder, name: str, records: Iterable[Record]) -> None:
    lines = "".join(json.dumps(asdict(record)) + "\n" for record in records)
    files.write_whole(name, io.BytesIO(lines.encode()))
