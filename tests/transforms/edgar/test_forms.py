"""Form types that are spelled otherwise than EDGAR spells them."""

import pytest

from transforms.edgar.forms import FORM_TYPES, intended_form


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
