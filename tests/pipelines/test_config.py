"""The configuration: what its sections say of a period, and what they refuse."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from pipelines.config import Config, StoreSection
from pipelines.errors import ConfigError
from tests.pipelines.runs import config
from transforms.datasets.schema import DATASETS
from transforms.edgar.selection import Selection
from transforms.edgar.slices import Slice


def of_period(first: str, last: str, **select: object) -> Config:
    return config("mirror", "out", select={"from": first, "to": last, **select})


def edgar(**source: Any) -> Config:  # a value of any key of the section
    source = {"kind": "edgar", "user_agent": "Name name@example.org", **source}
    return Config.model_validate(
        {
            "source": source,
            "select": {"from": "2024Q1", "to": "2024Q1"},
            "output": {"path": "out"},
        }
    )


def test_a_period_is_given_by_quarters_or_dates() -> None:
    select = of_period("2023Q4", "2024-05-15").select
    assert (select.from_, select.to) == (date(2023, 10, 1), date(2024, 5, 15))
    assert list(map(str, select.slices)) == ["2023Q4", "2024Q1", "2024Q2"]


def test_the_configuration_of_one_slice_selects_that_slice() -> None:
    whole = of_period("2024Q1", "2024Q4")
    assert whole.of(Slice.of_quarter(20242)).select.period == "2024Q2"
    day = whole.of(Slice.of_day(date(2024, 5, 18)))
    assert (day.select.daily, day.select.period) == (True, "2024-05-18")
    assert (day.selection.first, day.selection.last) == (None, None)


def test_a_day_amid_a_quarter_begins_and_ends_the_selection() -> None:
    asked = of_period(
        "2024-02-01",
        "2024-05-15",
        forms=["10-K", "10-K/A"],
        ciks=[7],
        accessions=["0000000007-24-000001"],
        limit=3,
    )
    assert asked.selection == Selection(
        date(2024, 2, 1),
        date(2024, 5, 15),
        frozenset({"10-K", "10-K/A"}),
        frozenset({7}),
        frozenset({"0000000007-24-000001"}),
        3,
    )


def test_filings_are_written_beside_the_datasets_that_are_asked_for() -> None:
    some = config("mirror", "out", output={"datasets": ["standard_arcs", "arcs"]})
    assert some.output.written_datasets == ["filings", "arcs", "standard_arcs"]
    assert some.output.partitioned_datasets == ["filings", "arcs"]
    assert some.output.writes_references
    assert not config("mirror", "out", output={"datasets": ["arcs"]}).output.writes_references
    every = config("mirror", "out").output
    assert set(every.written_datasets) == DATASETS.keys() - {"runs"}
    assert every.writes_references


def test_an_impossible_period_is_refused() -> None:
    with pytest.raises(ValidationError, match="is before `from`"):
        of_period("2023Q4", "2023Q3")
    with pytest.raises(ValidationError, match="one day is needed"):
        of_period("2024Q1", "2024Q1", daily=True)
    assert not of_period("2024Q1", "2024Q1", daily=False).select.daily
    assert of_period("2024-02-01", "2024-02-01", daily=True).select.daily


@pytest.mark.parametrize(
    ("pace", "message"),
    [
        ({"requests_per_second": 11}, "allows 10 requests per second"),
        ({"block_seconds": 60}, "blocks for 600 seconds"),
    ],
)
def test_the_sec_is_not_asked_faster_than_it_allows(pace: dict[str, int], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        edgar(**pace)
    with pytest.raises(ValidationError, match=message):
        edgar(base_url="http://WWW.SEC.GOV", **pace)
    access = edgar(base_url="http://127.0.0.1:8000", **pace).source
    assert access.model_dump().items() >= pace.items()


def test_the_sec_may_be_asked_as_fast_as_it_allows() -> None:
    edgar(requests_per_second=10, block_seconds=600)


@pytest.mark.parametrize(
    "pace", [{"requests_per_second": 0}, {"block_seconds": -1}, {"block_seconds": 86_401}]
)
def test_a_pace_that_nobody_can_keep_is_refused(pace: dict[str, int]) -> None:
    (key,) = pace
    with pytest.raises(ValidationError, match=rf"source\.edgar\.{key}\n.*than or equal to"):
        edgar(base_url="http://127.0.0.1:8000", **pace)


def test_a_configuration_without_a_store_has_no_place_of_archives() -> None:
    assert config(Path("/mirror/"), "out").archives == "/mirror/Archives"
    with pytest.raises(ConfigError, match=r"add \[store\]"):
        _ = edgar().archives


def test_a_slash_at_the_end_of_a_url_says_nothing() -> None:
    of_mirror = config("gs://bucket/mirror/", "gs://bucket/out/")
    assert of_mirror.archives == "gs://bucket/mirror/Archives"
    assert of_mirror.output_tables.path == "gs://bucket/out"
    stored = edgar().model_copy(update={"store": StoreSection(path="gs://bucket/store/")})
    assert (stored.origin, stored.store_path) == ("gs://bucket/store", "gs://bucket/store")


def test_a_catalog_has_the_properties_that_are_given_and_no_others() -> None:
    properties = {"type": "rest", "uri": "https://catalog.example.com", "token": ""}
    document = {
        "source": {"kind": "mirror", "location": "somewhere"},
        "select": {"from": "2024Q1", "to": "2024Q1"},
        "output": {"path": "somewhere"},
    }
    given = Config.model_validate(document | {"catalog": properties})
    assert dict(given.output_tables.catalog) == properties
    assert not Config.model_validate(document).output_tables.catalog
