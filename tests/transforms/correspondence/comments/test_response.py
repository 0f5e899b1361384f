"""A company's answer, separated from the comment it repeats."""

import re

import pytest

from tests.transforms.correspondence.letters import company_letter, text_letter

COMMENT = "We note your disclosure on page 9. Please reconcile $4 on page 9 to $5 on page 10."
ANSWER = "The Company respectfully advises the Staff that $6 is right."


@pytest.mark.parametrize(
    "body",
    [
        f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p><b>Response</b></p><p>{ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>Example Holdings' Response to Comment 1: {ANSWER}</p>",
        f"<p>Comment 1: {COMMENT}</p><p>Response No. 1: {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>Management's response: {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>Company response</p><p>{ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>RESPONSE TO COMMENT NO. 1: {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>RESPONSE TO THE STAFF'S COMMENT NO. 1: {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>Response to the Staff\u2019s Comment 1(a): {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>Responses:</p><p>{ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>[Response to first bullet]: {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>[Response] {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>Response #1 \u2013 {ANSWER}</p>",
        f"<p>Q1: {COMMENT}</p><p>Answer to Q1: {ANSWER}</p>",
        f"<p>Comment No. 1</p><p>{COMMENT}</p><p>RESPONSE:</p><p>{ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>\u201cResponse\u201d: {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>Reponse: {ANSWER}</p>",
        f"<p><u>1. {COMMENT}</u></p><p>{ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>A: {ANSWER}</p>",
        f"<p>1. {COMMENT}</p><p>R:</p><p>{ANSWER}</p>",
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


def test_a_line_amid_a_sentence_of_the_comment_is_no_answer() -> None:
    comment = "We note that under section 2.1\nthe Company agrees to pay a fee. Please tell us why."
    letter = text_letter(f"Dear Sirs:\n\n1. {comment}\n\n{ANSWER}\n", "CORRESP")
    [answer] = letter.comments
    assert (answer.repeated, answer.text) == (comment.replace("\n", " "), ANSWER)


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


@pytest.mark.parametrize("line", ["Company: Falcon Inc.", "The Company:"])
def test_what_names_the_company_in_an_answer_begins_no_answer(line: str) -> None:
    [answer] = company_letter(f"<p>1. {COMMENT}</p><p>{ANSWER}</p><p>{line}</p>").comments
    assert (answer.repeated, answer.text) == (COMMENT, f"{ANSWER}\n{line}")


def test_the_label_of_a_comment_is_no_part_of_it() -> None:
    for label in ("Comment:", "Staff Comment No. 1:", "Comment."):
        body = f"<p>1. {label} {COMMENT}</p><p>Response: {ANSWER}</p>"
        [answer] = company_letter(body).comments
        assert (answer.repeated, answer.text) == (COMMENT, ANSWER)


def test_a_rule_below_an_answer_is_no_part_of_it() -> None:
    body = f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p><p>{'_' * 40}</p>"
    [answer] = company_letter(body).comments
    assert answer.text == ANSWER


@pytest.mark.parametrize(
    "title", ["Revenue Attributable to Extra Content", "Games with Services.", "Background"]
)
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


def test_an_answer_that_names_its_question_makes_a_response_though_time_was_asked_for() -> None:
    letter = company_letter(
        "<p>Thank you for the extension of time to respond.</p><p>Answer to Q1:</p><p>No.</p>"
    )
    assert letter.kind == "response"


NOTED = "We note your disclosure. Please address the following:"
ITEMS = ("Tell us how you tested.", "Please explain why.", "Quantify the effect on your margin.")
ANSWERS = ("We tested yearly.\nWe also tested monthly.", "It is required:\n• by law", "It was $5.")


def interleaved(
    marks: tuple[str, str, str], label: str = "", question: str = "{}", begins: str = ""
) -> str:
    """A comment in items with an answer below each, then a second comment."""
    parts = [question.format(f"1. {NOTED}")]
    for mark, item, answer in zip(marks, ITEMS, ANSWERS, strict=True):
        parts.append(question.format(f"{mark}{item}"))
        parts.append(f"{label}{begins}{answer}".replace("\n", "</p><p>"))
    parts += [question.format("2. Please tell us more."), f"{label}{begins}More."]
    return "".join(f"<p>{part}</p>" for part in parts)


@pytest.mark.parametrize(
    ("marks", "layout"),
    [
        (("a. ", "b. ", "c. "), ("Response: ", "{}")),
        (("(a) ", "(b) ", "(c) "), ("Company Response: ", "{}")),
        (("i. ", "ii. ", "iii. "), ("Response</p><p>", "{}")),
        (("1a) ", "1b) ", "1c) "), ("<b>Response:</b></p><p>", "{}")),
        (("A. ", "B. ", "C. "), ("", "<b>{}</b>")),
        (("• ", "• ", "• "), ("", "<i>{}</i>")),
        (("• ", "• ", "• "), ("<b>Response:</b> ", "<b>{}</b>")),
        (("", "", ""), ("", "<b>{}</b>")),
    ],
)
def test_answers_below_the_items_of_a_comment_are_one_answer(
    marks: tuple[str, str, str], layout: tuple[str, str]
) -> None:
    first, second = company_letter(interleaved(marks, *layout)).comments
    asked = (f"{mark}{item}" for mark, item in zip(marks, ITEMS, strict=True))
    assert first.repeated == "\n".join([NOTED, *asked])
    assert first.text == "\n".join(ANSWERS)
    assert (second.repeated, second.text) == ("Please tell us more.", "More.")


def test_unlabelled_answers_below_items_begin_where_the_company_speaks() -> None:
    begins = "The Company respectfully advises the Staff: "
    marks = ("a. ", "b. ", "c. ")
    first, second = company_letter(interleaved(marks, begins=begins)).comments
    asked = (f"{mark}{item}" for mark, item in zip(marks, ITEMS, strict=True))
    assert first.repeated == "\n".join([NOTED, *asked])
    assert first.text == "\n".join(begins + answer for answer in ANSWERS)
    assert second.text == f"{begins}More."


def test_answers_to_items_that_stand_together_are_one_answer() -> None:
    items = "".join(f"<p>({mark}) {item}</p>" for mark, item in zip("abc", ITEMS, strict=True))
    answers = "".join(f"<p>Response to ({mark}): So {mark}.</p>" for mark in "abc")
    [answer] = company_letter(f"<p>1. {NOTED}</p>{items}{answers}").comments
    assert answer.repeated == "\n".join(
        [NOTED, *(f"({m}) {i}" for m, i in zip("abc", ITEMS, strict=True))]
    )
    assert answer.text.startswith("So a.\n")
    assert answer.text.endswith("So c.")


@pytest.mark.parametrize(
    "answer",
    [
        "a. We tested.</p><p>b. It is required.</p><p>c. It was $5.",
        "We agree.</p><p><b>Revenue Recognition</b></p><p>We recognise it.",
        "We agree.</p><p><b>Risks may harm us.</b></p><p>They did not.",
        "We agree.</p><p><b>Please see the table in our response to your comment.</b></p><p>$5",
        "We agree.</p><p>• why we did</p><p>• how we did</p><p>So we did.",
    ],
)
@pytest.mark.parametrize("label", ["", "Response: "])
def test_lists_and_titles_of_an_answer_stay_in_it(answer: str, label: str) -> None:
    items = "".join(
        f"<p><b>{mark}. {item}</b></p>" for mark, item in zip("abc", ITEMS, strict=True)
    )
    [read] = company_letter(f"<p><b>1. {NOTED}</b></p>{items}<p>{label}{answer}</p>").comments
    assert read.text == re.sub(r"</?b>", "", answer).replace("</p><p>", "\n")


def test_an_item_has_the_mark_of_the_one_before_it() -> None:
    asked = "<p><b>1. Tell us:</b></p><p><b>a. how you count your sales.</b></p>"
    body = f"{asked}<p>As follows:</p><p><b>(b) Sales</b></p><p>We count them.</p>"
    [read] = company_letter(body).comments
    assert (read.repeated, read.text) == (
        "Tell us:\na. how you count your sales.",
        "As follows:\n(b) Sales\nWe count them.",
    )


def test_a_letter_enclosed_in_an_answer_stays_in_it() -> None:
    enclosed = f"<p>Dear Ms. Example:</p><p>Comment:</p><p>{COMMENT}</p><p>Response:</p><p>Yes.</p>"
    [read] = company_letter(
        f"<p>1. {COMMENT}</p><p>Response:</p><p>See below.</p>{enclosed}"
    ).comments
    assert read.repeated == COMMENT
    assert read.text == f"See below.\nDear Ms. Example:\nComment:\n{COMMENT}\nResponse:\nYes."


def test_items_are_told_apart_in_linear_time() -> None:
    items = "".join(f"<p>• {ITEMS[0]}</p><p>Response: Yes.</p>" for _ in range(2000))
    [read] = company_letter(f"<p>1. {NOTED}</p>{items}").comments
    assert read.text.count("Yes.") == 2000
    assert read.repeated.count(ITEMS[0]) == 2000


def test_an_unlabelled_answer_begins_below_what_asks() -> None:
    asked = (
        "<p>1. We note it.</p><p>Please tell us why you did so:</p><p>• how; and</p><p>• when.</p>"
    )
    [read] = company_letter(f"{asked}<p>It is right.</p><p>We did so in 2020.</p>").comments
    assert read.repeated == "We note it.\nPlease tell us why you did so:\n• how; and\n• when."
    assert read.text == "It is right.\nWe did so in 2020."


def test_without_an_answer_below_all_is_answer() -> None:
    [read] = company_letter("<p>1. We did it. Please tell us if that is enough.</p>").comments
    assert (read.repeated, read.text) == (None, "We did it. Please tell us if that is enough.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Comment One: {}</p><p>Response: {}", "Comment Two: {}</p><p>Response: {}"),
        ("1. {} Response: {}", "2. {} Company Response: {}"),
        ("1. {}</p><p><b>{}</b>", "2. {}</p><p><b>{}</b>"),
        ("<i>1. {}</i></p><p>{}", "<i>2. {}</i></p><p>{}"),
    ],
)
def test_two_comments_are_told_from_their_answers(first: str, second: str) -> None:
    asked = "We note one. Please tell us.", "We note two. Please tell us."
    told = "We told one.", "We told two."
    body = f"<p>{first.format(asked[0], told[0])}</p><p>{second.format(asked[1], told[1])}</p>"
    assert [(each.number, each.repeated, each.text) for each in company_letter(body).comments] == [
        (1, asked[0], told[0]),
        (2, asked[1], told[1]),
    ]


@pytest.mark.parametrize(("mark", "kept"), [("Comment 1({}): ", ""), ("1{}. ", "1b. ")])
def test_items_that_repeat_the_number_are_of_one_comment(mark: str, kept: str) -> None:
    body = "".join(
        f"<p>{mark.format(item)}Tell us {item}.</p><p>Response: Yes {item}.</p>" for item in "ab"
    )
    [answer] = company_letter(body).comments
    assert (answer.number, answer.repeated) == (1, f"Tell us a.\n{kept}Tell us b.")
    assert answer.text == "Yes a.\nYes b."


def test_asterisks_below_an_answer_are_no_part_of_it() -> None:
    body = f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p><p>* * *</p><p>Note 2</p><p>2. Why?</p><p>Response: So.</p>"
    assert company_letter(body).comments[0].text == ANSWER


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("We note your policy. Revise your table.", "We believe that it is right."),
        (
            "Expand your disclosure to describe the changes.",
            "We note your comments and will do so.",
        ),
        ("We note your policy. There are two.", "The Issuer has revised its policy."),
        ("We note your policy. There are two.", "We have amended our filing."),
    ],
)
def test_in_plain_words_a_comment_asks_and_an_answer_tells(asked: str, answered: str) -> None:
    [read] = company_letter(f"<p>1. {asked}</p><p>{answered}</p>").comments
    assert (read.repeated, read.text) == (asked, answered)


