"""RewriteFiles: copies data files without the rows of the selected filings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import apache_beam as beam

from transforms.datasets.schema import DATASETS
from transforms.datasets.table_files import Base, TableFile
from transforms.datasets.upsert import (
    Located,
    Replaced,
    Replacement,
    files_to_rewrite,
    rewrite,
)


@dataclass
class RewriteFiles(beam.PTransform):
    """Rewrite the files that hold rows which the run replaces, if there are any.

    Args:
        base: The tables.
        run: Id of the run.
        indexes: Paths of the indexes that the run reads.
        index_quarters: Their quarters.
    """

    base: Base
    run: str
    indexes: frozenset[str]
    index_quarters: frozenset[int]

    def expand(self, located: beam.PCollection[Located]) -> beam.PCollection[Replacement]:
        """What takes the place of each of those files."""
        filings = beam.pvalue.AsList(located)
        return (
            located.pipeline
            | "Tables" >> beam.Create(list(DATASETS), reshuffle=False)
            | "Files" >> beam.FlatMap(self._files, filings).with_output_types(TableFile)
            | "Spread" >> beam.Reshuffle()
            | "Rewrite" >> beam.FlatMap(self._rewrite, filings).with_output_types(Replacement)
        )

    def _files(self, dataset: str, located: Sequence[Located]) -> Iterator[TableFile]:
        return files_to_rewrite(self.base, dataset, self._replaced(located))

    def _rewrite(self, file: TableFile, located: Sequence[Located]) -> Iterator[Replacement]:
        replacement = rewrite(self.base, file, self._replaced(located), self.run)
        if replacement is not None:
            yield replacement

    def _replaced(self, located: Sequence[Located]) -> Replaced:
        return Replaced(located, self.indexes, self.index_quarters)
