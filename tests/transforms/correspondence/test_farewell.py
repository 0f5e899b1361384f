"""A company's last words, told from its last answer."""

import pytest

from tests.transforms.correspondence.letters import company_letter

COMMENT = "We note your disclosure on page 9. Please reconcile $4 on page 9 to $5 on page 10."
ANSWER = "The Company respectfully advises the Staff that $6 is right."


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
@pytest.mark.parametrize(
    "before", ["", "<p>* * *</p>", "<p>General</p>", "<p>Closing comments:</p>"]
)
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
    "answer",
    [
        "We will say:</p><p>* * *</p><p>Reality Labs</p><p>We invest in it.</p><p>* * *</p><p>We will.",
        "The Company appreciates the Staff's comment. It will revise.</p><p>Revenue is recognised.",
        "It is right.</p><p>In closing, we ask the Staff to reconsider its view of the measure.",
        "It is right.</p><p>In responding to the comment, we looked at sales.</p><p>They fell.",
    ],
)
def test_the_last_answer_goes_on_to_the_last_words(answer: str) -> None:
    for last in ("Please call me at (508) 683-4466 with any questions.", ""):
        body = f"<p>1. {COMMENT}</p><p>Response:</p><p>{answer}</p><p>{last}</p>"
        assert company_letter(body).comments[0].text == answer.replace("</p><p>", "\n")


@pytest.mark.parametrize(
    "last",
    [
        "If you would like to discuss or have any concerns I can be contacted at +61 2 8884 2090.",
        "As always, Example is available to discuss our responses to the Staff's comments.",
        "The Company believes the foregoing is fully responsive to the Comment Letter.",
        "We acknowledge the company is responsible for the accuracy and adequacy of its disclosures.",
        "Please call me at (303) 927-2337.</p><p>EXAMPLE HOLDINGS, INC.",
        (
            "* * *</p><p>1 Main Street, Denver</p><p>EXAMPLE is a registered trademark of Example, Inc.</p>"
            "<p>Please call me at (303) 927-2337."
        ),
    ],
)
def test_more_last_words_are_no_answer(last: str) -> None:
    letter = company_letter(f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p><p>{last}</p>")
    assert [each.text for each in letter.comments] == [ANSWER]


@pytest.mark.parametrize("before", ["", "<p>1. Why?</p><p>Response:</p><p>So.</p>"])
def test_an_answer_may_be_an_appreciation(before: str) -> None:
    number = 2 if before else 1
    said = "We appreciate the Staff's comment and will revise our disclosure."
    body = f"{before}<p>{number}. {COMMENT}</p><p>Response:</p><p>{said}</p>"
    for last in ("", "<p>Please call me at (508) 683-4466.</p>"):
        assert company_letter(body + last).comments[-1].text == said


def test_a_list_of_acknowledgements_is_no_answer() -> None:
    last = (
        "<p>* * * Mr. Lee Example In connection with its response Example acknowledges that:</p>"
        "<p>• the adequacy of the disclosure is the responsibility of the Company; and</p>"
        "<p>• it may not assert comments as a defense.</p>"
    )
    letter = company_letter(f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p>{last}")
    assert [each.text for each in letter.comments] == [ANSWER]


def test_a_request_under_rule_83_is_no_answer() -> None:
    request = (
        "<p>Rule 83 Request for Confidential Information</p><p>In accordance with Rule 83, we request treatment"
        " of our response to Comment No. 1 under the Freedom of Information Act.</p><p>Pursuant to Rule 83, a"
        " copy is delivered to the Freedom of Information Act Officer.</p>"
    )
    letter = company_letter(f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p>{request}")
    assert [each.text for each in letter.comments] == [ANSWER]
