import pytest

from tests.transforms.correspondence.letters import company_letter
from transforms.correspondence.comments import Comment
from transforms.correspondence.letter import parse_letter
from transforms.edgar.filing import Document

ASKS = "Please tell us how you test goodwill."
WHY = "We note that you sold a plant. Please tell us why."
HEADING = "Goodwill, page 31"


def read(*paragraphs: str) -> list[tuple[int, str | None, str]]:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return [(each.number, each.repeated, each.text) for each in company_letter(body).comments]


@pytest.mark.parametrize(
    ("comment", "response"),
    [
        ("Comment: {}", "Response: {}"),
        ("COMMENT: {}", "RESPONSE: {}"),
        ("Staff Comment: {}", "Company Response: {}"),
        ("Comment:</p><p>{}", "Response:</p><p>{}"),
        ("<i>{}</i>", "<b>Response:</b> {}"),
        ("{}", "Response: {}"),
        ("<b>{}</b>", "{}"),
        ("<i>{}</i>", "{}"),
    ],
)
def test_comments_without_numbers_are_counted(comment: str, response: str) -> None:
    paragraphs = comment.format(ASKS), response.format("Yearly."), comment.format(WHY)
    assert read(*paragraphs, response.format("It was old.")) == [
        (1, ASKS, "Yearly."),
        (2, WHY, "It was old."),
    ]


def test_headings_above_a_comment_without_number_are_its_headings() -> None:
    body = f"<p><b>{HEADING}</b></p><p><i>{ASKS}</i></p><p><b>Response:</b></p><p>Yearly.</p>"
    [answer] = company_letter(body).comments
    assert (answer.headings, answer.pages, answer.repeated) == ([HEADING], ["31"], ASKS)


def test_a_comment_without_number_may_have_several_paragraphs() -> None:
    one, two = read(
        f"<i>{WHY}</i>", f"<i>{ASKS}</i>", "Response: So.", f"<i>{ASKS}</i>", "Response: Thus."
    )
    assert one == (1, f"{WHY}\n{ASKS}", "So.")
    assert two == (2, ASKS, "Thus.")


def test_where_one_comment_has_a_number_none_is_counted() -> None:
    assert [number for number, *_ in read(f"7. {ASKS}", "Response: So.")] == [7]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Supplemental Response:", "We reconcile our measure to cash."),
        ("We enclose the agreement.", "Response: So."),
        ("<b>Goodwill</b>", "We test goodwill yearly."),
        ("<b>We test goodwill yearly.</b>", "Its value is high."),
        ("Comment: We comment on goodwill.", "It is high."),
    ],
)
def test_what_nobody_asked_is_no_comment(paragraphs: tuple[str, ...]) -> None:
    assert read(*paragraphs) == []


def uncommented(body: str) -> list[Comment]:
    content = f"<html><body><p>May 1, 2020</p><p>Ladies and Gentlemen:</p>{body}</body></html>"
    document = Document("a.htm", content.encode())
    return list(parse_letter(document, form_type="CORRESP").comments)


def test_a_request_in_a_letter_that_speaks_of_no_comment_is_none() -> None:
    body = "<p>We request acceleration.</p><p><b>Please tell us when it is so.</b></p><p>Bye.</p>"
    assert uncommented(body) == []
    assert len(uncommented(body.replace("request acceleration", "answer your comment"))) == 1
