"""FindMoved: filings whose filing date was corrected into another quarter since they were written.

An upsert goes by accession number, and a filing lies in the quarter of its date: so its rows in
the quarter that it has left must go.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import apache_beam as beam
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms import filesystem
from transforms.datasets.manifest import DataFile
from transforms.edgar.accession import quarter_of
from transforms.edgar.filing import FilingRef
from transforms.elements import Moved


@dataclass
class FindMoved(beam.PTransform):
    """Look for the selected filings in the quarters that are committed.

    Args:
        output: Path of the output.
        files: The committed files to look into.
    """

    output: str
    files: Sequence[DataFile]

    def expand(self, refs: beam.PCollection[FilingRef]) -> beam.PCollection[Moved]:
        """Each filing with each quarter it has left. References are the side input."""
        quarters = refs | "Quarters" >> beam.Map(quarter_of_filing)
        return (
            refs.pipeline
            | "Files" >> beam.Create(self.files).with_output_types(DataFile)
            | "Find" >> beam.FlatMap(find_moved, beam.pvalue.AsDict(quarters), output=self.output)
        )


def quarter_of_filing(ref: FilingRef) -> tuple[str, int]:
    """Accession number, and the quarter of the filing date."""
    return ref.accession_number, quarter_of(ref.filing_date)


def find_moved(file: DataFile, quarters: Mapping[str, int], *, output: str) -> Iterator[Moved]:
    """Filings in `file` that by `quarters` belong to another quarter than the file."""
    with filesystem.open_read(filesystem.join(output, file.path)) as source:
        column = pq.read_table(source, columns=["accession_number"])["accession_number"]
    for accession_number in pc.unique(column).to_pylist():
        if quarters.get(accession_number, file.quarter) != file.quarter:
            yield Moved(accession_number, file.quarter)
