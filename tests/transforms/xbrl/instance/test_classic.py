from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.instance.builders import (
    DECLARED,
    NAMESPACES,
    amount,
    context,
    errors,
    explicit,
    instance,
    read,
    unit,
)
from transforms.datasets.schema import FACTS
from transforms.datasets.table import FilingKey, to_table
from transforms.xbrl.errors import DocumentError, XbrlError
from transforms.xbrl.instance import fact_rows
from transforms.xbrl.instance.amounts import NOTHING_ACCURATE
from transforms.xbrl.instance.classic import _children_of_root, read_instance
from transforms.xbrl.instance.facts import Facts


def without_rejects(facts: Facts) -> Facts:
    assert not facts.rejects
    return facts


def tabled(facts):
    key = FilingKey("0000000001-24-000001", 1, "10-K", date(2024, 12, 31), 20244)
    return to_table(FACTS, key, facts.columns)


def test_the_columns_are_those_of_the_dataset_less_the_filing_key():
    facts = without_rejects(read(DECLARED, amount("1")))
    assert set(facts.columns) == set(FACTS.schema.names[5:])
    assert {len(column) for column in facts.columns.values()} == {1}


def test_large_and_small_values_and_tuples_fit_the_types_of_the_dataset():
    facts = read(
        DECLARED,
        *(amount(text) for text in ("9" * 26, "-1E25", "1E300", "0." + "0" * 11 + "1", "-0")),
        amount("NaN"),
        amount("", **{"xsi:nil": "true"}),
        f"<abc:Tuple>{amount('1')}</abc:Tuple>",
    )
    table = tabled(facts)
    table.validate(full=True)
    assert table["numeric_value"].null_count == 4
    assert all(field.nullable or not table[field.name].null_count for field in FACTS.schema)


def test_an_instance_without_facts_has_empty_columns():
    facts = read(DECLARED)
    assert set(facts.columns) == set(FACTS.schema.names[5:])
    assert all(list(column) == [] for column in facts.columns.values())


def test_a_numeric_fact_has_its_value_exactly():
    facts = without_rejects(read(DECLARED, amount(" 12.50\n", decimals="2", id="f1")))
    columns = facts.columns
    assert facts.values == [Decimal("12.50")]
    assert columns["value"] == ["12.50"]
    assert columns["numeric_value"] == [Decimal("12.50")]
    assert columns["decimals"] == facts.accuracies == [2]
    assert columns["is_exact"] == [False]
    assert columns["unit"] == ["USD"]
    assert columns["fact_id"] == ["f1"]
    assert columns["concept"] == ["us-gaap:Assets"]
    assert columns["namespace"] == ["http://fasb.org/us-gaap/2024"]
    assert facts.concepts == ["{http://fasb.org/us-gaap/2024}Assets"]


def test_what_holds_elements_is_freed_once_it_is_read():
    link = "<link:footnoteLink>" + "<link:loc/>" * 3 + "</link:footnoteLink>"
    content = f"<xbrli:xbrl {NAMESPACES}>{link * 3}</xbrli:xbrl>".encode()
    _, *links = _children_of_root("a.xml", content)
    assert [len(each) for each in links] == [0, 0, 0]


def test_a_fact_in_no_namespace_has_an_empty_one():
    facts = read(DECLARED, '<Assets contextRef="c" unitRef="usd" decimals="0">1</Assets>')
    assert list(facts.columns["namespace"]) == [""]


def test_decimals_inf_is_exact():
    facts = read(DECLARED, amount("1", decimals="INF"))
    assert facts.columns["decimals"] == facts.accuracies == [None]
    assert facts.columns["is_exact"] == [True]


def test_a_value_that_the_column_cannot_hold_keeps_its_text():
    text = "1" * 30
    facts = read(DECLARED, amount(text))
    assert tabled(facts)["numeric_value"].to_pylist() == [None]
    assert facts.columns["value"] == [text]
    assert facts.values == [Decimal(text)]


def test_precision_infers_the_accuracy_and_leaves_decimals_unknown():
    facts = read(DECLARED, amount("123456", decimals="", precision="3"))
    assert facts.accuracies == [-3]
    assert facts.columns["decimals"] == [None]
    assert facts.columns["is_exact"] == [False]


