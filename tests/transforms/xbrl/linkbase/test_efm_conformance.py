"""The SEC's test suite of the EDGAR Filer Manual, as far as findings concern it."""

import zipfile
from functools import cache

import pytest
from lxml import etree

from tests.corpus import CORPUS, requires_corpus
from transforms.xbrl.linkbase.parsing import Linkbases, parse_linkbases

pytestmark = [pytest.mark.corpus, requires_corpus]

RULES = {
    "60903": "ineffectual-arc",
    "61401": "order-missing",
    "61402": "weight-not-unit",
    "61403": "period-type",
    "61404": "cycle",
    "61604": "tangled-domain",
}
SECTIONS = ("609-", "612-", "614-", "616-04-")


@cache
def suite() -> zipfile.ZipFile:
    return zipfile.ZipFile(CORPUS / "conformance/sec-efm-selected.zip")


def variations() -> list[tuple[str, set[str], list[str]]]:
    """Name, expected messages and documents of every variation of 6.09, 6.12, 6.14 and 6.16.04."""
    found = []
    for path in sorted(suite().namelist()):
        if not path.endswith("-testcase.xml") or not path.split("/")[-2].startswith(SECTIONS):
            continue
        folder = path.rpartition("/")[0]
        for variation in etree.fromstring(suite().read(path)).iter("{*}variation"):
            data, result = variation.find("{*}data"), variation.find("{*}result")
            files = [child.text for child in data if child.text and child.text.strip()]
            names = [f"{folder}/{file.strip()}" for file in files]
            messages = {child.get("num", "") for child in result} if result is not None else set()
            found.append((names[0].rpartition("/")[2], messages, names))
    return found


def parsed(files: list[str]) -> Linkbases:
    present = set(suite().namelist())
    return parse_linkbases((name, suite().read(name)) for name in files if name in present)


VARIATIONS = variations() if (CORPUS / "mirror").is_dir() else []


@pytest.mark.parametrize(
    ("messages", "files"),
    [variation[1:] for variation in VARIATIONS],
    ids=[name for name, _, _ in VARIATIONS],
)
def test_exactly_the_rules_that_the_manual_names_are_found(
    messages: set[str], files: list[str]
) -> None:
    result = parsed(files)
    expected = {rule for message, rule in RULES.items() if message in messages}
    assert set(result.tables["findings"]["rule"]) == expected
    assert result.rejects == []


@pytest.mark.parametrize("message", RULES)
def test_every_rule_is_tried(message: str) -> None:
    assert any(message in messages for _, messages, _ in VARIATIONS)
