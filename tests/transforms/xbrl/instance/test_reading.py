import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.instance.builders import (
    DECLARED,
    amount,
    errors,
    header,
    inline_document,
    instance,
    non_fraction,
)
from transforms.xbrl.instance.reading import Instances, document_sets, read_facts

INLINE = inline_document(header(), non_fraction("1"))
EXTRACTED = instance(
    '<link:schemaRef xlink:type="simple" xlink:href="abc.xsd"/>', DECLARED, amount("1")
)
CLASSIC = instance(DECLARED, amount("2"))
FEES = inline_document(
    header(schema="https://xbrl.sec.gov/ffd/2024/ffd-2024.xsd"), non_fraction("3")
)


def kinds(instances: Instances) -> list[tuple[str, str]]:
    assert not instances.rejects
    return [(facts.instance, facts.kind) for facts in instances.facts]


def test_a_classic_instance_is_read():
    assert kinds(read_facts([("abc-2024.xml", CLASSIC)])) == [("abc-2024.xml", "classic")]


def test_an_inline_document_is_read_where_nothing_was_extracted():
    assert kinds(read_facts([("abc.htm", INLINE)])) == [("abc.htm", "inline")]


@pytest.mark.parametrize("names", [("abc.htm", "abc_htm.xml"), ("other.htm", "abc_htm.xml")])
def test_the_extracted_instance_is_read_in_place_of_the_inline_document(names):
    documents = list(zip(names, (INLINE, EXTRACTED), strict=True))
    for given_documents in (documents, documents[::-1]):
        assert kinds(read_facts(given_documents)) == [(names[1], "extracted")]


def test_an_extracted_instance_replaces_the_whole_set_of_its_document():
    other = inline_document(non_fraction("5"))
    documents = [("abc.htm", INLINE), ("exhibit.htm", other), ("abc_htm.xml", EXTRACTED)]
    assert kinds(read_facts(documents)) == [("abc_htm.xml", "extracted")]


def test_a_set_that_was_not_extracted_is_read_beside_one_that_was():
    documents = [("abc.htm", INLINE), ("fees.htm", FEES), ("abc_htm.xml", EXTRACTED)]
    assert kinds(read_facts(documents)) == [("abc_htm.xml", "extracted"), ("fees.htm", "inline")]


def test_a_broken_extracted_instance_is_rejected_and_its_documents_read():
    instances = read_facts([("abc.htm", INLINE), ("abc_htm.xml", EXTRACTED[:-9])])
    assert [(facts.instance, facts.kind) for facts in instances.facts] == [("abc.htm", "inline")]
    assert [(reject.error, reject.file) for reject in instances.rejects] == [
        ("not-well-formed", "abc_htm.xml")
    ]


def test_a_broken_instance_leaves_the_other_instances():
    instances = read_facts([("a.xml", CLASSIC[:-9]), ("b.xml", CLASSIC)])
    assert [facts.instance for facts in instances.facts] == ["b.xml"]
    assert [reject.file for reject in instances.rejects] == ["a.xml"]


def test_an_inline_document_of_which_nothing_can_be_read_is_only_rejects():
    instances = read_facts([("exhibit.htm", inline_document(non_fraction("5")))])
    assert instances.facts == []
    assert [reject.error for reject in instances.rejects] == ["no-contexts"]


def test_a_page_that_only_declares_the_inline_namespace_is_no_instance():
    assert read_facts([("exhibit.htm", inline_document("<p>no facts</p>"))]) == Instances()


def test_documents_of_other_kinds_are_passed_over():
    others = [
        ("abc.xsd", b'<schema xmlns="http://www.w3.org/2001/XMLSchema"/>'),
        ("R1.htm", b"<html><body>rendered</body></html>"),
        ("letter.pdf", b"%PDF-1.4"),
        ("empty", b""),
    ]
    assert read_facts(others) == Instances()


def test_documents_of_one_schema_form_a_set():
    without = inline_document(non_fraction("5"))
    documents = [("1.htm", without), ("2.htm", INLINE), ("3.htm", FEES), ("4.htm", INLINE)]
    names = [
        [name for name, _ in documents_of_set] for documents_of_set in document_sets(documents)
    ]
    assert names == [["1.htm", "2.htm", "4.htm"], ["3.htm"]]


