"""Offices in one line and broken over several."""

from itertools import combinations, pairwise

import pytest

from tests.transforms.correspondence.letters import CLOSING, staff_letter
from transforms.correspondence.frame.office import OFFICES, read_office


@pytest.mark.parametrize("joining", ["and", "&"])
@pytest.mark.parametrize("office", OFFICES)
def test_an_office_is_whole_wherever_its_name_is_broken(office: str, joining: str) -> None:
    words = f"Office of {office}".replace(" and ", f" {joining} ").split()
    wanted = " ".join(words[2:])
    for count in (0, 1, 2):
        for cuts in combinations(range(1, len(words)), count):
            bounds = [0, *cuts, len(words)]
            lines = [" ".join(words[a:b]) for a, b in pairwise(bounds)]
            below = ["Sincerely,", "Division of Corporation Finance", *lines]
            assert read_office(below, []) == wanted, lines


@pytest.mark.parametrize(
    ("lines", "office"),
    [
        (["Office of Real Estate & -", "Commodities"], "Real Estate & Commodities"),
        (["Office of Widgets and", "Gadgets", "cc: Rex Counsel"], "Widgets and Gadgets"),
        (["Office of Widgets", "& Gadgets"], "Widgets & Gadgets"),
        (["Office of Technology", "Jane Counsel"], "Technology"),
        (["Office of Finance", "Services Group LLP"], "Finance"),
        (["Office of Beverages , Apparel and", "Mining"], "Beverages, Apparel and Mining"),
        (["Division of Corporation Finance", "Disclosure Review", "Program"], "Disclosure Review Program"),
        (["Division of Corporation Finance"], None),
        (["Write to the Office of Chief Counsel."], None),
    ],
)  # fmt: skip
def test_what_stands_below_an_office_is_joined_only_where_the_name_goes_on(
    lines: list[str], office: str | None
) -> None:
    assert read_office(lines, []) == office


def test_an_office_is_found_where_nothing_takes_leave() -> None:
    closing = """
                                                            Division of Corporation Finance
                                                            Office of Real
                                                            Estate & Construction
"""
    letter = staff_letter("We have completed our review of your filing.\n", closing=closing)
    assert letter.signature.office == "Real Estate & Construction"
    assert "Office" not in letter.division.of_kind("opening")[0].text


def test_the_signature_is_preferred_to_an_office_named_in_the_text() -> None:
    closing = CLOSING.replace(
        "with any questions", "of the\nOffice of Chief Counsel\nfor questions"
    )
    letter = staff_letter("1. Explain your policy.\n", closing=closing)
    assert letter.signature.office == "Technology"
