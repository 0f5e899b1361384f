"""The report as it is typed, and as a browser shows it."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from pipelines.cli import main
from pipelines.query import connect, query
from pipelines.views.report.plots import PLOTS
from tests.corpus import requires_corpus
from tests.pipelines.views.report.browser import chromium, open_page

needs_chromium = pytest.mark.skipif(chromium() is None, reason="no Chromium is installed here")
MOST_BYTES = 5_000_000


def written(output: Path, page: Path, *options: str) -> Path:
    result = CliRunner().invoke(main, ["report", str(output), "-o", str(page), *options])
    assert result.exit_code == 0, result.output
    assert page.stat().st_size < MOST_BYTES
    return page


def assert_drawn(page: html.HtmlElement, *, without: frozenset[str] = frozenset()) -> None:
    """Every plot has marks, less those for which there is nothing to show."""
    assert page.get("data-drawn") == "true"
    for plot in PLOTS:
        (figure,) = page.xpath(f"//figure[@id='{plot.name}']")
        marks = figure.xpath(
            ".//*[local-name()='g'][contains(@class, 'mark-')]//*[@aria-roledescription]"
        )
        assert bool(marks) == (plot.name not in without), plot.name


@pytest.mark.slow
@needs_chromium
@pytest.mark.parametrize("width", [400, 1280])
def test_every_plot_of_the_sample_has_marks_and_the_console_is_empty(
    sample_output: Path, tmp_path: Path, width: int
) -> None:
    opened = open_page(
        written(sample_output, tmp_path / "report.html"), f"--window-size={width},900"
    )
    assert opened.console == []
    empty = {plot.name for plot in PLOTS if not connect(sample_output).execute(plot.sql).fetchall()}
    assert len(empty) < len(PLOTS) / 2
    assert_drawn(opened.page, without=frozenset(empty))


@pytest.mark.slow
def test_the_page_loads_nothing_from_elsewhere(sample_output: Path, tmp_path: Path) -> None:
    page = html.fromstring(written(sample_output, tmp_path / "report.html").read_text("utf-8"))
    sources = page.xpath("//@src | //link/@href | //*[local-name()='use']/@href")
    assert [source for source in sources if not str(source).startswith("data:")] == []


@pytest.mark.slow
@needs_chromium
def test_a_filing_is_shown_with_labels_signs_weights_and_verdicts(
    sample_output: Path, tmp_path: Path
) -> None:
    ((accession, role, label, displayed),) = query(
        sample_output,
        "SELECT accession_number, title, label, displayed_value::BIGINT FROM statement_lines "
        "WHERE xbrl21 = 'inconsistent' AND category = 'Statement' ORDER BY ALL LIMIT 1",
    )[1]
    opened = open_page(written(sample_output, tmp_path / "f.html", "--accession", str(accession)))
    assert opened.console == []
    (statement, *_) = opened.page.xpath(f"//details[contains(summary, {str(role)!r})]")
    rows = statement.xpath(".//tr[td]")
    (line,) = [row for row in rows if row.findtext("th") == label]
    assert "total" in line.get("class")
    assert "2.1: inconsistent" in line.text_content()
    assert f"{displayed:,}" in line.text_content()
    assert any("× -1" in row.text_content() or "× 1" in row.text_content() for row in rows)
    trees = opened.page.xpath("//section[@id='trees']//details//details/summary")
    assert any("inconsistent" in tree.text_content() for tree in trees)


@pytest.mark.slow
def test_a_filing_that_is_not_there_is_explained(sample_output: Path, tmp_path: Path) -> None:
    page = tmp_path / "f.html"
    result = CliRunner().invoke(
        main, ["report", str(sample_output), "-o", str(page), "--accession", "0000000000-00-000000"]
    )
    assert result.exit_code == 1
    assert "0000000000-00-000000 is not in" in result.output
    assert not page.exists()


@pytest.mark.corpus
@pytest.mark.slow
@requires_corpus
@needs_chromium
def test_every_plot_of_the_corpus_has_marks(corpus_output: Path, tmp_path: Path) -> None:
    opened = open_page(written(corpus_output, tmp_path / "report.html"))
    assert opened.console == []
    assert_drawn(opened.page)