def test_precision_of_zero_makes_nothing_accurate():
    facts = read(DECLARED, amount("5", decimals="", precision="0"))
    assert facts.accuracies == [NOTHING_ACCURATE]


def test_a_text_keeps_its_white_space_and_has_the_language_in_scope():
    document = instance(
        DECLARED,
        '<abc:Note contextRef="c"> a  b </abc:Note>',
        '<abc:Note contextRef="c" xml:lang="fr">c</abc:Note>',
    ).replace(b"<xbrli:xbrl ", b'<xbrli:xbrl xml:lang="en-US" ')
    columns = read_instance("a.xml", document, kind="classic", max_text=0).columns
    assert columns["value"] == [" a  b ", "c"]
    assert columns["lang"] == ["en-US", "fr"]


def test_numbers_have_no_language():
    document = instance(DECLARED, amount("1")).replace(
        b"<xbrli:xbrl ", b'<xbrli:xbrl xml:lang="en" '
    )
    assert read_instance("a.xml", document, kind="classic", max_text=0).columns["lang"] == [None]


def test_a_long_text_is_cut_and_its_length_kept():
    facts = read(DECLARED, f'<abc:Note contextRef="c">{"x" * 50}</abc:Note>', max_text=10)
    assert facts.columns["value"] == ["x" * 10]
    assert facts.columns["value_length"] == [50]


def test_a_text_is_kept_whole_without_limit():
    facts = read(DECLARED, f'<abc:Note contextRef="c">{"x" * 5000}</abc:Note>', max_text=0)
    assert facts.columns["value"] == ["x" * 5000]


def test_a_nil_fact_has_no_value():
    facts = without_rejects(read(DECLARED, amount("", **{"xsi:nil": "true", "decimals": ""})))
    assert facts.columns["is_nil"] == [True]
    assert facts.columns["value"] == facts.columns["value_length"] == facts.values == [None]
    assert facts.columns["unit"] == ["USD"]


@pytest.mark.parametrize(
    ("fact", "error"),
    [
        (amount("1", contextRef="nowhere"), "unresolved-context"),
        (amount("1", contextRef=""), "missing-context"),
        (amount("1", unitRef="nowhere"), "unresolved-unit"),
        (amount("1", unitRef=""), "missing-unit"),
        (amount("n/a"), "not-a-number"),
        (amount(""), "not-a-number"),
        (amount("1E9999"), "number-out-of-range"),
        (amount("1", decimals="two"), "invalid-decimals"),
        (amount("1", decimals="", precision="-4"), "invalid-precision"),
        (amount("<abc:x/>"), "element-content"),
        ("<abc:Note>text without context</abc:Note>", "missing-context"),
    ],
)
def test_a_damaged_fact_is_rejected_alone_with_file_and_line(fact, error):
    facts = read(DECLARED, "\n\n", fact, amount("2"))
    assert facts.values == [Decimal(2)]
    assert errors(facts) == [error]
    assert (facts.rejects[0].stage, facts.rejects[0].file, facts.rejects[0].line) == (
        "instance",
        "a.xml",
        3,
    )


def test_special_values_of_double_are_text_without_value():
    facts = without_rejects(read(DECLARED, amount("-INF", "abc:Ratio", decimals="INF")))
    assert facts.columns["value"] == ["-INF"]
    assert facts.columns["numeric_value"] == facts.values == [None]


def test_a_fraction_has_the_value_of_its_division():
    terms = "<xbrli:numerator>1</xbrli:numerator><xbrli:denominator>4</xbrli:denominator>"
    facts = without_rejects(read(DECLARED, amount(terms, decimals="")))
    assert facts.columns["value"] == ["1/4"]
    assert facts.values == [Decimal("0.25")]


def test_a_tuple_is_a_fact_and_its_members_point_at_it():
    inner = f"<abc:Inner>{amount('2')}</abc:Inner>"
    facts = without_rejects(
        read(DECLARED, amount("1"), f"<abc:Outer>{inner}{amount('3')}</abc:Outer>", amount("4"))
    )
    assert [name.partition("}")[2] for name in facts.concepts] == [
        "Assets",
        "Outer",
        "Inner",
        "Assets",
        "Assets",
        "Assets",
    ]
    assert facts.parents == [-1, -1, 1, 2, 1, -1]
    assert facts.columns["context_id"] == ["c", None, None, "c", "c", "c"]
    assert facts.values[1] is facts.contexts[1] is facts.units[1] is None


