"""Whether what the store holds is still what EDGAR gave: size and SHA-256 against the records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from transforms.edgar.fetching.integrity import digest_of
from transforms.edgar.fetching.parallel import map_in_threads
from transforms.edgar.fetching.store import Record, Store

_READERS: Final = 8


@dataclass(frozen=True, slots=True)
class Verified:
    """The result of reading one file of the store again.

    Attributes:
        path: Below `Archives/`.
        size: Bytes read.
        fault: What is wrong with it; None if it is as recorded.
    """

    path: str
    size: int
    fault: str | None


def verify(store: Store, paths: Iterable[str], records: Mapping[str, Record]) -> list[Verified]:
    """Read again every file of `paths` that is in the store or recorded to be; in path order.

    Args:
        store: Where the files are.
        paths: Which files to look for; others are left alone.
        records: Latest record of each path that was asked for.
    """

    def read(path: str) -> Verified | None:
        return _verify(store, path, records.get(path))

    found = map_in_threads(read, sorted(set(paths)), _READERS, stop=lambda: None)
    return sorted((each for each in found if each), key=lambda each: each.path)


def _verify(store: Store, path: str, record: Record | None) -> Verified | None:
    recorded = record is not None and record.outcome == "stored"
    if not store.holds(path):
        return Verified(path, 0, "is recorded as stored and not there") if recorded else None
    if record is None or not recorded:
        return Verified(path, 0, "has no record to compare it with")
    try:
        with store.open(path) as content:
            digest, size = digest_of(content)
    except OSError as error:
        return Verified(path, 0, f"cannot be read: {error}")
    if size != record.size:
        return Verified(path, size, f"has {size} bytes, recorded are {record.size}")
    if digest != record.sha256:
        return Verified(path, size, f"has SHA-256 {digest}, recorded is {record.sha256}")
    return Verified(path, size, None)
