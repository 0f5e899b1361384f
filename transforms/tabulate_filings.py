"""TabulateFilings: everything found in a filing, as the rows that are written of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import apache_beam as beam
import pyarrow as pa

import transforms.coders  # noqa: F401 # registers the coder of rows
from transforms.datasets.data_files import Place
from transforms.datasets.schema import DATASETS
from transforms.elements import FilingRows, FilingWork, IndexReject, Shard
from transforms.errors import naming
from transforms.steps.tabulate import filing_key, filing_tables, index_tables


@dataclass
class TabulateFilings(beam.PTransform):
    """Turn each filing into the rows that are written of it.

    Args:
        datasets: Names of the datasets to make rows for; `filings` is one of them.
    """

    datasets: Sequence[str]

    def expand(self, filings: beam.PCollection[FilingWork]) -> beam.PCollection[FilingRows]:
        """Rows of each filing."""
        # Of a step that has arguments of its own, Beam keeps the last element: a whole filing.
        return filings | "Tabulate" >> beam.Map(partial(filing_rows, datasets=tuple(self.datasets)))


def filing_rows(work: FilingWork, datasets: Sequence[str]) -> FilingRows:
    """Rows of a filing that has a reference and a shard."""
    if work.ref is None or work.shard is None:
        raise ValueError("a filing without reference or shard is not written")
    with naming(work.ref.accession_number, (MemoryError,)):
        tables = filing_tables(filing_key(work.ref, work.filing), work)
    written = {name: table for name, table in tables.items() if name in datasets}
    if any(dataset.partitioned and name not in datasets for name, dataset in DATASETS.items()):
        written["filings"] = _with_datasets(written["filings"], datasets)
    place = Place.of(work.ref.cik, work.ref.accession_number)
    return FilingRows(work.shard, place, written)


def _with_datasets(filings: pa.Table, datasets: Sequence[str]) -> pa.Table:
    """The row of `filings` with the datasets that are written of it, as they are not all."""
    field = filings.schema.field("datasets")
    column = pa.array([list(datasets)] * filings.num_rows, field.type)
    return filings.set_column(filings.schema.get_field_index("datasets"), field, column)


class TabulateIndexRejects(beam.PTransform):
    """Turn what of the indexes could not be read into rows of `rejects`."""

    def expand(self, rejects: beam.PCollection[IndexReject]) -> beam.PCollection[FilingRows]:
        """Rows of each quarter."""
        return (
            rejects
            | "KeyByQuarter" >> beam.Map(_by_quarter)
            | "GroupByQuarter" >> beam.GroupByKey()
            | "Tabulate" >> beam.MapTuple(index_rows)
        )


def _by_quarter(reject: IndexReject) -> tuple[int, IndexReject]:
    return reject.quarter, reject


def _index_order(reject: IndexReject) -> tuple[str, int, str]:
    return reject.source, reject.reject.line or 0, reject.reject.message


def index_rows(quarter: int, rejects: Iterable[IndexReject]) -> FilingRows:
    """Rows of the rejects of one quarter's indexes."""
    tables = index_tables(sorted(rejects, key=_index_order))
    return FilingRows(Shard(quarter, 0), Place.of(None, ""), tables)
