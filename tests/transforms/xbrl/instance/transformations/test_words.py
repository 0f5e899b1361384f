import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.instance.transformations.words import duration_words, number_words

ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen""".split()
TENS = ("", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split())
SCALES = ["", " thousand", " million", " billion", " trillion"]


def spell(number: int) -> str:
    """English words of a number below 10^15, by schoolbook rules."""
    if number < 20:
        return ONES[number]
    groups = []
    for scale in SCALES:
        number, group = divmod(number, 1000)
        if group:
            groups.append(spell_group(group) + scale)
    return ", ".join(reversed(groups))


def spell_group(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{ONES[hundreds]} hundred"] if hundreds else []
    if rest and rest < 20:
        words.append(ONES[rest])
    elif rest:
        words.append(TENS[rest // 10] + (f"-{ONES[rest % 10]}" if rest % 10 else ""))
    return " and ".join(words)


@given(st.integers(0, 10**15 - 1))
def test_a_spelled_number_is_read_back(number):
    assert number_words(spell(number)) == str(number)
    assert number_words(spell(number).capitalize()) == str(number)


@pytest.mark.parametrize("text", ["no", "None", "nil", "zero"])
def test_nothing_is_zero(text):
    assert number_words(text) == "0"


@pytest.mark.parametrize(
    ("text", "value"),
    [("Twenty five", "25"), ("one hundred and two", "102"), ("eleven hundred", "1100")],
)
def test_numbers_as_filers_write_them(text, value):
    assert number_words(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "and",
        "few",
        "five twenty",
        "twenty eleven",
        "hundred",
        "one million two billion",
        "5",
        "two zero",
    ],
)
def test_what_are_no_number_words_is_refused(text):
    with pytest.raises(ValueTextError) as caught:
        number_words(text)
    assert caught.value.error == "invalid-format-text"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three years", "P3Y"),
        ("Two years, six months", "P2Y6M"),
        ("1 year and 3 days", "P1Y3D"),
        ("twenty-four months", "P24M"),
        ("no years", "P0D"),
        ("one-year", "P1Y"),
        ("90 days", "P90D"),
        ("two hundred and five days", "P205D"),
        ("twenty\nfive years", "P25Y"),
        ("one year \n and  90 days", "P1Y90D"),
    ],
)
def test_durations_as_filers_write_them(text, value):
    assert duration_words(text) == value


@pytest.mark.parametrize(
    "text", ["", "years", "six months two years", "two weeks", "soon", "5 years x"]
)
def test_what_are_no_duration_words_is_refused(text):
    with pytest.raises(ValueTextError):
        duration_words(text)
