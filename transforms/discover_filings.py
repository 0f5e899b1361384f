"""DiscoverFilings: from full or daily indexes to references to the selected filings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints import no_annotations

from transforms import filesystem
from transforms.edgar.accession import index_path
from transforms.edgar.errors import IndexFileError
from transforms.edgar.filing import FilingRef
from transforms.edgar.index import group_filings, parse_index
from transforms.edgar.paths import daily_index_path
from transforms.edgar.selection import Selection, select_filings
from transforms.edgar.slices import Slice
from transforms.elements import IndexReject
from transforms.errors import Reject

# Every filing of a quarter stands in each of the first three; `xbrl` lists XBRL filings only.
_INDEXES: Final = ("master", "form", "company", "xbrl")
_SUFFIXES: Final = (".idx", ".gz", ".idx.gz")

_REJECTS: Final = "rejects"


class Discovered(NamedTuple):
    """What the indexes list of the selection, and what in them could not be read."""

    refs: beam.PCollection[FilingRef]
    rejects: beam.PCollection[IndexReject]


@dataclass
class DiscoverFilings(beam.PTransform):
    """Read the index of each slice: the full index of a quarter, the daily one of a day.

    Args:
        archives: Path of the directory `Archives`.
        slices: Quarters or days to read.
        selection: Which filings are wanted.
    """

    archives: str
    slices: Sequence[Slice]
    selection: Selection

    @no_annotations  # Beam takes hints of single PCollections only
    def expand(self, root: beam.Pipeline) -> Discovered:
        """One reference for each accession number, whatever the number of its filers."""
        listed = (
            root
            | "Slices" >> beam.Create(self.slices)
            | "ReadIndex"
            >> beam.ParDo(_ReadIndex(self.archives, self.selection)).with_outputs(
                _REJECTS, main="refs"
            )
        )
        refs = (
            listed.refs
            | "KeyByAccession" >> beam.Map(_by_accession)
            | "GroupByAccession" >> beam.GroupByKey()
            | "FilingsOnce" >> beam.Values()
            | "TakeLatest" >> beam.Map(take_latest)
        )
        if self.selection.limit is not None:
            refs = (
                refs
                | "Earliest" >> beam.combiners.Top.Smallest(self.selection.limit, key=_filing_order)
                | "Each" >> beam.FlatMap(iter)
            )
        return Discovered(refs, listed[_REJECTS])


class _ReadIndex(beam.DoFn):
    def __init__(self, archives: str, selection: Selection) -> None:
        self._archives = archives
        self._selection = selection

    def process(
        self, slice_: Slice
    ) -> Iterator[FilingRef | TaggedOutput[Literal["rejects"], IndexReject]]:
        refs, rejects = read_slice(self._archives, slice_, self._selection)
        yield from refs
        for reject in rejects:
            yield TaggedOutput(_REJECTS, reject)


def read_slice(
    archives: str, slice_: Slice, selection: Selection
) -> tuple[list[FilingRef], list[IndexReject]]:
    """Selected filings of a slice, from the first of its indexes that can be read.

    A weekend or federal holiday without an index is one on which nothing was disseminated; of
    any other day, and of a quarter, the index is missing.
    """
    quarter = slice_.quarter
    rejects: list[IndexReject] = []
    for path in _index_paths(slice_):
        if not filesystem.exists(filesystem.join(archives, path)):
            continue
        try:
            content = filesystem.read(filesystem.join(archives, path))
            rows, damaged = parse_index(path, content, selection)
        except IndexFileError as error:
            rejects.append(IndexReject(quarter, path, Reject.of("discover", error)))
            continue
        rejects += [IndexReject(quarter, path, reject) for reject in damaged]
        if "/xbrl." in path:
            rejects.append(IndexReject(quarter, path, _partial(path)))
        return select_filings(group_filings(rows), selection), rejects
    if slice_.must_have_index:
        missing = Reject("discover", "no-index", f"{slice_} has no index that can be read")
        rejects.append(IndexReject(quarter, slice_.index, missing))
    return [], rejects


def index_sources(slice_: Slice) -> frozenset[str]:
    """What rejects of a slice's indexes may name as their source."""
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


def _by_accession(ref: FilingRef) -> tuple[str, FilingRef]:
    return ref.accession_number, ref


def take_latest(refs: Iterable[FilingRef]) -> FilingRef:
    """Of a filing that two quarters list, the later entry: a correction moved its date."""
    return max(refs, key=_filing_order)


def _filing_order(ref: FilingRef) -> tuple[object, ...]:
    return ref.filing_date, ref.accession_number
