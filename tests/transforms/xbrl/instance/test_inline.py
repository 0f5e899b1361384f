from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.instance.builders import (
    DECLARED,
    USD,
    context,
    errors,
    header,
    inline_document,
    non_fraction,
    non_numeric,
    read_html,
    read_set,
    unit,
)
from transforms.datasets.schema import FACTS
from transforms.xbrl.instance.inline import read_inline

XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
TUPLE = '<ix:tuple name="abc:Tuple" tupleID="t" order="1">'


def test_the_columns_are_those_of_the_dataset_less_the_filing_key():
    facts = read_html(non_fraction("1"), non_numeric("x"))
    assert not facts.rejects
    assert set(facts.columns) == set(FACTS.schema.names[5:])
    assert {len(column) for column in facts.columns.values()} == {2}


@pytest.mark.parametrize(
    ("fact", "error"),
    [
        (non_fraction("1", format="ixt:no-such-format"), "unknown-format"),
        (non_fraction("1", format="nowhere:num-dot-decimal"), "unresolved-prefix"),
        (non_fraction("x", format="ixt:num-dot-decimal"), "invalid-format-text"),
        (non_fraction("1,000"), "not-a-number"),
        (non_fraction("1", sign="+"), "invalid-sign"),
        (non_fraction("1", scale="k"), "invalid-scale"),
        (non_fraction("1", scale="k").replace("k", ""), "invalid-scale"),
        (non_fraction("1", unitRef=""), "missing-unit"),
        (non_fraction("1", unitRef="nowhere"), "unresolved-unit"),
        (non_fraction("1", contextRef="nowhere"), "unresolved-context"),
        (non_fraction("1", contextRef=""), "missing-context"),
        (non_fraction("1", "nowhere:Assets"), "unresolved-prefix"),
        (non_fraction("1", ""), "unresolved-prefix"),
        (non_fraction("1", decimals="x"), "invalid-decimals"),
        (non_numeric("x", continuedAt="nowhere"), "unresolved-continuation"),
        (non_numeric("x", target="other"), "other-target"),
        (non_numeric("x", format="ixt:date-day-month"), "invalid-format-text"),
    ],
)
def test_a_damaged_fact_is_rejected_alone_with_file_and_line(fact, error):
    facts = read_html("\n\n", fact, non_fraction("2", id="good"))
    assert facts.columns["fact_id"] == ["good"]
    assert errors(facts) == [error]
    reject = facts.rejects[0]
    assert (reject.stage, reject.file, reject.line) == ("instance", "a.htm", 3)


def test_hidden_facts_are_facts_and_marked():
    document = inline_document(header(hidden=non_numeric("x")), non_numeric("y"))
    columns = read_set(document).columns
    assert columns["value"] == ["x", "y"]
    assert columns["is_hidden"] == [True, False]


def test_text_is_joined_without_its_markup():
    facts = read_html(non_numeric("a <b>b</b>\n<i>c&amp;d</i> e"))
    assert facts.columns["value"] == ["a b\nc&d e"]


def test_escaped_text_keeps_its_markup_without_inline_elements():
    facts = read_html(
        non_numeric(f'<p class="x">a &lt; {non_fraction("1")}</p>', escape="true", id="block")
    )
    assert facts.columns["value"] == ['<p class="x">a &lt; 1</p>', "1"]


def test_an_escaped_text_in_an_escaped_text_is_part_of_it():
    inner = non_numeric("<b>in</b>", "abc:Inner", escape="true")
    facts = read_html(non_numeric(f"<p>out {inner}</p>", escape="true"))
    assert facts.columns["value"] == ["<p>out <b>in</b></p>", "<b>in</b>"]


def test_excluded_text_is_left_out():
    for escape, value in (("", "ab"), ("true", "<p>ab</p>")):
        text = f"<p>a<ix:exclude> page {non_fraction('9')}</ix:exclude>b</p>"
        facts = read_html(non_numeric(text, escape=escape))
        assert facts.columns["value"] == [value, "9"]


