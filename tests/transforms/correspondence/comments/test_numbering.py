"""A number counts as a comment's if it continues the sequence."""

import pytest

from tests.transforms.correspondence.letters import (
    company_letter,
    html_letter,
    staff_letter,
    text_letter,
)
from transforms.correspondence.letter import Letter


def numbers(body: str) -> list[int]:
    return [comment.number for comment in staff_letter(body).comments]


@pytest.mark.parametrize(
    "form", ["{}.   ", "{}.", "({})  ", "{})  ", "   {}.      ", "{}. \n      "]
)
def test_comments_are_numbered_in_one_of_several_ways(form: str) -> None:
    body = "\n\n".join(f"{form.format(n)}We note that." for n in (1, 2, 3))
    assert numbers(f"{body}\n") == [1, 2, 3]


def test_a_page_number_at_the_start_of_a_line_is_no_comment() -> None:
    body = "1.   We note the table on page\n2. In this regard, we ask.\n\n2.   We note that.\n"
    assert [comment.text for comment in staff_letter(body).comments] == [
        "We note the table on page 2. In this regard, we ask.",
        "We note that.",
    ]


def test_a_note_is_a_heading_whatever_its_number() -> None:
    body = "1.   We note this.\n\nNote 2. Fair Value, page 62\n\n2.   We note that.\n"
    letter = staff_letter(body)
    assert [comment.number for comment in letter.comments] == [1, 2]
    assert letter.comments[1].headings == ["Note 2. Fair Value, page 62"]


def test_a_number_out_of_sequence_stays_in_the_comment() -> None:
    assert numbers("1.   We note this.\n\n7.   Not a comment.\n\n2.   We note that.\n") == [1, 2]


def test_a_list_inside_a_comment_is_part_of_it() -> None:
    body = (
        "1.   Please tell us:\n       1. why;\n       2. how; and\n       3. when.\n\n"
        "2.   We note that.\n"
    )
    letter = staff_letter(body)
    assert [comment.number for comment in letter.comments] == [1, 2]
    assert "2. how; and" in letter.comments[0].text


def test_a_decimal_at_the_start_of_a_line_is_no_number() -> None:
    assert numbers("1.   We note a rate of\n2.5% in the table.\n\n2.   We note that.\n") == [1, 2]


def test_a_list_in_an_answer_is_no_comment() -> None:
    answer = "<p>Response: We did</p><p>2. first</p><p>3. second</p>"
    letter = company_letter(
        f"<p><b>1. We note this.</b></p>{answer}<p><b>2. We note that.</b></p><p>Response: Yes.</p>"
    )
    assert [comment.number for comment in letter.comments] == [1, 2]


def test_without_labels_bold_tells_comments_from_lists() -> None:
    letter = company_letter(
        "<p><b>1. We note this.</b></p><p>We did:</p><p>2. first</p><p>3. second</p>"
        "<p><b>2. We note that.</b></p><p>Yes.</p>"
    )
    assert [comment.number for comment in letter.comments] == [1, 2]


def test_a_company_may_answer_some_comments_only() -> None:
    letter = company_letter(
        "<p>Comment No. 3: We note this.</p><p>Response: Yes.</p>"
        "<p>Comment No. 7: We note that.</p><p>Response: No.</p>"
    )
    assert [comment.number for comment in letter.comments] == [3, 7]


def test_items_of_a_report_are_no_comments() -> None:
    letter = company_letter(
        "<p>Item 7. Management's Discussion</p><p><b>1. We note this.</b></p><p>Response: Yes.</p>"
    )
    assert [comment.number for comment in letter.comments] == [1]
    assert letter.comments[0].headings == ["Item 7. Management's Discussion"]


def test_a_numbered_heading_is_no_comment() -> None:
    letter = staff_letter(
        "1. Summary of Significant Accounting Policies\nInsurance Revenue, page 90\n\n"
        "   1. We note this.\n\n3. Revenue from Contracts, page 12\n\n   2. We note that.\n"
    )
    assert [comment.text for comment in letter.comments] == ["We note this.", "We note that."]
    assert letter.comments[1].headings == ["3. Revenue from Contracts, page 12"]


def test_the_numbered_statements_of_a_request_are_no_answers() -> None:
    letter = html_letter(
        "<p>May 1, 2020</p><p>Securities and Exchange Commission</p><p>Dear Sir:</p>"
        "<p>We request acceleration and acknowledge that:</p>"
        "<p>1. we are responsible;</p><p>2. staff comments do not foreclose.</p>"
    )
    assert (letter.kind, list(letter.comments)) == ("other", [])


