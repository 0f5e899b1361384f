"""DiscoverFilings: from the quarters' full indexes to references to the selected filings."""

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
from transforms.edgar.selection import Selection, select_filings
from transforms.errors import Reject
from transforms.shard_filings import IndexReject

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
    """Read the full index of each quarter.

    Args:
        archives: Path of the directory `Archives`.
        quarters: Quarters to read, `20241`.
        selection: Which filings are wanted.
    """

    archives: str
    quarters: Sequence[int]
    selection: Selection

    @no_annotations  # Beam takes hints of single PCollections only
    def expand(self, root: beam.Pipeline) -> Discovered:
        """One reference for each accession number, whatever the number of its filers."""
        listed = (
            root
            | "Quarters" >> beam.Create(self.quarters)
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
        self, quarter: int
    ) -> Iterator[FilingRef | TaggedOutput[Literal["rejects"], IndexReject]]:
        refs, rejects = read_quarter(self._archives, quarter, self._selection)
        yield from refs
        for reject in rejects:
            yield TaggedOutput(_REJECTS, reject)


def read_quarter(
    archives: str, quarter: int, selection: Selection
) -> tuple[list[FilingRef], list[IndexReject]]:
    """Selected filings of a quarter, from the first of its indexes that can be read."""
    rejects: list[IndexReject] = []
    for path in _index_paths(quarter):
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
    missing = Reject("discover", "no-index", f"{quarter} has no full index that can be read")
    return [], [*rejects, IndexReject(quarter, index_path(quarter, ""), missing)]


def _index_paths(quarter: int) -> Iterator[str]:
    for name in _INDEXES:
        for suffix in _SUFFIXES:
            yield index_path(quarter, name + suffix)


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
