"""DiscoverFilings: from full or daily indexes to references to the selected filings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Literal, NamedTuple

import apache_beam as beam
from apache_beam.pvalue import TaggedOutput
from apache_beam.typehints import no_annotations

from transforms.edgar.discovery import read_slice
from transforms.edgar.filing import FilingRef
from transforms.edgar.selection import Selection
from transforms.edgar.slices import Slice
from transforms.elements import IndexReject
from transforms.storage import files

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
                | "Earliest"
                >> beam.combiners.Top.Smallest(self.selection.limit, key=attrgetter("order"))
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
        refs, rejects = read_slice(self._read, slice_, self._selection)
        yield from refs
        for source, reject in rejects:
            yield TaggedOutput(_REJECTS, IndexReject(slice_.quarter, source, reject))

    def _read(self, name: str) -> bytes | None:
        return files.read(files.join(self._archives, name))


def _by_accession(ref: FilingRef) -> tuple[str, FilingRef]:
    return ref.accession_number, ref


def take_latest(refs: Iterable[FilingRef]) -> FilingRef:
    """The latest entry of a filing that two quarters list because its date was corrected."""
    return max(refs, key=attrgetter("order"))