def test_an_escaped_text_in_what_another_leaves_out_is_whole():
    inner = non_numeric("<b>in</b>", "abc:Inner", escape="true")
    facts = read_html(non_numeric(f"a<ix:exclude>{inner}</ix:exclude>b", escape="true"))
    assert facts.columns["value"] == ["ab", "<b>in</b>"]


@pytest.mark.parametrize(
    ("attributes", "begin", "text"),
    [({}, "1", "123 & 4"), ({"escape": "true"}, "<i>1</i>", "<i>1</i><b>2</b>3 &amp; 4")],
)
def test_continuations_are_joined_in_their_order(attributes, begin, text):
    facts = read_html(
        '<ix:continuation id="two" continuedAt="three"><b>2</b></ix:continuation>',
        non_numeric(begin, continuedAt="two", **attributes),
        '<ix:continuation id="three">3 &amp; 4</ix:continuation>',
    )
    assert facts.columns["value"] == [text]


def test_inline_references_may_have_white_space_around_them():
    facts = read_html(
        non_fraction("1", contextRef=" c", unitRef="usd\n", id=" f "),
        non_numeric("a", contextRef="c ", continuedAt=" n"),
        '<ix:continuation id="n ">b</ix:continuation>',
    )
    assert not facts.rejects
    assert facts.columns["value"] == ["1", "ab"]
    assert facts.columns["unit"] == ["USD", None]
    assert facts.columns["fact_id"] == ["f", None]


def test_a_text_and_its_continuation_are_transformed_together():
    facts = read_html(
        non_numeric("December ", continuedAt="n", format="ixt:date-monthname-day-year-en"),
        '<ix:continuation id="n">31, 2024</ix:continuation>',
    )
    assert facts.columns["value"] == ["2024-12-31"]


def test_continuations_that_come_back_to_themselves_are_rejected():
    facts = read_html(
        non_numeric("1", continuedAt="a"),
        '<ix:continuation id="a" continuedAt="b">2</ix:continuation>',
        '<ix:continuation id="b" continuedAt="a">3</ix:continuation>',
    )
    assert errors(facts) == ["unresolved-continuation"]


def test_a_continued_text_behind_a_rejected_fact_keeps_its_own_text():
    facts = read_html(
        non_numeric("bad", "nowhere:Note", continuedAt="a"),
        non_numeric("good"),
        '<ix:continuation id="a"> more</ix:continuation>',
    )
    assert facts.columns["value"] == ["good"]


def test_a_long_text_is_cut_and_its_length_kept():
    facts = read_html(non_numeric(f"<p>{'x' * 50}</p>", escape="true"), max_text=10)
    assert facts.columns["value"] == ["<p>xxxxxxx"]
    assert facts.columns["value_length"] == [57]


def test_contexts_units_and_continuations_may_stand_in_another_document_of_the_set():
    first = inline_document(non_fraction("1"), non_numeric("a", continuedAt="n"))
    second = inline_document(header(), '<ix:continuation id="n">b</ix:continuation>')
    facts = read_set(first, second)
    assert not facts.rejects
    assert facts.columns["value"] == ["1", "ab"]
    assert facts.columns["file"] == ["0.htm", "0.htm"]
    assert facts.columns["instance"] == ["0.htm", "0.htm"]
    assert list(facts.columns["fact_index"]) == [0, 1]


def test_a_set_without_the_document_of_its_contexts_is_one_reject_a_document():
    facts = read_set(inline_document(non_fraction("1"), non_fraction("2")))
    assert facts.concepts == []
    assert errors(facts) == ["no-contexts"]


def test_a_broken_document_leaves_the_others_of_its_set():
    broken = b'<!DOCTYPE html [<!ENTITY a "b">]>' + inline_document(non_fraction("1"))
    facts = read_set(broken, inline_document(header(), non_fraction("2")))
    assert facts.values == [Decimal(2)]
    assert errors(facts) == ["doctype"]


def test_facts_in_a_tuple_point_at_it():
    by_nesting = f"{TUPLE}{non_fraction('1')}</ix:tuple>"
    facts = read_html(by_nesting, non_fraction("2", tupleRef="t"), non_fraction("3"))
    assert not facts.rejects
    assert (facts.parents, facts.tuples) == ([-1, 0, 0, -1], {0})
    assert facts.columns["context_id"] == [None, "c", "c", "c"]


