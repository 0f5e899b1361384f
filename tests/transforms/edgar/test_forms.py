"""Form types: correspondence, and spellings other than EDGAR's."""

import pytest

from transforms.edgar.forms import (
    FORM_TYPES,
    intended_form,
    is_letter_form,
    is_staff_form,
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10-k", "10-K"),
        ("10K", "10-K"),
        ("10-k/a", "10-K/A"),
        ("10KA", "10-K/A"),
        ("def14a", "DEF 14A"),
        ("sc 13d/A", "SC 13D/A"),
        ("upload", "UPLOAD"),
        ("x-new", "X-NEW"),
    ],
)
def test_another_spelling_is_recognized(written: str, meant: str) -> None:
    assert intended_form(written) == meant


@pytest.mark.parametrize("form", ["10-K", "10-K/A", "S-8 POS", "X-NEW", "X-NEW/A"])
def test_what_may_be_right_is_left_alone(form: str) -> None:
    assert intended_form(form) is None


def test_no_two_types_differ_by_spelling_alone() -> None:
    bare = {"".join(filter(str.isalnum, form)) for form in FORM_TYPES}
    assert len(bare) == len(FORM_TYPES)
    assert all(form == form.strip().upper() for form in FORM_TYPES)


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
