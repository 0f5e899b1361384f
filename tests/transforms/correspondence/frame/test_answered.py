"""The date of the letter that a letter answers, against that of filings, calls and itself."""

from datetime import date

import pytest

from transforms.correspondence.frame.answered import answered_on

OWN = date(2022, 4, 4)
MARCH = date(2022, 3, 3)


@pytest.mark.parametrize(
    "text",
    [
        "We refer to your letter dated March 3, 2022.",
        "We respond to the comments that we received on March 3, 2022.",
        "We respond to the comments in your e-mail of March 3, 2022.",
        "We respond to your letter to us of March 3, 2022.",
        "We respond to comments provided by the staff in its review on March 3, 2022.",
        "We respond to comments provided by the staff (the Staff) on March 3, 2022.",
        "We respond to the staff's March 3, 2022 comment letter.",
        "We refer to our April 4, 2022 letter and to your letter dated March 3, 2022.",
        "We respond to the staff's March 3, 2022 and May 5, 2022 comment letters.",
        "We refer to the e-mail that we received from you on March 3, 2022 with questions.",
        "We respond to the Commission staff's (the “Staff”) March 3, 2022 comment letter.",
        "We issued comments to you on the above captioned filing on March 3, 2022.",
        "The following are our responses to your letter of March 3, 2022.",
        "These are the Company's answers to the letter dated March 3, 2022.",
    ],
)
def test_the_date_of_a_letter_is_found_as_letters_name_it(text: str) -> None:
    assert answered_on(text, OWN, staff=False) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        "We have reviewed your Form 10-K filed March 3, 2022.",
        "We respond to comments given by the staff in a telephone call on March 3, 2022.",
        "We answer comments on the facsimile copy of the Form 10-K of March 3, 2022.",
        "We answer your comments; our annual report of March 3, 2022 is correct.",
        "We answer comments made on our Form 10-K filed on March 3, 2022.",
        "We respond to your telephonic comments provided on March 3, 2022.",
        "We respond to oral comments provided by the staff on March 3, 2022.",
        "This letter is of today, April 4, 2022, and dated so.",
        "Your letter has no date.",
        "",
    ],
)
def test_the_date_of_something_else_is_none_of_a_letter(text: str) -> None:
    assert answered_on(text, OWN, staff=False) is None


def test_of_two_letters_the_first_counts_though_a_word_far_above_could_be_of_the_second() -> None:
    text = "This letter answers your March 3, 2022 letter, as did our letter dated May 5, 2014."
    assert answered_on(text, OWN, staff=False) == MARCH


def test_a_day_that_is_none_gives_way_to_the_next_letter() -> None:
    text = "Your letter dated February 30, 2022 and your letter dated March 3, 2022."
    assert answered_on(text, OWN, staff=False) == MARCH


@pytest.mark.parametrize(
    "text",
    [
        "This letter supplements our letter dated May 5, 2021.",
        "This letter supplements the Company's letters to you dated May 5, 2021 and June 1, 2021.",
        "This letter adds to our response letter filed on May 5, 2021",
    ],
)
def test_a_letter_that_the_company_sent_before_is_not_the_one_it_answers(text: str) -> None:
    assert answered_on(text, OWN, staff=False) is None
    answered = f"{text} to your letter dated March 3, 2022."
    assert answered_on(answered, OWN, staff=False) == MARCH


def test_a_letter_that_the_staff_sent_before_is_one_it_follows() -> None:
    assert (
        answered_on("We refer to our comment letter dated March 3, 2022.", OWN, staff=True) == MARCH
    )
