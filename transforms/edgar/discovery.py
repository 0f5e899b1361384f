"""Finding the selected filings of a slice in the index that lists them."""

from collections.abc import Callable, Iterator
from typing import Final

from transforms.edgar.errors import IndexFileError
from transforms.edgar.filing import FilingRef
from transforms.edgar.index import group_filings, parse_index
from transforms.edgar.paths import daily_index_path, index_path
from transforms.edgar.selection import Selection, select_filings
from transforms.edgar.slices import Slice
from transforms.errors import Reject

# Each of the first three lists every filing of a quarter; `xbrl` lists XBRL filings only.
_INDEXES: Final = ("master", "form", "company", "xbrl")
_SUFFIXES: Final = (".idx", ".gz", ".idx.gz")

NO_INDEX: Final = "no-index"
"""Error of a slice without an index that can be read."""


def read_slice(
    read: Callable[[str], bytes | None], slice_: Slice, selection: Selection
) -> tuple[list[FilingRef], list[tuple[str, Reject]]]:
    """Selected filings of a slice, from the first of its indexes that can be read.

    A weekend or federal holiday without an index is a day on which nothing was disseminated. Any
    other day, a quarter, and a slice whose indexes cannot be read have a reject `no-index`.

    Args:
        read: Returns the content of a file below `Archives/`, None if there is no such file.
        slice_: Quarter or day.
        selection: Which filings are wanted.

    Returns:
        The filings, and the rejects of the indexes with the path of the index of each.
    """
    rejects: list[tuple[str, Reject]] = []
    for path in _index_paths(slice_):
        content = read(path)
        if content is None:
            continue
        try:
            rows, damaged = parse_index(path, content, selection)
        except IndexFileError as error:
            rejects.append((path, Reject.of("discover", error)))
            continue
        rejects += [(path, reject) for reject in damaged]
        if "/xbrl." in path:
            rejects.append((path, _partial(path)))
        return select_filings(group_filings(rows), selection), rejects
    if rejects or slice_.must_have_index:
        missing = Reject("discover", "no-index", f"{slice_} has no index that can be read")
        rejects.append((slice_.index, missing))
    return [], rejects


def index_sources(slice_: Slice) -> frozenset[str]:
    """Every source that rejects of a slice's indexes may have."""
    folder = [] if slice_.is_day else [index_path(slice_.quarter, "")]
    return frozenset([*folder, *_index_paths(slice_)])


def _index_paths(slice_: Slice) -> Iterator[str]:
    for name in _INDEXES:
        for suffix in _SUFFIXES:
            if slice_.is_day:
                yield daily_index_path(slice_.first, name).removesuffix(".idx") + suffix
            else:
                yield index_path(slice_.quarter, name + suffix)


def _partial(path: str) -> Reject:
    return Reject(
        "discover", "partial-index", f"only {path} is there, which lists no filing without XBRL"
    )
