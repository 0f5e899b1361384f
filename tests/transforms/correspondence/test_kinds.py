import pytest

from transforms.correspondence.frame.reviewed import reviewed_filings
from transforms.correspondence.kinds import company_kind, is_reviewed_again, staff_kind

OPENING = "We have reviewed your filing and have the following comments."


@pytest.mark.parametrize(
    "comment",
    [
        "We note your response to comment 4 and your new table.",
        "We note your responses to our prior comments five and six.",
        "We note the changes you made on page 9 in response to comment 8.",
        "We have considered your response to our previous comment. Tell us why.",
        "The table given in response to prior comment no. 2 shows no total.",
        "We reissue comment 10. Revise the chart.",
        "We partially reissue our comment on leases.",
        "You added a table. Refer to comments 3 and 4 of our March 3, 2022 letter.",
        "As asked in comment 3 in our letter dated March 3, 2022, name the parties.",
    ],
)
def test_a_comment_on_a_response_follows_up(comment: str) -> None:
    assert staff_kind(OPENING, ["Tell us why.", comment]) == "follow_up"


def test_a_comment_without_number_follows_up_too() -> None:
    comment = "We note your response to comment 4. Tell us when you will revise the table."
    assert staff_kind(comment, []) == "follow_up"


@pytest.mark.parametrize(
    "comment",
    [
        "In your response to comment 2, also tell us why.",
        "Please expand your response to comment 1 to address the rest.",
        "We note your disclosure on page 9. Include a table in your response.",
        "Please see our prior comment on leases.",
        "We note your table. In your response to comment 1 above, name its source.",
        "Refer to comment two in your response letter dated May 3, 2017.",
        "Tell us whether your auditors will reissue their report.",
    ],
)
def test_a_comment_on_a_filing_does_not(comment: str) -> None:
    assert staff_kind(OPENING, [comment]) == "comment"


@pytest.mark.parametrize(
    "opening",
    [
        "We have reviewed your amended registration statement and have the following comments.",
        "We have reviewed your amended draft offering statement and have a comment.",
        "We have reviewed the filing, as well as the correspondence you sent dated May 1, 2021.",
        "We have reviewed Amendment No. 1 to your Form S-1 and your response letter.",
        "We have completed our review of your response letter and have comments.",
    ],
)
def test_a_letter_on_an_amendment_or_a_response_follows_up(opening: str) -> None:
    assert staff_kind(opening, ["Tell us why."]) == "follow_up"


@pytest.mark.parametrize(
    "opening",
    [
        "We have reviewed your filing. Submit an amended draft registration statement.",
        "We have reviewed your filing and ask for your response.",
        "We have reviewed your registration statement and may comment on your response.",
        "We have reviewed your amended annual report and have comments.",
    ],
)
def test_a_letter_that_asks_for_a_response_is_the_first(opening: str) -> None:
    assert staff_kind(opening, ["Tell us why."]) == "comment"


@pytest.mark.parametrize(
    "opening",
    [
        "We do not have any further comments on your Form 10-K at this time.",
        "We have reviewed your response letter to us. At this time, we have no other comments.",
        "We have conducted a limited review of your filing. We have no comments.",
        "We have reviewed your May 1, 2021 response and have no further comments.",
        "We currently do not have additional comments on your response.",
        "This is to advise you that our review of your registration statement is complete.",
        "Our review of your filings has been completed.",
        "Our review of Form 10-K, filed by Example Holdings, is now complete.",
        "We have concluded our assessment of your redacted exhibits for compliance with the form.",
    ],
)
def test_a_letter_that_ends_the_review_completes_it(opening: str) -> None:
    assert staff_kind(opening, []) == "completion"


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("We may make this public when our review of your filing is complete.", "other"),
        ("Our comments follow. Tell us whether your own review is complete.", "comment"),
        ("We comment below. If you have no comments of your own, say so.", "comment"),
        ("We comment below. No review of the interim statements is shown.", "comment"),
        ("We have not completed our review. Our comments will follow.", "comment"),
        ("We will notify you of any comments or that we have concluded our assessment.", "other"),
    ],
)
def test_a_letter_that_speaks_of_an_end_does_not(opening: str, kind: str) -> None:
    assert staff_kind(opening, []) == kind


@pytest.mark.parametrize(
    "opening",
    [
        "We issued comments on May 1, 2021. These comments remain outstanding and unresolved.",
        "You have not responded to our comment letter dated May 1, 2021.",
        "We have not received a response to our comments dated May 1, 2021.",
    ],
)
def test_a_letter_that_reminds_of_comments_makes_none(opening: str) -> None:
    assert staff_kind(opening, []) == "other"
    assert staff_kind(opening, ["Tell us why."]) == "comment"


def test_a_letter_with_comments_does_not_complete_the_review() -> None:
    assert staff_kind("We have no further comments but these.", ["Tell us why."]) == "comment"


@pytest.mark.parametrize(
    "opening",
    [
        "No review of the above captioned registration statement has been or will be made.",
        "There will be no review of your registration statement.",
        "We have determined not to review your registration statement.",
        "Your registration statement has not been and will not be reviewed.",
        "Please be advised that we do not intend to review your offering statement.",
        "We will not be reviewing your registration statement.",
        "The staff has elected not to conduct a review of your filing.",
    ],
)
def test_a_letter_that_declines_a_review_is_of_no_review(opening: str) -> None:
    assert staff_kind(opening, []) == "no_review"


