"""The paragraphs that close a letter of the staff, told from its last comment."""

import pytest

from tests.transforms.correspondence.letters import HEAD, staff_letter

COMMENT = "Please revise your exhibit index."
SIGNED = "\n\n        Sincerely,\n\n        Division of Corporation Finance\n"


def last_comment(*paragraphs: str) -> str:
    body = "1.  Please tell us why the amounts differ.\n\n2.  " + COMMENT
    below = "".join(f"\n\n        {each}" for each in paragraphs)
    return staff_letter(body, closing=below + SIGNED).comments[-1].text


@pytest.mark.parametrize(
    "closing",
    [
        "Refer to Rules 460 and 461 regarding requests for acceleration. Please allow us time.",
        "We direct your attention to Rules 460 and 461 regarding acceleration of effectiveness.",
        "Notwithstanding our comments, in the event you request acceleration, please say so.",
        "In the event that the company requests acceleration of the effective date, it should say so.",
        "We will consider a written request for acceleration as confirmation that you know the law.",
        "In addition, please be advised that the Division of Enforcement has access to what you send.",
        "You may wish to provide us with marked copies of the amendment.",
        "We will consider qualifying your offering statement at your request.",
        "If you intend to respond to these comments with an amended draft, please submit it as we say.",
        "Please furnish a cover letter with your amendment that keys your responses to our comments.",
        "Please understand that we may have additional comments after reviewing your amendment.",
        "Please respond to our comments within ten business days.",
        "Please file your response letter on EDGAR.",
        "Responses to these comments should be submitted soon.",
        "Responses to this letter should be in the form of a pre-effective amendment.",
        "Your response should be submitted on EDGAR.",
        "Please respond to our comments on or before March 20, 2022.",
        "Since the company and its management are in possession of all facts, they are responsible.",
        "After resolution of all disclosure issues, a request for acceleration should be made.",
        "You should submit a letter keying your responses to the comments.",
        "We note that portions of the registration statement are incomplete. We may comment on them.",
        "Closing Information",
        "Closing",
        "Please respond to the comments included in this letter within ten business days.",
        "The amendment should be filed under cover of Form 8-K/A within five business days.",
        "Questions may be directed to Ann Example at the number below.",
        "Direct any questions to Ann Example.",
        "Please provide us with your response within fifteen business days.",
        "Please amend your filing promptly to comply with our comments.",
        "Please file an amendment in response to these comments on or before March 20, 2022.",
        "If you do not agree with a comment, we will consider your explanation.",
    ],
)
def test_a_paragraph_of_procedure_closes_the_letter(closing: str) -> None:
    assert last_comment(closing, "You may contact me at (202) 551-0001.") == COMMENT


@pytest.mark.parametrize(
    "contact",
    [
        "For accounting questions, Ann Example may be reached at (202) 551-0001.",
        "Ann Example at 202-551-0001 is the examiner.",
        "My number is (202) 942-0001.",
    ],
)
@pytest.mark.parametrize("below", [(), ("You may contact John Sample at (202) 551-0002.",)])
def test_a_paragraph_with_a_telephone_number_of_the_staff_closes_the_letter(
    contact: str, below: tuple[str, ...]
) -> None:
    assert last_comment(contact, *below) == COMMENT


@pytest.mark.parametrize(
    "paragraph",
    [
        "Please refer to Rule 461 and tell us when you will request acceleration.",
        "Please note that we may not agree with your treatment of the lease.",
        "Please tell us whether you called the examiner at (202) 551-0001 about the exhibit.",
        "The rate is 202 to 551 basis points.",
        "Questions of title may be directed to a court. Please say so.",
        "Your response should be expanded to include the auditor.",
        "Please provide us with your response to prior comment 4 again.",
        "Please amend your filing to include the exhibit.",
        "If you do not agree with this conclusion, please tell us why.",
        "We note that portions of the exhibit are redacted by others. Please say so.",
    ],
)
def test_a_comment_may_go_on_below_a_blank_line(paragraph: str) -> None:
    closing = "You may contact me at (202) 551-0001."
    assert last_comment(paragraph, closing) == f"{COMMENT}\n{paragraph}"


def test_a_sentence_of_procedure_amid_a_comment_is_of_the_comment() -> None:
    body = "1.  Revise your index.\n    Please note that we may have further comments on it.\n"
    assert staff_letter(body).comments[0].text.endswith("further comments on it.")


def test_a_letter_that_is_but_a_paragraph_with_a_telephone_number_opens_with_it() -> None:
    head = HEAD.partition("        We have reviewed")[0]
    body = "        We have completed our review. Call (202) 551-0001.\n"
    assert staff_letter(body, head=head, closing=SIGNED).kind == "completion"