def test_tuples_of_later_documents_of_a_set_count_on():
    first = inline_document(header(), non_fraction("1"))
    second = inline_document(f"{TUPLE}{non_fraction('2')}</ix:tuple>")
    assert read_set(first, second).parents == [-1, -1, 1]


def test_a_continuation_that_is_missing_does_not_move_the_tuples_behind_it():
    facts = read_html(
        non_numeric("x", continuedAt="nowhere"), f"{TUPLE}{non_fraction('1')}</ix:tuple>"
    )
    assert facts.parents == [-1, 0]


def test_a_reference_leads_to_a_tuple_behind_it():
    facts = read_html(non_fraction("2", tupleRef="t"), f"{TUPLE}{non_fraction('1')}</ix:tuple>")
    assert not facts.rejects
    assert facts.parents == [1, -1, 1]


def test_a_reference_leads_to_a_tuple_of_another_document_of_the_set():
    empty = f"{TUPLE}</ix:tuple>"
    first = inline_document(header(), non_fraction("1"), non_fraction("2", tupleRef="u"), empty)
    second = inline_document(empty.replace('"t"', '"u"'), non_fraction("3", tupleRef="t"))
    facts = read_set(first, second)
    assert not facts.rejects
    assert facts.parents == [-1, 3, -1, -1, 2]


def test_tuples_nest_by_reference():
    inner = '<ix:tuple name="abc:Inner" tupleID="i" tupleRef="t" order="1"/>'
    facts = read_html(non_fraction("2", tupleRef="i"), inner, f"{TUPLE}</ix:tuple>")
    assert not facts.rejects
    assert facts.parents == [1, 2, -1]


@pytest.mark.parametrize("named", ["nowhere", "t"])
def test_a_tuple_that_stands_in_none_or_in_itself_is_lost_with_what_it_holds(named):
    lost = TUPLE.replace(" order", f' tupleRef="{named}" order')
    facts = read_html(f"{lost}{non_fraction('1')}</ix:tuple>", non_fraction("2"))
    assert errors(facts) == ["unresolved-tuple", "unresolved-tuple"]
    assert facts.columns["value"] == ["2"]
    assert {each.concept for each in facts.unread} == {
        "{http://example.com/20241231}Tuple",
        "{http://fasb.org/us-gaap/2024}Assets",
    }


def test_what_cannot_be_read_is_missed_in_the_tuple_that_it_names():
    facts = read_html(non_fraction("x", tupleRef="t"), f"{TUPLE}</ix:tuple>")
    assert errors(facts) == ["not-a-number"]
    assert [each.parent for each in facts.unread] == [0]


def test_a_tuple_id_of_an_earlier_document_is_a_duplicate():
    empty = f"{TUPLE}</ix:tuple>"
    facts = read_set(
        inline_document(header(), empty),
        inline_document(empty, non_fraction("1", tupleRef="t")),
    )
    assert errors(facts) == ["duplicate-id"]
    assert facts.parents == [-1, -1, 0]


def test_ids_given_again_are_rejected_in_the_order_of_the_document():
    ids = [f"t{number}" for number in range(20)]
    tuples = [f"{TUPLE}</ix:tuple>".replace('"t"', f'"{each}"') for each in ids]
    facts = read_set(inline_document(header(), *tuples), inline_document(*tuples))
    assert [reject.message.split("'")[1] for reject in facts.rejects] == ids


def test_a_reference_to_no_tuple_is_rejected():
    assert errors(read_html(non_fraction("2", tupleRef="nowhere"))) == ["unresolved-tuple"]


def test_texts_without_language_have_that_of_the_references_of_the_set():
    parts = ("<ix:references", '<ix:references xml:lang="fr"')
    other = ("<ix:references", '<ix:references xml:lang="de" target="x"')
    first = inline_document(
        non_numeric("a"), f'<div xml:lang="it">{non_numeric("b")}</div>', header("").replace(*other)
    )
    second = inline_document(
        header().replace(*parts), non_fraction("1"), f'<p xml:lang="">{non_numeric("c")}</p>'
    )
    assert read_set(first, second).columns["lang"] == ["fr", "it", None, ""]