def test_a_numbered_list_without_sentences_is_no_row_of_answers() -> None:
    items = "".join(f"<p>{n}. Core income excluding losses of kind {n}</p>" for n in (1, 2, 3))
    letter = company_letter(f"<p>We will not disclose:</p>{items}<p>We shall do so.</p>")
    assert letter.comments == []


def test_a_list_below_the_last_answer_is_part_of_it() -> None:
    asked = "<p><b>1. Please tell us how much relates to Japan.</b></p><p>Response: It is:</p>"
    [answer] = company_letter(f"{asked}<p>1. Cancer: $184 million</p><p>2. Medical: $120 million.</p>").comments  # fmt: skip
    assert answer.text == "It is:\n1. Cancer: $184 million\n2. Medical: $120 million."


def test_a_comment_may_be_oral() -> None:
    body = "<p>SEC Oral Comment #1:</p><p>Why?</p><p>Response: So.</p>"
    assert [each.number for each in company_letter(body).comments] == [1]


ASKED = (
    "We note your policy. Please tell us more.",
    "Explain why the totals differ.",
    "Tell us whether Note 7 is complete.",
    "Please revise your index.",
)
LIST = "<p>1. We estimated it.</p><p>2. We compared it.</p><p>3. We used the lower one.</p>"


def answers(comment: str, *replies: str) -> str:
    """Four comments, set as `comment` sets them, each above its reply."""
    pairs = zip(ASKED, replies, strict=True)
    return "".join(
        comment.format(f"{n}. {asked}") + reply for n, (asked, reply) in enumerate(pairs, 1)
    )


@pytest.mark.parametrize("comment", ["<p>{}</p>", "<p><b>{}</b></p>"])
@pytest.mark.parametrize("bare", ["<p>They do.</p>", "<p>Reponse: They do.</p>", ""])
def test_a_comment_follows_an_answer_whose_label_is_missing(comment: str, bare: str) -> None:
    body = answers(comment, "<p>Response: So.</p>", bare, *["<p>Response: It is.</p>"] * 2)
    assert [each.number for each in company_letter(body).comments] == [1, 2, 3, 4]


@pytest.mark.parametrize("at", [0, 1, 2, 3])
@pytest.mark.parametrize("comment", ["<p>{}</p>", "<p><b>{}</b></p>"])
@pytest.mark.parametrize("label", ["<p>Response: In steps:</p>", "<p>Response:</p>"])
def test_sentences_in_a_list_of_an_answer_are_no_comments(
    comment: str, label: str, at: int
) -> None:
    replies = ["<p>Response: Yes.</p>"] * 4
    replies[at] = label + LIST
    read = company_letter(answers(comment, *replies)).comments
    assert [each.number for each in read] == [1, 2, 3, 4]
    assert [each.repeated for each in read] == list(ASKED)
    assert read[at].text.endswith(
        "1. We estimated it.\n2. We compared it.\n3. We used the lower one."
    )


def test_a_list_may_begin_behind_the_label() -> None:
    begun = LIST.replace("<p>", "<p>Response: ", 1)
    read = company_letter(answers("<p>{}</p>", begun, *["<p>Response: Yes.</p>"] * 3)).comments
    assert [each.repeated for each in read] == list(ASKED)


def test_items_that_ask_are_of_the_comment_above_them() -> None:
    items = "<p>1. why you did so;</p><p>2. Please explain how.</p>"
    body = f"<p>1. Please tell us:</p>{items}<p>Response: So.</p><p>2. Why?</p><p>Response: No.</p>"
    first, second = company_letter(body).comments
    assert first.repeated == "Please tell us:\n1. why you did so;\n2. Please explain how."
    assert (second.repeated, second.text) == ("Why?", "No.")


def test_a_comment_that_does_not_ask_stands_above_a_list_that_does() -> None:
    asked = "<p>1. Please explain one.</p><p>2. Please explain two.</p>"
    body = f"<p>1. Why?</p><p>Response: So.</p><p>2. There are two:</p>{asked}<p>Response: Yes.</p>"
    first, second = company_letter(body).comments
    assert first.text == "So."
    assert second.repeated == "There are two:\n1. Please explain one.\n2. Please explain two."


def test_lists_are_told_apart_in_linear_time() -> None:
    items = "<p>2. We did so.</p>" * 4000
    body = f"<p>1. Why?</p><p>Response: So.</p>{items}<p>2. Please tell us.</p><p>Response: No.</p>"
    assert [each.repeated for each in company_letter(body).comments] == ["Why?", "Please tell us."]


