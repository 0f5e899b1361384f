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
from tests.pipelines.views.report.browser import Browser
from tests.pipelines.views.report.many import many_filings
from tests.pipelines.views.report.page import NARROW, WIDE, Page, open_page
from tests.pipelines.views.report.written import MOST_BYTES, written
from transforms.datasets.catalog import Output

in_browser = pytest.mark.xdist_group("browser")


def assert_drawn(page: html.HtmlElement, *, without: frozenset[str] = frozenset()) -> None:
    """Every plot has marks, less those for which there is nothing to show."""
    assert page.get("data-drawn") == "true"
    for plot in PLOTS:
        (figure,) = page.xpath(f"//figure[@id='{plot.name}']")
        marks = figure.xpath(
            ".//*[local-name()='g'][contains(@class, 'mark-')]//*[@aria-roledescription]"
        )
        assert bool(marks) == (plot.name not in without), plot.name


@pytest.fixture(scope="module")
def empty(sample_output: Path) -> frozenset[str]:
    """Plots for which the sample has nothing."""
    connection = connect(sample_output)
    return frozenset(plot.name for plot in PLOTS if not connection.execute(plot.sql).fetchall())


@pytest.mark.slow
@in_browser
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_every_plot_of_the_sample_has_marks_and_the_console_is_empty(
    browser: Browser, sample_report: Path, empty: frozenset[str], width: int
) -> None:
    assert len(empty) < len(PLOTS) / 2
    with open_page(browser, sample_report, width=width) as page:
        assert page.console() == []
        assert_drawn(page.elements(), without=empty)


@pytest.mark.slow
@in_browser
def test_the_page_loads_nothing_from_elsewhere(sample_report: Path) -> None:
    page = html.fromstring(sample_report.read_text("utf-8"))
    sources = page.xpath("//@src | //link/@href | //*[local-name()='use']/@href")
    assert [source for source in sources if not str(source).startswith("data:")] == []


@pytest.mark.slow
@in_browser
def test_a_filing_is_shown_with_labels_signs_weights_and_verdicts(
    browser: Browser, sample_output: Path, tmp_path: Path
) -> None:
    ((accession, role, label, displayed),) = query(
        sample_output,
        "SELECT accession_number, title, label, displayed_value::BIGINT FROM statement_lines "
        "WHERE xbrl21 = 'inconsistent' AND category = 'Statement' ORDER BY ALL LIMIT 1",
    )[1]
    path = written(sample_output, tmp_path / "f.html", "--accession", str(accession))
    with open_page(browser, path, ready="true") as page:
        assert page.console() == []
        shown = page.elements()
    (statement, *_) = shown.xpath(f"//details[contains(summary, {str(role)!r})]")
    rows = statement.xpath(".//tr[td]")
    (line,) = [row for row in rows if row.findtext("th") == label]
    assert "total" in line.get("class")
    assert "2.1: inconsistent" in line.text_content()
    assert f"{displayed:,}" in line.text_content()
    assert any("× -1" in row.text_content() or "× 1" in row.text_content() for row in rows)
    trees = shown.xpath("//section[@id='filing-trees']//details//details/summary")
    assert any("inconsistent" in tree.text_content() for tree in trees)


@pytest.mark.slow
@in_browser
def test_a_click_on_a_filing_opens_it_in_the_page(browser: Browser, sample_report: Path) -> None:
    with open_page(browser, sample_report) as page:
        whole = page.elements()
        assert whole.xpath("//article[@id='filing']")[0].get("hidden") is not None
        link, *_ = whole.xpath("//td/a")
        page.value("document.querySelector('td a').click()")
        assert_opened(page, link.text)
    with open_page(browser, sample_report, fragment=link.get("href")) as page:
        assert_opened(page, link.text)


def assert_opened(page: Page, accession: str) -> None:
    """The filing is open in the report, with statements, trees and a way back."""
    page.until("!document.getElementById('filing').hidden")
    assert page.console() == []
    (article,) = page.elements().xpath("//article[@id='filing']")
    assert accession in article.text_content()
    assert article.xpath(".//details[@class='statement']//tr[contains(@class, 'total')]")
    assert article.xpath(".//details[@class='tree']//ul//details")
    assert article.xpath(".//a[@href='#']")