def test_a_tuple_and_a_number_have_no_language_of_the_references():
    referring = header().replace("<ix:references", '<ix:references xml:lang="fr"')
    body = f"{TUPLE}{non_fraction('1')}{non_numeric('a')}</ix:tuple>"
    facts = read_set(inline_document(referring, body))
    assert facts.columns["lang"] == [None, None, "fr"]


def test_a_nil_text_has_no_value_whatever_it_shows():
    facts = read_html(non_numeric("none", xsi_nil="true"), non_numeric("none", xsi_nil="0"))
    assert facts.columns["value"] == [None, "none"]
    assert list(facts.columns["is_nil"]) == [True, False]


def test_texts_have_the_language_in_scope():
    facts = read_html(f'<div xml:lang="fr">{non_numeric("a")}</div>', non_numeric("b"))
    assert facts.columns["lang"] == ["fr", None]


def test_any_prefix_of_the_inline_namespace_will_do():
    document = inline_document(header(), non_numeric("<p>a</p>", escape="true"))
    renamed = document.replace(b"ix:", b"inline:").replace(b"xmlns:ix=", b"xmlns:inline=")
    assert read_set(renamed).columns["value"] == ["<p>a</p>"]


def test_inline_elements_may_stand_in_the_default_namespace():
    block = non_numeric(
        f"<p>a &amp; {non_fraction('1')}<ix:exclude>b</ix:exclude></p>", escape="true"
    )
    begin = non_numeric("x", "abc:Begin", continuedAt="k")
    rest = '<ix:continuation id="k">y</ix:continuation>'
    facts = read_html(*map(in_default_namespace, (block, begin, rest)))
    assert not facts.rejects
    assert facts.columns["value"] == [f"<p {XHTML}>a &amp; 1</p>", "1", "xy"]


def test_markup_with_other_elements_of_the_same_name_is_refused_and_not_guessed():
    block = non_numeric("<p>a</p><exclude>b</exclude><ix:exclude>c</ix:exclude>", escape="true")
    block = in_default_namespace(block.replace("<exclude>", f"<exclude {XHTML}>"))
    facts = read_html(block, non_numeric("b"))
    assert errors(facts) == ["ambiguous-prefix"]
    assert facts.columns["value"] == ["b"]


def in_default_namespace(fact: str) -> str:
    """A fact, its inline elements without prefix."""
    fact = fact.replace("<p>", f"<p {XHTML}>")
    for name in ("nonNumeric", "nonFraction", "exclude", "continuation"):
        fact = fact.replace(
            f"<ix:{name}", f'<{name} xmlns="http://www.xbrl.org/2013/inlineXBRL"'
        ).replace(f"</ix:{name}>", f"</{name}>")
    return fact


def test_namespaces_declared_within_the_document_are_known():
    fact = non_fraction("1", "own:Thing").replace(
        "<ix:nonFraction", '<ix:nonFraction xmlns:own="http://example.com/own"'
    )
    facts = read_html(fact)
    assert facts.concepts == ["{http://example.com/own}Thing"]
    assert facts.columns["concept"] == ["own:Thing"]


BODY_PARTS = st.lists(
    st.sampled_from(
        [
            non_fraction("1"),
            non_fraction(non_fraction("7", scale="3")),
            non_fraction("x"),
            non_fraction("2", contextRef="nowhere"),
            non_numeric("<p>text</p>", escape="true"),
            non_numeric(f"<p>block {non_fraction('3')}</p>", escape="true"),
            non_numeric("begin ", continuedAt="rest"),
            f"<p>{non_numeric('plain')} and more</p>",
            f"<table><tr><td>{non_fraction('4')}</td></tr></table>",
            f'<div xml:lang="fr">{non_numeric("fr")}</div>',
        ]
    ),
    max_size=8,
)
REST = '<p>x<ix:continuation id="rest"><i>end</i></ix:continuation></p>'


