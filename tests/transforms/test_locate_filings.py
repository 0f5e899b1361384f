"""Which of the selected filings are in the output."""

from datetime import date

from tests.transforms.filings import QUARTER, ref
from tests.transforms.outputs import base, upsert
from tests.transforms.running import expect, given, pipeline
from transforms.datasets.catalog import Output
from transforms.datasets.upsert import Located
from transforms.locate_filings import LocateFilings


def test_a_filing_is_found_in_whatever_quarter_it_lies(empty_output: Output) -> None:
    output = empty_output
    later = ref(2, filing_date=date(2024, 5, 1))
    upsert(output, "r1", [ref(1), ref(3)])
    upsert(output, "r2", [later])
    moved = ref(2)
    with pipeline() as root:
        found = given(root, [ref(1), moved, ref(4)]) | LocateFilings(base(output))
        expect(
            found,
            [
                Located(ref(1).accession_number, 7, QUARTER),
                Located(later.accession_number, 7, 20242),
            ],
        )


def test_nothing_is_found_in_an_empty_output(empty_output: Output) -> None:
    with pipeline() as root:
        found = given(root, [ref(1)]) | LocateFilings(base(empty_output))
        expect(found, [])
