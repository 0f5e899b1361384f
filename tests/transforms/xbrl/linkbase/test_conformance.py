"""The XBRL 2.1 conformance suite, as far as it is about linkbases.

`valid` means neither a finding of severity error nor a reject; `invalid` names the rule
that must be found. Where the verdict hangs on facts, what must be effective stands instead.
"""

import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import urljoin

import pytest
from lxml import etree

from tests.corpus import CORPUS, requires_corpus
from tests.transforms.xbrl.linkbase.documents import rows
from transforms.xbrl.linkbase.parsing import Linkbases, parse_linkbases

pytestmark = [pytest.mark.corpus, requires_corpus]

SUITE = "XBRL-CONF-2025-07-16/Common/"
TEST_CASES = {
    "107": "100-schema/107-DTSWithLinkbaseInSchema.xml",
    "202": "200-linkbase/202-xlinkLocator.xml",
    "204": "200-linkbase/204-arcCycles.xml",
    "206": "200-linkbase/206-arcDeclared.xml",
    "207": "200-linkbase/207-arcDeclaredCycles.xml",
    "208": "200-linkbase/208-balance.xml",
    "209": "200-linkbase/209-Arcs.xml",
    "210": "200-linkbase/210-relationshipEquivalence.xml",
    "213": "200-linkbase/213-SummationItemArcEndpoints.xml",
    "231": "200-linkbase/231-SyntacticallyEqualArcsThatAreNotEquivalentArcs.xml",
    "232": "200-linkbase/232-ArcsUsingNonCanonicalDecimal.xml",
    "291": "200-linkbase/291-inferArcOverride.xml",
    "292": "200-linkbase/292-Embeddedlinkbaseinthexsd.xml",
    "331": "300-instance/331-equivalentRelationships-testcase.xml",
    "arc-duplication": "related-standards/xlink/arc-duplication/arc-duplication-testcase.xml",
}

# What an invalid variation must be found for.
RULES = {
    "202 V-02": "unresolved-locator",
    "202 V-02a": "unresolved-locator",
    "202 V-02c": "unresolved-locator",
    "202 V-02d": "unresolved-locator",
    "202 V-08": "unresolved-locator",
    "202 V-11": "unresolved-locator",
    "202 V-12": "unresolved-locator",
    **{f"204 V-{number}": "directed-cycle" for number in (6, 8, 18, 21, 24, 30)},
    "204 V-32": "undirected-cycle",
    "206 V-4": "undeclared-arcrole",
    **{f"207 V-{number}": "directed-cycle" for number in (3, 8, 10)},
    **{f"207 V-{number}": "undirected-cycle" for number in (2, 4, 14)},
    "208 V-03": "balance-weight",
    "208 V-03_11": "balance-weight",
    "208 V-04": "balance-weight",
    "208 V-04_11": "balance-weight",
    "208 V-06": "balance-weight",
    "208 V-09": "balance-weight",
    "208 V-10": "weight-zero",
    "208 V-10_11": "weight-zero",
    "213 V-02": "not-numeric",
    "213 V-03": "not-numeric",
    "291 V-3": "unresolved-label",
    "291 V-7": "unresolved-label",
    "291 V-08": "unresolved-label",
    "291 V-12": "unresolved-label",
    "291 V-13": "unresolved-label",
    "291 V-14": "unresolved-label",
    "292 V-03": "undeclared-arcrole",
    "arc-duplication V-04": "duplicate-arc",
    "arc-duplication V-04a": "duplicate-arc",
    "arc-duplication V-04b": "duplicate-arc",
    "arc-duplication V-04c": "duplicate-arc",
}

# Relationships (local names, weight) that must be effective where the verdict hangs on facts.
_A_AND_D_TO_B = [("A", "B", 1), ("D", "B", 1)]
_P1_TO_P2 = [("P1", "P2", 1)]
_P1_TO_BOTH = [("P1", "P2", 1), ("P1", "P3", 1)]
EFFECTIVE: dict[str, list[tuple[str, str, int]]] = {
    "210 V-1": [],
    "210 V-2": [("fixedAssets", "changeInRetainedEarnings", 1)],
    "210 V-3": [],
    "210 V-4": [("fixedAssets", "floatingAssets", 1)],
    "210 V-5": [("fixedAssets", "floatingAssets", 1)],
    **dict.fromkeys(("231 V-01", "231 V-02"), _A_AND_D_TO_B),
    **dict.fromkeys(("232 V-01", "232 V-02", "232 V-03", "232 V-04"), _A_AND_D_TO_B),
    **{f"331 V-{number:02}": _P1_TO_P2 for number in (2, 4, 5, 10, 11, 13)},
    **{f"331 V-{number:02}": _P1_TO_BOTH for number in (1, 3, 6, 7, 8, 9, 12)},
}

