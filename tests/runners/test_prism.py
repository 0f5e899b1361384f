"""The pipeline on Prism: the rows and the summary of a local run."""

from pathlib import Path

import pytest

from tests.corpus import CORPUS, requires_corpus
from tests.pipelines.runs import config, run
from tests.runners.prism import OPTIONS, is_possible
from tests.runners.rows import differences

pytestmark = [
    pytest.mark.runners,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.skipif(not is_possible(), reason="no Prism: make test-runners, with Go"),
]


def test_the_sample_gives_the_rows_and_the_summary_of_a_local_run(
    sample_mirror: Path, tmp_path: Path
) -> None:
    local, prism = tmp_path / "local", tmp_path / "prism"
    summary = run(config(sample_mirror, prism), *OPTIONS)
    assert summary.counters == run(config(sample_mirror, local)).counters
    assert differences(local, prism) == {}


@requires_corpus
@pytest.mark.corpus
@pytest.mark.slow
def test_the_corpus_gives_the_rows_of_a_local_run(corpus_output: Path, tmp_path: Path) -> None:
    everything = {"from": "1993Q1", "to": "2026Q4"}
    run(config(CORPUS / "mirror", tmp_path / "prism", select=everything), *OPTIONS)
    assert differences(corpus_output, tmp_path / "prism") == {}
