import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.instance.transformations.registry import REGISTRIES, transform

TR3 = "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26"
TR4 = "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"
TR5 = "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16"
SEC = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"


def test_the_registries_that_edgar_accepts_are_there_with_all_their_transformations():
    assert {namespace: len(names) for namespace, names in REGISTRIES.items()} == {
        TR3: 31,
        TR4: 95,
        TR5: 101,
        SEC: 18,
    }


@pytest.mark.parametrize(
    "name",
    [
        "{http://www.xbrl.org/inlineXBRL/transformation/2010-04-20}numcommadot",
        "{http://www.xbrl.org/inlineXBRL/transformation/2011-07-31}numdotdecimal",
        f"{{{TR4}}}numdotdecimal",
        f"{{{TR4}}}num-dot-decimal-apos",
        f"{{{TR3}}}num-dot-decimal",
        "num-dot-decimal",
    ],
)
def test_a_name_that_no_accepted_registry_has_is_refused(name):
    with pytest.raises(ValueTextError) as caught:
        transform(name, "1")
    assert caught.value.error == "unknown-format"


def test_white_space_around_the_text_is_dropped():
    assert transform(f"{{{TR4}}}num-dot-decimal", " \n1,000\t") == "1000"


NAMES = [f"{{{namespace}}}{name}" for namespace, names in REGISTRIES.items() for name in names]


@settings(max_examples=1000)
@given(st.sampled_from(NAMES), st.text(max_size=30))
def test_any_text_is_transformed_or_refused(name, text):
    try:
        assert isinstance(transform(name, text), str)
    except ValueTextError as error:
        assert error.error == "invalid-format-text"  # noqa: PT017 -- most texts are refused