@given(BODY_PARTS)
def test_a_document_read_incrementally_has_the_same_facts(parts):
    content = inline_document("\n", *parts, header(hidden=non_numeric("h")), REST)
    whole = read_inline([("a.htm", content)], max_text=0)
    pieces = read_inline([("a.htm", content)], max_text=0, incremental_bytes=0)
    assert pieces == whole


@given(BODY_PARTS, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(parts, random):
    shuffled = [*parts, header(), REST]
    random.shuffle(shuffled)
    first = read_set(inline_document(header(), *parts, REST))
    second = read_set(inline_document(*shuffled))
    assert sorted(
        map(
            repr,
            zip(first.concepts, first.contexts, first.values, first.columns["value"], strict=True),
        )
    ) == sorted(
        map(
            repr,
            zip(
                second.concepts,
                second.contexts,
                second.values,
                second.columns["value"],
                strict=True,
            ),
        )
    )
    assert sorted(errors(first)) == sorted(errors(second))


WHOLE = inline_document(header(), non_fraction("1"), non_numeric("<p>a</p>", escape="true"))
DAMAGED = st.builds(
    lambda start, end, new: WHOLE[:start] + new + WHOLE[end:],
    st.integers(0, len(WHOLE)),
    st.integers(0, len(WHOLE)),
    st.binary(max_size=8),
)


@given(st.binary(max_size=300) | DAMAGED, st.sampled_from([0, 10**9]))
def test_arbitrary_bytes_end_in_facts_or_rejects(content, size):
    facts = read_inline([("a.htm", content)], max_text=0, incremental_bytes=size)
    assert len(facts.concepts) == len(facts.columns["value"])


def test_units_declared_in_the_document_are_used():
    euro = unit("eur", USD.replace("USD", "EUR"))
    document = inline_document(header(context() + euro), non_fraction("1", unitRef="eur"))
    assert read_set(document).columns["unit"] == ["EUR"]


def test_a_unit_in_use_twice_and_differently_is_reported():
    twice = DECLARED + unit("usd", USD.replace("USD", "EUR"))
    assert errors(read_set(inline_document(header(twice), non_fraction("1")))) == ["duplicate-id"]


def test_decimals_go_before_precision():
    facts = read_html(
        non_fraction("123456", decimals="-3", precision="1"),
        non_fraction("123456", decimals="", precision="2"),
    )
    assert facts.accuracies == [-3, -4]


def test_text_may_nest_as_deep_as_the_parser_goes():
    deep = "<i>" * 1500 + "a<ix:exclude>b</ix:exclude>c" + "</i>" * 1500
    assert read_html(non_numeric(deep)).columns["value"] == ["ac"]


def test_a_document_that_breaks_off_while_read_incrementally_leaves_nothing_behind():
    segment = '<xbrldi:typedMember dimension="abc:AAxis"><abc:aB>1</abc:aB></xbrldi:typedMember>'
    content = inline_document(header(context(segment=segment) + unit()), non_fraction("1"), "<br>")
    whole, pieces = (
        read_inline([("a.htm", content)], max_text=0, incremental_bytes=size) for size in (10**9, 0)
    )
    assert pieces == whole
    assert not whole.rejects


def test_a_continuation_goes_on_with_one_text_alone():
    facts = read_html(
        non_numeric("a", continuedAt="c"),
        non_numeric("b", continuedAt="c"),
        '<ix:continuation id="c"> more</ix:continuation>',
    )
    assert facts.columns["value"] == ["a more"]
    assert errors(facts) == ["unresolved-continuation"]


@pytest.mark.parametrize("incremental_bytes", [1, 1 << 20])
def test_references_follow_xml_base_and_not_the_base_of_html(incremental_bytes):
    based = header().replace("<ix:references>", '<ix:references xml:base="sub/">')
    base = '<base href="http://example.com/elsewhere/"/>'
    for resources, address in ((header(), "abc.xsd"), (based, "sub/abc.xsd")):
        document = inline_document(resources, non_fraction("1"))
        document = document.replace(b"<head>", f"<head>{base}".encode())
        facts = read_inline([("a.htm", document)], max_text=0, incremental_bytes=incremental_bytes)
        assert [each.address for each in facts.references] == [address]