def test_tuples_may_nest_as_deep_as_the_parser_goes():
    deep = "<abc:T>" * 1500 + amount("1") + "</abc:T>" * 1500
    facts = without_rejects(read(DECLARED, deep))
    assert facts.parents == list(range(-1, 1500))


def test_a_rejected_fact_does_not_move_the_tuple_of_those_behind_it():
    facts = read(DECLARED, amount("x"), f"<abc:Outer>{amount('y')}{amount('3')}</abc:Outer>")
    assert errors(facts) == ["not-a-number", "not-a-number"]
    assert facts.parents == [-1, 0]


def test_contexts_and_units_may_stand_behind_the_facts():
    assert without_rejects(read(amount("1"), DECLARED)).values == [Decimal(1)]


@pytest.mark.parametrize("declared", [DECLARED, context("\n c") + unit("usd ")])
@pytest.mark.parametrize(("context_ref", "unit_ref"), [("c", "usd"), (" c\t", "\nusd ")])
def test_ids_and_references_may_have_white_space_around_them(declared, context_ref, unit_ref):
    facts = without_rejects(read(declared, amount("1", contextRef=context_ref, unitRef=unit_ref)))
    assert (facts.columns["context_id"], facts.columns["unit"]) == (["c"], ["USD"])


@pytest.mark.parametrize(("written", "identifier"), [(" f1\n", "f1"), ("", None), (None, None)])
def test_the_id_of_a_fact_has_no_white_space_around_it_and_is_null_if_empty(written, identifier):
    facts = without_rejects(read(DECLARED, amount("1", id=written)))
    assert facts.columns["fact_id"] == [identifier]


def test_two_ids_that_differ_by_white_space_alone_are_one():
    facts = read(DECLARED, amount("1", id="f1"), amount("1", "us-gaap:Liabilities", id=" f1 "))
    assert [fault.rule for fault in facts.faults] == ["repeated-id"]


def test_footnotes_and_schema_references_are_no_facts():
    links = (
        '<link:schemaRef xlink:type="simple" xlink:href="abc.xsd"/>'
        '<link:footnoteLink xlink:type="extended"><link:footnote>n</link:footnote></link:footnoteLink>'
    )
    assert without_rejects(read(links, DECLARED, amount("1"))).values == [Decimal(1)]


def test_a_concept_has_the_conventional_prefix_whatever_the_document_calls_it():
    document = (
        instance(DECLARED, amount("1", "us-gaap:Assets"))
        .replace(b"us-gaap:", b"g:")
        .replace(b"xmlns:us-gaap=", b"xmlns:g=")
    )
    facts = read_instance("a.xml", document, kind="classic", max_text=0)
    assert facts.columns["concept"] == ["us-gaap:Assets"]


def test_a_namespace_declared_on_the_fact_itself_is_known():
    fact = '<own:Thing xmlns:own="http://example.com/own" contextRef="c">x</own:Thing>'
    facts = without_rejects(read(DECLARED, fact))
    assert facts.columns["concept"] == ["own:Thing"]


def test_a_prefix_declared_again_further_in_means_something_else_there():
    inner = context("d", segment=explicit("abc:AAxis", "abc:OneMember")).replace(
        "<xbrli:context ", '<xbrli:context xmlns:abc="http://example.com/other" '
    )
    outer = context("c", segment=explicit("abc:AAxis", "abc:OneMember"))
    facts = read(outer, inner, unit(), amount("1"), amount("1", contextRef="d"))
    assert facts.contexts[0] != facts.contexts[1]


