"""Verification: everything that is committed, read again and compared with what is said of it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from transforms.datasets.committed_rows import open_data_file
from transforms.datasets.data_files import conform, order_to_take, sort_order
from transforms.datasets.filing_schemas import NO_FILING
from transforms.datasets.instance_schemas import SUMMATION_ITEM
from transforms.datasets.progress import OnDone, unseen
from transforms.datasets.schema import DATASETS, FILINGS, RUNS
from transforms.datasets.state import State
from transforms.datasets.table_files import TableFile

# Column of `filings`: the dataset whose rows it counts, and what those have.
_COUNTED: Final[dict[str, tuple[str, dict[str, object]]]] = {
    "n_arcs": ("arcs", {}),
    "n_effective_arcs": ("arcs", {"effective": True}),
    "n_facts": ("facts", {}),
    "n_calculations": ("calculations", {}),
    "n_inconsistent_xbrl21": (
        "calculations",
        {"xbrl21": "inconsistent", "arcrole": SUMMATION_ITEM},
    ),
    "n_inconsistent_calc11": ("calculations", {"calc11": "inconsistent"}),
    "n_findings": ("findings", {}),
    "n_rejects": ("rejects", {}),
}


class Fault(NamedTuple):
    """Something that is not as it is said to be.

    Attributes:
        place: File, or dataset.
        message: What is wrong.
    """

    place: str
    message: str


class Contract(Protocol):
    """What else is said of the tables."""

    def read(self, file: TableFile, rows: pa.Table) -> Iterator[Fault]:
        """Faults in the rows of a file."""

    def compare(self, tables: Collection[str]) -> Iterator[Fault]:
        """Faults between the files that were read, and tables that are not among those there."""


def verify(
    state: State,
    contract: Contract | None = None,
    on_done: OnDone = unseen,
) -> Iterator[Fault]:
    """Faults of a state, as they are found; a quarter is held in memory at a time.

    Args:
        state: The state.
        contract: What is said of types, nulls, keys and relations, if that is to be looked at.
        on_done: Takes each file that is read.
    """
    quarters = Counter(file.quarter for name in DATASETS for file in state.files(name))
    everywhere: Counter[str] = Counter()
    for quarter in sorted(quarters, key=lambda each: each or 0):
        found = _Quarter(quarter, contract)
        for name, dataset in DATASETS.items():
            if dataset.partitioned == (quarter is not None):
                for file in state.files(name, None if quarter is None else [quarter]):
                    yield from found.read(file)
                    on_done("files", quarters.total(), 1)
        yield from found.compare()
        everywhere.update(found.filings.keys())
    for accession_number, times in everywhere.items():
        if times > 1:
            yield Fault("filings", f"{accession_number} lies in {times} quarters")
    if contract is not None:
        yield from contract.compare(state.tables)
    yield from _runs(state)


def _runs(state: State) -> Iterator[Fault]:
    numbers = [number for part in state.read(RUNS.name, ["number"]) for number in part["number"]]
    if sorted(each.as_py() for each in numbers) != list(range(1, len(numbers) + 1)):
        yield Fault("runs", "the numbers of runs are not 1, 2, 3 and so on")


@dataclass
class _Quarter:
    """What is found in the files of one quarter; None for tables that are not partitioned."""

    quarter: int | None
    contract: Contract | None
    filings: dict[str, dict[str, object]] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    holder: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self, file: TableFile) -> Iterator[Fault]:
        """Read one file whole."""
        try:
            with open_data_file(file) as source:
                size, found = source.size(), pq.read_table(source)
        except OSError as error:
            yield Fault(file.path, str(error))
            return
        if size != file.bytes:
            yield Fault(file.path, f"{size:,} bytes, and its metadata says {file.bytes:,}")
        if self.contract is not None:
            yield from self.contract.read(file, found)
        try:
            rows = conform(found, file.dataset)
            rows.validate()
        except pa.ArrowException as error:
            yield Fault(file.path, f"has no rows of {file.dataset}: {error}")
            return
        if rows.num_rows != file.rows:
            yield Fault(file.path, f"{rows.num_rows} rows, and its metadata says {file.rows}")
        if order_to_take(rows, sort_order(DATASETS[file.dataset])) is not None:
            yield Fault(file.path, "its rows are not in order")
        if DATASETS[file.dataset].partitioned:
            yield from self._of_filings(file, rows)

    def _of_filings(self, file: TableFile, rows: pa.Table) -> Iterator[Fault]:
        if rows["filing_quarter"].unique().to_pylist() not in ([], [file.quarter]):
            yield Fault(file.path, f"has rows of another quarter than {file.quarter}")
        for accession_number in rows["accession_number"].unique().to_pylist():
            other = self.holder.setdefault((file.dataset, accession_number), file.path)
            if other != file.path and accession_number != NO_FILING:
                yield Fault(file.path, f"{accession_number} lies in {other} as well")
        for column, (dataset, having) in _COUNTED.items():
            if dataset == file.dataset:
                counted = rows.select(["accession_number", *having])  # filtering copies
                for name, value in having.items():
                    counted = counted.filter(pc.equal(counted[name], value))
                self.counts[column].update(_by_filing(counted))
        if file.dataset == FILINGS.name:
            names = ["accession_number", "datasets", *_COUNTED]
            for row in rows.select(names).to_pylist():
                self.filings[row["accession_number"]] = row

    def compare(self) -> Iterator[Fault]:
        """Datasets of the quarter against `filings`."""
        lacking: defaultdict[str, list[str]] = defaultdict(list)
        for dataset, accession_number in self.holder:
            if accession_number not in self.filings and accession_number != NO_FILING:
                lacking[dataset].append(accession_number)
        for dataset, numbers in lacking.items():
            yield Fault(
                dataset,
                f"{len(numbers):,} filings are not in filings of {self.quarter}, "
                f"such as {numbers[0]}",
            )
        for accession_number, filing in self.filings.items():
            for column, (dataset, _) in _COUNTED.items():
                said, there = filing[column], self.counts[column][accession_number]
                written = filing["datasets"]
                if isinstance(written, list) and dataset not in written:
                    continue
                if said is not None and said != there:
                    yield Fault(
                        "filings", f"{accession_number}: {column} is {said}, and {there} are there"
                    )


def _by_filing(rows: pa.Table) -> dict[str, int]:
    counted = pc.value_counts(rows["accession_number"]).to_pylist()
    return {entry["values"]: entry["counts"] for entry in counted}
