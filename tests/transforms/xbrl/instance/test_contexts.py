from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.instance.builders import (
    DURATION,
    amount,
    context,
    errors,
    explicit,
    read,
    typed,
    unit,
)
from transforms.xbrl.instance.contexts import read_end, read_start


def instant(text):
    return f"<xbrli:instant>{text}</xbrli:instant>"


def duration(start, end):
    return f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>"


def read_context(**parts):
    return read(context(**parts), unit(), amount("1"))


def are_equal(first, second):
    """c-equality of two contexts given by their parts."""
    facts = read(
        context("c", **first),
        context("d", **second),
        unit(),
        amount("1"),
        amount("1", contextRef="d"),
    )
    assert not facts.rejects
    return facts.contexts[0] == facts.contexts[1]


def test_an_instant_has_only_an_end():
    columns = read_context(period=instant("2024-12-31")).columns
    assert columns["period_type"] == ["instant"]
    assert columns["start_date"] == [None]
    assert columns["end_date"] == [date(2024, 12, 31)]


def test_a_duration_has_its_days_as_filed():
    columns = read_context(period=DURATION).columns
    assert columns["period_type"] == ["duration"]
    assert columns["start_date"] == [date(2024, 1, 1)]
    assert columns["end_date"] == [date(2024, 12, 31)]


def test_forever_has_no_dates():
    columns = read_context(period="<xbrli:forever/>").columns
    assert columns["period_type"] == ["forever"]
    assert columns["start_date"] == columns["end_date"] == [None]


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        ("2007-12-31", "2008-01-01T00:00:00", True),
        ("2007-12-31", "2007-12-31T00:00:00", False),
        ("2007-12-31", "2007-12-31T24:00:00", True),
        ("2008-02-29", "2008-03-01T00:00:00", True),
        ("2007-12-31T23:59:59", "2008-01-01T00:00:00", False),
        ("2007-12-31T23:59:59.5", "2007-12-31T23:59:59.50", True),
        ("2008-01-01T00:00:00Z", "2007-12-31T19:00:00-05:00", True),
    ],
)
def test_an_instant_means_the_end_of_its_day(first, second, equal):
    assert are_equal({"period": instant(first)}, {"period": instant(second)}) is equal


def test_a_start_date_means_the_beginning_of_its_day():
    days = {"period": duration("2024-01-01", "2024-12-31")}
    times = {"period": duration("2024-01-01T00:00:00", "2025-01-01T00:00:00")}
    assert are_equal(days, times)


def test_white_space_in_an_identifier_is_that_of_a_token():
    columns = read_context(entity=" 0000000001\n  A ").columns
    assert columns["entity"] == ["0000000001 A"]


def test_midnight_at_the_end_shows_the_day_before():
    columns = read_context(period=instant("2008-01-01T00:00:00")).columns
    assert columns["end_date"] == [date(2007, 12, 31)]


@pytest.mark.parametrize("zone", ["Z", "+05:00", "-05:00"])
def test_the_day_of_a_midnight_with_a_time_zone_is_the_one_before_as_filed(zone):
    assert read_end(f"2008-01-01T00:00:00{zone}")[0] == date(2007, 12, 31)
    assert read_end(f"2007-12-31T24:00:00{zone}")[0] == date(2007, 12, 31)
    assert read_end(f"2008-01-01T05:00:00{zone}")[0] == date(2008, 1, 1)


@given(st.dates(max_value=date(9999, 12, 30)))
def test_every_day_ends_where_the_next_begins(day):
    end = read_end(day.isoformat())
    assert end[0] == day
    assert end[1] == read_start((date.fromordinal(day.toordinal() + 1)).isoformat())[1]


@pytest.mark.parametrize(
    "period",
    [
        instant("2024-02-30"),
        instant("31.12.2024"),
        instant("9999-12-31"),
        instant(""),
        instant("2024-12-31T25:00:00"),
        "<xbrli:startDate>2024-01-01</xbrli:startDate>",
        "",
    ],
)
def test_a_broken_period_rejects_the_facts_that_use_it_with_its_reason(period):
    facts = read(
        context(), context("d", period=period), unit(), amount("1"), amount("1", contextRef="d")
    )
    assert len(facts.concepts) == 1
    assert errors(facts) == ["invalid-context"]


