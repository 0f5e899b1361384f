import pytest

from tests.transforms.correspondence.letters import CLOSING, html_letter, staff_letter
from transforms.correspondence.frame.staff import (
    Signature,
    StaffMember,
    read_signature,
    response_due_days,
)
from transforms.correspondence.rendition.lines import Line


def signature(*lines: str) -> Signature:
    return read_signature([Line(text, gap=1) for text in lines])


def contacts(sentence: str) -> list[tuple[str, str | None, str | None]]:
    staff = signature(sentence, "Sincerely,", "Division of Corporation Finance").staff
    return [(each.name, each.title, each.phone) for each in staff]


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "You may contact Ann Example, Staff Accountant, at (202) 551-0001 or John Sample, Branch "
            "Chief at 202-551-0002 with any questions."
        ),
        (
            "Please contact Ann Example (Staff Accountant) at (202) 551-0001 if you have questions "
            "regarding comments on the financial statements. Please contact John Sample, Branch "
            "Chief, at (202) 551-0002 with any other questions."
        ),
        (
            "If you have questions, you may contact Ms. Ann Example, Staff Accountant, at (202) "
            "551-0001 or, in her absence, John Sample, Branch Chief, at (202)551-0002."
        ),
        "Contact Ann Example, Staff Accountant, at 202/551-0001 or John Sample, Branch Chief, at 202/551-0002.",
    ],
)
def test_staff_have_names_titles_and_numbers(sentence: str) -> None:
    assert contacts(sentence) == [
        ("Ann Example", "Staff Accountant", "(202) 551-0001"),
        ("John Sample", "Branch Chief", "(202) 551-0002"),
    ]


@pytest.mark.parametrize(
    "name",
    ["Donna Di Silvio", "Jim B. Rosenberg", "E. Mark O'Hara", "Jo van der Berg", "John Smith, Jr."],
)
def test_names_of_several_parts_are_whole(name: str) -> None:
    assert contacts(f"You may contact {name} at 202-551-0001 with any questions.") == [
        (name, None, "(202) 551-0001")
    ]


@pytest.mark.parametrize(
    "me",
    ["me", "the undersigned", "the undersigned Branch Chief,", "the undersigned, Legal Chief,"],
)
def test_the_number_of_me_is_the_signatory_s(me: str) -> None:
    read = signature(
        f"You may contact Ann Example at (202) 551-0001 or {me} at (202) 551-0003.",
        "Sincerely,",
        "/s/ William H. Signer",
        "William H. Signer",
        "Accounting Branch Chief",
        "Office of Consumer Products",
    )
    assert read.staff[1] == StaffMember(
        "William H. Signer", "Accounting Branch Chief", "(202) 551-0003"
    )
    assert (read.signatory, read.office) == ("William H. Signer", "Consumer Products")


def test_a_title_may_follow_the_signatory_s_name() -> None:
    read = signature("Sincerely,", "Cecilia Signer, Chief", "Office of Global Security Risk")
    assert read.staff == [StaffMember("Cecilia Signer", "Chief")]


def test_where_one_signs_for_another_the_printed_name_counts() -> None:
    read = signature(
        "Sincerely,",
        "/s/ Some Deputy for",
        "Karl Printed",
        "Branch Chief",
        "Office of Natural Resources",
    )
    assert read.signatory == "Karl Printed"


def test_the_division_is_no_signatory() -> None:
    read = signature("Sincerely,", "Division of Corporation Finance", "Office of Technology")
    assert (read.signatory, list(read.staff), read.office) == (None, [], "Technology")


@pytest.mark.parametrize(
    ("lines", "office"),
    [
        (("Office of Beverages, Apparel and", "Mining"), "Beverages, Apparel and Mining"),
        (("Office of", "Healthcare and Insurance"), "Healthcare and Insurance"),
        (
            ("Office of Information Technologies", "and Services"),
            "Information Technologies and Services",
        ),
        (("Disclosure Review Program",), "Disclosure Review Program"),
        (("Division of Corporation Finance",), None),
    ],
)
def test_the_office_is_whole_and_without_office_of(
    lines: tuple[str, ...], office: str | None
) -> None:
    assert signature("Sincerely,", *lines).office == office


