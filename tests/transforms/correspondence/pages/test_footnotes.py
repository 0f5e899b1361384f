import pytest

from transforms.correspondence.pages.footnotes import below_marks
from transforms.correspondence.rendition.lines import Line

MARKED = "On behalf of the company and its affiliates1 we set forth the answers to your comments."
NOTE = "1 This term excludes companies in which we hold a minority interest."
OTHER = "2 The measure is described in the annual report of the company."
PROSE = "Please tell us how you test goodwill for impairment, and when you do so."


def moved(*lines: Line | str) -> list[str]:
    given = [each if isinstance(each, Line) else Line(each, gap=1) for each in lines]
    return [each.text for each in below_marks(given, 0)]


def test_a_footnote_stands_below_the_paragraph_with_its_mark() -> None:
    assert moved("Dear", MARKED, PROSE, NOTE, PROSE) == ["Dear", MARKED, NOTE, PROSE, PROSE]


def test_footnotes_of_one_paragraph_keep_their_order() -> None:
    marked = MARKED.replace("answers", "answers2")
    assert moved("Dear", marked, PROSE, NOTE, OTHER) == ["Dear", marked, NOTE, OTHER, PROSE]


def test_a_footnote_right_below_its_mark_stays() -> None:
    assert moved("Dear", MARKED, NOTE, PROSE) == ["Dear", MARKED, NOTE, PROSE]


def test_the_paragraph_that_a_footnote_parts_goes_on() -> None:
    parts = Line("We test goodwill in the fourth quarter of", gap=1), Line("each year.", gap=1)
    lines = below_marks(
        [Line("Dear"), Line(MARKED, gap=1), parts[0], Line(NOTE, gap=1), parts[1]], 0
    )
    assert [(each.text, each.gap) for each in lines[-2:]] == [
        (parts[0].text, 1),
        (parts[1].text, 0),
    ]


@pytest.mark.parametrize(
    "marked",
    [
        Line("Affiliates1", gap=1),  # a table's
        Line(MARKED, gap=1, cells=3),
        Line(MARKED.replace("affiliates1", "affiliates"), gap=1),
        Line(MARKED.replace("affiliates1", "affiliates 1"), gap=1),
        Line(MARKED.replace("affiliates1", "Q1"), gap=1),
    ],
)
def test_a_note_without_mark_in_text_stays(marked: Line) -> None:
    assert moved("Dear", marked, PROSE, NOTE)[-1] == NOTE


@pytest.mark.parametrize("line", ["1 Total", "1. This is the first of the comments of the staff."])
def test_what_is_no_footnote_stays(line: str) -> None:
    assert moved("Dear", MARKED, PROSE, line)[-1] == line
