"""Numbers and bullets of lists, as a browser sets them."""

import pytest

from tests.transforms.correspondence.letters import company_letter
from transforms.correspondence.rendition.lines import flow
from transforms.correspondence.rendition.markup import html_lines


def shown(markup: str) -> list[str]:
    return flow(html_lines(f"<html><body>{markup}</body></html>".encode(), "a.htm")).split("\n")


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>Why?</li><li><p>Who?</p></li></ol>", ["1. Why?", "2. Who?"]),
        (
            "<ol start='4'><li>Why?<li value=9>Who?<li>Whose?</ol>",
            ["4. Why?", "9. Who?", "10. Whose?"],
        ),
        ("<ol type='a'><li>Why?<li>Who?</ol>", ["a. Why?", "b. Who?"]),
        ("<ol type='I'><li>Why?<li>Who?</ol>", ["I. Why?", "II. Who?"]),
        ("<ol style='list-style-type: lower-roman'><li>Why?</ol>", ["i. Why?"]),
        ("<ul><li>Why?<li>Who?</ul>", ["\u2022 Why?", "\u2022 Who?"]),
        ("<ul style='list-style: none'><li>Why?</ul>", ["Why?"]),
        ("<ol><li>Why?<ul><li>how</ul><li>Who?</ol>", ["1. Why?", "\u2022 how", "2. Who?"]),
        ("<ol start='x'><li>Why?</ol>", ["1. Why?"]),
        ("<ol type='a' start='27'><li>Why?</ol>", ["27. Why?"]),
    ],
)
def test_items_have_the_marks_that_a_browser_sets(markup: str, lines: list[str]) -> None:
    assert shown(markup) == lines


def test_comments_that_a_list_numbers_are_comments() -> None:
    body = (
        "<ol><li><b>Why?</b></li></ol><p>Response: So.</p>"
        "<ol start='2'><li><b>Who?</b></li></ol><p>Response: We.</p>"
    )
    comments = company_letter(body).comments
    assert [(each.number, each.repeated, each.text) for each in comments] == [
        (1, "Why?", "So."),
        (2, "Who?", "We."),
    ]