def test_dimensions_are_sorted_by_axis_and_their_key_is_canonical():
    columns = read_context(
        segment=explicit("us-gaap:ZAxis", "abc:OneMember") + explicit("abc:AAxis", "abc:TwoMember")
    ).columns
    assert columns["dimensions"] == [
        [
            {"axis": "abc:AAxis", "member": "abc:TwoMember", "typed_value": None},
            {"axis": "us-gaap:ZAxis", "member": "abc:OneMember", "typed_value": None},
        ]
    ]
    assert columns["dimensions_key"] == ["abc:AAxis=abc:TwoMember|us-gaap:ZAxis=abc:OneMember"]
    assert columns["n_dimensions"] == [2]


def test_the_order_of_dimensions_does_not_matter():
    one, two = explicit("abc:AAxis", "abc:OneMember"), explicit("abc:BAxis", "abc:OneMember")
    assert are_equal({"segment": one + two}, {"segment": two + one})


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"segment": explicit("abc:AAxis", "abc:TwoMember")},
        {"segment": explicit("abc:BAxis", "abc:OneMember")},
        {"scenario": explicit("abc:AAxis", "abc:OneMember")},
        {"segment": explicit("abc:AAxis", "abc:OneMember"), "entity": "0000000002"},
    ],
)
def test_contexts_that_differ_in_anything_are_unequal(other):
    assert not are_equal({"segment": explicit("abc:AAxis", "abc:OneMember")}, other)


def test_a_typed_member_shows_its_text():
    columns = read_context(segment=typed("abc:AAxis", "<abc:a> x\n y </abc:a>")).columns
    assert columns["dimensions"] == [[{"axis": "abc:AAxis", "member": None, "typed_value": "x y"}]]
    assert columns["dimensions_key"] == ["abc:AAxis=x y"]


def test_a_bar_in_a_typed_value_is_escaped_in_the_key():
    bar = read_context(segment=typed("abc:AAxis", "<abc:a>x|abc:B=y</abc:a>")).columns
    assert bar["dimensions_key"] == ["abc:AAxis=x\\|abc:B=y"]


def test_a_nil_typed_member_has_no_value_and_equals_no_empty_one():
    nil = {"segment": typed("abc:AAxis", '<abc:a xsi:nil="true"/>')}
    assert read_context(**nil).columns["dimensions"][0][0]["typed_value"] is None
    assert not are_equal(nil, {"segment": typed("abc:AAxis", "<abc:a/>")})


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        ('<abc:s a="1" b="2">x</abc:s>', '<abc:s b="2" a="1"> x </abc:s>', True),
        ('<abc:s a="1">x</abc:s>', '<abc:s a="2">x</abc:s>', False),
        ("<abc:s>x</abc:s><abc:t>y</abc:t>", "<abc:t>y</abc:t><abc:s>x</abc:s>", False),
        ("<abc:s><abc:t>y</abc:t></abc:s>", "<abc:s/><abc:t>y</abc:t>", False),
        ("<abc:s>x</abc:s>", "<abc:s><!-- no content -->x</abc:s>", True),
    ],
)
def test_other_content_is_compared_by_structure(first, second, equal):
    assert are_equal({"segment": first}, {"segment": second}) is equal


def test_other_content_is_shown_and_is_no_dimension():
    columns = read_context(segment="<abc:s>x</abc:s>").columns
    assert columns["n_dimensions"] == [0]
    assert columns["dimensions_key"] == [""]
    assert ">x</abc:s>" in columns["other_segment"][0]


def test_a_dimension_is_no_other_content():
    content = explicit("abc:AAxis", "abc:OneMember") + "<abc:s>x</abc:s>"
    columns = read_context(segment=content).columns
    assert columns["dimensions_key"] == ["abc:AAxis=abc:OneMember"]
    assert "OneMember" not in columns["other_segment"][0]


