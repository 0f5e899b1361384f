import pytest

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.instance.transformations.sec import REGISTRY


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("duryear", "5", "P5Y"),
        ("duryear", "5.5", "P5Y6M"),
        ("duryear", "0.25", "P0Y3M"),
        ("duryear", "1.1", "P1Y1M6D"),
        ("duryear", "0", "P0Y"),
        ("duryear", "-2.5", "-P2Y6M"),
        ("durmonth", "18", "P18M"),
        ("durmonth", "1.5", "P1M15D"),
        ("durweek", "2", "P14D"),
        ("durweek", "0.5", "P3D"),
        ("durday", "90", "P90D"),
        ("durday", "1.5", "P1DT12H"),
        ("durhour", "36.7", "PT36H"),
        ("numinf", "x", "INF"),
        ("numneginf", "x", "-INF"),
        ("numnan", "x", "NaN"),
        ("boolballotbox", "\u2610", "false"),
        ("boolballotbox", "\u2611", "true"),
        ("boolballotbox", "\u2612", "true"),
        ("yesnoballotbox", "\u2610", "No"),
        ("yesnoballotbox", "\u2612", "Yes"),
        ("countrynameen", "United States", "US"),
        ("countrynameen", "The  Netherlands", "NL"),
        ("countrynameen", "C\u00f4te d\u2019Ivoire", "CI"),
        ("countrynameen", "Georgia", "GE"),
        ("countrynameen", "people\u2019s republic of china", "CN"),
        ("countrynameen", "U.S.A", "US"),
        ("countrynameen", "U.K", "GB"),
        ("stateprovnameen", "Georgia", "GA"),
        ("stateprovnameen", "New\u00a0York", "NY"),
        ("stateprovnameen", "Qu\u00e9bec", "QC"),
        ("edgarprovcountryen", "Cayman Islands", "E9"),
        ("edgarprovcountryen", "Ontario", "A6"),
        ("edgarprovcountryen", "British Columbia, Canada", "A1"),
        ("edgarprovcountryen", "Ireland", "L2"),
        ("edgarprovcountryen", "U.S. Virgin Islands", "VI"),
        ("exchnameen", "The Nasdaq Stock Market LLC", "NASDAQ"),
        ("exchnameen", "NASDAQ", "NASDAQ"),
        ("exchnameen", "Nasdaq Global Select Market", "NASDAQ"),
        ("exchnameen", "New York Stock Exchange", "NYSE"),
        ("exchnameen", "NYSE American LLC", "NYSEAMER"),
        ("exchnameen", "Chicago Stock Exchange, Inc.", "CHX"),
        ("entityfilercategoryen", "Large accelerated filer", "Large Accelerated Filer"),
        ("entityfilercategoryen", "Non-accelerated Filer", "Non-accelerated Filer"),
        ("datequarterend", "first quarter 2024", "2024-03-31"),
        ("numwordsen", "three", "3"),
        ("durwordsen", "three years", "P3Y"),
    ],
)
def test_a_text_becomes_the_value(name, text, value):
    assert REGISTRY[name](text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("duryear", "five"),
        ("duryear", "NaN"),
        ("durday", ""),
        ("boolballotbox", "X"),
        ("yesnoballotbox", ""),
        ("countrynameen", "Atlantis"),
        ("stateprovnameen", "Bavaria"),
        ("edgarprovcountryen", "California"),
        ("exchnameen", "London Stock Exchange"),
        ("entityfilercategoryen", "filer"),
    ],
)
def test_what_has_no_value_is_refused(name, text):
    with pytest.raises(ValueTextError):
        REGISTRY[name](text)
