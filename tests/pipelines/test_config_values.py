"""Values of the configuration: days, quarters, paths, forms, accession numbers, datasets."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from pipelines import config_values


def parsed(kind: str, value: object) -> Any:  # whatever that kind of value is
    return TypeAdapter(getattr(config_values, kind)).validate_python(value)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2023Q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("2024-05-15", date(2024, 5, 15), date(2024, 5, 15)),
        (date(2024, 5, 15), date(2024, 5, 15), date(2024, 5, 15)),
    ],
)
def test_a_quarter_is_its_first_or_its_last_day_and_a_day_itself(
    value: object, first: date, last: date
) -> None:
    assert (parsed("FirstDay", value), parsed("LastDay", value)) == (first, last)


def test_local_paths_become_absolute_and_urls_stay() -> None:
    assert parsed("StoragePath", "somewhere") == str(Path("somewhere").absolute())
    assert parsed("StoragePath", "gs://bucket/output") == "gs://bucket/output"


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("LastDay", "2024Q5", "neither a quarter such as 2024Q1 nor a day"),
        ("LastDay", "9999-12-31", "from 1993 to 2099"),
        ("FirstDay", "1992Q4", "from 1993 to 2099"),
        ("FirstDay", "²²²²Q1", "neither a quarter such as 2024Q1 nor a day"),
        ("StoragePath", "", "a path or URL is needed"),
        ("StoragePath", " ", "a path or URL is needed"),
        ("StoragePath", "~no-such-user/out", "home of a user who is not known"),
        ("StoragePath", "out[1]", "must not hold"),
        ("StoragePath", "out*", "must not hold"),
        ("StoragePath", "out?", "must not hold"),
        ("StoragePath", "out\0", "must not hold"),
        ("StoragePath", "http://example.org", "use a local path, gs:// or s3://"),
        ("StoragePath", "https://example.org", "use a local path, gs:// or s3://"),
        ("FormType", "10-k", "did you mean 10-K?"),
        ("FormType", " ", "a form type such as 10-K is needed"),
        ("AccessionNumber", "000199000124000004", "such as 0001990001-24-000004"),
        ("WebAddress", "www.sec.gov", "an address such as https://www.sec.gov"),
        ("WebAddress", "https://:443", "an address such as https://www.sec.gov"),
        ("WebAddress", "https://sec.gov:99999", "an address such as https://www.sec.gov"),
        ("WebAddress", "https://sec.gov:0", "an address such as https://www.sec.gov"),
        ("WebAddress", "https://[::1", "an address such as https://www.sec.gov"),
        ("Count", True, "must be a number"),
        ("Count", 0, "greater than 0"),
        ("Count", 1 << 63, "less than or equal to"),
        ("CountOrZero", False, "must be a number"),
        ("Number", True, "must be a number"),
        ("Cik", True, "must be a number"),
        ("Cik", 0, "greater than 0"),
        ("Cik", 10_000_000_000, "less than or equal to"),
        ("CatalogType", " ", "is empty: give it a value, or leave it out"),
        ("CatalogType", "in-memory", "forgets its tables at the end of the process"),
        ("CatalogAddress", "", "is empty: give it a value, or leave it out"),
        ("Namespace", "", "needs a name of printable characters"),
        ("Namespace", "a. .b", "needs a name of printable characters"),
        ("Namespace", "a\0", "needs a name of printable characters"),
        ("OurProperty", "x", "always set by edgar-arcs"),
        ("DatasetName", "arc", "there are filings, arcs"),
    ],
)
def test_what_is_no_such_value_is_refused_with_advice(kind: str, value: str, message: str) -> None:
    with pytest.raises(ValidationError) as raised:
        parsed(kind, value)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("Count", 1),
        ("CountOrZero", 0),
        ("Cik", 1),
        ("Cik", 9_999_999_999),
        ("Number", 0.5),
        ("FirstDay", date(1993, 1, 1)),
        ("LastDay", date(2099, 12, 31)),
        ("FormType", "10-K/A"),
        ("AccessionNumber", "0001990001-24-000004"),
        ("WebAddress", "http://127.0.0.1:65535/mirror"),
        ("CatalogType", "sql"),
        ("Namespace", "a.b"),
        ("DatasetName", "arcs"),
    ],
)
def test_the_least_the_greatest_and_the_usual_are_taken_as_they_are(
    kind: str, value: object
) -> None:
    assert parsed(kind, value) == value
