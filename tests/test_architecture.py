"""Imports point one way: pipelines -> transforms on Beam -> domain packages without Beam."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOMAINS = ("edgar", "xbrl", "correspondence", "datasets")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def modules(*parts: str) -> list[Path]:
    found = sorted(ROOT.joinpath(*parts).glob("*.py"))
    assert found, parts
    return found


def starts(names: set[str], *prefixes: str) -> set[str]:
    return {name for name in names if name.split(".")[0] in prefixes or name.startswith(prefixes)}


@pytest.mark.parametrize("domain", DOMAINS)
def test_domain_packages_know_neither_beam_nor_their_callers(domain: str) -> None:
    for path in modules("transforms", domain):
        names = imported(path)
        assert not starts(names, "apache_beam", "pipelines"), path
        inner = {name for name in names if name.startswith("transforms.")}
        allowed = (
            *(f"transforms.{other}" for other in DOMAINS),
            "transforms.errors",
            "transforms.columns",
        )
        assert all(name.startswith(allowed) for name in inner), path


def test_domain_packages_other_than_datasets_do_not_know_each_other() -> None:
    for domain in ("edgar", "xbrl", "correspondence"):
        others = [f"transforms.{other}" for other in ("edgar", "xbrl") if other != domain]
        if domain == "correspondence":
            others.remove("transforms.edgar")  # a letter is a document of a filing
            others.remove("transforms.xbrl")
        for path in modules("transforms", domain):
            assert not starts(imported(path), *others), path


def test_datasets_know_no_domain() -> None:
    domains = [f"transforms.{name}" for name in DOMAINS if name != "datasets"]
    for path in modules("transforms", "datasets"):
        assert not starts(imported(path), *domains), path


def test_transforms_do_not_know_pipelines() -> None:
    for path in modules("transforms"):
        assert not starts(imported(path), "pipelines"), path


def test_modules_with_beam_keep_their_type_hints() -> None:
    """Postponed annotations turn Beam's type hints into `Any` without a word."""
    for path in [*modules("transforms"), *modules("pipelines")]:
        assert "__future__.annotations" not in imported(path), path
