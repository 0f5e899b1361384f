"""Forms of correspondence, and who writes under them."""

import pytest

from transforms.edgar.forms import is_letter_form, is_staff_form


@pytest.mark.parametrize("form", ["UPLOAD", "CORRESP", "LETTER", "DRSLTR", "DOSLTR", "DRSLTR/A"])
def test_correspondence_is_known_by_its_form(form: str) -> None:
    assert is_letter_form(form)


@pytest.mark.parametrize("form", [None, "", "10-K", "UPLOADS", "CORRESPONDENCE"])
def test_other_forms_are_no_correspondence(form: str | None) -> None:
    assert not is_letter_form(form)


@pytest.mark.parametrize(
    ("form", "is_staff"),
    [
        ("UPLOAD", True),
        ("UPLOAD/A", True),
        ("LETTER", True),
        ("CORRESP", False),
        ("DRSLTR", False),
        ("DOSLTR", False),
        ("10-K", False),
        (None, False),
    ],
)
def test_the_form_says_whether_the_staff_write(form: str | None, is_staff: bool) -> None:
    assert is_staff_form(form) is is_staff
