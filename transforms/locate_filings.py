"""LocateFilings: which of the selected filings are in the output already, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

import apache_beam as beam
import pyarrow as pa

from transforms.datasets.table_files import Base, TableFile
from transforms.datasets.upsert import Located, filing_files, locate
from transforms.edgar.filing import FilingRef


@dataclass
class LocateFilings(beam.PTransform):
    """Look for the selected filings in dataset `filings`, one file per element.

    Args:
        base: The tables.
    """

    base: Base

    def expand(self, refs: beam.PCollection[FilingRef]) -> beam.PCollection[Located]:
        """Each selected filing that is there. References are the side input."""
        accessions = refs | "AccessionNumbers" >> beam.Map(accession_number_of)
        return (
            refs.pipeline
            | "Base" >> beam.Create([self.base], reshuffle=False)
            | "Files" >> beam.FlatMap(filing_files).with_output_types(TableFile)
            | "Spread" >> beam.Reshuffle()
            | "Locate" >> beam.FlatMap(locate_selected, beam.pvalue.AsList(accessions))
        )


def accession_number_of(ref: FilingRef) -> str:
    """Accession number of a reference."""
    return ref.accession_number


def locate_selected(file: TableFile, accessions: Sequence[str]) -> Sequence[Located]:
    """Selected filings in a file of `filings`."""
    return list(locate(file, pa.array(accessions, pa.string())))