def unannounced(*paragraphs: str) -> Letter:
    """A company's letter whose opening speaks of no comments."""
    to = "March 10, 2022", "Securities and Exchange Commission", "Re: Example, Inc.", "Dear Sir:"
    lines = *to, "We submit this letter.", *paragraphs
    return html_letter("".join(f"<p>{line}</p>" for line in lines))


def test_a_letter_that_repeats_what_is_asked_answers_though_its_opening_does_not_say_so() -> None:
    letter = unannounced("1. Please tell us why.", "It fell.", "2. How did you?", "We did.")
    assert (letter.kind, [each.number for each in letter.comments]) == ("response", [1, 2])


def test_numbered_statements_that_do_not_ask_are_no_answers() -> None:
    letter = unannounced("1. The shares are registered.", "2. The price is $5.")
    assert (letter.kind, letter.comments) == ("other", [])


FORMS = ("Form 10-K for the Year Ended December 31, 2020", "Form 10-Q for March 31, 2021")


@pytest.mark.parametrize(
    "above",
    [FORMS, ("Your letter dated March 3, 2021", "II. Staff\u2019s letter dated May 4, 2021")],
)
@pytest.mark.parametrize("label", ["{}. ", "Comment {}: "])
def test_numbers_begin_again_below_another_filing_or_letter(
    above: tuple[str, str], label: str
) -> None:
    first, second = ("<p>" + label.format(n) + "Please tell us.</p><p>Response: So.</p>" for n in (1, 2))  # fmt: skip
    letter = company_letter(f"<p>{above[0]}</p>{first}{second}<p>{above[1]}</p>{first}{second}")
    assert [each.number for each in letter.comments] == [1, 2, 1, 2]
    assert [each.headings for each in letter.comments] == [[above[0]]] * 2 + [[above[1]]] * 2
    assert {each.text for each in letter.comments} == {"So."}


def test_the_staff_may_begin_again_below_another_filing() -> None:
    body = "1. We note this.\n\n2. We note that.\n\n"
    letter = staff_letter(f"{FORMS[0]}\n\n{body}{FORMS[1]}\n\n{body}")
    assert [each.number for each in letter.comments] == [1, 2, 1, 2]
    assert [each.headings[0] for each in letter.comments] == [FORMS[0]] * 2 + [FORMS[1]] * 2


def test_a_list_below_the_name_of_a_filing_in_an_answer_is_no_comment() -> None:
    items = f"<p>{FORMS[1]}</p><p>1. We added a note.</p><p>2. We added a table.</p>"
    body = f"<p>1. Why?</p><p>Response: So:</p>{items}<p>2. How?</p><p>Response: Thus.</p>"
    assert [each.repeated for each in company_letter(body).comments] == ["Why?", "How?"]


@pytest.mark.parametrize("form", ["<p>{}</p>", "<p><b>{}</b></p>", "<p><u>{}</u></p>"])
@pytest.mark.parametrize("unlabelled", [0, 1, 2])
def test_a_comment_that_asks_nothing_follows_an_answer_without_label(
    form: str, unlabelled: int
) -> None:
    told = ("The table omits a year.", "The totals differ.", "Note 7 is unclear.", "It is late.")
    replies = ["<p>Response: We agree.</p>"] * 4
    replies[unlabelled] = "<p>We agree.</p>"
    pairs = zip(told, replies, strict=True)
    body = "".join(form.format(f"{n}. {each}") + reply for n, (each, reply) in enumerate(pairs, 1))
    assert [each.number for each in company_letter(body).comments] == [1, 2, 3, 4]


def test_the_last_comment_in_bold_needs_no_label() -> None:
    bold = "<p><b>{}. The table omits a year.</b></p>"
    body = f"{bold.format(1)}<p>Response: We agree.</p>{bold.format(2)}<p>We agree.</p>"
    assert [each.text for each in company_letter(body).comments] == ["We agree."] * 2


def test_an_item_in_the_column_of_the_comments_begins_with_a_small_letter() -> None:
    items = "1. the value;\n2. the method; and\n3. the result.\n\n"
    letter = staff_letter(f"1. Please tell us:\n\n{items}2. We note that.\n")
    assert [each.number for each in letter.comments] == [1, 2]
    assert letter.comments[0].text.endswith("3. the result.")


TOLD = "2. The table omits a year.\n\nResponse: We agree.\n\nSincerely,\n"


@pytest.mark.parametrize(
    "first",
    [
        "1. Please tell us why.\n\nResponse: So:\n\n     1. We tested it.\n\n",
        "1. Please tell us:\n\n1. Why you did so.\n\nResponse: So.\n\n",
    ],
)
def test_a_comment_stands_left_of_a_list_or_below_its_answer(first: str) -> None:
    to = "March 10, 2022\n\nSecurities and Exchange Commission\n\nDear Ms. Example:\n\n"
    letter = text_letter(f"{to}We answer your comments.\n\n{first}{TOLD}", "CORRESP")
    assert [each.number for each in letter.comments] == [1, 2]
    assert letter.comments[1].repeated == "The table omits a year."


