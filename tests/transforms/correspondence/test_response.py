"""A company's answer, separated from the comment it repeats."""

import pytest

from tests.transforms.correspondence.letters import company_letter

COMMENT = "We note your disclosure on page 9. Please reconcile $4 on page 9 to $5 on page 10."
ANSWER = "The Company respectfully advises the Staff that $6 is right."


@pytest.mark.parametrize(
    "body",
    [
        f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p><b>Response</b></p><p>{ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>Example Holdings' Response to Comment 1: {ANSWER}</p>",
        f"<p>Comment 1: {COMMENT}</p><p>Response No. 1: {ANSWER}</p>",
        f"<p>Comment No. 1</p><p>{COMMENT}</p><p>RESPONSE:</p><p>{ANSWER}</p>",
        f"<p><b>1. {COMMENT}</b></p><p>{ANSWER}</p>",
        f"<table><tr><td>1.</td><td><i>{COMMENT}</i></td></tr></table><p>{ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>{ANSWER}</p>",
    ],
)
def test_comment_and_answer_are_told_apart(body: str) -> None:
    letter = company_letter(body)
    assert letter.kind == "response"
    [answer] = letter.comments
    assert (answer.number, answer.repeated, answer.text) == (1, COMMENT, ANSWER)


def test_a_comment_that_is_not_repeated_is_null() -> None:
    [answer] = company_letter("<p>1. Yes, we will.</p>").comments
    assert (answer.repeated, answer.text) == (None, "Yes, we will.")


def test_amounts_are_the_answer_s_and_pages_and_score_the_comment_s() -> None:
    [answer] = company_letter(f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p>").comments
    assert [each.text for each in answer.amounts] == ["$6"]
    assert answer.pages == ["9", "10"]
    assert answer.reconciliation.is_asked


def test_paragraphs_of_an_answer_stay_lines() -> None:
    [answer] = company_letter(f"<p>1. {COMMENT}</p><p>Response: One.</p><p>Two.</p>").comments
    assert answer.text == "One.\nTwo."


@pytest.mark.parametrize(
    "farewell",
    [
        "Please direct questions regarding this response to me at (607) 974-5843.",
        "Please also feel free to contact Rex Counsel at rex@example.com or me at j@example.com.",
        "The Staff should not hesitate to call me at (508) 683-4466 with any questions it may have.",
        "If any member of the Staff has questions, please contact the undersigned.",
        "We believe that our answers are responsive to the Staff's comments.",
        "We would welcome a call. Please reach Jane at 555.123.4567.",
    ],
)
@pytest.mark.parametrize("before", ["", "<p>* * *</p>", "<p>General</p>"])
def test_the_last_words_of_a_company_are_no_answer(farewell: str, before: str) -> None:
    said = (
        f"{before}<p>In responding, the Company acknowledges that:</p><p>• it is responsible for"
        " the adequacy of the disclosure; and</p><p>• it may not assert Staff comments as a"
        f" defense.</p><p>{farewell}</p>"
    )
    for last in (said, f"{before}<p>{farewell}</p>"):
        letter = company_letter(f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p>{last}")
        assert [each.text for each in letter.comments] == [ANSWER]


def test_an_answer_may_speak_of_contacts_and_of_questions() -> None:
    answer = "We contacted the landlord. Questions of title were settled."
    letter = company_letter(f"<p>1. {COMMENT}</p><p>Response: {answer}</p>")
    assert [each.text for each in letter.comments] == [answer]


@pytest.mark.parametrize(
    "end",
    [
        "As shown, three factors lower it. If you have questions, please call me at (847) 402-9281.",
        "* Activity is net of payments",
    ],
)
def test_what_ends_an_answer_stays_in_it_though_last_words_follow(end: str) -> None:
    last = "<p>2</p><p>We hope that the foregoing has been responsive to the Staff's comments.</p>"
    letter = company_letter(f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p><p>{end}</p>{last}")
    [answer] = letter.comments
    assert end.split(".")[0] in answer.text


def test_the_label_of_a_comment_is_no_part_of_it() -> None:
    for label in ("Comment:", "Staff Comment No. 1:"):
        body = f"<p>1. {label} {COMMENT}</p><p>Response: {ANSWER}</p>"
        [answer] = company_letter(body).comments
        assert (answer.repeated, answer.text) == (COMMENT, ANSWER)


def test_a_rule_below_an_answer_is_no_part_of_it() -> None:
    body = f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p><p>{'_' * 40}</p>"
    [answer] = company_letter(body).comments
    assert answer.text == ANSWER


@pytest.mark.parametrize("title", ["Revenue Attributable to Extra Content", "Games with Services."])
def test_a_title_over_an_answer_is_no_part_of_the_comment(title: str) -> None:
    body = f"<p><b>1. {COMMENT}</b></p><p><i>{title}</i></p><p>{ANSWER}</p>"
    [answer] = company_letter(body).comments
    assert (answer.repeated, answer.text) == (COMMENT, f"{title}\n{ANSWER}")


def test_a_last_short_sentence_of_a_comment_is_no_title() -> None:
    body = f"<p><b>1. {COMMENT}</b></p><p><b>Please advise.</b></p><p>{ANSWER}</p>"
    [answer] = company_letter(body).comments
    assert (answer.repeated, answer.text) == (f"{COMMENT}\nPlease advise.", ANSWER)


def test_a_labelled_answer_to_a_comment_without_number_makes_a_response() -> None:
    letter = company_letter(
        "<p>COMMENT: Why?</p><p>RESPONSE: We will provide more by the end of May.</p>"
    )
    assert (letter.kind, letter.comments) == ("response", [])
