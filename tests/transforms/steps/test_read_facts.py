"""Facts of a filing on its way: of every instance, and of no letter."""

from dataclasses import replace
from functools import partial

import pytest

from tests.transforms.filings import ACCESSION, ref, unread, work
from tests.transforms.running import check_step
from tests.transforms.xbrl.instance.builders import (
    DECLARED,
    amount,
    context,
    explicit,
    header,
    inline_document,
    instance,
    non_fraction,
    non_numeric,
    typed,
    unit,
)
from tests.transforms.xbrl.linkbase.documents import NAMESPACE, element, schema
from transforms.elements import FilingWork
from transforms.errors import Reject
from transforms.filing_step import FilingStep
from transforms.steps.parse_linkbases import parse_filing_linkbases
from transforms.steps.read_facts import read_filing_facts

INSTANCE = instance(DECLARED, amount("1"))
OTHER_PREFIX = f'xmlns:o="{NAMESPACE}" '.encode()
read = partial(read_filing_facts, max_text=1000)


def facts(filing: FilingWork) -> list[int]:
    return [len(each.concepts) for each in filing.facts]


def test_a_broken_instance_and_a_broken_fact_are_rejects_and_leave_the_others() -> None:
    files = {
        "a.xml": instance(DECLARED, amount("1"), amount("2", contextRef="nowhere")),
        "b.xml": INSTANCE,
        "c.xml": INSTANCE[:-9],
    }
    check_step(
        FilingStep(read),
        [work(files)],
        filings=[[1, 1]],
        rejects=[
            (ACCESSION, "instance", "not-well-formed"),
            (ACCESSION, "instance", "unresolved-context"),
        ],
        show=facts,
    )


def test_texts_are_cut_at_the_length_that_is_asked_for() -> None:
    note = work(
        {"a.xml": instance(DECLARED, amount("abcdef", "abc:Note", unitRef="", decimals=""))}
    )
    for length, kept in ((3, "abc"), (0, "abcdef")):
        (found,) = read_filing_facts(note, max_text=length).facts
        assert found.columns["value"] == [kept]


def test_correspondence_has_no_facts() -> None:
    letter = work({"a.xml": INSTANCE}, ref(form_type="CORRESP"))
    assert read(letter) is letter


def test_a_filing_that_was_not_read_is_left_as_it_is() -> None:
    of = unread()
    assert read(of) is of


def test_what_is_declared_an_instance_and_has_no_xbrl_in_it_is_a_reject() -> None:
    page = b"<html><body>Access denied</body></html>"
    done = read(work({"a-20231231.xml": page, "b_htm.xml": page, "R1.xml": page}))
    assert [(reject.error, reject.file) for reject in done.rejects] == [
        ("not-an-instance", "a-20231231.xml"),
        ("not-an-instance", "b_htm.xml"),
    ]


UNCLOSED = b"<!DOCTYPE x [<!ENTITY a 'b'>" + INSTANCE


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a-20240101.xml", UNCLOSED, "doctype"),
        ("values.xml", UNCLOSED, "doctype"),
        ("values.xml", INSTANCE.replace(b"<xbrli:xbrl", b"<xbrli:xbrl <", 1), "not-well-formed"),
        ("values.xml", b"<wrap>" + INSTANCE + b"</wrap>", "not-an-instance"),
        (
            "a.htm",
            inline_document(header()).replace(b"2013/inline", b"2008/inline"),
            "not-an-instance",
        ),
        ("a-20240101.xml", b"<html>Not found</html>", "not-an-instance"),
        ("values.xml", b"", "empty"),
        ("values.xml", INSTANCE[::-1], "not-well-formed"),
    ],
)
def test_what_shows_xbrl_and_is_read_as_no_instance_is_a_reject(
    name: str, content: bytes, error: str
) -> None:
    done = read(work({name: content}))
    assert (facts(done), [reject.error for reject in done.rejects]) == ([], [error])


@pytest.mark.parametrize(
    ("files", "expected"),
    [({}, ["not-an-instance"]), ({"b.xml": INSTANCE}, []), ({"b.xml": INSTANCE[:-9]}, ["b.xml"])],
)
def test_html_beside_which_no_instance_stands_should_have_been_one(
    files: dict[str, bytes], expected: list[str]
) -> None:
    filing = work(files).filing
    assert filing is not None
    done = read(replace(work(files), filing=replace(filing, passed_over=("a.htm",))))
    assert [reject.error for reject in done.rejects if reject.file == "a.htm"] == [
        error for error in expected if error == "not-an-instance"
    ]
    assert len(done.rejects) == len(expected)


