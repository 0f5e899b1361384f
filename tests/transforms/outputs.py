"""Outputs for tests of single steps: tables of a new output, and filings written to them."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.transforms.filings import REJECT, SHARD, ref, unread
from transforms.commit_datasets import CommitDatasets
from transforms.datasets.catalog import Output, create_tables, load_tables, open_catalog
from transforms.datasets.data_files import SortedWriter, WrittenFile
from transforms.datasets.runs import RunRecord
from transforms.datasets.schema import DATASETS
from transforms.datasets.state import State, read_state
from transforms.datasets.table_files import Base
from transforms.datasets.upsert import replacements
from transforms.edgar.filing import FilingRef
from transforms.elements import FilingRows, IndexReject
from transforms.errors import Reject
from transforms.tabulate_filings import filing_rows, index_rows

WRITTEN = ("filings", "arcs", "rejects")


def new_output(path: Path) -> Output:
    """An output with its tables, empty."""
    output = Output(str(path))
    with open_catalog(output) as catalog:
        create_tables(catalog, output)
    return output


def output_of_two(path: Path) -> Output:
    """An output to which run `r1` has committed filings 1 and 2, of which a reject each is known."""
    output = new_output(path)
    upsert(output, "r1", [ref(1), ref(2)])
    return output


def restored(factory: pytest.TempPathFactory, make: Callable[[Path], object]) -> Output:
    """What `make` makes, made once and then restored as it was.

    Its metadata holds its place, so that a copy elsewhere would not do.
    """
    place = factory.getbasetemp() / f"{make.__module__}.{make.__qualname__}"
    kept = place.with_name(f"{place.name}.kept")
    if kept.exists():
        shutil.rmtree(place)
        shutil.copytree(kept, place)
    else:
        make(place)
        shutil.copytree(place, kept)
    return Output(str(place))


def base(output: Output) -> Base:
    with open_catalog(output) as catalog:
        return Base.of(load_tables(catalog, output), output.properties)


def record(run: str) -> RunRecord:
    return RunRecord(run, "run", datetime(2024, 5, 1, tzinfo=UTC).isoformat(), "1")


def rows_of(*refs: FilingRef, rejects: Sequence[Reject] = (REJECT,)) -> list[FilingRows]:
    """Rows of filings that were not found: one in `filings` and one in `rejects` each."""
    return [filing_rows(replace(unread(ref, *rejects), shard=SHARD), WRITTEN) for ref in refs]


def commit_step(output: Output, run: str, base: Base, **values: Any) -> CommitDatasets:
    """The step that commits `run`."""
    return CommitDatasets(
        output,
        base,
        record(run),
        values.get("indexes", frozenset()),
        values.get("index_quarters", frozenset()),
        with_references=values.get("with_references", False),
    )


def upsert(
    output: Output, run: str, refs: Sequence[FilingRef], rejects: Sequence[Reject] = (REJECT,)
) -> None:
    """What a run that writes these filings does, without the pipeline."""
    on = base(output)
    numbers = [ref.accession_number for ref in refs]
    written = list(_written(on, run, rows_of(*refs, rejects=rejects)))
    replaced = replacements(on, numbers, (), (), run)
    commit_step(output, run, on)._commit(run, written, replaced, numbers)


def upsert_index(output: Output, run: str, source: str, rejects: Sequence[Reject]) -> None:
    """What a run does that reads this index, of the quarter of the shard, and finds no filing."""
    on = base(output)
    read, quarters = frozenset({source}), frozenset({SHARD.quarter})
    found = [IndexReject(SHARD.quarter, source, reject) for reject in rejects]
    written: list[WrittenFile] = []
    if found:
        rows = index_rows(SHARD.quarter, found)
        writer = SortedWriter(on.table("rejects"), DATASETS["rejects"], run, SHARD.quarter)
        written = [*writer.add(rows.place, rows.tables["rejects"]), *writer.close()]
    replaced = replacements(on, (), read, quarters, run)
    step = commit_step(output, run, on, indexes=read, index_quarters=quarters)
    step._commit(run, written, replaced, ())


def _written(on: Base, run: str, filings: Sequence[FilingRows]) -> Iterator[WrittenFile]:
    for name in WRITTEN:
        writer = SortedWriter(on.table(name), DATASETS[name], run, SHARD.quarter)
        for filing in filings:
            if name in filing.tables:
                yield from writer.add(filing.place, filing.tables[name])
        yield from writer.close()


def table(output: Output | Path, dataset: str, at: str | None = None) -> pa.Table:
    """The committed rows of a dataset, in the order of the files' names."""
    place = output if isinstance(output, Output) else Output(str(output))
    return _rows(read_state(place, at), dataset)


def tables(output: Output) -> dict[str, pa.Table]:
    """The committed rows of every dataset."""
    state = read_state(output)
    return {name: _rows(state, name) for name in DATASETS}


def _rows(state: State | None, dataset: str) -> pa.Table:
    schema = DATASETS[dataset].schema
    parts = state.read(dataset, schema.names) if state else ()
    return pa.concat_tables([schema.empty_table(), *(each.cast(schema) for each in parts)])


def in_order(table: pa.Table, dataset: str) -> pa.Table:
    """The table in the order of its key: equal for equal rows."""
    of_filings = ["accession_number"] if DATASETS[dataset].partitioned else []
    key = [(name, "ascending") for name in (*of_filings, *DATASETS[dataset].key)]
    return table.sort_by(key).combine_chunks()


def numbers(output: Output, dataset: str, at: str | None = None) -> list[str]:
    """Accession numbers of the committed rows, sorted."""
    return sorted(table(output, dataset, at)["accession_number"].to_pylist())