# Invalid for something that no linkbase says, with the reason.
OUT_OF_SCOPE = {
    "107 V-1": "the balance of a concept that is not monetary: a rule about schemas",
    "206 V-2": "an arcrole that its arcroleType allows for other arcs: a rule about schemas",
    "206 V-3": "an arcroleRef that does not lead to the arcroleType of its URI: likewise",
    "206 V-5": "an arcroleType that is there twice: likewise",
    "206 V-7": "two arcroleTypes of a URI that differ: likewise",
    "206 V-9": "an arcroleRef that does not lead to the arcroleType of its URI: likewise",
    "202 V-03c": "a linkbaseRef that misses its linkbase: discovery is not by reference here",
    "202 V-14": "an element in place of loc: left to XML Schema; the locator resolves",
    "202 V-15": "an element in place of loc: left to XML Schema; the locator resolves",
    "202 V-16": "an element in place of loc: left to XML Schema; the locator resolves",
    "202 V-17": "an element in place of loc: left to XML Schema; the locator resolves",
    "202 V-18": "an element in place of loc: left to XML Schema; the locator resolves",
}


@cache
def suite() -> zipfile.ZipFile:
    return zipfile.ZipFile(CORPUS / "conformance/xbrl-2.1-conf-2025-07-16.zip")


def local_names(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return element.iter(f"{{*}}{name}")


def variations() -> list[tuple[str, str, list[str]]]:
    """Name, expected verdict and documents of every variation of the test cases."""
    found = []
    for case, path in TEST_CASES.items():
        root = etree.fromstring(suite().read(SUITE + path))
        for variation in local_names(root, "variation"):
            [data] = local_names(variation, "data")
            [result] = local_names(variation, "result")
            files = [
                str(PurePosixPath(path).parent / (child.text or ""))
                for child in data.iterchildren(tag=etree.Element)
            ]
            found.append((f"{case} {variation.get('id')}", result.get("expected", ""), files))
    return found


def documents(files: list[str]) -> dict[str, bytes]:
    """Documents of a variation with those that they refer to, by path in the suite."""
    names = set(suite().namelist())
    waiting, read = list(files), {}
    while waiting:
        name = waiting.pop()
        if name in read or SUITE + name not in names:
            continue
        read[name] = suite().read(SUITE + name)
        for element in etree.fromstring(read[name]).iter(tag=etree.Element):
            if etree.QName(element).localname in ("linkbaseRef", "schemaRef"):
                href = element.get("{http://www.w3.org/1999/xlink}href", "").partition("#")[0]
                waiting.append(urljoin(name, href))
    return read


VARIATIONS = variations() if (CORPUS / "mirror").is_dir() else []


def parsed(files: list[str]) -> Linkbases:
    return parse_linkbases(documents(files).items())


@pytest.mark.parametrize(
    ("variation", "expected", "files"), VARIATIONS, ids=[name for name, _, _ in VARIATIONS]
)
def test_variation(variation: str, expected: str, files: list[str]) -> None:
    result = parsed(files)
    errors = [
        finding
        for finding in rows(result.tables["findings"], "severity", "rule", "message", "file")
        if finding[0] == "error"
    ]
    if variation in EFFECTIVE:
        assert summation_items(result) == EFFECTIVE[variation]
    elif variation in OUT_OF_SCOPE:
        assert expected == "invalid"
        assert not errors, "no longer out of scope"
    elif expected == "invalid":
        assert RULES[variation] in result.tables["findings"]["rule"]
    else:
        assert (errors, result.rejects) == ([], [])


def summation_items(result: Linkbases) -> list[tuple[str, str, int]]:
    return sorted(
        (summation.total.partition("}")[2], item.concept.partition("}")[2], int(item.weight))
        for summation in result.summations
        for item in summation.items
    )


def test_every_exception_names_a_variation() -> None:
    assert {*RULES, *EFFECTIVE, *OUT_OF_SCOPE} <= {name for name, _, _ in VARIATIONS}


def test_209_keeps_arcs_that_only_look_alike() -> None:
    effective = {
        name: parsed(files).n_effective_arcs for name, _, files in VARIATIONS if name[:3] == "209"
    }
    assert effective == {"209 V-01": 2, "209 V-02": 2, "209 V-03": 1, "209 V-04": 2}


def test_202_06a_reads_relationships_of_duplicate_locators_once() -> None:
    [files] = [files for name, _, files in VARIATIONS if name == "202 V-06a"]
    result = parsed(files)
    ends = [
        row[:2]
        for row in rows(result.tables["arcs"], "from_concept", "to_concept", "effective")
        if row[2]
    ]
    assert len(ends) == len(set(ends)) > 0
    assert "duplicate" in result.tables["arcs"]["ineffective_reason"]
    assert "cycle" not in result.tables["findings"]["rule"]


def test_107_finds_the_linkbase_in_a_schema() -> None:
    [files] = [files for name, _, files in VARIATIONS if name == "107 V-1"]
    assert parsed(files).has_linkbases


def test_291_labels_that_survive() -> None:
    surviving = {}
    for name, expected, files in VARIATIONS:
        if name[:3] == "291" and expected == "valid":
            labels = rows(parsed(files).tables["labels"], "text", "effective")
            if labels:
                surviving[name] = sorted(str(text) for text, effective in labels if effective)
    assert surviving == {
        "291 V-1": ["Change in Retained Earnings", "Fixed Assets"],
        "291 V-2": ["New Fixed Assets"],
        "291 V-09": ["Fixed Assets", "New Fixed Assets"],  # another role is another base set
    }
