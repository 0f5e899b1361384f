import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.correspondence.letters import edgar_wrapped
from transforms.correspondence.errors import LetterError
from transforms.correspondence.rendition.lines import Line, flow
from transforms.correspondence.rendition.text import decode, plain_lines, read_lines
from transforms.edgar.filing import Document

COLUMN_56 = " " * 56


def texts(text: str) -> list[str]:
    return [line.text for line in plain_lines(text)]


def test_the_tail_of_a_line_wrapped_at_80_columns_is_put_back() -> None:
    wrapped = f"{COLUMN_56}Form 10-K for the\nFiscal Year Ended December 31, 2021\n"
    assert texts(wrapped) == ["Form 10-K for the Fiscal Year Ended December 31, 2021"]


def test_a_short_line_is_not_joined_with_the_next() -> None:
    assert texts("Joo Mi Kim\nQualys, Inc\nDecember 9, 2022\n") == [
        "Joo Mi Kim",
        "Qualys, Inc",
        "December 9, 2022",
    ]


def test_an_indented_line_is_no_tail() -> None:
    assert len(texts(f"{'word ' * 15}word\n   another line\n")) == 2


def test_the_number_of_the_next_comment_is_no_tail() -> None:
    sentence = "impacted by any limitation of the current interchange fee exception we note."
    assert len(sentence) > 75
    assert texts(f"{sentence}\n15.   We note that\n")[1] == "15.   We note that"


def test_a_page_number_that_ends_a_wrapped_sentence_is_its_tail() -> None:
    sentence = "   by investment type on page 62 to the fair value hierarchy table on the page"
    assert texts(f"{sentence}\n63. In this regard,\n")[0].endswith("page 63. In this regard,")


