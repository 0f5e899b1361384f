"""A letter says the same however its lines are broken and wherever its pages are."""

import textwrap
from dataclasses import dataclass, replace
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.correspondence.letters import edgar_wrapped, text_letter
from transforms.correspondence.letter import Letter, parse_letter
from transforms.edgar.filing import Document


@dataclass(frozen=True)
class Block:
    """Words that stand together: a paragraph, or a line of an address or signature."""

    text: str
    gap: int = 1
    indent: int = 0


def lines_of(*texts: str, indent: int = 0) -> list[Block]:
    return [Block(text, int(not i), indent) for i, text in enumerate(texts)]


ANNUAL = [
    Block("March 3, 2022", indent=30),
    *lines_of(
        "Jane Q. Public",
        "Executive Vice President and Chief Financial Officer",
        "Example Holdings International, Inc.",
        "1 Main Street, Suite 400",
        "Springfield, IL 62701",
    ),
    *lines_of(
        "Re: Example Holdings International, Inc.",
        "Form 10-K for the Fiscal Year Ended December 31, 2020",
        "Filed February 22, 2021",
        "Form 8-K Filed November 1, 2021",
        "File No. 001-12345",
        indent=6,
    ),
    Block("Dear Ms. Public:"),
    Block("We have reviewed your filing and have the following comments. In some of our comments, "
          "we may ask you to provide us with information.", indent=6),
    Block("Please respond to these comments within ten business days by providing the requested "
          "information or advise us as soon as possible when you will respond.", indent=6),
    Block("Form 10-K for the Fiscal Year Ended December 31, 2020"),
    Block("Results of Operations, page 39"),
    Block("1. We note from your disclosure on page 40 that revenue rose by $55,574 and that it does "
          "not agree to the total on page F-60. Please tell us why, and refer to Item 303(b) of "
          "Regulation S-K and ASC 280-10-50-41."),
    Block("2. Please revise your disclosure of segments on pages 62 and 63 in future filings to "
          "comply with Rule 5-03 of Regulation S-X."),
    Block("Note 2. Summary of Significant Accounting Policies, page 70"),
    Block("3. Tell us how you considered the guidance in SAB Topic 1.M when you concluded that the "
          "errors were not material:"),
    Block("\u2022 the nature of each error; and"),
    Block("\u2022 its effect on each period."),
    Block("Exhibits"),
    Block("4. Please file the consent of your auditor with your next amendment."),
    Block("We remind you that the company and its management are responsible for the accuracy and "
          "adequacy of their disclosures, notwithstanding any review, comments, action or absence "
          "of action by the staff.", indent=6),
    Block("You may contact Ann Example, Staff Accountant, at (202) 551-0001 or John Sample at "
          "(202) 551-0002 with any questions.", indent=6),
    Block("Sincerely,", indent=30),
    *lines_of("Division of Corporation Finance", "Office of Real Estate & Construction", indent=30),
    *lines_of("cc: Rex Counsel"),
]  # fmt: skip
DRAFT = [
    Block("May 4, 2021"),
    *lines_of(
        "John Founder",
        "Chief Executive Officer",
        "Sprout Robotics Corporation",
        "77 Long Avenue of the Americas",
        "New York, NY 10036",
    ),
    *lines_of(
        "Re: Sprout Robotics Corporation",
        "Draft Registration Statement on Form S-1",
        "Submitted April 7, 2021",
        "CIK No. 0001754301",
        indent=6,
    ),
    Block("Dear Mr. Founder:"),
    Block("We have reviewed your draft registration statement and have the following comments."),
    Block("Draft Registration Statement on Form S-1, Submitted April 7, 2021"),
    Block("Cover Page"),
    Block("1. Please disclose on the cover page that you will be a controlled company."),
    Block("Our relationship with our controlling stockholder, page 12"),
    Block("2. Please expand this risk factor and say what the agreement of May 1, 2020 provides."),
    Block("General"),
    Block("3. Please supplementally provide us with copies of all written communications, as "
          "defined in Rule 405 under the Securities Act, that you, or anyone authorized to do so "
          "on your behalf, present to potential investors, whether or not they retain copies."),
    Block("Please contact Ann Example at 202-551-0001 if you have questions regarding comments on "
          "the financial statements and related matters. Please contact John Sample at "
          "202-551-0002 with any other questions."),
    Block("Sincerely,", indent=30),
    *lines_of(
        "Division of Corporation Finance",
        "Office of Industrial Applications and Services",
        indent=30,
    ),
    *lines_of("cc: Rex Counsel, Esq."),
]  # fmt: skip
SIGNED = [
    Block("October 25, 2017"),
    *lines_of(
        "Mr. Frederick J. Holder",
        "Senior Vice President - Chief Financial Officer",
        "Fidelity Storage Trust",
        "60 Wall Street",
        "Columbus, Georgia 31999",
    ),
    *lines_of(
        "Re: Fidelity Storage Trust",
        "Form 10-K for Fiscal Year Ended",
        "December 31, 2016",
        "Filed February 28, 2017",
        "File No. 1-11778",
    ),
    Block("Dear Mr. Holder:"),
    Block("We have limited our review of your filing to the financial statements and related "
          "disclosures and have the following comment."),
    Block("Notes to Consolidated Financial Statements"),
    Block("Note 13. Segment Information, page 78"),
    Block("1. Tell us how you identified your reportable segments under ASC 280-10-50-1."),
    Block("You may contact Howard Example, Staff Accountant, at (202) 551-3439 or me at "
          "(202) 551-3295 with any questions."),
    Block("Sincerely,", indent=30),
    Block("/s/ Jennifer Sample", indent=30),
    *lines_of(
        "Jennifer Sample",
        "Assistant Chief Accountant",
        "Office of Real Estate & Commodities",
        indent=30,
    ),
]  # fmt: skip
SHORTEST_PAGE = 6
LETTERS = {"annual": ANNUAL, "draft": DRAFT, "signed": SIGNED}