def test_a_list_that_is_quoted_in_a_comment_is_part_of_it() -> None:
    quoted = '"1. Determine the value.\n2. Compare it.\n3. Record a loss."\n\n'
    body = f"1.   You do this:\n\n{quoted}     Tell us why.\n\n2.   Tell us how.\n\n3.   Revise.\n"
    comments = staff_letter(body).comments
    assert [each.number for each in comments] == [1, 2, 3]
    assert comments[0].text.endswith("Tell us why.")


def test_a_quotation_that_does_not_end_takes_no_comment() -> None:
    assert numbers('1.   You do "1. this and that.\n\n2.   Tell us.\n') == [1, 2]
    assert numbers('1.   You do:\n\n"1. This.\n\n2.   Tell us.\n\n3.   Revise.\n') == [1, 2, 3]


def test_a_comment_that_is_named_below_numbers_is_none() -> None:
    body = "<p>1. Why?</p><p>Response: So.</p><p>Question 3: see below.</p><p>2. When?</p><p>Response: Now.</p>"
    assert [each.number for each in company_letter(body).comments] == [1, 2]
    only = "<p>Comment 3: Why?</p><p>Response: So: 1. We did.</p>"
    assert [each.number for each in company_letter(only).comments] == [3]


@pytest.mark.parametrize(("outer", "inner"), [("{}) ", "{}. "), ("{}. ", "{}) ")])
def test_comments_have_the_style_of_the_first_number(outer: str, inner: str) -> None:
    lists = "".join(f"<p>{inner.format(n)}We did that.</p>" for n in (1, 2))
    body = "".join(f"<p>{outer.format(n)}Why?</p><p>Response: So:</p>{lists}" for n in (1, 2, 3))
    assert [each.number for each in company_letter(body).comments] == [1, 2, 3]


def test_numbers_in_brackets_count_though_an_answer_has_a_list() -> None:
    steps = "<p>We took two steps:</p><p>1. We hired a controller.</p><p>2. We trained staff.</p>"
    body = f"<p>(1) Please tell us how.</p>{steps}<p>(2) Please tell us when.</p><p>In June.</p>"
    assert [each.number for each in company_letter(body).comments] == [1, 2]
    acknowledged = f"<p>We acknowledge (1) this.</p><p>1. Please tell us how.</p>{steps}"
    assert [each.number for each in company_letter(acknowledged).comments] == [1]


@pytest.mark.parametrize("number", ["#1", "Q1.", "1:"])
def test_one_number_in_a_rare_style_counts_if_it_asks_and_is_answered(number: str) -> None:
    [answer] = company_letter(f"<p>{number} Please tell us why.</p><p>Response: So.</p>").comments
    assert (answer.number, answer.repeated, answer.text) == (1, "Please tell us why.", "So.")
    assert company_letter(f"<p>{number} Please tell us why.</p><p>So.</p>").comments == []


def answered(*numbers: int) -> str:
    """Questions with these numbers, each with its answer."""
    return "".join(f"<p>{n}. Please tell us why.</p><p>Response: So.</p>" for n in numbers)


@pytest.mark.parametrize("answers", [(3, 5, 9), (1, 2, 7), (4, 5)])
def test_a_company_may_leave_comments_unanswered(answers: tuple[int, ...]) -> None:
    assert [each.number for each in company_letter(answered(*answers)).comments] == list(answers)


def test_a_question_in_an_answer_takes_no_place_of_the_number_that_is_due() -> None:
    quoted = answered(1, 7, 2)
    assert [each.number for each in company_letter(quoted).comments] == [1, 2]


def test_the_last_item_of_a_list_above_a_further_question_is_none() -> None:
    items = "".join(f"<p>{n}. We did that.</p>" for n in (1, 2, 3))
    further = "<p>\u2022 Please tell us how.</p><p>Response: Thus.</p>"
    letter = company_letter(f"{answered(1)}{items}{further}")
    assert [each.number for each in letter.comments] == [1]


@pytest.mark.parametrize("item", ["7. We trained staff.", "7. Please tell us how."])
def test_a_number_beyond_the_next_without_question_or_answer_is_of_a_list(item: str) -> None:
    letter = company_letter(f"{answered(1, 2)}<p>{item}</p>")
    assert [each.number for each in letter.comments] == [1, 2]