@given(
    st.lists(
        st.lists(
            st.sampled_from("alpha be cat-nap $1,000 (d) 12".split()), min_size=1, max_size=22
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_word_is_lost_or_doubled_by_unwrapping(lines: list[list[str]]) -> None:
    original = "\n".join(f"     {' '.join(words)}" for words in lines)
    unwrapped = plain_lines(edgar_wrapped(original))
    assert [word for line in unwrapped for word in line.text.split()] == original.split()


def test_blank_lines_part_paragraphs_and_hyphens_at_the_end_of_a_line_join() -> None:
    lines = plain_lines("   at (202) 551-\n   3499 with\n   any questions.\n\n   Sincerely,\n")
    assert flow(lines) == "at (202) 551-3499 with any questions.\nSincerely,"


def test_text_that_is_not_utf8_is_windows_1252() -> None:
    assert decode("company’s".encode("cp1252")) == "company’s"
    assert decode("company’s".encode()) == "company’s"


def test_an_empty_document_has_no_text() -> None:
    with pytest.raises(LetterError) as caught:
        read_lines(Document("filename2.txt", b" \n \n"))
    assert caught.value.error == "no-text"


WIDE = ["utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", WIDE)
def test_a_letter_in_a_wide_encoding_is_read(encoding):
    document = Document("a.txt", "\n  Dear “Ms.” Müller:\n\n1.  Why?\n".encode(encoding))
    assert [line.text for line in read_lines(document)] == ["Dear “Ms.” Müller:", "1.  Why?"]


@pytest.mark.parametrize("encoding", [*WIDE, "iso-8859-15", "mac-roman", "cp1252", "utf-8"])
@pytest.mark.parametrize("declaration", ['<meta charset="{}">', "<?xml encoding='{}'?>"])
def test_a_page_is_read_in_the_encoding_that_it_declares(encoding, declaration):
    if encoding not in (*WIDE, "utf-8", "cp1252") and declaration[1] == "?":
        pytest.skip("browsers go by the meta element alone")
    page = f"<html>{declaration.format(encoding)}<body><p>Dear Müller:</p></body></html>"
    document = Document("a.htm", page.encode(encoding))
    assert [line.text for line in read_lines(document)] == ["Dear Müller:"]


@pytest.mark.parametrize("declared", ["no-such-thing", "base64", "idna", "undefined", "utf-8"])
def test_a_page_of_an_encoding_that_nobody_knows_is_windows_1252(declared):
    page = f'<html><meta charset="{declared}"><body><p>Dear Müller:</p></body></html>'
    document = Document("a.htm", page.encode("cp1252"))
    assert [line.text for line in read_lines(document)] == ["Dear Müller:"]


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        ("the pre-", "and post-merger charts", "the pre- and post-merger charts"),
        ("a two-", "or three-year period", "a two- or three-year period"),
        ("a cut-", "and-paste error", "a cut-and-paste error"),
        ("call (202) 551-", "3499 to ask", "call (202) 551-3499 to ask"),
        ("in the U.S.-", "listed shares", "in the U.S.-listed shares"),
    ],
)
def test_a_hyphen_that_another_word_shares_stands_apart(above: str, below: str, text: str) -> None:
    assert flow([Line(above), Line(below)]) == text


@pytest.mark.parametrize(
    "rule", ["-----------------", "=================", "________________", "- ---------------"]
)
def test_a_heading_may_be_underlined(rule: str) -> None:
    heading, below = plain_lines(f"  Goodwill, page 31\n  {rule}\n\n  1. We note that.\n")
    assert (heading.text, heading.emphasis, below.emphasis) == ("Goodwill, page 31", True, False)
    assert below.gap == 1


@pytest.mark.parametrize(
    "text",
    ["Cash           3.1\n             -----\n", "Cash\n\n----\n", "----\nCash\n", "Cash\n--\n"],
)
def test_a_rule_of_a_table_or_of_a_page_underlines_nothing(text: str) -> None:
    lines = plain_lines(text)
    assert [line.emphasis for line in lines] == [False, False]


@pytest.mark.parametrize(
    ("above", "below", "mark"),
    [
        ("tell us the following:", "a. How you test.", "\n"),
        ("how you test; and", "(b) When you test.", "\n"),
        ("how you test.", "ii. When you test.", "\n"),
        ("as required by Rule", "(b) Of the Act", " "),
        ("how you test.", "a measure. We note", " "),
        ("by the firm of Mr.", "J. Example. We note", " "),
    ],
)
def test_items_with_letters_stand_in_lines_of_their_own(above: str, below: str, mark: str) -> None:
    assert flow([Line(above), Line(below)]) == f"{above}{mark}{below}"


@pytest.mark.parametrize("form", ["{}", "<html><body><pre>{}</pre></body></html>"])
def test_no_more_blanks_are_kept_between_words_than_between_columns(form: str) -> None:
    text = f"Page{' ' * 1000}2, of{' ' * 40}three"
    (line,) = read_lines(Document("a", form.format(text).encode()))
    assert max(map(len, re.findall(r"\s+", line.text))) <= 40
    assert line.text.split() == text.split()


ASCII_TABLE = """\
March 3, 2008

<R>Dear Ms. Public:</R>

<TABLE>
<CAPTION>
              2006     2005
<S>           <C>      <C>
Rate <F1>     5.0%     4.0%
<FN>
<F1> Before tax.
</FN>
</TABLE>
<PAGE>
We will.
"""


def test_tags_of_tables_in_plain_text_are_no_html_and_no_words() -> None:
    lines = read_lines(Document("filename1.txt", ASCII_TABLE.encode()))
    assert [" ".join(line.text.split()) for line in lines] == [
        *("March 3, 2008", "Dear Ms. Public:", "2006 2005", "Rate 5.0% 4.0%", "Before tax."),
        "We will.",
    ]


def test_a_table_of_html_needs_no_other_element() -> None:
    content = b"<table border=0><tr><td>Dear Ms. Public:</td></tr></table>"
    [line] = read_lines(Document("filename1.htm", content))
    assert line.text == "Dear Ms. Public:"


def test_ligatures_are_letters() -> None:
    [line] = read_lines(Document("a.txt", "The o\ufb03ce \ufb01led \ufb02at e\ufb00ects".encode()))
    assert line.text == "The office filed flat effects"
