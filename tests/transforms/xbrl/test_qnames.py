"""Qualified names of a document, resolved where they stand and shown as datasets show them."""

import pytest
from lxml import etree

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.qnames import QNames, is_qname

UNIFORM = (
    b'<r xmlns="urn:default" xmlns:a="urn:a" xmlns:gaap="http://fasb.org/us-gaap/2024"><e/></r>'
)
NESTED = b'<r xmlns:a="urn:a"><e xmlns:a="urn:other" xmlns:b="urn:b"/></r>'


def names_of(content: bytes) -> tuple[QNames, etree._Element]:
    """Names of a document, and the element in its root."""
    root = etree.fromstring(content)
    return QNames(root, content), root[0]


@pytest.mark.parametrize("text", ["a", "a:b", "us-gaap:Assets", "_x:y.z-1", " a:B\n", "é:è"])
def test_names_with_and_without_prefix(text: str) -> None:
    assert is_qname(text)


@pytest.mark.parametrize(
    "text", ["", ":", "a:", ":a", "a:b:c", "1a", "a:1", "a b", "\u00a0a", "{u}a"]
)
def test_what_is_no_name(text: str) -> None:
    assert not is_qname(text)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [("a:X", "{urn:a}X"), ("X", "{urn:default}X"), ("\n a:X\t", "{urn:a}X")],
)
def test_a_prefix_is_that_of_the_root_where_all_are_declared_there(
    text: str, resolved: str
) -> None:
    names, element = names_of(UNIFORM)
    assert names.uniform
    assert [names.resolve(element, text) for _ in range(2)] == [resolved] * 2


def test_a_prefix_means_what_is_in_scope() -> None:
    names, element = names_of(NESTED)
    root = element.getparent()
    assert root is not None
    assert not names.uniform
    assert names.resolve(element, "a:X") == "{urn:other}X"
    assert names.resolve(root, "a:X") == "{urn:a}X"
    assert names.resolve(element, "b:X") == "{urn:b}X"
    assert names.resolve(root, "X") == "X"


@pytest.mark.parametrize("text", [None, "", "b:X", "a:b:c"])
def test_a_name_that_cannot_be_resolved_is_an_error(text: str | None) -> None:
    names, element = names_of(UNIFORM)
    with pytest.raises(ValueTextError) as failed:
        names.resolve(element, text)
    assert failed.value.error == "unresolved-prefix"


def test_a_value_of_an_undeclared_prefix_stays_as_filed() -> None:
    names, element = names_of(UNIFORM)
    assert names.resolve_value(element, " b:X ") == "b:X"
    assert names.resolve_value(element, "a:X") == "{urn:a}X"
    assert names.undeclared == {"b"}
    with pytest.raises(ValueTextError):
        names.resolve_value(element, "a:b:c")


def test_a_name_is_shown_by_its_conventional_prefix_else_by_the_documents() -> None:
    names, element = names_of(UNIFORM)
    assert names.show("{http://fasb.org/us-gaap/2024}Assets") == "us-gaap:Assets"
    assert names.show("{urn:a}X") == "a:X"
    assert names.show("{urn:elsewhere}X", "e") == "e:X"
    assert names.show("{urn:nowhere}X") == "X"
    nested, element = names_of(NESTED)
    nested.resolve(element, "b:X")
    assert nested.show("{urn:b}Y") == "b:Y"


def test_a_name_is_shown_alike_whatever_prefix_it_has_further_down() -> None:
    names, _ = names_of(UNIFORM)
    assert [names.show("{urn:elsewhere}X", prefix) for prefix in "ef"] == ["e:X"] * 2


def test_a_namespace_of_the_filing_is_shown_by_its_own_prefix() -> None:
    root = etree.fromstring(UNIFORM)
    names = QNames(root, UNIFORM, {"urn:a": "own"})
    assert names.show("{urn:a}X", "a") == "own:X"
    assert names.show("{urn:default}X", "d") == "d:X"
