"""What locators point at, and how their concepts are named."""

import weakref

import pytest
from lxml import etree

from tests.transforms.xbrl.linkbase.documents import element, schema
from transforms.xbrl.document import parse_xml
from transforms.xbrl.linkbase.locator import (
    Locators,
    Target,
    standard_namespace,
)
from transforms.xbrl.pointer import Pointers
from transforms.xbrl.schema import parse_schema

DOCUMENT = etree.fromstring('<r id="top"><a id="x"><b/><c id="y"><d id="z"/></c></a><e/></r>')


def target(href: str, *, base: str = "cal.xml", **documents: bytes) -> Target:
    contents = {"ex.xsd": schema(element("A"), element("B_C"), element("D", id="odd"))}
    contents |= {f"{name}.xsd": content for name, content in documents.items()}
    roots = {name: parse_xml(name, content) for name, content in contents.items()}
    schemas = {name: parse_schema(name, root) for name, root in roots.items()}
    pointers = {name: Pointers(root) for name, root in roots.items()}
    locators = Locators(schemas, pointers.get)
    return locators.table[locators.targets(base, base)[href]]


@pytest.mark.parametrize(
    "href",
    ["ex.xsd#ex_A", "./ex.xsd#ex_A", " ex.xsd#ex_A\n", "ex%2Exsd#ex%5FA", "ex.xsd#element(/1/2)"],
)
def test_a_concept_of_the_own_schema_is_exact(href: str) -> None:
    found = target(href)
    assert found == Target(
        concept="ex:A",
        namespace="http://example.com/2024",
        is_extension=True,
        qname_source="schema",
        href=href,
        identity="{http://example.com/2024}A",
        problem=None,
    )


def test_a_concept_of_the_own_schema_is_named_by_its_name_not_its_id() -> None:
    assert target("ex.xsd#odd").concept == "ex:D"


@pytest.mark.parametrize("fragment", ["twice", "element(twice)"])
def test_an_id_of_several_concepts_is_of_the_last_however_it_is_pointed_at(fragment: str) -> None:
    role = '<link:roleType roleURI="http://example.com/role/R" id="twice"/>'
    first, last = element("A", id="twice"), element("B", id="twice")
    found = target(f"two.xsd#{fragment}", two=schema(first, last, appinfo=role))
    assert (found.concept, found.problem) == ("ex:B", None)
    before = target(f"one.xsd#{fragment}", one=schema(first, appinfo=role))
    assert (before.concept, before.problem) == ("ex:A", None)


def test_a_reference_into_the_same_document_needs_no_address() -> None:
    assert target("#ex_A", base="ex.xsd").concept == "ex:A"
    assert target("#ex_A", base="cal.xml").qname_source == "fallback"


@pytest.mark.parametrize(
    ("href", "problem"),
    [
        ("ex.xsd#ex_Z", "has nothing at 'ex_Z'"),
        ("ex.xsd#element(/1)", "is not the declaration of an element"),
        ("ex.xsd", "is not the declaration of an element"),
        ("ex.xsd#xpointer(/1)", "neither an id nor"),
        ("other", "a whole document"),
    ],
)
def test_what_is_not_there_is_a_problem_and_still_has_a_name(href: str, problem: str) -> None:
    found = target(href)
    assert problem in (found.problem or "")
    assert found.concept
    assert found.qname_source == "fallback"
    assert not found.is_extension


def test_a_schema_that_is_not_in_the_filing_is_no_problem() -> None:
    found = target("gone-20240101.xsd#gone_Net_Sales")
    assert (found.concept, found.namespace, found.problem) == ("gone:Net_Sales", None, None)


@pytest.mark.parametrize("href", ["http://[x#y", "//[a", "%ff%#%e9", "://", "?", "#", ""])
def test_an_address_that_is_no_url_has_a_target_all_the_same(href: str) -> None:
    found = target(href)
    assert found.concept
    assert found.namespace is None


def test_concepts_without_known_namespace_are_told_apart_by_their_address() -> None:
    assert target("a.xsd#x_A").identity == target("./a.xsd#x_A").identity
    assert target("a.xsd#x_A").identity != target("b.xsd#x_A").identity


def test_the_same_address_in_two_folders_is_of_two_documents() -> None:
    locators = Locators({}, lambda _: None)
    numbers = [
        locators.targets(file, file)["x.xsd#x_A"] for file in ("a/1.xml", "a/2.xml", "b/1.xml")
    ]
    identities = [locators.table[number].identity for number in numbers]
    assert identities == ["a/x.xsd#x_A", "a/x.xsd#x_A", "b/x.xsd#x_A"]


def test_the_id_of_a_standard_concept_is_split_at_the_first_underscore() -> None:
    found = target("https://xbrl.sec.gov/naics/2024/naics-2024.xsd#naics_ZZ_33")
    assert (found.concept, found.qname_source) == ("naics:ZZ_33", "url_rule")