def wrapped(blocks: list[Block], width: int, *, hanging: bool) -> list[str]:
    """The lines of a letter, none wider than `width`; tails go on at column 0, or below."""
    lines: list[str] = []
    for block in blocks:
        lines += [""] * block.gap
        indent = " " * min(block.indent, width // 3)
        lines += textwrap.wrap(
            block.text,
            width,
            initial_indent=indent,
            subsequent_indent=indent if hanging else "",
            break_on_hyphens=False,
        )
    return lines


def page_header(blocks: list[Block], page: int, width: int, *, fields: bool) -> list[str]:
    """What stands at the top of a page: addressee, company, date and number."""
    day, addressee, company = (blocks[i].text for i in (0, 1, 3))
    clean = [addressee, company, day, f"Page {page}"]
    glued = [f"FirstName LastName{addressee}", f"Comapany Name{company}", f"{day} Page {page}"]
    texts = [*glued, "FirstName LastName"] if fields else clean
    return ["", *(line for text in texts for line in textwrap.wrap(text, width)), ""]


def spaced(cuts: list[int]) -> list[int]:
    """Where pages end, none with fewer than a few lines."""
    kept: list[int] = []
    for cut in sorted(cuts):
        if not kept or cut - kept[-1] >= SHORTEST_PAGE:
            kept.append(cut)
    return kept


def read(lines: list[str]) -> Letter:
    return text_letter("\n".join(lines))


def fields(letter: Letter) -> dict[str, object]:
    frame, signature = letter.frame, letter.signature
    return {
        "date": frame.letter_date,
        "addressee": frame.addressee,
        "title": frame.addressee_title,
        "company": frame.company_name,
        "salutation": frame.salutation,
        "reviewed": [replace(each, text="") for each in letter.reviewed],
        "numbers": [each.number for each in letter.comments],
        "texts": [each.text.split() for each in letter.comments],
        "headings": [[" ".join(h.split()) for h in each.headings] for each in letter.comments],
        "pages": [each.pages for each in letter.comments],
        "cited": [
            (each.authority, each.reference)
            for comment in letter.comments
            for each in comment.citations
        ],
        "due": letter.response_due_days,
        "staff": signature.staff,
        "signatory": signature.signatory,
        "office": signature.office,
        "cc": signature.cc,
        "kind": letter.kind,
    }


@pytest.mark.parametrize("name", LETTERS)
@given(
    width=st.integers(40, 120),
    hanging=st.booleans(),
    merge_fields=st.booleans(),
    places=st.lists(st.floats(0, 1), max_size=3),
)
def test_fields_do_not_depend_on_width_and_pages(
    name: str, width: int, hanging: bool, merge_fields: bool, places: list[float]
) -> None:
    blocks = LETTERS[name]
    lines = wrapped(blocks, width, hanging=hanging)
    first = next(i for i, line in enumerate(lines) if line.startswith("Dear")) + 1
    cuts = spaced([first + round(place * (len(lines) - first - 1)) for place in places])
    for page, cut in reversed(list(enumerate(cuts, 2))):
        lines[cut:cut] = page_header(blocks, page, width, fields=merge_fields)
    assert fields(read(lines)) == fields(read(wrapped(blocks, 200, hanging=True)))


@pytest.mark.parametrize("name", LETTERS)
def test_the_html_rendition_says_the_same(name: str) -> None:
    blocks = LETTERS[name]
    markup = "".join(
        f"<p>{escape(block.text)}</p>" if block.gap else f"<div>{escape(block.text)}</div>"
        for block in blocks
    )
    document = Document("filename1.htm", f"<html><body>{markup}</body></html>".encode())
    letter = parse_letter(document, form_type="UPLOAD")
    assert fields(letter) == fields(read(wrapped(blocks, 200, hanging=True)))


@pytest.mark.parametrize("column", [44, 52, 60, 68])
@pytest.mark.parametrize("shift", range(-3, 4))
@pytest.mark.parametrize("name", ["annual", "draft"])
def test_a_signature_beside_the_fields_of_a_page_header_is_read(
    name: str, shift: int, column: int
) -> None:
    blocks = LETTERS[name]
    at = next(i for i, block in enumerate(blocks) if block.text == "Sincerely,")
    right = [block.text for block in blocks[at : at + 3]]
    left = [line for line in page_header(blocks, 3, 200, fields=True) if line]
    height = max(len(left) + max(shift, 0), len(right) + max(-shift, 0))
    left, right = (
        [*[""] * above, *texts, *[""] * (height - above - len(texts))]
        for above, texts in ((max(shift, 0), left), (max(-shift, 0), right))
    )
    beside = [
        f"{one.ljust(column if two else 0)}{'   ' if one and two else ''}{two}".rstrip()
        for one, two in zip(left, right, strict=True)
    ]
    lines = wrapped(blocks[:at], 79, hanging=False)
    rest = wrapped(blocks[at + 3 :], 79, hanging=False)
    page = edgar_wrapped("\n".join([*lines, "", *beside, *rest])).splitlines()
    assert fields(read(page)) == fields(read(wrapped(blocks, 200, hanging=True)))
