"""c-equality, u-equality and reading of facts: XBRL International's and the SEC's test cases."""

import zipfile
from functools import cache

import pytest
from lxml import etree

from tests.corpus import CORPUS, requires_corpus
from tests.transforms.xbrl import conformance
from transforms.xbrl.document import kind_of
from transforms.xbrl.element_types import NO_TYPES
from transforms.xbrl.instance.classic import read_instance
from transforms.xbrl.instance.contexts import ContextReader
from transforms.xbrl.instance.units import read_unit
from transforms.xbrl.linkbase.parsing import parse_linkbases
from transforms.xbrl.names import XBRLI
from transforms.xbrl.qnames import QNames

pytestmark = [pytest.mark.corpus, requires_corpus]

XBRL_SUITE = CORPUS / "conformance" / "xbrl-2.1-conf-2025-07-16.zip"
SEC_SUITE = CORPUS / "conformance" / "sec-efm-selected.zip"
INSTANCES = "XBRL-CONF-2025-07-16/Common/300-instance"


@cache
def members(suite):
    with zipfile.ZipFile(suite) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def variations(suite, path):
    """Id, instance and expectation of each variation of a test case."""
    if not suite.is_file():
        return []
    root = etree.fromstring(members(suite)[path])
    return [
        (
            variation.get("id").partition(" ")[0],
            variation.findtext(".//{*}instance"),
            variation.find(".//{*}result").get("expected", ""),
        )
        for variation in root.iter("{*}variation")
    ]


def read(suite, path, types=NO_TYPES):
    return read_instance(path, members(suite)[path], kind="classic", max_text=0, types=types)


def types_of(path):
    """Types that the schemas of a test case of XBRL International's declare."""
    return parse_linkbases(conformance.suite(XBRL_SUITE.name).documents(path)).element_types


def by_name(facts, values):
    names = (name.partition("}")[2] for name in facts.concepts)
    return dict(zip(names, values, strict=True))


@pytest.mark.parametrize(
    ("identifier", "instance", "expected"),
    variations(XBRL_SUITE, f"{INSTANCES}/330-s-equal-testcase.xml"),
)
def test_330_contexts_are_c_equal_where_the_summation_holds(identifier, instance, expected):
    path = f"{INSTANCES}/{instance}"
    facts = read(XBRL_SUITE, path, types_of(path))
    assert not facts.rejects
    contexts = by_name(facts, facts.contexts)
    assert contexts["P1"] == contexts["P3"]
    assert (contexts["P1"] == contexts["P2"]) is (expected == "valid"), identifier


@pytest.mark.parametrize(
    ("identifier", "instance", "expected"),
    [
        variation
        for variation in variations(XBRL_SUITE, f"{INSTANCES}/304-unitOfMeasure.xml")
        if variation[0] in {"V-17", "V-18", "V-19", "V-20", "V-21", "V-22"}
    ],
)
def test_304_units_are_u_equal_where_an_alias_may_be(identifier, instance, expected):
    facts = read(XBRL_SUITE, f"{INSTANCES}/{instance}")
    assert not facts.rejects, identifier
    assert (len(set(facts.units)) == 1) is (expected == "valid")


@pytest.mark.parametrize(
    ("identifier", "instance", "expected"),
    variations(XBRL_SUITE, f"{INSTANCES}/304-unitOfMeasure.xml"),
)
def test_304_every_unit_is_read(identifier, instance, expected):
    facts = read(XBRL_SUITE, f"{INSTANCES}/{instance}")
    assert not facts.rejects, (identifier, expected)
    assert any(facts.units)


def sec_instances():
    if not SEC_SUITE.is_file():
        return []
    return sorted(
        name
        for name in members(SEC_SUITE)
        if name.startswith("conf/605-")
        and kind_of(members(SEC_SUITE)[name]) == "instance"
        and name.endswith(".xml")
        and "testcase" not in name
    )


@pytest.mark.parametrize("path", sec_instances())
def test_605_every_fact_of_the_secs_test_cases_is_read(path):
    root = etree.fromstring(members(SEC_SUITE)[path])
    facts = read(SEC_SUITE, path)
    assert not facts.rejects
    assert len(facts.concepts) == len(root.findall("*[@contextRef]"))


def declared(name, tag, read_key):
    """Keys of the contexts or units that an instance of the SEC's declares."""
    path = next(path for path in members(SEC_SUITE) if path.endswith(name))
    content = members(SEC_SUITE)[path]
    root = etree.fromstring(content)
    names = QNames(root, content)
    return [read_key(element, names) for element in root.iter(f"{{{XBRLI}}}{tag}")]


@pytest.mark.parametrize("name", ["e60507001ng-20081231.xml", "e60507002ng-20081231.xml"])
def test_605_07_contexts_that_differ_in_the_order_of_dimensions_are_equal(name):
    keys = declared(name, "context", lambda element, names: ContextReader(names).read(element).key)
    assert len(set(keys)) < len(keys)


@pytest.mark.parametrize(
    ("name", "duplicates"),
    [
        ("e60511000gd-20081231.xml", 0),
        ("e60511001ng-20081231.xml", 1),
        ("e60511002ng-20081231.xml", 1),
        ("e60511003ng-20081231.xml", 1),
    ],
)
def test_605_11_units_of_the_same_measures_in_any_order_are_equal(name, duplicates):
    keys = declared(name, "unit", lambda element, names: read_unit(element, names).key)
    assert len(keys) - len(set(keys)) == duplicates


def test_605_39_content_that_is_no_dimension_is_shown_as_such():
    path = next(path for path in members(SEC_SUITE) if path.endswith("e60539100ng-20081231.xml"))
    facts = read(SEC_SUITE, path)
    assert any(facts.columns["other_segment"])
