"""Imports point one way: what a package may import stands in a table, and nothing else passes.

Pipelines are on top; below them are the modules of `transforms` on Beam, then packages without
Beam. Each package is named by its path; one that has no row of its own belongs to the package
above it, so that `transforms.xbrl.instance.transformations` is part of `transforms.xbrl.instance`.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]


def below(*names: str) -> frozenset[str]:
    """Packages of `transforms`."""
    return frozenset(f"transforms.{name}" for name in names)


# What each package imports of this project, beside itself.
ALLOWED: dict[str, frozenset[str]] = {
    "transforms.clock": frozenset(),
    "transforms.codes": frozenset(),
    "transforms.columns": frozenset(),
    "transforms.encoding": frozenset(),
    "transforms.safe_xml": frozenset(),
    "transforms.metrics": frozenset(),
    "transforms.version": frozenset(),
    "transforms.errors": below("codes"),
    "transforms.storage": below("clock"),
    "transforms.datasets": below("codes", "columns", "storage"),
    "transforms.warehouse": below("datasets"),
    "transforms.edgar": below("codes", "encoding", "errors", "safe_xml"),
    "transforms.edgar.fetching": below("clock", "errors", "edgar", "storage"),
    "transforms.xbrl": below("codes", "encoding", "errors", "safe_xml"),
    "transforms.xbrl.instance": below("codes", "columns", "errors", "safe_xml", "xbrl"),
    "transforms.xbrl.calculation": below("codes", "columns", "xbrl", "xbrl.instance"),
    "transforms.xbrl.findings": below("codes", "columns", "errors", "xbrl", "xbrl.calculation"),
    "transforms.xbrl.linkbase": below(
        *("codes", "columns", "errors", "xbrl", "xbrl.calculation", "xbrl.findings")
    ),
    "transforms.correspondence.codes": below("codes"),
    "transforms.correspondence.errors": below("errors", "correspondence.reject_codes"),
    "transforms.correspondence.reject_codes": below("codes"),
    "transforms.correspondence.wording": frozenset(),
    "transforms.correspondence.rendition": below(
        *("encoding", "edgar", "correspondence.errors", "correspondence.wording")
    ),
    "transforms.correspondence.frame": below("correspondence.rendition", "correspondence.wording"),
    "transforms.correspondence.pages": below(
        *("correspondence.frame", "correspondence.rendition", "correspondence.wording")
    ),
    "transforms.correspondence.citations": below(
        "correspondence.codes", "correspondence.rendition"
    ),
    "transforms.correspondence.comments": below(
        *("correspondence.citations", "correspondence.frame", "correspondence.pages"),
        *("correspondence.rendition", "correspondence.wording"),
    ),
    "transforms.correspondence": below(
        *("columns", "errors", "edgar", "correspondence.citations"),
        *("correspondence.codes", "correspondence.comments", "correspondence.errors"),
        *("correspondence.frame", "correspondence.rendition", "correspondence.wording"),
    ),
    "transforms.elements": below(
        *("columns", "errors", "datasets", "edgar", "xbrl.instance", "xbrl.linkbase")
    ),
    "transforms.steps": below(
        *("codes", "columns", "errors", "datasets", "edgar", "correspondence", "elements"),
        *("xbrl", "xbrl.instance", "xbrl.calculation", "xbrl.findings", "xbrl.linkbase"),
        "version",
    ),
    "transforms": below(
        *("errors", "datasets", "storage", "edgar", "edgar.fetching", "xbrl"),
        *("elements", "metrics", "steps"),
    ),
    "pipelines.query": below("datasets"),
    "pipelines.views": below("datasets", "elements", "metrics", "xbrl.calculation")
    | {"pipelines.query"},
    "pipelines": below(
        *("codes", "errors", "datasets", "storage", "warehouse", "edgar", "edgar.fetching"),
        *("xbrl", "xbrl.instance", "xbrl.calculation", "xbrl.findings", "xbrl.linkbase"),
        *("correspondence", "correspondence.codes", "correspondence.reject_codes"),
        *("elements", "metrics", "steps", "version"),
    )
    | {"transforms", "pipelines.query", "pipelines.views"},
    "samples": below("edgar"),  # accession numbers and paths
}
WITH_BEAM = {"transforms", "transforms.metrics", "pipelines"}


class Import(NamedTuple):
    """One import of one module."""

    importer: str
    imported: str


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    """Every module of the packages, in every folder, with its dotted name."""
    for top in ("transforms", "pipelines", "samples"):
        for path in sorted((root / top).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            yield ".".join(part for part in parts if part != "__init__"), path


def imports_of(name: str, path: Path) -> Iterator[Import]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (Import(name, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports are written with the whole name"
            assert node.module is not None
            yield from (Import(name, f"{node.module}.{alias.name}") for alias in node.names)


def package_of(name: str) -> str | None:
    """The row of the table that a dotted name belongs to; None outside the project."""
    while name and name not in ALLOWED:
        name = name.rpartition(".")[0]
    return name or None


def edges(root: Path) -> Iterator[Import]:
    """Every import, with the row of the table that the imported name belongs to, or Beam."""
    for name, path in modules(root):
        for _, imported in imports_of(name, path):
            is_beam = imported.split(".")[0] == "apache_beam"
            target = "Beam" if is_beam else package_of(imported)
            if target not in (None, package_of(name)):
                yield Import(name, imported)


def forbidden(root: Path) -> list[str]:
    """Imports that the table does not allow."""
    found = []
    for name, imported in edges(root):
        importer = package_of(name)
        assert importer is not None, name
        target = package_of(imported)
        if target is None:
            if importer not in WITH_BEAM:
                found.append(f"{name} imports Beam")
        elif target not in ALLOWED[importer]:
            found.append(f"{name} imports {imported}")
    return found


def test_every_import_is_allowed() -> None:
    assert forbidden(ROOT) == []


def test_every_allowed_import_is_used() -> None:
    used = {(package_of(name), package_of(imported)) for name, imported in edges(ROOT)}
    allowed = {(importer, target) for importer, targets in ALLOWED.items() for target in targets}
    assert allowed - used == set()


def test_every_row_of_the_table_is_there() -> None:
    for name in ALLOWED:
        path = ROOT.joinpath(*name.split("."))
        assert path.is_dir() or path.with_suffix(".py").is_file(), name


@pytest.mark.parametrize(
    ("place", "statement", "message"),
    [
        (
            "transforms/xbrl/instance/transformations/new.py",
            "from transforms.edgar.filing import Filing",
            "transforms.xbrl.instance.transformations.new imports transforms.edgar.filing.Filing",
        ),
        (
            "transforms/edgar/fetching/new.py",
            "import apache_beam as beam",
            "transforms.edgar.fetching.new imports Beam",
        ),
        (
            "transforms/steps/new.py",
            "def f():\n    from transforms import read_filings",
            "transforms.steps.new imports transforms.read_filings",
        ),
        (
            "transforms/new.py",
            "import pipelines.run",
            "transforms.new imports pipelines.run",
        ),
    ],
)
def test_a_forbidden_import_is_found(
    tmp_path: Path, place: str, statement: str, message: str
) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(f"{statement}\nfrom transforms.errors import Reject\n", encoding="utf-8")
    assert forbidden(tmp_path) == [message]


def test_no_two_modules_of_a_package_differ_by_a_plural() -> None:
    names = {name for name, _ in modules(ROOT)}
    assert {name for name in names if f"{name}s" in names} == set()


def test_modules_with_beam_keep_their_type_hints() -> None:
    """Postponed annotations turn Beam's type hints into `Any` without a word."""
    for name, path in modules(ROOT):
        if package_of(name) in WITH_BEAM:
            futures = {imported for _, imported in imports_of(name, path)}
            assert "__future__.annotations" not in futures, name