STANDARD = "https://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd"


@pytest.mark.parametrize(
    "fragment", ["element(us-gaap_Assets)", "element(/1/9)element(us-gaap_Assets)"]
)
def test_a_standard_concept_is_named_by_an_element_scheme_too(fragment: str) -> None:
    found = target(f"{STANDARD}#{fragment}")
    assert (found.concept, found.namespace) == ("us-gaap:Assets", "http://fasb.org/us-gaap/2024")
    assert found.identity == target(f"{STANDARD}#us-gaap_Assets").identity


@pytest.mark.parametrize(
    "fragment",
    ["xpointer(id('us-gaap_Assets'))", "element(/1/9)", "element(us-gaap_Assets/1)", "Assets"],
)
def test_what_names_no_standard_concept_is_a_problem(fragment: str) -> None:
    found = target(f"{STANDARD}#{fragment}")
    assert found.problem
    assert found.qname_source == "fallback"


OF_2009 = "http://taxonomies.xbrl.us/us-gaap/2009/elts/us-gaap-2009-01-31.xsd"


def test_an_id_that_a_known_version_of_a_taxonomy_does_not_have_is_a_problem() -> None:
    assert target(f"{OF_2009}#us-gaap_Assets").problem is None
    found = target(f"{OF_2009}#us-gaap_TotalAssets")
    assert found.problem == f"{OF_2009} declares no item of that id"
    assert (found.concept, found.qname_source) == ("us-gaap:TotalAssets", "url_rule")
    # Of 2024 not every concept is known.
    assert target(f"{STANDARD}#us-gaap_TotalAssets").problem is None


def test_an_element_scheme_and_an_id_are_one_concept_in_a_foreign_schema() -> None:
    address = "http://example.com/other.xsd"
    by_scheme, by_id = target(f"{address}#element(x_A)"), target(f"{address}#x_A")
    assert (by_scheme.concept, by_scheme.identity) == (by_id.concept, by_id.identity)


def test_an_id_with_another_prefix_than_its_schema_is_not_named_by_the_address() -> None:
    found = target("http://xbrl.fasb.org/us-gaap/2012/elts/us-gaap-2012-01-31.xsd#foo_Assets")
    assert (found.concept, found.namespace) == ("foo:Assets", None)


def test_a_name_without_prefix_is_the_id() -> None:
    assert target("lost.xsd#Assets").concept == "Assets"


def test_concepts_of_a_schema_without_prefix_are_named_by_their_ids() -> None:
    bare = schema(element("A")).replace(b' xmlns:ex="http://example.com/2024"', b"")
    assert target("bare.xsd#ex_A", bare=bare).concept == "ex:A"


@pytest.mark.parametrize(
    ("url", "namespace"),
    [
        (
            "https://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd",
            "http://fasb.org/us-gaap/2024",
        ),
        (
            "http://xbrl.fasb.org/us-gaap/2012/elts/us-gaap-2012-01-31.xsd",
            "http://fasb.org/us-gaap/2012-01-31",
        ),
        ("https://xbrl.fasb.org/srt/2025q3/elts/srt-2025q3.xsd", "http://fasb.org/srt/2025q3"),
        (
            "https://xbrl.fasb.org/us-gaap/2022/ebp/elts/us-gaap-ebp-2022q4.xsd",
            "http://fasb.org/us-gaap-ebp/2022q4",
        ),
        (
            "http://taxonomies.xbrl.us/us-gaap/2009/non-gaap/dei-2009-01-31.xsd",
            "http://xbrl.us/dei/2009-01-31",
        ),
        (
            "http://xbrl.us/us-gaap/1.0/elts/us-gaap-2008-03-31.xsd",
            "http://xbrl.us/us-gaap/2008-03-31",
        ),
        ("https://xbrl.sec.gov/dei/2021/dei-2021.xsd", "http://xbrl.sec.gov/dei/2021"),
        (
            "https://xbrl.ifrs.org/taxonomy/2023-03-23/full_ifrs/full_ifrs-cor_2023-03-23.xsd",
            "https://xbrl.ifrs.org/taxonomy/2023-03-23/ifrs-full",
        ),
        ("https://example.com/us-gaap/2024/elts/us-gaap-2024.xsd", None),
        ("aapl-20240928.xsd", None),
    ],
)
def test_the_address_of_a_standard_schema_tells_its_namespace(
    url: str, namespace: str | None
) -> None:
    assert standard_namespace(url) == namespace


def test_locators_and_what_they_hold_are_freed_without_the_garbage_collector() -> None:
    locators = Locators({}, {"cal.xml": Pointers(DOCUMENT)}.get)
    assert locators.table[locators.targets("cal.xml", "cal.xml")["#x"]].problem is not None
    freed = weakref.ref(locators)
    del locators
    assert freed() is None