def test_dei_facts_without_dimensions_are_collected():
    dimensioned = context("d", segment=explicit("abc:AAxis", "abc:OneMember"))
    facts = read(
        DECLARED,
        dimensioned,
        '<dei:DocumentType contextRef="c"> 10-K </dei:DocumentType>',
        '<dei:DocumentType contextRef="c">8-K</dei:DocumentType>',
        '<dei:EntityRegistrantName contextRef="d">Subsidiary</dei:EntityRegistrantName>',
        '<abc:Note contextRef="c">no dei</abc:Note>',
    )
    assert facts.dei == {"DocumentType": "10-K"}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (instance(DECLARED)[:-5], "not-well-formed"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + instance(DECLARED), "doctype"),
    ],
)
@pytest.mark.parametrize("incremental_bytes", [0, 10**9])
def test_a_broken_instance_is_refused_whole(content, error, incremental_bytes):
    with pytest.raises(DocumentError) as caught:
        read_instance(
            "a.xml", content, kind="classic", max_text=0, incremental_bytes=incremental_bytes
        )
    assert caught.value.error == error


def test_an_empty_instance_is_refused():
    with pytest.raises(DocumentError) as caught:
        read_instance("a.xml", b"  ", kind="classic", max_text=0)
    assert caught.value.error == "empty"


def test_an_entity_bomb_dies_without_being_expanded():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "boom">{entities}]>'.encode()
    document = bomb + instance(DECLARED, amount("1")).replace(b'id="c"', b'id="&e11;"')
    for size in (0, 10**9):
        with pytest.raises(DocumentError):
            read_instance("a.xml", document, kind="classic", max_text=0, incremental_bytes=size)


FACT_PARTS = st.lists(
    st.sampled_from(
        [
            amount("1"),
            amount("2.5", "abc:Other", decimals="INF"),
            amount("x"),
            amount("1", contextRef="d"),
            '<abc:Note contextRef="c">text</abc:Note>',
            f"<abc:Tuple>{amount('3')}</abc:Tuple>",
            amount("", **{"xsi:nil": "true"}),
        ]
    ),
    max_size=8,
)


def _content(facts):
    hidden = ("fact_index", "line")
    names = [name for name in facts.columns if name not in hidden]
    rows = zip(*(map(repr, facts.columns[name]) for name in names), strict=True)
    return sorted(zip(rows, map(repr, facts.contexts), map(repr, facts.values), strict=True))


@given(FACT_PARTS, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(parts, random):
    shuffled = [*parts, DECLARED]
    random.shuffle(shuffled)
    first, second = read(DECLARED, *parts), read(*shuffled)
    assert _content(first) == _content(second)
    assert sorted(errors(first)) == sorted(errors(second))


@given(FACT_PARTS)
def test_an_instance_read_incrementally_has_the_same_facts(parts):
    document = instance(DECLARED, "\n", *parts)
    whole = read_instance("a.xml", document, kind="classic", max_text=0)
    pieces = read_instance("a.xml", document, kind="classic", max_text=0, incremental_bytes=0)
    assert pieces == whole


def test_facts_are_the_same_however_many_are_taken_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nested = (
        f"<abc:Tuple>{amount('4')}<abc:Tuple>{amount('5O')}{amount('6')}</abc:Tuple></abc:Tuple>"
    )
    odd = amount("2", decimals=""), amount("3E1"), amount("7", contextRef="none")
    parts = DECLARED, amount("1"), *odd, nested, amount("8", decimals="")
    whole = read(*parts)
    assert len(whole.concepts) == 8
    for number in (1, 2, 3):
        monkeypatch.setattr(fact_rows, "_AT_ONCE", number)
        assert read(*parts) == whole


DAMAGED = st.builds(lambda cut: instance(DECLARED, amount("1"))[:cut], st.integers(0, 1200))


@given(st.binary(max_size=300) | DAMAGED, st.sampled_from([0, 10**9]))
def test_arbitrary_bytes_raise_nothing_but_xbrl_errors(content, size):
    with suppress(XbrlError):
        read_instance("a.xml", content, kind="classic", max_text=0, incremental_bytes=size)


def test_decimals_of_minus_400_are_no_statement_about_nothing_being_accurate():
    facts = read(DECLARED, amount("1", decimals="-400"), amount("1", decimals="", precision="0"))
    assert facts.columns["decimals"] == [-400, None]
    assert facts.accuracies == [-400, NOTHING_ACCURATE]
    assert NOTHING_ACCURATE != -400
