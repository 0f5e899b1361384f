import pytest

from transforms.xbrl.instance.transformations.months import _STEMS, month_numbers


@pytest.mark.parametrize("language", _STEMS)
def test_every_language_has_twelve_months_and_no_stem_of_two(language: str) -> None:
    stems = _STEMS[language].split()
    assert len(stems) == 12
    assert len(month_numbers(language)) == sum(stem.count("/") + 1 for stem in stems)
