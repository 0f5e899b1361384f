"""Text with the header of the next page set over it."""

from collections import Counter

from tests.transforms.correspondence.letters import staff_letter

BODY = """\
1.     We note your disclosure of segment results.

General

2.     Please supplementally provide us with copies of all communications, as defined in
FirstName LastNameJane Q. Public
       Rule 405 under the Securities Act, that you, or anyone authorized to do
Comapany    NameExample
       present                Holdings, Inc.
                                 to potential investors in reliance on Section 5(d),
whether or
March not
       3, they
         2022retain
               Page 1copies of the communications.
FirstName LastName
Jane Q. Public
FirstName  LastNameJane Q. Public
Example Holdings, Inc.
Comapany
March 3, NameExample Holdings, Inc.
        2022
March 3, 2022 Page 2
Page 2
FirstName LastName
"""


def test_the_last_comment_is_whole_beneath_a_page_header() -> None:
    letter = staff_letter(BODY)
    assert [each.number for each in letter.comments] == [1, 2]
    assert letter.comments[1].text.split() == (
        "Please supplementally provide us with copies of all communications, as defined in "
        "Rule 405 under the Securities Act, that you, or anyone authorized to do "
        "present to potential investors in reliance on Section 5(d), whether or not they retain "
        "copies of the communications."
    ).split()  # fmt: skip
    assert letter.comments[1].pages == []
    assert [each.name for each in letter.signature.staff] == ["Ann Example", "John Sample"]


def test_no_character_is_lost_when_a_header_is_parted() -> None:
    division = staff_letter(BODY).division
    parts = [f"{each.label}{each.text}" for each in division.segments]
    parts += [line.text for line in division.furniture]
    content = staff_letter("").division
    frame = [f"{each.label}{each.text}" for each in content.segments]
    frame += [line.text for line in content.furniture]
    read = Counter("".join("".join(parts).split())) - Counter("".join("".join(frame).split()))
    assert read == Counter("".join(BODY.split()))


def test_a_middle_initial_above_the_line_belongs_to_the_header() -> None:
    body = BODY.replace(
        "FirstName LastNameJane Q. Public\n       Rule 405 under the Securities Act, that you,",
        "       Rule 405 under Q.\nFirstName LastNameJane     the Securities\n"
        "                               Public Act, that you,",
        1,
    )
    text = staff_letter(body).comments[1].text
    assert "Rule 405 under the Securities Act, that you, or anyone" in text


def test_a_header_that_stands_in_a_line_of_its_own_is_left_as_it_is() -> None:
    body = "1. First part\nFirstName LastNameJane Q. Public\nof Jane Q. Public's comment.\n"
    assert staff_letter(body).comments[0].text == "First part of Jane Q. Public's comment."


def test_dates_in_the_text_stay_where_no_header_is_near() -> None:
    body = "1. Your letter of\nMarch and\n   3, they\n     2022 Page\n        1 differ.\n"
    assert "March" in staff_letter(body).comments[0].text


def below_company(*lines: str) -> str:
    """The text of a comment whose last lines have the company and the date set over them."""
    body = ["1.     We note that you", "FirstName LastNameJane Q. Public", "       expect to"]
    return staff_letter("\n".join([*body, *lines, "FirstName LastName\n"])).comments[0].text


def test_a_piece_of_text_stands_in_its_own_column() -> None:
    text = below_company(
        "Comapany    NameExample",
        "       show a                Holdings,",
        "                full                  Inc. of all sums. Please revise to",
        "                     and reconciled table",
        "March explain",
        "       3, 2022how you",
        "                 Pagecompute",
        "                          2        them.",
    )
    assert text == (
        "We note that you expect to show a full and reconciled table of all sums. "
        "Please revise to explain how you compute them."
    )


def test_lines_that_are_over_one_another_stay_in_their_order() -> None:
    text = below_company(
        "Comapany",
        "       NameExample        sell more. Please tell us who your holders are",
        "         Holdings, Inc. and",
        "                        where they live and since when.",
    )
    assert text == (
        "We note that you expect to sell more. Please tell us who your holders are "
        "and where they live and since when."
    )


def test_a_word_of_a_header_inside_another_parts_it() -> None:
    text = below_company(
        "Comapany NameExample Holdings, Inc.",
        "       do so.",
        "March 3,Refer",
        "         2022toPage",
        "                 Item210(e)(1) of Regulation S-K.",
    )
    assert text.endswith("Refer to Item 10(e)(1) of Regulation S-K.")


def test_names_set_over_one_another_are_a_page_header() -> None:
    header = "Jane Q. Public\nFirstName LastNameJaneIncPublic\nExample Holdings, Inc.\nMarch 3, 2022\nPage 2\n"
    letter = staff_letter(f"1.  Explain.\n\n{header}FirstName LastName\n\n2.  Revise.\n")
    assert [(each.text, each.headings) for each in letter.comments] == [
        ("Explain.", []),
        ("Revise.", []),
    ]


def test_a_heading_of_words_that_are_no_names_is_no_page_header() -> None:
    body = "1.  Explain.\n\nMarch 3, 2022\nPage 2\nJanePublic Fund\n\n2.  Revise.\n"
    assert staff_letter(body).comments[1].headings == ["JanePublic Fund"]
