"""The generated pages of `docs` are current, and links between papers lead somewhere."""

import re
import runpy
from pathlib import Path

import pytest

from transforms.steps.chain import filing_steps

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
