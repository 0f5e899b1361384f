"""The pipeline on Prism: the rows and the summary of a local run."""

from pathlib import Path

import apache_beam as beam
import pytest

from tests.corpus import requires_corpus
from tests.pipelines.runs import config, run
from tests.runners.conftest import RunCorpus
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
def test_the_corpus_gives_the_rows_of_a_local_run(
    run_corpus: RunCorpus, corpus_output: Path, tmp_path: Path
) -> None:
    run_corpus(f"Prism {beam.__version__}", tmp_path / "prism", OPTIONS)
    assert differences(corpus_output, tmp_path / "prism") == {}