@pytest.mark.parametrize(
    "opening",
    [
        "We will not review your filing until you include audited statements. Our comment stands.",
        "We comment as follows: your auditor did not review the interim statements.",
        "We have a comment: the statements have not been reviewed by your auditor.",
    ],
)
def test_a_review_that_is_put_off_is_none_declined(opening: str) -> None:
    assert staff_kind(opening, []) == "comment"


RECEIVED = "We received your comment letter dated March 3, 2022. "


@pytest.mark.parametrize(
    "opening",
    [
        RECEIVED + "We agree to submit our response to your comments no later than May 2, 2022.",
        RECEIVED + "We are requesting that our response date be extended to May 2, 2022.",
        RECEIVED + "We ask to extend the reply deadline to Monday, May 2, 2022.",
        RECEIVED + "We will use this extra time to answer; the response will enhance our reports.",
        RECEIVED + "A response to the comments will be provided on or before May 2, 2022.",
        RECEIVED + "The response to your letter is being prepared; we will file it by May 2.",
        "In response to your letter, we will need until May 2, 2022 to respond to your comments.",
        "In response to your letter, we intend to respond within fifteen business days.",
        "In response to your letter, we ask for an extension until May 2, 2022.",
        "We anticipate responding to your comments by May 2, 2022.",
        "In response to your letter, we ask for ten additional business days.",
        "In response to your letter, we ask for an additional ten business days.",
        "In response to your letter, we ask that the deadline for it be extended.",
        "In response to your letter, we intend to file our response on May 2, 2022.",
    ],
)
def test_a_request_for_more_time_answers_nothing(opening: str) -> None:
    assert company_kind(opening, numbered=False) == "other"


@pytest.mark.parametrize(
    "opening",
    [
        "This letter gives you the information you requested in your March 3, 2022 letter.",
        RECEIVED + "We will carefully consider these comments in our next proxy statement.",
        RECEIVED + "The Company confirms that it will continue to enhance its disclosure.",
        "We note the Staff's comment and agree to expand the table in future filings.",
        "We are writing to submit our response to your letter of March 3, 2022.",
        "You asked us to respond to your letter within ten business days. The table is correct.",
        "In response to your letter, we added ten days to the vesting period.",
        "In response to your letter, the extension of our credit facility is shown in Note 5.",
        "In response to your letter, we will provide such disclosure by segment.",
        "In response to your letter, we will file the exhibit by amendment.",
        "In response to your letter, the lease was extended to May 2, 2032.",
        "Your letter asks for the terms of the lease.\nResponse: They are in Exhibit 10.1.",
    ],
)
def test_what_a_company_tells_or_promises_the_staff_is_an_answer(opening: str) -> None:
    assert company_kind(opening, numbered=False) == "response"


@pytest.mark.parametrize(
    "opening",
    [
        "We request effectiveness on May 2, 2022. The Company will include the prospectus.",
        "The Company relies on a no-action letter and will disclose its effect.",
        RECEIVED + "We thank you for it.",
    ],
)
def test_a_letter_that_is_no_answer_is_another(opening: str) -> None:
    assert company_kind(opening, numbered=False) == "other"


def test_numbered_answers_are_a_response_though_more_time_is_asked_for() -> None:
    assert company_kind("We ask for an extension as to comment 2.", numbered=True) == "response"


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ("A | Form 10-K | Filed May 1, 2020 | Response dated July 3, 2020", "follow_up"),
        ("A | Form 10-K | Response Letter Dated July 3, 2020 | File No. 1-123", "follow_up"),
        (
            "A | Amendment No. 2 to Registration Statement on Form S-4 | Filed May 1, 2020",
            "follow_up",
        ),
        (
            "A | Form S-1 | Filed May 1, 2020 | Amendment No. 1 to Form S-1 | Filed May 9, 2020",
            "comment",
        ),
        ("A | Post-Effective Amendment No. 1 to Form S-3 | Filed May 1, 2020", "comment"),
        ("A | Post-Qualification Amendment No. 4 to Form 1-A | Filed May 1, 2020", "comment"),
        ("A | Amendment No. 1 to Form 10-K for the year ended June 30, 2019", "comment"),
        ("A | Form S-1 | Filed May 1, 2020", "comment"),
    ],
)
def test_comments_on_a_response_or_an_amendment_of_the_subject_follow_up(
    block: str, kind: str
) -> None:
    again = is_reviewed_again(block, reviewed_filings(block))
    assert staff_kind(OPENING, ["Tell us why."], again=again) == kind
    assert (
        staff_kind("We have completed our review of your filing.", [], again=again) == "completion"
    )


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("Please advise us what consideration you gave to reporting it on Form 8-K.", "comment"),
        ("Please supplementally explain the delay.", "comment"),
        ("Please advise us when you will respond.", "other"),
        ("Please supplementally provide us with an unredacted copy of the exhibit.", "other"),
    ],
)
def test_a_question_without_number_is_a_comment(asked: str, kind: str) -> None:
    assert staff_kind(f"We note the statement that you issued. {asked}", []) == kind