@pytest.mark.parametrize("mark", [":", "."])
def test_an_answer_may_have_a_letter_and_the_number_of_its_question(mark: str) -> None:
    pairs = "".join(f"<p>Q{n}{mark} {COMMENT}</p><p>A{n}{mark} {ANSWER}</p>" for n in (1, 2))
    read = company_letter(pairs).comments
    assert [(each.number, each.repeated, each.text) for each in read] == [
        (n, COMMENT, ANSWER) for n in (1, 2)
    ]


def test_in_plain_words_each_bullet_may_be_answered_below_it() -> None:
    asked = (
        "Please address the following:",
        "\u2022 Tell us the rate.",
        "\u2022 Please explain the method.",
    )
    body = f"<p>1. {asked[0]}</p><p>{asked[1]}</p><p>It is 5%.</p><p>{asked[2]}</p><p>It is linear.</p>"
    [read] = company_letter(f"{body}<p>\u2022 It is simple.</p>").comments
    assert (read.repeated, read.text) == (
        "\n".join(asked),
        "It is 5%.\nIt is linear.\n\u2022 It is simple.",
    )


@pytest.mark.parametrize(
    "asked",
    [
        "Indicate the companies that you compare.",
        "To the extent material, discuss the effect of the law.",
        "If you do not agree, explain why the rule does not apply.",
        "Provide the information that Item 506 requires.",
        "In your next amendment, include a consent.",
        "The opinion assumes too much. Counsel should revise it.",
        "Is the director independent?",
    ],
)
def test_what_the_staff_command_is_asked(asked: str) -> None:
    [read] = company_letter(f"<p>1. {asked}</p><p>They are three.</p>").comments
    assert (read.repeated, read.text) == (asked, "They are three.")


