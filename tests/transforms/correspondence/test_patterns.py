"""Every regular expression stands beside an example of what it matches."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import transforms.correspondence

PACKAGE = Path(transforms.correspondence.__file__).parent
EXAMPLE = re.compile(r"#.*?`([^`]+)`")  # # `Form 10-K`


def patterns() -> Iterator[tuple[str, str, str | None]]:
    """Module, name and example of each pattern; the example is in its line or the one above."""
    for path in sorted(PACKAGE.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        lines = source.splitlines()
        for node in ast.parse(source).body:
            if not isinstance(node, ast.AnnAssign) or node.value is None:
                continue
            if not ast.unparse(node.value).startswith("re.compile("):
                continue
            beside = (lines[node.lineno - 1], lines[node.lineno - 2])
            found = next(filter(None, map(EXAMPLE.search, beside)), None)
            yield path.stem, ast.unparse(node.target), found and found[1]


@pytest.mark.parametrize(("module", "name", "example"), list(patterns()))
def test_a_pattern_matches_the_example_beside_it(
    module: str, name: str, example: str | None
) -> None:
    assert example is not None, f"{module}.{name} has no example"
    pattern = getattr(importlib.import_module(f"transforms.correspondence.{module}"), name)
    text = example.encode() if isinstance(pattern.pattern, bytes) else example
    assert pattern.search(text) is not None


def test_there_are_patterns() -> None:
    assert len(list(patterns())) > 100
