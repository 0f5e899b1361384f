"""Files that hold a filing of the run, copied without it."""

from collections.abc import Sequence
from pathlib import Path

import apache_beam as beam

from tests.transforms.filings import ref
from tests.transforms.outputs import base, upsert
from tests.transforms.running import expect, given, pipeline
from transforms.datasets.catalog import Output
from transforms.datasets.table_files import Base
from transforms.datasets.upsert import Located, Replacement
from transforms.edgar.filing import FilingRef
from transforms.locate_filings import LocateFilings
from transforms.rewrite_files import RewriteFiles


def summary(of: Replacement) -> tuple[str, int, int | None]:
    return of.removed.dataset, of.removed.rows, of.added.rows if of.added else None


def check(
    output: Output, refs: Sequence[FilingRef], expected: Sequence[object], on: Base | None = None
) -> None:
    on = on or base(output)
    with pipeline() as root:
        replaced = (
            given(root, refs) | LocateFilings(on) | RewriteFiles(on, "r9", frozenset(), frozenset())
        )
        expect(replaced | beam.Map(summary), expected)


def test_only_files_that_hold_the_filing_are_rewritten(empty_output: Output) -> None:
    output = empty_output
    upsert(output, "r1", [ref(1), ref(2), ref(5)])
    upsert(output, "r2", [ref(3), ref(4)])
    check(output, [ref(2), ref(9)], [("filings", 3, 2), ("rejects", 3, 2)])


def test_a_file_amid_whose_filings_another_one_has_its_place_is_left_alone(
    empty_output: Output,
) -> None:
    output = empty_output
    upsert(output, "r1", [ref(1), ref(5)])
    upsert(output, "r2", [ref(3), ref(4), ref(6)])
    check(output, [ref(3)], [("filings", 3, 2), ("rejects", 3, 2)])


def test_a_file_of_which_nothing_is_left_has_no_successor(empty_output: Output) -> None:
    output = empty_output
    upsert(output, "r1", [ref(1)])
    check(output, [ref(1)], [("filings", 1, None), ("rejects", 1, None)])


def test_new_filings_rewrite_nothing_and_read_no_other_table(empty_output: Output) -> None:
    output = empty_output
    upsert(output, "r1", [ref(1)])
    on = base(output)
    for path in Path(output.path).glob("arcs/metadata/*"):
        path.write_bytes(b"damaged")
    check(output, [ref(2)], [], on)


def test_what_is_replaced_may_cross_a_process(output_of_two: Output) -> None:
    output = output_of_two
    on = base(output)
    with pipeline() as root:
        located = given(root, [Located(ref(1).accession_number, 7, 20241)])
        replaced = located | RewriteFiles(on, "r9", frozenset(), frozenset()) | beam.Reshuffle()
        expect(replaced | beam.Map(summary), [("filings", 2, 1), ("rejects", 2, 1)])