def test_white_space_around_an_identifier_is_no_part_of_it():
    assert read_context(entity="\n 0000000001 ").columns["entity"] == ["0000000001"]
    assert are_equal({"entity": "\n 0000000001 "}, {})


def test_an_explicit_member_holds_no_elements():
    facts = read_context(segment=explicit("abc:AAxis", "abc:OneMember<abc:s/>"))
    assert (facts.concepts, errors(facts)) == ([], ["invalid-context"])


@pytest.mark.parametrize(
    ("period", "faults"),
    [
        (instant("2024-12-31"), []),
        ("<xbrli:forever/>", []),
        (duration("2024-12-31", "2024-12-31"), []),
        (duration("2024-12-31", "2024-12-30"), ["period-order"]),
        (duration("2024-12-31T00:00:00", "2024-12-31T00:00:00"), ["period-order"]),
        (duration("2024-12-31T00:00:00Z", "2024-01-01"), []),
        (duration("2024-12-31", "2024-01-01T00:00:00Z"), []),
    ],
)
def test_a_duration_that_does_not_end_after_its_start_is_found_where_both_are_known(period, faults):
    assert [fault.rule for fault in read_context(period=period).faults] == faults


def test_a_member_of_an_undeclared_prefix_stays_as_filed_and_is_reported():
    facts = read_context(segment=explicit("abc:AAxis", "nowhere:OneMember"))
    assert facts.columns["dimensions_key"] == ["abc:AAxis=nowhere:OneMember"]
    assert errors(facts) == ["undeclared-prefix"]


@pytest.mark.parametrize("member", ["", "no name", "a:b:c"])
def test_a_member_that_is_no_name_rejects_the_facts_that_use_it(member):
    facts = read_context(segment=explicit("abc:AAxis", member))
    assert facts.concepts == []
    assert errors(facts) == ["unresolved-prefix"]


def test_a_context_declared_twice_and_differently_is_reported_once():
    facts = read(context(), context(entity="2"), unit(), amount("1"))
    assert facts.columns["entity"] == ["0000000001"]
    assert errors(facts) == ["duplicate-id"]


def test_a_context_repeated_alike_is_not_reported():
    assert not read(context(), context(), unit(), amount("1")).rejects


def test_content_may_nest_as_deep_as_the_parser_goes():
    deep = "<abc:s>" * 1500 + "x" + "</abc:s>" * 1500
    assert are_equal({"segment": deep}, {"segment": deep})
    assert not are_equal({"segment": deep}, {"segment": deep.replace("x", "y")})


A, B = explicit("abc:AAxis", "abc:OneMember"), explicit("abc:BAxis", "abc:OneMember")
FRACTION = "<xbrli:numerator>1</xbrli:numerator><xbrli:denominator>3</xbrli:denominator>"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([context(segment=A + B), amount("1")], True),
        ([context(scenario=A + B), amount("1")], True),
        ([context(segment=A), context("d", scenario=A), amount("1")], True),
        ([context(segment=A), context("d", scenario=A), amount("1", contextRef="d")], True),
        (
            [
                context(segment=A),
                context("d", scenario=B),
                amount("1"),
                amount("1", contextRef="d"),
            ],
            False,
        ),
        ([context(segment=A, scenario=B), amount("1")], False),
        ([context(segment="<abc:s/>"), amount("1")], False),
        ([context(scenario="<abc:s/>"), amount("1")], False),
        ([context(), amount("1", decimals="", precision="0")], False),
        ([context(), amount(FRACTION, decimals="")], False),
        ([context(), "<abc:Tuple/>", amount("1")], True),
    ],
)
def test_the_open_information_model_has_dimensions_in_one_container_and_nothing_else(
    parts, expected
):
    assert read(unit(), *parts).is_of_oim is expected


def test_white_space_around_an_identifier_and_its_scheme_says_nothing():
    assert are_equal({}, {"entity": "\n0000000001 ", "scheme": " http://www.sec.gov/CIK "})
    assert not are_equal({}, {"scheme": "http://www.sec.gov/cik"})