@pytest.mark.parametrize(
    "first",
    [
        "State law requires it.",
        "Each, as amended, is an exhibit.",
        "We do not agree that the lease should be filed.",
        "Our counsel advises that the registrant should disclose all claims.",
    ],
)
def test_what_asks_nothing_is_no_comment_that_is_repeated(first: str) -> None:
    [read] = company_letter(f"<p>1. {first}</p><p>They are three.</p>").comments
    assert (read.repeated, read.text) == (None, f"{first}\nThey are three.")


def test_whose_a_comment_is_may_be_said_as_your() -> None:
    body = "<p>1. Your comment: Please explain.</p><p>Our response: We do.</p>"
    [read] = company_letter(body).comments
    assert (read.repeated, read.text) == ("Please explain.", "We do.")


def test_a_label_alone_in_a_cell_stands_above_the_answer_in_the_next() -> None:
    rows = (("Comment 1", "Please explain."), ("Response", "We do."), ("Comment 2", "Why?"), ("Response", "So."))  # fmt: skip
    table = "".join(f"<tr><td>{left}</td><td>{right}</td></tr>" for left, right in rows)
    read = company_letter(f"<table>{table}</table>").comments
    assert [(each.repeated, each.text) for each in read] == [
        ("Please explain.", "We do."),
        ("Why?", "So."),
    ]


def test_a_company_speaks_where_it_agrees() -> None:
    asked = "In future filings, present minority interest apart."
    [read] = company_letter(f"<p>1. {asked}</p><p>We agree. It will be.</p>").comments
    assert (read.repeated, read.text) == (asked, "We agree. It will be.")
