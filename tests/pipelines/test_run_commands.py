"""Commands that take a configuration: output, exit codes, and errors that say what to do."""

import json
import shutil
from pathlib import Path

import pytest

from tests.pipelines.commands import invoke

ERROR_PAGE = "<!DOCTYPE html><html><body>Request Rate Threshold Exceeded</body></html>"


@pytest.fixture
def configuration(sample_mirror: Path, tmp_path: Path) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(
        f"""
        [source]
        kind = "mirror"
        location = {json.dumps(str(sample_mirror))}
        [select]
        from = "2024Q1"
        to = "2024Q2"
        [output]
        path = {json.dumps(str(tmp_path / "out"))}
        """
    )
    return file


def test_run_shows_what_it_did_and_query_reads_it(configuration: Path, tmp_path: Path) -> None:
    result = invoke("run", "--config", configuration)
    assert result.exit_code == 0
    for shown in ("filings", "calculation", "balance-weight", "not-well-formed", "filings/s"):
        assert shown in result.output
    answer = invoke(
        "query", tmp_path / "out", "SELECT count(*) AS n FROM filings WHERE filing_quarter < 20250"
    )
    assert answer.exit_code == 0
    assert " 9 " in answer.output


@pytest.fixture
def of_edgar(tmp_path: Path) -> Path:
    """A configuration of EDGAR where nobody answers."""
    file = tmp_path / "edgar.toml"
    file.write_text(
        f"""
        source = {{kind = "edgar", user_agent = "Name name@example.org", base_url = "http://127.0.0.1:1"}}
        store.path = {json.dumps(str(tmp_path / "store"))}
        select = {{from = "2024Q1", to = "2024Q1"}}
        output.path = {json.dumps(str(tmp_path / "out"))}
        """
    )
    return file


def test_a_dry_run_asks_edgar_for_nothing(of_edgar: Path, tmp_path: Path) -> None:
    result = invoke("run", "--config", of_edgar, "--dry_run=True")
    assert "A dry run: the pipeline was built" in result.output
    assert result.exit_code == 0
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    "command", [("fetch",), ("backfill", "--from", "2024Q1", "--to", "2024Q1")]
)
def test_a_dry_run_is_refused_where_something_would_be_fetched(
    command: tuple[str, ...], of_edgar: Path, tmp_path: Path
) -> None:
    result = invoke(*command, "--config", of_edgar, "--dry_run=True")
    assert f"{command[0]} knows no --dry_run" in result.output
    assert result.exit_code == 2
    assert not (tmp_path / "store").exists()


def test_a_backfill_of_a_mirror_refuses_a_dry_run_too(configuration: Path, tmp_path: Path) -> None:
    period = ("--from", "2024Q1", "--to", "2024Q2")
    result = invoke("backfill", "--config", configuration, *period, "--dry_run=True")
    assert "backfill knows no --dry_run" in result.output
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_run_takes_overrides_and_options_of_beam(configuration: Path) -> None:
    result = invoke(
        "run",
        "--config",
        configuration,
        "--set",
        "select.limit=1",
        "--direct_running_mode=multi_threading",
        "--direct_num_workers=2",
    )
    assert result.exit_code == 0
    assert "│ filings" in result.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--set", "select.form=[]"], "select.form: unknown key; keys are from, to, forms"),
        (["--set", "source.location=/nowhere"], "name the directory that holds Archives/edgar"),
        (["--set", "output.path=/proc/out"], "output.path: /proc/out cannot be written"),
        (["--date", "2024-13-01"], "'2024-13-01' is no day such as 2024-05-15"),
        (["--date", "2024Q1"], "2024Q1 is not one day"),
        (["--wait", "abc"], "abc is not a number of seconds, from 0 on"),
        (["--wait=-1"], "-1 is not a number of seconds, from 0 on"),
        (["--no_such_option=1"], "unknown option --no_such_option=1"),
        (["--runner=NoRunner"], "--runner=NoRunner"),
        (["--direct_num_workers=many"], "--direct_num_workers"),
    ],
)
def test_wrong_usage_is_explained_with_exit_code_2(
    configuration: Path, arguments: list[str], message: str
) -> None:
    result = invoke("run", "--config", configuration, *arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


def test_a_selection_that_matches_nothing_is_reported(configuration: Path) -> None:
    result = invoke("run", "--config", configuration, "--set", 'select.forms=["20-F"]')
    assert result.exit_code == 0
    assert "No filing of 2024Q1 to 2024Q2 is selected" in result.output


def test_a_business_day_without_index_in_a_mirror_is_to_be_tried_again(
    configuration: Path,
) -> None:
    result = invoke("run", "--config", configuration, "--date", "2024-05-15")
    assert result.exit_code == 75
    assert "2024-05-15: the mirror has no index of it that can be read" in result.output
    weekend = invoke("run", "--config", configuration, "--date", "2024-05-18")
    assert weekend.exit_code == 0
    assert "2024-05-18 is selected: it is a weekend or holiday" in weekend.output


def test_a_missing_configuration_is_explained() -> None:
    result = invoke("run", "--config", "nowhere.toml")
    assert result.exit_code == 2
    assert "cannot read nowhere.toml" in result.output


@pytest.mark.parametrize("first", ["2024-05-15", "yesterday", "2024", "1992Q4"])
def test_a_backfill_goes_by_quarters(configuration: Path, first: str) -> None:
    span = ("--from", first, "--to", "2024Q2")
    result = invoke("backfill", "--config", configuration, *span)
    assert (result.exit_code, f"{first!r} is no quarter such as 2024Q1" in result.output) == (
        2,
        True,
    )


def test_a_backfill_that_ends_before_it_begins_is_refused(configuration: Path) -> None:
    result = invoke("backfill", "--config", configuration, "--from=2024Q2", "--to=2024Q1")
    assert (result.exit_code, "--to 2024Q1 is before --from 2024Q2" in result.output) == (2, True)


def test_the_status_of_a_mirror_that_is_not_there_is_refused(configuration: Path) -> None:
    result = invoke("status", "--config", configuration, "--set", "source.location=/nowhere")
    assert (result.exit_code, "name the directory that holds" in result.output) == (2, True)


@pytest.fixture
def page_for_index(sample_mirror: Path, tmp_path: Path) -> str:
    """An override: a mirror with pages in place of the indexes of 2024Q1."""
    mirror = tmp_path / "mirror"
    shutil.copytree(sample_mirror, mirror)
    for index in (mirror / "Archives/edgar/full-index/2024/QTR1").iterdir():
        index.write_text(ERROR_PAGE)
    return f"--set=source.location={mirror}"


def test_a_quarter_whose_indexes_cannot_be_read_is_not_complete(
    configuration: Path, page_for_index: str
) -> None:
    run = invoke("run", "--config", configuration, page_for_index)
    assert run.exit_code == 0
    assert "1 of 2 indexes of 2024Q1 to 2024Q2 are not there or cannot be read" in run.output
    status = invoke("status", "--config", configuration, page_for_index)
    assert status.exit_code == 1
    assert "2024Q1: no index that can be read" in status.output
    span = ("--from", "2024Q1", "--to", "2024Q2")
    backfill = invoke("backfill", "--config", configuration, page_for_index, *span)
    assert backfill.exit_code == 1
    assert "2024Q1: 0 of 0 processed, for it has no index that can be read" in backfill.output