@pytest.mark.parametrize("namespace", [b"none", b"2013/inlineXBRL"])
def test_html_that_declares_namespaces_for_nothing_is_no_reject(namespace: bytes) -> None:
    content = inline_document("<p>a&nbsp;b<br>").replace(b"2013/inlineXBRL", namespace)
    done = read(work({"a.htm": content}))
    assert (done.facts, done.rejects) == ((), ())


def test_html_that_shows_no_xbrl_need_not_be_well_formed() -> None:
    done = read(work({"a.htm": b"<html><p>a<br>", "b.htm": b""}))
    assert (done.facts, done.rejects) == ((), ())


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "iso-8859-1",
    ],
)
@pytest.mark.parametrize("name", ["a.xml", "a.htm"])
def test_facts_are_read_in_every_encoding(name: str, encoding: str) -> None:
    note = (
        non_numeric("caf\xe9")
        if name == "a.htm"
        else amount("caf\xe9", "abc:Note", unitRef="", decimals="")
    )
    content = inline_document(header(), note) if name == "a.htm" else instance(DECLARED, note)
    declared = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    text = f'<?xml version="1.0" encoding="{declared}"?>' + content.decode()
    done = read(work({name: text.encode(encoding), "abc.xsd": schema()}))
    assert [each.columns["value"] for each in done.facts] == [["caf\xe9"]]
    assert done.rejects == ()


@pytest.mark.parametrize(
    "lost",
    [
        Reject("read", "damaged-member", "b.htm is damaged", "b.htm"),
        Reject("read", "too-many-members", "c.xml is beyond 2 documents, and 1 after it", "c.xml"),
    ],
)
def test_html_that_could_not_be_taken_out_may_hold_facts_of_the_set(lost: Reject) -> None:
    given = work({"a.htm": inline_document(header(), non_fraction("1")), "a.xml": INSTANCE})
    assert given.filing is not None
    done = read(replace(given, filing=replace(given.filing, rejects=(lost,))))
    assert {each.kind: len(each.unread) for each in done.facts} == {"classic": 0, "inline": 1}


TYPED_CONTEXTS = "".join(
    context(name, segment=typed("abc:AAxis", f"<abc:number>{value}</abc:number>"))
    for name, value in {"c": "1", "d": "01", "e": "2"}.items()
)
NUMBERS = schema(
    '<xs:element name="number" type="xs:integer"/>', namespace="http://example.com/20241231"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml", instance(TYPED_CONTEXTS, unit(), *(amount("1", contextRef=c) for c in "cde"))),
        (
            "a_htm.xml",
            instance(TYPED_CONTEXTS, unit(), *(amount("1", contextRef=c) for c in "cde")),
        ),
        (
            "a.htm",
            inline_document(
                header(TYPED_CONTEXTS + unit()), *(non_fraction("1", contextRef=c) for c in "cde")
            ),
        ),
    ],
    ids=["classic", "extracted", "inline"],
)
def test_typed_members_are_compared_by_the_types_of_the_filings_schemas(
    name: str, content: bytes
) -> None:
    (with_types,) = read(parse_filing_linkbases(work({"abc.xsd": NUMBERS, name: content}))).facts
    (without,) = read(work({name: content})).facts
    assert [len(set(each.contexts)) for each in (with_types, without)] == [2, 3]


@pytest.mark.parametrize("is_inline", [False, True])
def test_concepts_and_members_of_the_filing_are_named_as_its_schema_names_them(
    is_inline: bool,
) -> None:
    declared = context(segment=explicit("o:Axis", "o:Member")) + unit()
    if is_inline:
        content = inline_document(header(declared), non_fraction("1", "o:A"))
        root = b"<html "
    else:
        content, root = instance(declared, amount("1", "o:A")), b"<xbrli:xbrl "
    files = {"ex.xsd": schema(element("A")), "a.htm": content.replace(root, root + OTHER_PREFIX)}
    (found,) = read(parse_filing_linkbases(work(files))).facts
    assert found.columns["concept"] == ["ex:A"]
    assert list(found.columns["dimensions_key"]) == ["ex:Axis=ex:Member"]
