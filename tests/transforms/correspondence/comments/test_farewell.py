"""A company's last words, told from its last answer."""

import pytest

from tests.transforms.correspondence.letters import company_letter, html_letter, text_letter

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
        "We believe that this information responds to all of your comments.",
        "We would welcome a call. Please reach Jane at 555.123.4567.",
        "Please address any comments to our counsel, Rex Sample, at (702) 555-0147.",
        "Please telephone the undersigned at (702) 555-0147 with any questions.",
        "Please advise us if we can provide any further information to facilitate your review.",
        "If we can be of further assistance, please call.",
        "We trust that this is responsive.",
        "We hope this fully addresses your concerns.",
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


@pytest.mark.parametrize("label", ["Response: ", "Response:</p><p>"])
@pytest.mark.parametrize("marks", [("1. ", "2. "), ("• ", "• "), ("", "")])
def test_an_answer_that_acknowledges_has_its_list(label: str, marks: tuple[str, str]) -> None:
    items = (
        f"{marks[0]}the Company is responsible for the adequacy of the disclosure;",
        f"{marks[1]}it may not assert Staff comments as a defense.",
    )
    said = f"{label}The Company acknowledges that:</p><p>{'</p><p>'.join(items)}"
    last = "Please call me at (508) 683-4466 with any questions."
    letter = company_letter(f"<p>1. {COMMENT}</p><p>{said}</p><p>{last}</p>")
    text = "\n".join(("The Company acknowledges that:", *items))
    assert [each.text for each in letter.comments] == [text]


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
        "It is right.</p><p>The auditor had no further comments on the letter.",
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
        "We hope that we have addressed all of your concerns with this letter.",
        "We would be pleased to supply any further information that you may require.",
        "Comments or questions concerning this letter may be directed to me.",
        "In addition, we understand that the Division of Enforcement has access to our responses.",
        "We respectfully request that the Staff confirm that it has no further comments.",
        "If the Staff would like to discuss the responses, the Company would welcome a call.",
        "Please let us know when the Staff has completed its review.",
        "On behalf of the Company, I thank the Staff for its assistance.",
        "Please call me at (303) 927-2337.</p><p>EXAMPLE HOLDINGS, INC.",
        (
            "* * *</p><p>1 Main Street, Denver</p><p>EXAMPLE is a registered trademark of Example, Inc.</p>"
            "<p>Please call me at (303) 927-2337."
        ),
        "We believe that the above addresses the Staff's comments.",
        "We believe the responses answer all your questions. Thank you for your attention to them.",
        "We trust that the foregoing is clear.",
        "Please let us know if we can be of further assistance.",
        "Please let me know if you require additional information.",
        "We ask the Staff to advise us whether it has any further comments.",
        "We would appreciate hearing from you.",
        "Kindly acknowledge receipt of this letter by stamping the enclosed copy.",
        "My direct line is (555) 123-4567.",
        "We are available at your convenience to discuss any of the foregoing.",
        "<u>Company Acknowledgement</u></p><p>We acknowledge that we are responsible for the accuracy of it.",
        "*****</p><p>We look forward to resolving these matters.",
        "Please do not hesitate to contact us if you have any questions.",
        "Please contact Rex Counsel of Counsel LLP with any questions.",
        "Any questions should be directed to Rex Counsel.",
        "We would be happy to provide any additional information.",
        "[Signature page follows]",
        "[Remainder of page intentionally left blank]",
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


@pytest.mark.parametrize(
    "last",
    [
        "We believe that the revised disclosure above addresses the Staff's comment.",
        "We have revised the signature page to add the controller.",
        "In response to the Staff's comment, our call center now answers questions.",
        "We acknowledge receipt of the comment and will revise.",
        "The Staff asked us to provide any additional information. There is none.",
        "The Trust believes that the response is right.",
        "We acknowledge the comment and look forward to the new standard.",
        "If the Staff agrees with this approach, please let us know.",
    ],
)
def test_the_last_paragraph_of_an_answer_is_of_it(last: str) -> None:
    body = f"<p>1. {COMMENT}</p><p>Response: {ANSWER}</p><p>{last}</p>"
    for below in ("", "<p>Please call me at (508) 683-4466.</p>"):
        assert company_letter(body + below).comments[0].text == f"{ANSWER}\n{last}"


def test_a_labelled_paragraph_is_an_answer_even_if_it_speaks_as_last_words_do() -> None:
    answer = "The Company acknowledges that it is responsible for the adequacy of the disclosure."
    body = f"<p>1. {COMMENT}</p><p>Please revise.</p><p>Response: {answer}</p>"
    for last in ("", "<p>Please call me at (508) 683-4466.</p>"):
        assert [each.text for each in company_letter(body + last).comments] == [answer]


def test_last_words_right_below_an_answer_of_one_line_are_not_of_it() -> None:
    body = "<p>1. We will revise page 9.</p><p>2. We will revise page 10.</p>"
    last = "<p>Please call me at (508) 683-4466 with any questions.</p>"
    answers = [each.text for each in company_letter(body + last).comments]
    assert answers == ["We will revise page 9.", "We will revise page 10."]


@pytest.mark.parametrize("numbered", [COMMENT, "Sales, page 9", "We note your disclosure."])
def test_an_answer_right_below_a_comment_of_one_line_is_one(numbered: str) -> None:
    said = "We appreciate the Staff's time and will revise."
    letter = company_letter(f"<p>1. {numbered}</p><p>{said}</p>")
    assert letter.comments[0].text.endswith(said)


def test_a_letter_without_numbers_is_no_last_words() -> None:
    said = "We hope that our response is clear. Please call me at (508) 683-4466."
    content = f"<p>March 10, 2022</p><p>Securities and Exchange Commission</p><p>Dear Mr. Example.</p><p>{said}</p>"
    letter = html_letter(content)
    assert [each.text for each in letter.division.of_kind("opening")] == [said]


def test_last_words_may_be_told_by_the_second_line_of_their_first_sentence() -> None:
    text = f"""March 10, 2022

Securities and Exchange Commission

Dear Ms. Example:

We respond to the comments in your letter dated March 3, 2022.

1. {COMMENT}

Response: {ANSWER}

The Company believes that with the above it has appropriately
responded to the comments of the staff. Please do not hesitate to call me.

Sincerely,

Jane Public
"""
    letter = text_letter(text, "CORRESP")
    assert [each.text for each in letter.comments] == [ANSWER]


def test_last_words_below_an_answer_amid_a_line_are_not_of_it() -> None:
    body = "<p>1. Please explain. Response: We do.</p><p>Please call me with any questions.</p>"
    [read] = company_letter(body).comments
    assert (read.repeated, read.text) == ("Please explain.", "We do.")
