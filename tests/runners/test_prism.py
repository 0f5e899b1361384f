"""The pipeline on Prism: the rows and the summary of a local run."""

from pathlib import Path
from subprocess import PIPE, STDOUT, Popen

import apache_beam as beam
import psutil
import pytest

from tests.corpus import CORPUS, requires_corpus
from tests.pipelines.runs import config, run
from tests.runners.conftest import COMMAND, CONFIGURATION, RunCorpus
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


@requires_corpus
@pytest.mark.corpus
def test_a_run_whose_prism_is_killed_ends_and_says_so(tmp_path: Path) -> None:
    configuration = tmp_path / "corpus.toml"
    configuration.write_text(
        CONFIGURATION.format(mirror=CORPUS / "mirror", output=tmp_path / "out")
    )
    command = [str(COMMAND), "run", "--config", str(configuration), *OPTIONS]
    with Popen(command, stdout=PIPE, stderr=STDOUT, text=True) as run_on_prism:
        assert run_on_prism.stdout is not None
        assert any("filings are selected" in line for line in run_on_prism.stdout)
        children = psutil.Process(run_on_prism.pid).children(recursive=True)
        (prism,) = (child for child in children if child.name() == "prism")
        prism.kill()
        said = run_on_prism.stdout.read()
    assert run_on_prism.returncode == 1
    assert "Error: the runner answers no more" in said
