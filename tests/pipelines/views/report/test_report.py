"""The report as it is typed, and as a browser shows it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from pipelines.cli import main
from pipelines.query import connect, query
from pipelines.views.report.overview import _LISTED, _packed, overview_page
from pipelines.views.report.plots import PLOTS
from tests.corpus import requires_corpus
from tests.pipelines.views.report.browser import chromium, open_page
from tests.pipelines.views.report.many import many_filings

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
    trees = opened.page.xpath("//section[@id='filing-trees']//details//details/summary")
    assert any("inconsistent" in tree.text_content() for tree in trees)


_CLICK = """<script>addEventListener("load", async () => {
    const drawn = () => document.documentElement.dataset.drawn;
    while (!drawn()) await new Promise((resolve) => setTimeout(resolve, 50));
    document.querySelector("td a").click();
})</script></body>"""


@pytest.mark.slow
@needs_chromium
def test_a_click_on_a_filing_opens_it_in_the_page(sample_output: Path, tmp_path: Path) -> None:
    page = written(sample_output, tmp_path / "report.html")
    whole = open_page(page).page
    assert whole.xpath("//article[@id='filing']")[0].get("hidden") is not None
    link, *_ = whole.xpath("//td/a")
    clicked = tmp_path / "clicked.html"
    before, _, after = page.read_text("utf-8").rpartition("</body>")
    clicked.write_text(before + _CLICK + after, "utf-8")
    for opened in (open_page(page, fragment=link.get("href")), open_page(clicked)):
        assert opened.console == []
        (article,) = opened.page.xpath("//article[@id='filing']")
        assert article.get("hidden") is None
        assert link.text in article.text_content()
        assert article.xpath(".//details[@class='statement']//tr[contains(@class, 'total')]")
        assert article.xpath(".//details[@class='tree']//ul//details")
        assert article.xpath(".//a[@href='#']")


@pytest.mark.slow
@needs_chromium
def test_filings_beyond_the_budget_are_listed_without_a_link(
    sample_output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def links() -> tuple[int, int]:
        page = tmp_path / "report.html"
        page.write_text(overview_page(connect(sample_output), "out"), "utf-8")
        rows = open_page(page).page.xpath("//section[@id='list']//tbody/tr")
        return len([row for row in rows if row.xpath("td/a/@href")]), len(rows)

    every, listed = links()
    assert 1 < every == listed
    size = len(json.dumps(_packed(connect(sample_output), first(sample_output, 2))))
    monkeypatch.setattr("pipelines.views.report.overview._BUDGET", size)
    assert links() == (2, listed)


def first(output: Path, number: int) -> list[str]:
    """Accession numbers of the first filings that the report lists."""
    return [
        str(row[0]) for row in connect(output).execute(_LISTED, {"most": 1000}).fetchmany(number)
    ]


@pytest.mark.slow
def test_the_keyboard_reaches_everything_in_the_order_of_the_page(
    sample_output: Path, tmp_path: Path
) -> None:
    page = html.fromstring(written(sample_output, tmp_path / "report.html").read_text("utf-8"))
    reached = list(page.iter("a", "select", "button", "summary"))
    assert reached[0].get("href") == "#main"
    assert page.xpath("//*[@id='main']")
    assert page.xpath("//*[@tabindex > 0]") == []
    for region in page.xpath("//*[contains(@class, 'scroll')]"):
        assert region.get("tabindex") == "0"
        assert region.get("role") == "region"
        assert region.get("aria-label")
    assert page.xpath("//select[not(ancestor::label)]") == []
    assert ":focus-visible" in str(page.findtext(".//style"))


@pytest.mark.slow
@needs_chromium
def test_a_hundred_thousand_filings_are_added_up_when_the_page_is_built(tmp_path: Path) -> None:
    page = tmp_path / "many.html"
    page.write_text(overview_page(many_filings(100_000), "many"), "utf-8")
    assert page.stat().st_size < MOST_BYTES / 2
    opened = open_page(page)
    assert opened.console == []
    (header,) = opened.page.iter("header")
    assert "100,000" in header.text_content()
    assert_drawn(opened.page, without=frozenset({"extensions"}))  # no concepts were invented


@pytest.mark.slow
@needs_chromium
@pytest.mark.parametrize("fragment", ["#constructor", "#%"])
def test_a_fragment_that_is_no_filing_shows_the_overview(tmp_path: Path, fragment: str) -> None:
    page = tmp_path / "report.html"
    page.write_text(overview_page(many_filings(10), "many"), "utf-8")
    opened = open_page(page, fragment=fragment)
    assert opened.console == []
    assert opened.page.xpath("//article[@id='filing']")[0].get("hidden") is not None


def test_an_output_without_filings_has_a_page_of_zeros() -> None:
    page = html.fromstring(overview_page(many_filings(0), "none"))
    assert {str(each.text) for each in page.iter("dd")} == {"0"}


def test_a_page_is_written_to_a_file_of_this_machine_alone(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["report", str(tmp_path), "-o", "s3://bucket/report.html"])
    assert result.exit_code == 2
    assert "s3://bucket/report.html is a URL: name a path of this machine" in (
        " ".join(result.output.split())
    )


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
