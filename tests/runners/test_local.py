"""The local runner by its command, in one process and in two."""

from pathlib import Path

import pytest

from tests.corpus import requires_corpus
from tests.runners.conftest import RunCorpus
from tests.runners.rows import differences

pytestmark = [pytest.mark.runners, pytest.mark.corpus, pytest.mark.slow, requires_corpus]


@pytest.mark.parametrize(
    ("runner", "options"),
    [
        ("local, in memory", ("--direct_running_mode=in_memory",)),
        (
            "local, two processes",
            ("--direct_running_mode=multi_processing", "--direct_num_workers=2"),
        ),
    ],
    ids=["in memory", "two processes"],
)
def test_the_corpus_gives_the_same_rows(
    run_corpus: RunCorpus,
    corpus_output: Path,
    tmp_path: Path,
    runner: str,
    options: tuple[str, ...],
) -> None:
    output = tmp_path / "out"
    run_corpus(runner, output, options)
    assert differences(corpus_output, output) == {}
