import pytest

from transforms.correspondence.errors import LetterError
from transforms.correspondence.rendition.lines import flow
from transforms.correspondence.rendition.markup import html_lines


def texts(html: str) -> list[str]:
    return [line.text for line in html_lines(html.encode(), "a.htm")]


def test_each_block_is_a_line() -> None:
    assert texts("<html><body><p>One</p><div>Two<p>Three</p>Four</div>Five</body></html>") == [
        "One",
        "Two",
        "Three",
        "Four",
        "Five",
    ]


def test_a_number_and_its_comment_in_the_next_cell_are_one_line() -> None:
    row = "<table><tr><td><p>1.</p></td><td><p>We note your</p></td></tr><tr><td>2.</td><td>x</td></tr></table>"
    assert texts(f"<html>{row}</html>") == ["1. We note your", "2. x"]


def test_figures_stay_in_the_row_of_their_label() -> None:
    row = "<table><tr><td>Investment securities, net of allowance</td><td>$</td><td>2.3</td></tr></table>"
    assert texts(f"<html>{row}</html>") == ["Investment securities, net of allowance $ 2.3"]


def test_a_line_counts_the_cells_that_it_was_set_from() -> None:
    row = "<tr><td>South</td><td></td><td>9</td><td>8</td></tr><tr><td>North</td></tr>"
    lines = html_lines(f"<html><p>East</p><table>{row}</table></html>".encode(), "a.htm")
    assert [(line.text, line.cells) for line in lines] == [
        ("East", 0),
        ("South 9 8", 3),
        ("North", 1),
    ]


def test_long_cells_side_by_side_are_lines_of_their_own() -> None:
    row = (
        "<table><tr><td>1025 West NASA Boulevard, Melbourne</td><td>July 27, 2016</td></tr></table>"
    )
    assert texts(f"<html>{row}</html>") == ["1025 West NASA Boulevard, Melbourne", "July 27, 2016"]


def test_a_line_break_is_no_gap_and_two_are_one() -> None:
    lines = html_lines(b"<html><p>a<br>b<br><br>c</p></html>", "a.htm")
    assert [(line.text, line.gap) for line in lines] == [("a", 1), ("b", 0), ("c", 1)]


@pytest.mark.parametrize(
    "bold",
    [
        "<b>1. We note</b>",
        '<font style="font-weight:bold">1. We note</font>',
        '<span style="font-weight: 700">1. We note</span>',
        "<i>1. We note</i>",
        '<p style="font: italic 10pt Times">1. We note</p>',
        "1. <strong>We note</strong>",
        "<u>1. We note</u>",
        '<span style="text-decoration:underline">1. We note</span>',
    ],
)
def test_bold_italic_and_underlined_lines_are_emphatic(bold: str) -> None:
    assert html_lines(f"<html><p>{bold}</p></html>".encode(), "a.htm")[0].emphasis


def test_a_line_with_one_bold_word_is_not_emphatic() -> None:
    line = html_lines(b"<html><p><b>Response:</b> We respectfully advise you</p></html>", "a")[0]
    assert not line.emphasis


def test_what_a_browser_does_not_show_is_left_out() -> None:
    hidden = "<style>p {}</style><script>x</script><p style='display:none'>y</p><!-- z --><p>w</p>"
    assert texts(f"<html><head><title>t</title></head><body>{hidden}</body></html>") == ["w"]


def test_the_wrapper_of_a_document_wrapped_twice_is_no_text() -> None:
    assert texts("<DOCUMENT>\n<TYPE>CORRESP\n<FILENAME>f.htm\n<TEXT>\n<html><p>a</p></html>") == [
        "a"
    ]


def test_windows_1252_bytes_are_read_whatever_is_declared() -> None:
    head = '<html><head><meta charset="utf-8"></head>'
    lines = html_lines(f"{head}<p>company’s</p></html>".encode("cp1252"), "a.htm")
    assert lines[0].text == "company’s"


def test_deep_nesting_is_read() -> None:
    assert texts("<html>" + "<div>" * 1500 + "deep") == ["deep"]


def test_nesting_deeper_than_the_parser_goes_is_an_error_of_the_letter() -> None:
    with pytest.raises(LetterError, match="depth") as caught:
        texts("<html><p>a</p>" + "<div>" * 5000 + "lost")
    assert caught.value.error == "damaged"