def test_max_text_cuts_texts():
    long = instance(DECLARED, f'<abc:Note contextRef="c">{"x" * 2000}</abc:Note>')
    for max_text, length in ((1000, 1000), (5, 5), (0, 2000)):
        facts = read_facts([("a.xml", long)], max_text=max_text).facts[0]
        assert len(str(facts.columns["value"][0])) == length
        assert facts.columns["value_length"] == [2000]


def test_a_truncated_html_page_is_read_leniently_and_marked():
    cut = INLINE[: INLINE.index(b"</body>")]
    facts = read_facts([("abc.htm", cut)]).facts[0]
    assert facts.columns["is_lenient"] == [True]
    assert errors(facts) == []


@given(st.lists(st.binary(max_size=60), max_size=3))
def test_arbitrary_documents_raise_nothing(contents):
    known = b"http://www.xbrl.org/2013/inlineXBRL"
    documents = [(f"{number}_htm.xml", known + content) for number, content in enumerate(contents)]
    assert read_facts(documents).facts == []


def of(schema: str, text: str, target: str = "", more: str = "") -> bytes:
    """An inline document of a schema, maybe for another target document."""
    content = inline_document(header(schema=schema), more, non_fraction(text))
    if target:
        return content.replace(b"<ix:references>", f'<ix:references target="{target}">'.encode())
    return content


def reference(schema: str, target: str = "") -> str:
    target = target and f' target="{target}"'
    return (
        f"<ix:header><ix:references{target}>"
        f'<link:schemaRef xlink:type="simple" xlink:href="{schema}"/></ix:references></ix:header>'
    )


@pytest.mark.parametrize(
    ("contents", "sets"),
    [
        ((of("x.xsd", "1"), of("./x.xsd", "2")), [2]),
        ((of("x.xsd", "1"), of("x.xsd", "2", more=reference("y.xsd"))), [2]),
        (
            (
                of("x.xsd", "1"),
                of("y.xsd", "2"),
                of("x.xsd", "3", more=reference("y.xsd")),
            ),
            [3],
        ),
        ((of("x.xsd", "1"), of("y.xsd", "2")), [1, 1]),
        ((of("x.xsd", "1"), of("x.xsd", "2", target="fees")), [1, 1]),
        ((of("x.xsd", "1"), of("y.xsd", "2", more=reference("x.xsd", "fees"))), [1, 1]),
    ],
)
def test_documents_of_a_set_overlap_in_the_schemas_of_a_target(contents, sets):
    documents = [(f"{index}.htm", content) for index, content in enumerate(contents)]
    assert [len(found) for found in document_sets(documents)] == sets


def test_a_document_without_reference_is_of_the_set_with_a_schema_of_its_own():
    fees = of("https://xbrl.sec.gov/ffd/2025/ffd-2025.xsd", "1")
    bare = inline_document(non_fraction("2"))
    documents = [("a.htm", fees), ("b.htm", bare), ("c.htm", of("x.xsd", "3"))]
    assert document_sets(documents) == [documents[:1], documents[1:]]
    assert document_sets(documents[:2]) == [documents[:2]]


def test_facts_of_a_set_whose_documents_write_one_schema_in_two_ways_are_read():
    other = inline_document(header("", schema="./abc.xsd"), non_fraction("2"))
    (facts,) = read_facts([("a.htm", INLINE), ("b.htm", other)]).facts
    assert facts.columns["value"] == ["1", "2"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("content", [INLINE, CLASSIC])
def test_documents_in_utf_16_are_read(content, encoding):
    declaration = '<?xml version="1.0" encoding="UTF-16"?>'
    written = f"{declaration}{content.decode()}".encode(encoding)
    (facts,) = read_facts([("a.htm", written)]).facts
    assert len(facts.columns["value"]) == 1
    assert not facts.rejects


SUBSET = '<!DOCTYPE html [<!ENTITY a "]>"> <!-- ] --> <!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize("content", [INLINE, CLASSIC, EXTRACTED])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_internal_subset_is_a_reject_whatever_the_document(content, encoding):
    written = (SUBSET + content.decode().replace("contextRef", 'id="&b;" contextRef')).encode(
        encoding
    )
    instances = read_facts([("a_htm.xml", written)])
    assert not instances.facts
    assert [reject.error for reject in instances.rejects] == ["doctype"]
