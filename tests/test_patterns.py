"""Every regular expression stands beside an example of what it matches."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
QUOTED = re.compile(r"`([^`]+)`")  # `Form 10-K`


def patterns() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Module, name and examples of each pattern of a module; see `examples`."""
    for top in ("pipelines", "transforms", "samples"):
        for path in sorted((ROOT / top).rglob("*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            source = path.read_text(encoding="utf-8")
            lines = source.splitlines()
            for node in ast.parse(source).body:
                if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                    if not ast.unparse(node.value).startswith("re.compile("):
                        continue
                    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
                    own, above = lines[node.lineno - 1], lines[node.lineno - 2]
                    name = ast.unparse(target)
                    yield module.removesuffix(".__init__"), name, examples(own, above)


def examples(own: str, above: str) -> tuple[str, ...]:
    """What a comment quotes in the line of a pattern or the one above, else the whole comment."""
    comments = [above.lstrip("# ")] if above.startswith("#") else []
    if "  # " in own:
        comments.insert(0, own.rpartition("  # ")[2])
    quoted = tuple(match[1] for comment in comments for match in QUOTED.finditer(comment))
    return quoted or tuple(comments)


@pytest.mark.parametrize(("module", "name", "shown"), list(patterns()))
def test_a_pattern_matches_an_example_beside_it(
    module: str, name: str, shown: tuple[str, ...]
) -> None:
    pattern = getattr(importlib.import_module(module), name)
    texts = [example.replace(r"\r", "\r").replace(r"\n", "\n") for example in shown]
    is_bytes = isinstance(pattern.pattern, bytes)
    matches = [pattern.search(text.encode() if is_bytes else text) for text in texts]
    assert any(matches), f"{module}.{name}: none of {shown} is an example of {pattern.pattern!r}"


def test_there_are_patterns() -> None:
    assert len(list(patterns())) > 150
