"""What a run reports to its launcher by datagram."""

import socket

import apache_beam as beam

from tests.transforms.filings import REJECT, ref, work
from tests.transforms.running import address, expect, given, pipeline, reported
from tests.transforms.test_tabulate_filings import ALL, rows_of
from transforms.report_progress import ReportProgress, ReportTotal, send
from transforms.tabulate_filings import filing_rows


def test_the_total_is_that_of_the_selected_filings(receiver: socket.socket) -> None:
    with pipeline() as root:
        given(root, [ref(1), ref(2)]) | ReportTotal(address(receiver))
    assert reported(receiver) == {"total": 2}


def test_filings_and_rejects_are_reported_and_pass(receiver: socket.socket) -> None:
    works = [work({}, None, REJECT, REJECT), work({}, ref(2))]
    rows = [filing_rows(each, ALL) for each in works]
    with pipeline() as root:
        passed = given(root, rows) | ReportProgress(address(receiver))
        expect(passed | beam.Map(rows_of), [rows_of(each) for each in rows])
    assert reported(receiver) == {"filings": 2, "rejects": 2}


def test_nobody_need_listen() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = address(closed)
    for _ in range(2):  # the answer that nobody is there would come with the second
        send(1, nobody, "filings")
