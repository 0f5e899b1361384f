"""CommitDatasets: what was written becomes the new state of the output, at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import apache_beam as beam
import pyarrow as pa
import pyarrow.parquet as pq
from apache_beam.typehints import no_annotations

from transforms.datasets.catalog import Output
from transforms.datasets.commit import Changes, commit
from transforms.datasets.committed_rows import open_data_file
from transforms.datasets.data_files import WrittenFile, conform, write_file
from transforms.datasets.runs import RunRecord
from transforms.datasets.schema import DATASETS
from transforms.datasets.table_files import Base, TableFile, data_files
from transforms.datasets.upsert import Replacement, replacements
from transforms.reference_tables import REFERENCES, reference_table


@dataclass
class CommitDatasets(beam.PTransform):
    """Commit everything that was written.

    Args:
        output: The output.
        base: The tables as the run found them.
        record: What the run says of itself, less its counts.
        indexes: Paths of the indexes that the run reads.
        index_quarters: Their quarters.
        with_references: Whether to write the tables that the project carries, where they are not
            there as they are.
    """

    output: Output
    base: Base
    record: RunRecord
    indexes: frozenset[str]
    index_quarters: frozenset[int]
    with_references: bool

    @no_annotations  # Beam takes hints of single PCollections only
    def expand(
        self,
        inputs: tuple[
            beam.PCollection[WrittenFile], beam.PCollection[Replacement], beam.PCollection[str]
        ],
    ) -> beam.PCollection[str]:
        """The run's id, once, from (files, replacements, accession numbers of selected filings).

        The side inputs wait for all writers.
        """
        written, replaced, accessions = inputs
        return (
            written.pipeline
            | "Once" >> beam.Create([self.record.run_id], reshuffle=False)
            | "Commit"
            >> beam.Map(
                self._commit,
                beam.pvalue.AsList(written),
                beam.pvalue.AsList(replaced),
                beam.pvalue.AsList(accessions),
            )
        )

    def _commit(
        self,
        run: str,
        written: Sequence[WrittenFile],
        replaced: Sequence[Replacement],
        accessions: Sequence[str],
    ) -> str:
        """A runner may call this again for a run that is committed; that changes nothing."""

        def changes(tables: Base) -> Changes:
            """Of the tables as they are now; what was found at the start holds if they are so."""
            current = replaced
            if tables.metadata != self.base.metadata:
                current = replacements(
                    tables, accessions, self.indexes, self.index_quarters, run, replaced
                )
            added = [each.added for each in current if each.added is not None]
            carried = REFERENCES if self.with_references else ()
            references = [_reference(tables, name, run) for name in carried]
            return Changes(
                [*written, *added, *(file for each in references for file in each.added)],
                [
                    *(each.removed for each in current),
                    *(file for each in references for file in each.removed),
                ],
            )

        rows: Counter[str] = Counter()
        for file in written:
            rows[file.dataset] += file.rows
        commit(self.output, replace(self.record, counts=dict(sorted(rows.items()))), changes)
        return run


def _reference(tables: Base, name: str, run: str) -> Changes:
    """What it takes for a table to be as the project carries it."""
    table = tables.table(name)
    there = list(data_files(table, name))
    rows = reference_table(name)
    if there and pa.concat_tables(map(_read, there)).equals(rows):
        return Changes()
    return Changes([write_file(table, DATASETS[name], run, rows)], there)


def _read(file: TableFile) -> pa.Table:
    with open_data_file(file) as source:
        return conform(pq.read_table(source), file.dataset)
