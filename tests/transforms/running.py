"""Running a step on Beam's local runner, and looking at its outputs."""

import json
import socket
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import apache_beam as beam
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.util import assert_that, equal_to

from pipelines.options import beam_options
from transforms.elements import Address

Show = Callable[[Any], Any]


def pipeline() -> TestPipeline:
    """A pipeline of the local runner, which itself takes what it is given to bytes and back."""
    made = TestPipeline(options=beam_options([]))
    made.not_use_test_runner_api = True
    return made


def given(root: beam.Pipeline, elements: Iterable[Any], name: str = "Given") -> beam.PCollection:
    return root | name >> beam.Create(list(elements), reshuffle=False)


def expect(collection: beam.PCollection, expected: Sequence[Any], name: str = "Expect") -> None:
    """Check the elements, in any order."""
    assert_that(collection, equal_to(list(expected)), label=name)


def check_step(
    step: beam.PTransform,
    elements: Iterable[Any],
    filings: Sequence[Any],
    rejects: Sequence[Any],
    show: Show,
) -> None:
    """Check both outputs of a step; of a filing, what `show` gives."""
    with pipeline() as root:
        output = given(root, elements) | step
        expect(output.filings | "Show" >> beam.Map(show), filings, "Filings")
        expect(
            output.rejects
            | "ShowReject"
            >> beam.Map(lambda each: (each.accession_number, each.reject.stage, each.reject.error)),
            rejects,
            "Rejects",
        )


def counters(root: TestPipeline) -> dict[str, int]:
    """What was counted by a pipeline that ran."""
    assert root.result is not None
    found = root.result.metrics().query()["counters"]
    return {counter.key.metric.name: counter.result for counter in found}


def address(receiver: socket.socket) -> Address:
    """Where a step reports to, so that `receiver` has it."""
    return Address(*receiver.getsockname())


def reported(receiver: socket.socket) -> Counter[str]:
    """The sum of all that was sent."""
    counts: Counter[str] = Counter()
    while True:
        try:
            counts.update(json.loads(receiver.recv(1024)))
        except BlockingIOError:
            return counts
