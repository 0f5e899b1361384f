"""Numbers at the start of lines, whatever they count."""

import pytest

from tests.transforms.correspondence.letters import company_letter
from transforms.correspondence.comments.printed_numbers import printed_numbers
from transforms.correspondence.rendition.lines import Line


def printed(text: str, *, rare: bool = False) -> list[tuple[int, str, str]]:
    """Value, style and what follows the number, of a line."""
    found = printed_numbers([Line(text)], 0, 1, rare=rare)
    return [(each.value, each.style, text[each.label_length :]) for each in found]


@pytest.mark.parametrize(
    ("label", "style"),
    [
        ("12. ", "1."),
        ("12) ", "1)"),
        ("12.) ", "1)"),
        ("(12) ", "(1)"),
        ("12a. ", "1."),
        ("Comment 12: ", "Comment 1"),
        ("Staff Comment No. 12. ", "Comment 1"),
        ("Question 12(b): ", "Comment 1"),
        ("Comment Twelve: ", "Comment 1"),
        ("Comment 12 ", "Comment 1"),
        ("Comment No. 12   ", "Comment 1"),
    ],
)
def test_a_number_is_printed_in_one_of_several_styles(label: str, style: str) -> None:
    assert printed(f"{label}We note") == [(12, style, "We note")]


def test_a_place_behind_a_number_is_no_part_of_the_number() -> None:
    assert printed("Comment 2 (Leases, page 9): Why?") == [
        (2, "Comment 1", "(Leases, page 9): Why?")
    ]
    assert printed("Comment 2 (on leases) was answered.") == []


@pytest.mark.parametrize(
    "text", ["Question 102.10 of the C&DIs", "Question 100.01(a)", "Question 3 of the form"]
)
def test_the_question_of_an_interpretation_is_no_number(text: str) -> None:
    assert printed(text) == []


@pytest.mark.parametrize("text", ["Comment 3 Response: So.", "Comment 3 below asks"])
def test_a_number_that_a_label_or_a_sentence_names_is_none(text: str) -> None:
    assert printed(text) == []


RARE = [
    *(
        "#1 ",
        "# 1. ",
        "[1] ",
        "1: ",
        "1 - ",
        "1 \u2013 ",
        "No. 1. ",
        "No. 1: ",
        "Q1. ",
        "Q.1 ",
        "C1. ",
    ),
    *('"1. ', "\u201c1. ", "\u201c1) "),
]


@pytest.mark.parametrize("label", RARE)
def test_some_ways_to_print_a_number_are_looked_for_only_where_asked(label: str) -> None:
    assert printed(f"{label}We note") == []
    assert printed(f"{label}We note", rare=True) == [(1, "#1", "We note")]


@pytest.mark.parametrize(
    "text", ["8:30 a.m.", "10-K", "1-year terms", "[1a] x", "Q1 2020", "Now 1"]
)
def test_times_forms_and_spans_are_no_numbers(text: str) -> None:
    assert [each for each in printed(text, rare=True) if each[2] != "2020"] == []


@pytest.mark.parametrize("label", RARE)
def test_comments_may_be_numbered_in_a_rare_way(label: str) -> None:
    parts = ["Please tell us.", "Response: So.", "Why?", "Response: Thus."]
    parts[0], parts[2] = label + parts[0], label.replace("1", "2") + parts[2]
    read = company_letter("".join(f"<p>{part}</p>" for part in parts)).comments
    assert [(each.number, each.repeated, each.text) for each in read] == [
        (1, "Please tell us.", "So."),
        (2, "Why?", "Thus."),
    ]


@pytest.mark.parametrize(
    "body", ["#1 Please tell us.</p><p>So.", "#1 is best.</p><p>Response: So."]
)
def test_one_number_of_a_rare_kind_that_does_not_ask_or_is_not_answered_is_none(body: str) -> None:
    assert company_letter(f"<p>{body}</p>").comments == []


@pytest.mark.parametrize(
    "label",
    ["Response to Comment {}:", "Answer to Q{}:", "RESPONSE TO THE STAFF\u2019S COMMENT NO. {}."],
)
def test_an_answer_may_name_the_number_of_a_comment_that_is_not_repeated(label: str) -> None:
    parts = label.format(1), "We do.", "The Company respectfully does more.", label.format(3), "No."
    read = company_letter("".join(f"<p>{part}</p>" for part in parts)).comments
    assert [(each.number, each.repeated, each.text) for each in read] == [
        (1, None, "We do.\nThe Company respectfully does more."),
        (3, None, "No."),
    ]


def test_an_answer_names_no_number_below_a_comment_that_is_repeated_without_one() -> None:
    body = "<p>Please explain.</p><p>Response to Comment 1: So.</p>"
    assert company_letter(body).comments == []
    assert company_letter("<p>Response to 2020 proxy season: So.</p>").comments == []


def test_numbers_of_a_rare_kind_are_none_beside_usual_ones() -> None:
    body = "<p>1. Why?</p><p>Response: So:</p><p>[1] We did.</p><p>[2] We do.</p>"
    assert [each.number for each in company_letter(body).comments] == [1]


def in_table(*rows: tuple[str, str, str]) -> str:
    """A table of these rows."""
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def test_a_number_alone_in_the_first_cell_of_a_row_counts_the_comment_beside_it() -> None:
    rows = ("1", "Please revise the cover page.", "We have."), ("2", "Please explain.", "We do.")
    read = company_letter(in_table(("No.", "Comment", "Answer"), *rows)).comments
    assert [(each.number, each.repeated, each.text) for each in read] == [
        (1, "Please revise the cover page.", "We have."),
        (2, "Please explain.", "We do."),
    ]


def test_the_head_of_a_table_is_no_label_of_an_answer() -> None:
    rows = ("1.", "Please add it.", "Added."), ("2.", "Why not?", "It is so.")
    read = company_letter(in_table(("No.", "Comment", "Response"), *rows)).comments
    assert [(each.repeated, each.text) for each in read] == [
        ("Please add it.", "Added."),
        ("Why not?", "It is so."),
    ]


def test_a_number_in_a_cell_beside_no_sentence_counts_nothing() -> None:
    table = in_table(("1", "Northern plant", "4"), ("2", "Southern plant", "5"))
    assert company_letter(f"<p>Please see your comment.</p>{table}").comments == []
