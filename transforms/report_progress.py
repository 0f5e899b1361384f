"""ReportProgress: reports progress to the process that launched a local run.

Workers of a local runner are threads or processes of this machine, so a datagram to the
loopback reaches the launcher from both. A lost one only makes the display lag.
"""

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import apache_beam as beam

from transforms.edgar.filing import FilingRef
from transforms.elements import Address, FilingRows


@dataclass
class ReportTotal(beam.PTransform):
    """Report how many filings are selected."""

    address: Address

    def expand(self, refs: beam.PCollection[FilingRef]) -> beam.PCollection[None]:
        """Gives nothing."""
        return (
            refs
            | "Count" >> beam.combiners.Count.Globally()
            | "Send" >> beam.Map(send, self.address, "total")
        )


@dataclass
class ReportProgress(beam.PTransform):
    """Report every filing that passes."""

    address: Address

    def expand(self, rows: beam.PCollection[FilingRows]) -> beam.PCollection[FilingRows]:
        """The same rows."""
        return rows | "Send" >> beam.ParDo(_SendFilings(self.address))


class _SendFilings(beam.DoFn):
    def __init__(self, address: Address) -> None:
        self._address = address

    def process(self, rows: FilingRows) -> Iterator[FilingRows]:
        rejects = rows.tables["rejects"].num_rows if "rejects" in rows.tables else 0
        if rejects:
            send(rejects, self._address, "rejects")
        send(1, self._address, "filings")
        yield rows


def send(number: int, address: Address, what: str) -> None:
    """Send one message: `number` more of `what`."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(json.dumps({what: number}).encode(), address)