@pytest.mark.parametrize("label", ["cc:  ", "c: ", "xc:"])
def test_copies_follow_cc(label: str) -> None:
    read = signature("Sincerely,", "Office of Technology", f"{label} Rex Counsel", "Law Firm LLP")
    assert read.cc == ["Rex Counsel", "Law Firm LLP"]


@pytest.mark.parametrize("line", ["C: (202) 555-0100", "c: 202-555-0100", "c: +1 202 555 0100"])
def test_a_telephone_is_no_copy(line: str) -> None:
    assert signature("Sincerely,", "Ann Example", line).cc == []


def test_the_way_a_copy_is_sent_is_no_copy() -> None:
    read = signature("Sincerely,", "cc:   via facsimile and U.S. Mail", "Rex Counsel")
    assert read.cc == ["Rex Counsel"]


@pytest.mark.parametrize("way", ["(via facsimile (404) 555-0100)", "(by e-mail)"])
def test_the_way_a_copy_is_sent_may_stand_behind_the_name(way: str) -> None:
    copies = f"cc:  Rex Counsel, Esq. {way}", "Law Firm LLP", "Telephone: (813) 555-0100"
    assert signature("Sincerely,", *copies).cc == ["Rex Counsel, Esq.", "Law Firm LLP"]


def test_what_comes_with_a_copy_may_stand_behind_cc() -> None:
    copies = "cc (w/o enclosures): Rex Counsel", "(404) 555-0100 (facsimile)", "Law Firm LLP"
    assert signature("Sincerely,", "/s/ Jo Third", *copies).cc == ["Rex Counsel", "Law Firm LLP"]


def test_copies_to_two_of_the_staff_are_two() -> None:
    copies = ["Jay Third, SEC Branch Chief", "Jo Fourth, SEC Assistant Director"]
    assert signature("Sincerely,", "/s/ Ann Example", "cc:", *copies).cc == copies


def test_of_two_who_sign_side_by_side_the_first_counts() -> None:
    below = (
        "/s/ Jo Third     By: /s/ Rex Fourth",
        "Jo Third     Rex Fourth",
        "Secretary     President",
    )
    assert signature("Sincerely,", *below).signatory == "Jo Third"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("respond within ten business days by", 10),
        ("respond within 10 business days or", 10),
        ("respond within ten (10) business days", 10),
        ("respond within three business days", 3),
        ("respond within fifteen business days", 15),
        ("reply as soon as you can, but no later than fifteen business days", 15),
        ("respond within 14 calendar days", None),
        ("amended no later than ten months before", None),
        ("please respond soon", None),
    ],
)
def test_days_asked_for_the_response(text: str, days: int | None) -> None:
    assert response_due_days(text) == days


@pytest.mark.parametrize(
    "below",
    [
        ("EXAMPLE HOLDINGS, INC.", "By: /s/ Jane Q. Public", "Name: Jane Q. Public", "Title: CFO"),
        ("EXAMPLE HOLDINGS COMPANY", "/s/ Jane Q. Public", "Jane Q. Public", "Vice President"),
        ("/s/ Jane Q. Public", "Vice President, Chief Corporate Counsel"),
        ("By: /s/ JANE Q. PUBLIC", "Name: Jane Q. Public", "Title: Chief Financial Officer"),
    ],
)
@pytest.mark.parametrize("close", [("Sincerely,",), ("[SIGNATURE PAGE FOLLOWS]",)])
def test_a_company_s_name_and_an_officer_s_title_sign_nothing(
    close: tuple[str, ...], below: tuple[str, ...]
) -> None:
    assert signature("We hope so.", *close, *below, "cc: Rex").signatory == "Jane Q. Public"


def test_junior_stays_with_the_name() -> None:
    read = signature("Sincerely,", "/s/ John Public, Jr.", "John Public, Jr., Controller")
    assert read.signatory == "John Public, Jr."


def test_a_title_of_several_is_that_of_each() -> None:
    sentence = (
        "You may contact Senior Staff Accountants Ann Example, at (202) 551-0001, or John Sample, "
        "at (202) 551-0002 if you have questions. Please contact Jo Third at (202) 551-0003."
    )
    assert contacts(sentence) == [
        ("Ann Example", "Senior Staff Accountant", "(202) 551-0001"),
        ("John Sample", "Senior Staff Accountant", "(202) 551-0002"),
        ("Jo Third", None, "(202) 551-0003"),
    ]


