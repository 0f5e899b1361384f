import logging
from contextlib import suppress

import pytest

from pipelines.beam_logs import silenced


@pytest.mark.parametrize("name", [None, "apache_beam.runners"])
def test_a_logger_is_silent_until_the_context_is_left_by_whatever_way(name: str | None) -> None:
    logger = logging.getLogger(name)
    before = logger.level
    with suppress(OSError), silenced(name):
        assert not logger.isEnabledFor(logging.ERROR)
        raise OSError("disk")
    assert logger.level == before
