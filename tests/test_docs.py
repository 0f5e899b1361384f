"""The generated pages of `docs` are current, and links between papers lead somewhere."""

import inspect
import re
import runpy
from datetime import timedelta
from pathlib import Path

import pytest

from transforms.edgar.fetching.connections import TimeLimits
from transforms.edgar.fetching.pacer import MARGIN
from transforms.edgar.fetching.patience import Patience
from transforms.edgar.fetching.retrieval import SETTLED
from transforms.steps.chain import filing_steps
from transforms.storage.lease import Lease

ROOT = Path(__file__).resolve().parents[1]
PAPERS = sorted(path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")))
# `[text](place)`, without addresses of other sites and anchors of the same page
LINK = re.compile(r"\[[^\]]+\]\((?!\w+:|#)([^)#]+)[^)]*\)")
# A path of this project in code: `transforms/edgar/forms.py`
PLACE = re.compile(r"`((?:configs|docs|pipelines|samples|tests|transforms)/[\w./]+)`")


@pytest.mark.parametrize("page", ["datasets.md", "codes.md"])
def test_a_generated_page_is_current(page: str) -> None:
    pages = runpy.run_path(str(ROOT / "docs" / "generate.py"))["pages"]()
    written = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert written == pages[page], f"docs/{page} is out of date: run `make docs`"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_links_and_places_exist(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    places = [paper.parent / link for link in LINK.findall(text)]
    places += [ROOT / place for place in PLACE.findall(text)]
    assert [str(place) for place in places if not place.exists()] == []


def test_the_cookbook_says_what_each_view_is_for() -> None:
    cookbook = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    of_views = cookbook.partition("| view | reads |")[2].partition("\n\n")[0]
    views = {path.stem for path in (ROOT / "transforms/datasets/views").glob("*.sql")}
    assert views
    assert {view for view in views if f"`{view}`" not in of_views} == set()


def test_every_step_on_a_filing_is_drawn() -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [step.label for step in filing_steps() if step.label not in architecture] == []


def test_the_folders_and_modules_of_the_layers_exist() -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawing = re.search(
        r"^## Layers\n.*?^```text\n(.*?)^```", architecture, re.MULTILINE | re.DOTALL
    )
    assert drawing
    named = re.findall(r"(?<![\w/*])[\w/]+(?:/|\.py)(?![\w*])", drawing[1])
    assert {"views/", "transforms/steps/", "edgar/", "errors.py"} <= set(named)
    places = (ROOT, ROOT / "transforms", ROOT / "pipelines")
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


@pytest.mark.parametrize(
    ("words", "value", "said"),
    [
        ("spaced 5 % wider", MARGIN, 1.05),
        ("until a week after its end", SETTLED, timedelta(days=7)),
        ("nothing is sent for ten minutes", Patience().block_seconds, 600),
        ("Six blocks in a row", Patience().blocks, 6),
        ("up to six attempts", Patience().attempts, 6),
        ("asked for three times", Patience().unsound_attempts, 3),
        ("Ten files in a row", Patience().failures, 10),
        ("given up after two minutes", TimeLimits().grace_seconds, 120),
        ("at 4 kB/s", TimeLimits().bytes_per_second, 4096),
        ("at the latest after four hours", TimeLimits().longest_seconds, 4 * 3600),
        ("ends after five minutes", inspect.signature(Lease).parameters["ttl"].default, 300),
    ],
)
def test_how_patiently_edgar_is_asked_is_as_written(
    words: str, value: float | timedelta, said: float | timedelta
) -> None:
    assert words in " ".join((ROOT / "docs" / "fetching.md").read_text(encoding="utf-8").split())
    assert value == said
