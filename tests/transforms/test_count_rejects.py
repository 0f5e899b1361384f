"""Counters and log of what was rejected."""

import logging

import pytest

from tests.transforms.filings import ACCESSION, INDEX_REJECT, REJECT, rejected
from tests.transforms.running import counters, given, pipeline
from transforms.count_rejects import CountRejects
from transforms.errors import Reject

DAMAGED = Reject("linkbase", "not-well-formed", "a_cal.xml ends early", "a_cal.xml")


def test_rejects_are_counted_by_error() -> None:
    rejects = [rejected(REJECT), rejected(DAMAGED), INDEX_REJECT]
    with pipeline() as root:
        given(root, rejects) | CountRejects()
    assert counters(root) == {
        "rejects/not-found": 1,
        "rejects/not-well-formed": 1,
        "index rejects/not-found": 1,
    }


def test_the_log_says_of_what_and_why(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "transforms.count_rejects"), pipeline() as root:
        given(root, [rejected(DAMAGED), INDEX_REJECT]) | CountRejects()
    assert f"{ACCESSION}: rejected at linkbase: a_cal.xml ends early" in caplog.messages
    assert any(message.startswith(INDEX_REJECT.source) for message in caplog.messages)