@pytest.mark.parametrize("after", ["Annexes A-D", "APPENDIX 1", "Exhibit A", "Attachments:"])
def test_copies_end_where_something_is_attached(after: str) -> None:
    read = signature("Sincerely,", "/s/ Jane Public", "cc: Rex Counsel", after, "A table of 5")
    assert read.cc == ["Rex Counsel"]


def test_the_foot_of_a_page_gets_no_copy() -> None:
    read = signature("Sincerely,", "/s/ Jane Public", "cc: Rex Counsel", "VIA EDGAR CORRESPONDENCE", "May 4, 2021 5", "[Signature Page to Request]")  # fmt: skip
    assert read.cc == ["Rex Counsel"]


def test_addresses_of_those_who_got_copies_are_no_copies() -> None:
    closing = CLOSING + (
        "        Davis Example LLP\n        450 Lexington Avenue\n        New York, New York 10017\n"
        "        212-450-4111\n        rex@example.com\n        www.example.com\n        example.com\n"
        "        1 Main Way, Springfield, IL 62701 | 305 539 6000 | example.com\n"
    )
    signature = staff_letter("1.  We note this.\n", closing=closing).signature
    assert signature.cc == ["Rex Counsel", "Davis Example LLP"]


@pytest.mark.parametrize(
    "foot",
    [
        "Confidential - Example (L3)",
        "*** - Information omitted and provided to the Staff",
        "2 For the purposes of this letter, Example has considered its subsidiaries.",
    ],
)
def test_legends_and_notes_below_the_copies_get_none(foot: str) -> None:
    assert signature("Sincerely,", "cc: Rex Counsel", foot).cc == ["Rex Counsel"]


def test_a_copy_whose_title_goes_on_in_the_next_line_is_one() -> None:
    copy = "cc: Jo Third, Chief Administrative Officer, General", "Counsel of Example, Inc."
    assert signature("Sincerely,", *copy, "Rex Counsel").cc == [
        "Jo Third, Chief Administrative Officer, General Counsel of Example, Inc.",
        "Rex Counsel",
    ]


@pytest.mark.parametrize(
    ("below", "copy"),
    [
        (("Controller",), "Jo Third, Controller"),
        (
            ("Senior Vice President and Controller",),
            "Jo Third, Senior Vice President and Controller",
        ),
        (
            ("Assistant Director, Office of Technology",),
            "Jo Third, Assistant Director, Office of Technology",
        ),
        (("Controller", "(Principal Officer)"), "Jo Third, Controller (Principal Officer)"),
        (
            ("Assistant Director", "Division of Corporation Finance"),
            "Jo Third, Assistant Director, Division of Corporation Finance",
        ),
        (
            ("Group Controller and Chief Accounting Officer",),
            "Jo Third, Group Controller and Chief Accounting Officer",
        ),
    ],
)
def test_the_title_below_a_name_is_of_the_same_copy(below: tuple[str, ...], copy: str) -> None:
    assert signature("Sincerely,", "cc: Jo Third", *below, "Rex Counsel").cc == [
        copy,
        "Rex Counsel",
    ]


def test_a_name_with_a_title_beside_it_is_a_copy_of_its_own() -> None:
    copies = ["Jo Third", "Rex Fourth, General Counsel", "Example LLP"]
    assert signature("Sincerely,", "cc:", *copies).cc == copies


@pytest.mark.parametrize("close", ["Yours truly,", "Cordially,", "Respectfully submitted,"])
def test_a_name_below_any_close_signs(close: str) -> None:
    assert (
        signature("We hope so.", close, "(signed)", "Jane Q. Public").signatory == "Jane Q. Public"
    )


def test_a_law_firm_and_the_way_of_delivery_are_no_title() -> None:
    copies = ["Jo Third, Esq.", "Counsel & Partners LLP"]
    assert signature("Sincerely,", "cc:", *copies, "via facsimile: (713) 555-0199").cc == copies


def test_copies_may_be_named_above_the_subject() -> None:
    above = "<p>cc: Jo Third<br>Rex Fourth</p><p>Re: Example Holdings, Inc.</p>"
    to = "<p>March 10, 2022</p><p>Securities and Exchange Commission</p>"
    letter = html_letter(f"{to}{above}<p>Dear Sirs:</p><p>We ask.</p>")
    assert letter.signature.cc == ["Jo Third", "Rex Fourth"]