def test_nothing_to_parse_is_an_error_of_the_letter() -> None:
    with pytest.raises(LetterError) as caught:
        html_lines(b"", "a.htm")
    assert caught.value.error == "damaged"


def test_the_text_beneath_the_image_of_a_page_is_parted_at_runs_of_spaces() -> None:
    text = "May 1, 2020    Securities and Exchange Commission  100 F Street    Dear Sir:"
    page = f'<div><img src="a.jpg"><font style="font-size:1pt;color:white">   {text}</font></div>'
    lines = html_lines(f"<html>{page}</html>".encode(), "a.htm")
    assert [(line.text, line.gap) for line in lines] == [
        ("May 1, 2020", 1),
        ("Securities and Exchange Commission", 1),
        ("100 F Street", 0),
        ("Dear Sir:", 1),
    ]


LONG = "This sentence of an answer is long enough to reach the end of a page and is disclosed"


@pytest.mark.parametrize(
    ("below", "text"),
    [
        ("<p>for the year.</p>", f"{LONG} for the year."),
        ("<p>For the year.</p>", f"{LONG}\nFor the year."),
        ("<p>b. for the year</p>", f"{LONG}\nb. for the year"),
        ("<p>ii) for the year</p>", f"{LONG}\nii) for the year"),
        ("<p>• for the year</p>", f"{LONG}\n• for the year"),
        ("<p><b>for the year</b></p>", f"{LONG}\nfor the year"),
        ("<p>cc: Rex Counsel</p>", f"{LONG}\ncc: Rex Counsel"),
    ],
)
def test_a_paragraph_goes_on_where_the_end_of_a_page_breaks_it(below: str, text: str) -> None:
    lines = html_lines(f"<html><body><p>{LONG}</p>{below}</body></html>".encode(), "a.htm")
    assert flow(lines) == text


@pytest.mark.parametrize(
    ("last", "below", "text"),
    [
        ("GAAP", "forecast is based on rates.", f"{LONG} GAAP forecast is based on rates."),
        ("in the", f"Exchange Offer. {LONG}.", f"{LONG} in the Exchange Offer. {LONG}."),
        ("in the", "12", f"{LONG} in the\n12"),
        ("in the", "Confidential", f"{LONG} in the\nConfidential"),
        ("today", f"Exchange Offer. {LONG}.", f"{LONG} today\nExchange Offer. {LONG}."),
    ],
)
def test_a_paragraph_goes_on_after_a_capital_or_with_one(last: str, below: str, text: str) -> None:
    body = f"<html><body><p>{LONG} {last}</p><p>{below}</p></body></html>"
    assert flow(html_lines(body.encode(), "a.htm")) == text


def test_a_break_in_an_empty_cell_does_not_end_the_row() -> None:
    cells = ("Revenue", "$", "12", "<br>", "<font><br/></font>", "$ 13", "<br>14")
    row = "".join(f"<td><div>{cell}</div></td>" for cell in cells)
    content = f"<html><body><table><tr>{row}</tr></table><p>A<br>B</p></body></html>"
    lines = html_lines(content.encode(), "a.htm")
    assert [line.text for line in lines] == ["Revenue $ 12 $ 13 14", "A", "B"]


def test_preformatted_text_keeps_its_lines() -> None:
    pre = "<pre>\nWe note\nthis.\n\n<b>Please\nexplain.</b> Or\nnot.\n</pre><p>One\ntwo</p>"
    lines = html_lines(f"<html>{pre}</html>".encode(), "a.htm")
    assert [(line.text, line.gap) for line in lines] == [
        *(("We note", 1), ("this.", 0), ("Please", 1), ("explain. Or", 0), ("not.", 0)),
        ("One two", 1),
    ]


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (("1. Why?", "We do."), ["1. Why?", "We do."]),
        (("Please explain.", "We do."), ["Please explain.", "We do."]),
        (("Response", "We do."), ["Response", "We do."]),
        (("Response:", "We do."), ["Response: We do."]),
        (("Note 2.", "Segments"), ["Note 2. Segments"]),
        (("million ozs.", "billion lbs."), ["million ozs. billion lbs."]),
    ],
)
def test_a_sentence_or_the_word_response_is_no_label_of_the_next_cell(
    cells: tuple[str, str], lines: list[str]
) -> None:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    assert texts(f"<table><tr>{row}</tr></table>") == lines
