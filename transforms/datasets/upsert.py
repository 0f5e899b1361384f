"""Upsert by accession number: where selected filings lie already, and files without them.

A filing lies in the quarter of its date, and every row of it has the same CIK. So the rows of
`filings` tell in which partitions, and within which bounds, files of the other tables hold it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.datasets.committed_rows import open_data_file
from transforms.datasets.data_files import DataFileWriter, WrittenFile, conform
from transforms.datasets.errors import UnreadableError
from transforms.datasets.filing_schemas import NO_FILING
from transforms.datasets.schema import DATASETS
from transforms.datasets.table_files import Base, TableFile, data_files


class Located(NamedTuple):
    """A filing that is in the output already."""

    accession_number: str
    cik: int
    quarter: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """What rows are replaced by a run.

    Attributes:
        filings: Selected filings that are in the output already.
        indexes: Paths of the indexes that the run reads: their rejects are written again.
        index_quarters: Quarters of those indexes.
    """

    filings: Sequence[Located]
    indexes: frozenset[str]
    index_quarters: frozenset[int]


@dataclass(frozen=True, slots=True)
class Replacement:
    """A committed data file, and what takes its place: None where no row is left."""

    removed: TableFile
    added: WrittenFile | None


def filing_files(base: Base) -> list[TableFile]:
    """Files that tell which filings are in the output."""
    return list(data_files(base.table("filings"), "filings"))


def locate(file: TableFile, accessions: pa.Array) -> Iterator[Located]:
    """Filings in a file of `filings` that are among `accessions`."""
    columns = ["accession_number", "cik", "filing_quarter"]
    with open_data_file(file) as source:
        rows = pq.read_table(source, columns=columns)
    found = rows.filter(pc.is_in(rows["accession_number"], accessions))
    for row in found.to_pylist():
        yield Located(*(row[name] for name in columns))


def files_to_rewrite(base: Base, dataset: str, replaced: Replaced) -> Iterator[TableFile]:
    """Files of a table that by their bounds may hold rows to be replaced."""
    if not DATASETS[dataset].partitioned:
        return
    quarters = {filing.quarter for filing in replaced.filings}
    if dataset == "rejects":
        quarters |= replaced.index_quarters
    if not quarters:
        return
    for file in data_files(base.table(dataset), dataset, quarters):
        if _may_hold(file, replaced):
            yield file


def _may_hold(file: TableFile, replaced: Replaced) -> bool:
    if file.dataset == "rejects" and file.may_hold("accession_number", [NO_FILING]):
        return True
    return any(
        filing.quarter == file.quarter
        and file.may_hold("accession_number", [filing.accession_number])
        and file.may_hold("cik", [filing.cik])
        for filing in replaced.filings
    )


def rewrite(base: Base, file: TableFile, replaced: Replaced, run: str) -> Replacement | None:
    """Copy a file without the rows to be replaced; None if it holds none of them."""
    accessions = pa.array([filing.accession_number for filing in replaced.filings], pa.string())
    indexes = pa.array(sorted(replaced.indexes), pa.string())
    if not _holds(file, accessions, indexes):
        return None
    writer: DataFileWriter | None = None
    with ExitStack() as opened:
        for rows in _row_groups(file):
            kept = rows.filter(pc.invert(_to_be_replaced(rows, file, accessions, indexes)))
            if kept.num_rows:
                writer = writer or opened.enter_context(
                    DataFileWriter(
                        base.table(file.dataset), DATASETS[file.dataset], run, file.quarter
                    )
                )
                writer.write(conform(kept, file.dataset))
        return Replacement(file, writer.close() if writer else None)


def _row_groups(file: TableFile) -> Iterator[pa.Table]:
    """Its rows; what fails while they are written, such as a full disk, is not blamed on it.

    Rows of a file that has come in its place would be committed with the copy.

    Raises:
        UnreadableError: It cannot be read, or has not as many rows as were committed.
    """
    with open_data_file(file) as source, pq.ParquetFile(source) as parquet:
        if (rows := parquet.metadata.num_rows) != file.rows:
            raise UnreadableError(f"{rows:,} rows, and its metadata says {file.rows:,}")
        for group in range(parquet.num_row_groups):
            yield parquet.read_row_group(group)


def _holds(file: TableFile, accessions: pa.Array, indexes: pa.Array) -> bool:
    columns = ["accession_number", "source"] if file.dataset == "rejects" else ["accession_number"]
    with open_data_file(file) as source:
        rows = pq.read_table(source, columns=columns)
    return bool(pc.any(_to_be_replaced(rows, file, accessions, indexes)).as_py())


def _to_be_replaced(
    rows: pa.Table, file: TableFile, accessions: pa.Array, indexes: pa.Array
) -> pa.ChunkedArray:
    of_filings = pc.is_in(rows["accession_number"], accessions)
    if file.dataset != "rejects":
        return of_filings
    of_no_filing = pc.equal(rows["accession_number"], NO_FILING)
    return pc.or_(of_filings, pc.and_(of_no_filing, pc.is_in(rows["source"], indexes)))


def replacements(
    base: Base,
    accessions: Collection[str],
    indexes: Iterable[str],
    index_quarters: Iterable[int],
    run: str,
    known: Collection[Replacement] = (),
) -> list[Replacement]:
    """Locate and rewrite at once, one file after the other.

    Args:
        base: The tables.
        accessions: Selected filings.
        indexes: See `Replaced`.
        index_quarters: See `Replaced`.
        run: Id of the run.
        known: Replacements made on an earlier state; those whose file is still there are kept.
    """
    selected = pa.array(accessions, pa.string())
    found = tuple(each for file in filing_files(base) for each in locate(file, selected))
    replaced = Replaced(found, frozenset(indexes), frozenset(index_quarters))
    made = {each.removed.path: each for each in known}
    every = (
        made.get(file.path) or rewrite(base, file, replaced, run)
        for dataset in DATASETS
        for file in files_to_rewrite(base, dataset, replaced)
    )
    return [each for each in every if each is not None]