@pytest.mark.slow
@in_browser
def test_filings_beyond_the_budget_are_listed_without_a_link(
    browser: Browser,
    sample_output: Path,
    sample_report: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def links(path: Path) -> tuple[int, int]:
        with open_page(browser, path) as page:
            rows = page.elements().xpath("//section[@id='list']//tbody/tr")
        return len([row for row in rows if row.xpath("td/a/@href")]), len(rows)

    every, listed = links(sample_report)
    assert 1 < every == listed
    sample = connect(sample_output)
    first = [str(row[0]) for row in sample.execute(_LISTED, {"most": 1000}).fetchall()[:2]]
    size = len(json.dumps(_packed(sample, first)))
    monkeypatch.setattr("pipelines.views.report.overview._BUDGET", size)
    of_two = tmp_path / "report.html"
    of_two.write_text(overview_page(sample, "out"), "utf-8")
    assert links(of_two) == (2, listed)


@pytest.mark.slow
@in_browser
def test_the_keyboard_reaches_everything_in_the_order_of_the_page(sample_report: Path) -> None:
    page = html.fromstring(sample_report.read_text("utf-8"))
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
@in_browser
def test_a_hundred_thousand_filings_are_added_up_when_the_page_is_built(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "many.html"
    path.write_text(overview_page(many_filings(100_000), "many"), "utf-8")
    assert path.stat().st_size < MOST_BYTES / 2
    with open_page(browser, path) as page:
        assert page.console() == []
        shown = page.elements()
    (header,) = shown.iter("header")
    assert "100,000" in header.text_content()
    assert_drawn(shown, without=frozenset({"extensions"}))  # no concepts were invented


@pytest.mark.slow
@in_browser
@pytest.mark.parametrize("fragment", ["#constructor", "#%"])
def test_a_fragment_that_is_no_filing_shows_the_overview(
    browser: Browser, sample_report: Path, fragment: str
) -> None:
    with open_page(browser, sample_report, fragment=fragment) as page:
        assert page.console() == []
        assert page.elements().xpath("//article[@id='filing']")[0].get("hidden") is not None


def test_an_output_without_filings_has_a_page_of_zeros() -> None:
    page = html.fromstring(overview_page(many_filings(0), "none"))
    assert {str(each.text) for each in page.iter("dd")} == {"0"}
    assert page.findtext(".//section[@id='list']/p") == "No filing is in this output."


def test_a_page_is_written_to_a_file_of_this_machine_alone(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["report", str(tmp_path), "-o", "s3://bucket/report.html"])
    assert result.exit_code == 2
    assert "s3://bucket/report.html is a URL: name a path of this machine" in (
        " ".join(result.output.split())
    )


def test_what_cannot_be_read_is_one_message_and_no_page(
    output_of_two: Output, tmp_path: Path
) -> None:
    (damaged,) = Path(output_of_two.path).glob("rejects/data/*/*.parquet")
    damaged.write_bytes(b"PAR1")
    page = tmp_path / "report.html"
    result = CliRunner().invoke(main, ["report", output_of_two.path, "-o", str(page)])
    assert (result.exit_code, result.output.startswith("Error: ")) == (1, True)
    assert str(damaged) in result.output
    assert not page.exists()


def test_what_is_no_accession_number_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["report", str(tmp_path), "-o", str(tmp_path / "f.html"), "--accession", "320193-23"]
    )
    assert result.exit_code == 2
    assert "'320193-23' is not an accession number" in " ".join(result.output.split())


@pytest.mark.slow
@pytest.mark.parametrize("number", ["0000000000-00-000000", "000000000000000000"])
def test_a_filing_that_is_not_there_is_explained(
    sample_output: Path, tmp_path: Path, number: str
) -> None:
    page = tmp_path / "f.html"
    result = CliRunner().invoke(
        main, ["report", str(sample_output), "-o", str(page), "--accession", number]
    )
    assert result.exit_code == 1
    assert "0000000000-00-000000 is not in" in result.output
    assert not page.exists()


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.xdist_group("corpus run")  # which takes longer than another browser does
@requires_corpus
def test_every_plot_of_the_corpus_has_marks(
    browser: Browser, corpus_output: Path, tmp_path: Path
) -> None:
    with open_page(browser, written(corpus_output, tmp_path / "report.html")) as page:
        assert page.console() == []
        assert_drawn(page.elements())


@in_browser
def test_paper_shows_every_row_dark_on_white(browser: Browser, sample_report: Path) -> None:
    with open_page(browser, sample_report) as page:
        page.value(
            "(() => { const row = document.querySelector('main .scroll tbody tr');"
            " for (let n = 0; n < 100; n++) row.after(row.cloneNode(true)); })()"
        )
        hidden = (
            "[...document.querySelectorAll('.scroll')].reduce("
            "(sum, box) => sum + Math.max(0, box.scrollHeight - box.clientHeight), 0)"
        )
        assert page.value(hidden) > 0
        page.print_on_paper()
        assert page.value(hidden) == 0
        assert page.value("getComputedStyle(document.body).color") == "rgb(26, 26, 26)"
        assert page.value("getComputedStyle(document.querySelector('.filters')).display") == "none"
