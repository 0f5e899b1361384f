"""Titles beside the printed number of a comment."""

import pytest

from tests.transforms.correspondence.letters import company_letter
from transforms.correspondence.comments.comment import Comment

ASKS = "We note one reporting unit. Please tell us why."


def first(*paragraphs: str) -> Comment:
    """The first answer of a letter with these paragraphs."""
    return company_letter("".join(f"<p>{each}</p>" for each in paragraphs)).comments[0]


@pytest.mark.parametrize(
    "title", ["Goodwill, page 31", "Goodwill and Other Intangible Assets", "Note 3 - Goodwill"]
)
@pytest.mark.parametrize("label", ["RESPONSE", "Response: "])
def test_a_title_beside_a_number_is_no_part_of_the_comment(title: str, label: str) -> None:
    answer = first(f"1. {title}", ASKS, label, "It is one component.")
    assert (list(answer.headings), answer.repeated) == ([title], ASKS)
    assert answer.text == "It is one component."


def test_a_title_may_stand_above_a_comment_with_a_label() -> None:
    answer = first("1. Goodwill", f"Comment: {ASKS}", "Response: So.")
    assert (list(answer.headings), answer.repeated) == (["Goodwill"], ASKS)


@pytest.mark.parametrize(
    "start",
    [
        "We note the following items on page 31",
        "We note",
        "See page 31",
        "Refer to Note 3, page 31",
        "Please Explain the Amounts",
        "Tell us the amounts in the table on page 31",
    ],
)
def test_the_first_words_of_a_comment_are_no_title(start: str) -> None:
    answer = first(f"1. {start}", ASKS, "Response: So.")
    assert (list(answer.headings), answer.repeated) == ([], f"{start}\n{ASKS}")
