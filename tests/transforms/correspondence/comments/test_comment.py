import pytest

from tests.transforms.correspondence.letters import HEAD, company_letter, staff_letter
from transforms.correspondence.comments.comment import Comment


def comment(text: str, heading: str = "General") -> Comment:
    return staff_letter(f"{heading}\n\n1.   {text}\n").comments[0]


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("We note page 62.", ["39", "62"]),
        ("We note pages 62 and 63.", ["39", "62", "63"]),
        ("We note pages 9, 12, and F-60.", ["39", "9", "12", "F-60"]),
        ("We note page 39 again.", ["39"]),
        ("We note page31.", ["39", "31"]),
        ("Page f-60 says so.", ["39", "F-60"]),
        ("We note pages FS-1 and FS-12.", ["39", "FS-1", "FS-12"]),
        ("We note pages 12-14.", ["39", "12", "14"]),
        ("We note the page.", ["39"]),
        ("We note page ii.", ["39", "ii"]),
        ("We note pages iv, v and 12.", ["39", "iv", "v", "12"]),
        ("We note page f-2.", ["39", "F-2"]),
        ("We note a page in the filing, a page view and a page mix.", ["39"]),
    ],
)
def test_pages_are_those_of_the_heading_and_the_text(text: str, pages: list[str]) -> None:
    assert comment(text, "Results of Operations, page 39").pages == pages


def test_pages_are_not_those_of_the_heading_above_its_own() -> None:
    found = comment("We note page 62.", "Item 7. Discussion, page 30\n\nLiquidity, page 39")
    assert found.headings == ["Item 7. Discussion, page 30", "Liquidity, page 39"]
    assert found.pages == ["39", "62"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("We note your response to comment 2. Please", 2),
        ("We note your response to prior comment 14 and", 14),
        ("We note your response to prior comment two that", 2),
        ("We note your response to comment number 5 of our letter dated May 1, 2020.", 5),
        ("Your response to prior comment no. 3 indicates", 3),
        ("We note your response to comment 5 however our comment was broader", 5),
        ("We comment on 3 items.", None),
        ("We note your response to comment three, but are unable to agree.", 3),
        ("We note your responses to comments five and six.", 5),
        ("Refer to your response to our comment number two.", 2),
        ("Please refer to comment two in your response letter dated May 3, 2017.", 2),
        ("We note your response to our prior comment twelve.", 12),
        ("We reissue prior comment twenty-one.", 21),
        ("We note your comments one would expect to see.", None),
    ],
)
def test_a_prior_comment_is_named_in_digits_or_words(text: str, number: int | None) -> None:
    assert comment(text).refers_to_comment == number


HEAD_OF_TWO = HEAD.replace(
    "               File No.",
    "               Form 8-K filed January 5, 2021\n               File No.",
)


@pytest.mark.parametrize(
    ("heading", "position"),
    [
        ("Form 10-K for the Fiscal Year Ended December 31, 2020", 1),
        ("Form 8-K filed January 5, 2021", 2),
        ("Form 10-Q for the quarter ended March 31, 2021", None),
        ("General", None),
    ],
)
def test_a_comment_is_about_the_filing_its_heading_names(
    heading: str, position: int | None
) -> None:
    letter = staff_letter(f"{heading}\n\n1.   We note this.\n", head=HEAD_OF_TWO)
    assert [each.form_type for each in letter.reviewed] == ["10-K", "8-K"]
    assert letter.comments[0].filing_position == position


def test_with_one_filing_every_comment_is_about_it() -> None:
    assert comment("We note this.").filing_position == 1


def test_amounts_citations_and_bullets_are_of_the_comment() -> None:
    read = comment("We note $5 million:\n       * under ASC 606; and\n       * Rule 12b-20.")
    assert [each.text for each in read.amounts] == ["$5 million"]
    assert [each.reference for each in read.citations] == ["606", "12b-20"]
    assert read.text == "We note $5 million:\n* under ASC 606; and\n* Rule 12b-20."


@pytest.mark.parametrize("first", ["1. Leases, page 9", "Comment 1: Leases, page 9"])
def test_a_title_beside_the_number_is_a_heading_where_the_comment_has_a_label(first: str) -> None:
    body = f"<p>Form 10-K for 2020</p><p>{first}</p><p>Comment: Why?</p><p>Response: So.</p>"
    [answer] = company_letter(body).comments
    assert list(answer.headings) == ["Form 10-K for 2020", "Leases, page 9"]
    assert (answer.repeated, answer.text) == ("Why?", "So.")


def test_what_stands_right_above_the_answer_is_the_comment_and_no_title() -> None:
    body = "<p>1. Leases, page 9</p><p>Response: Comment: So.</p><p>Response: So.</p><p>Comment: No.</p>"
    [answer] = company_letter(body).comments
    assert answer.headings == []
    assert str(answer.repeated).startswith("Leases, page 9")


SHARED = (
    "<p><b>1. Please tell us.</b></p><p>Response: So.</p><p><b>2. Please explain.</b></p>"
    "<p>Note 3</p><p><b>3. Please revise.</b></p><p>{}</p><p><b>4. Why?</b></p><p>Response: We did.</p>"
)


@pytest.mark.parametrize(
    "label", ["Response to Comments 2 and 3:", "Response to Comments Nos. 2-3:"]
)
def test_an_answer_to_several_comments_is_the_answer_of_each(label: str) -> None:
    letter = company_letter(SHARED.format(f"{label} We spent $5."))
    assert [(each.repeated, each.text) for each in letter.comments] == [
        ("Please tell us.", "So."),
        ("Please explain.", "We spent $5."),
        ("Please revise.", "We spent $5."),
        ("Why?", "We did."),
    ]
    assert letter.division.text.count("$5") == 1


@pytest.mark.parametrize("label", ["Response:", "Response to Comment 3:"])
def test_an_answer_to_one_comment_is_not_that_of_the_one_above(label: str) -> None:
    letter = company_letter(SHARED.format(f"{label} We spent $5."))
    assert ["$5" in each.text for each in letter.comments] == [False, False, True, False]
