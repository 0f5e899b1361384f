"""A configuration is read, changed by overrides, and refused with everything that is wrong."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from pipelines.config import Config
from pipelines.config_file import load_config
from pipelines.errors import ConfigError
from transforms.edgar.limits import Limits
from transforms.edgar.slices import Slice

CONFIGS = Path(__file__).resolve().parents[2] / "configs"

GOOD = """
[source]
kind = "mirror"
location = "somewhere"
[select]
from = "2023Q4"
to = 2024-05-15
[output]
path = "gs://bucket/output"
"""


def load(tmp_path: Path, text: str, *overrides: str) -> Config:
    file = tmp_path / "config.toml"
    file.write_text(text)
    return load_config(str(file), overrides)


def problems(tmp_path: Path, text: str, *overrides: str) -> str:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, text, *overrides)
    return str(raised.value)


def test_an_override_wins_over_the_file_and_is_toml_or_text(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        GOOD,
        'select.forms=["10-K", "10-Q"]',
        " select.limit = 3",
        "output.path = s3://b/o ",
    )
    assert config.select.forms == ("10-K", "10-Q")
    assert config.select.limit == 3
    assert config.output.path == "s3://b/o"


def test_limits_may_be_set(tmp_path: Path) -> None:
    limits = load(tmp_path, GOOD, "limits.members=5").limits.values
    assert (limits.members, limits.ratio) == (5, Limits().ratio)


@pytest.mark.parametrize("limit", [field.name for field in fields(Limits)])
def test_a_limit_that_nothing_keeps_is_refused(tmp_path: Path, limit: str) -> None:
    for number in ("0", "-1"):
        text = problems(tmp_path, GOOD, f"limits.{limit}={number}")
        assert f"limits.{limit}: must be greater than 0" in text


def test_what_is_wrong_is_said_in_plain_words_and_where_it_was_given(tmp_path: Path) -> None:
    text = problems(
        tmp_path,
        GOOD + 'max_text = "a"\n[calculations]\nrounding = "up"\n',
        "select.limit=many",
        "select.daily=perhaps",
        "limits.ratio=1.5",
        "limits.members=true",
        "output.datasets=2024-05-15",
        'select.accessions=["1"]',
        "source.kind=edgar",
        "source.block_seconds=long",
    )
    for line in (
        "source.block_seconds: must be a number (given by --set: 'long')",
        "output.max_text: must be a whole number (given: 'a')",
        "calculations.rounding: must be 'nearest' or 'truncation' (given: 'up')",
        "select.limit: must be a whole number (given by --set: 'many')",
        "select.daily: must be true or false (given by --set: 'perhaps')",
        "limits.ratio: must be a whole number (given by --set: 1.5)",
        "limits.members: must be a number (given by --set: true)",
        'output.datasets: must be a list, such as ["10-K"] (given by --set: 2024-05-15)',
        "select.accessions.0: not an accession number such as 0001990001-24-000004 (given by --set",
    ):
        assert line in text


def test_a_value_in_place_of_a_section_is_refused(tmp_path: Path) -> None:
    text = problems(
        tmp_path, "output = 1\nlimits = 2\ncatalog = 3\n" + GOOD.partition("[output]")[0]
    )
    for section in ("output", "limits", "catalog"):
        assert f"{section}: must be a section" in text
    text = problems(tmp_path, "source = 1\n[select]" + GOOD.partition("[select]")[2])
    assert "source: must be a section" in text
    text = problems(tmp_path, "output = 1\n" + GOOD.partition("[output]")[0], "output.path=out")
    assert "--set output.path=out: output is not a section" in text


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        ("source.locaton", "kind, location"),
        ("select.output", "from, to, forms, ciks, accessions, exclude, limit, daily"),
        ("store.output", "path"),
        ("limits.source", "members, member_bytes, total_bytes, ratio"),
    ],
)
def test_an_unknown_key_is_answered_with_those_of_its_section(
    tmp_path: Path, key: str, keys: str
) -> None:
    text = problems(tmp_path, GOOD, "store.path=store", f"{key}=x")
    assert f"{key}: unknown key; keys are {keys} (given by --set" in text


def test_everything_wrong_is_named_at_once(tmp_path: Path) -> None:
    text = problems(
        tmp_path,
        GOOD + "colour = 'red'\nmax_text = -1\n[sink]\na = 1\n[limits]\nmember = 3\n",
        "select.limit=many",
        "select.forms=10-K",
        "source.kind=ftp",
    )
    for place in (
        "output.colour",
        "output.max_text",
        "sink",
        "limits",
        "select.limit",
        "source.kind",
    ):
        assert place in text
    assert "sink: unknown key; sections are source, " in text
    assert "(given: {'a': 1})" in text
    assert "keys are path, datasets, max_text" in text
    assert "select.forms" in text


def test_a_wrong_kind_of_source_hides_nothing(tmp_path: Path) -> None:
    text = problems(
        tmp_path,
        GOOD,
        "source.kind=ftp",
        "source.locaton=x",
        "select.from=2024Q3",
        "select.limit=0",
        'select.forms=["10-k"]',
    )
    for line in (
        'source.kind: must be "mirror" or "edgar" (given by --set: \'ftp\')',
        "source.locaton: unknown key; keys are archives, base_url",
        "select.to: `to` (2024-05-15) is before `from` (2024-07-01)",
        "select.limit: ",
        "10-k is no form of EDGAR's; did you mean 10-K?",
    ):
        assert line in text


def test_a_beginning_that_is_no_day_hides_nothing(tmp_path: Path) -> None:
    text = problems(tmp_path, GOOD, "select.from=soon", "select.daily=true", "select.limit=0")
    for line in ("select.from: neither a quarter such as 2024Q1", "select.limit: "):
        assert line in text


def test_unknown_keys_of_a_source_of_an_unknown_kind_are_named_in_order(tmp_path: Path) -> None:
    keys = [f"key_{letter}" for letter in "fbdace"]
    text = problems(tmp_path, GOOD, "source.kind=ftp", *(f"source.{key}=1" for key in keys))
    places = [text.index(f"source.{key}: ") for key in sorted(keys)]
    assert places == sorted(places)


def test_a_source_without_its_store_hides_nothing(tmp_path: Path) -> None:
    text = problems(tmp_path, GOOD, "source.kind=edgar", "source.requests_per_second=11")
    for place in ("source.user_agent", "source.requests_per_second", "store.path: is needed"):
        assert place in text


def test_slices_take_the_place_of_the_period(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(GOOD.replace('from = "2023Q4"', "").replace("to = 2024-05-15", ""))
    with pytest.raises(ConfigError, match=r"select\.from: is needed"):
        load_config(str(file))
    day = Slice.of_day(date(2024, 5, 18))
    select = load_config(str(file), period=[day]).select
    assert (select.daily, select.slices, select.period) == (True, [day], "2024-05-18")
    quarters = [Slice.of_quarter(20234), Slice.of_quarter(20242)]
    select = load_config(str(file), period=quarters).select
    assert (select.daily, len(select.slices)) == (False, 3)
    assert select.period == "2023Q4 to 2024Q2"


@pytest.mark.parametrize("override", ["limit=3", "select.limit", ".x=1", "a.=1"])
def test_a_malformed_override_shows_how_to_write_it(tmp_path: Path, override: str) -> None:
    assert "section.key=value" in problems(tmp_path, GOOD, override)


def test_a_missing_file_and_a_broken_one_say_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot read .*nowhere\.toml"):
        load_config(str(tmp_path / "nowhere.toml"))
    assert "is not TOML" in problems(tmp_path, "[source\n")


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path) -> None:
    load(tmp_path, "\ufeff" + GOOD)


def test_thousands_of_nested_lists_are_refused_like_other_text(tmp_path: Path) -> None:
    nested = "[" * 5_000
    assert "is not TOML" in problems(tmp_path, f"a = {nested}")
    assert "select.limit: must be a whole number" in problems(
        tmp_path, GOOD, f"select.limit={nested}"
    )


def test_a_number_beyond_what_python_reads_is_refused_like_other_text(tmp_path: Path) -> None:
    digits = "9" * 5_000
    assert "is not TOML" in problems(tmp_path, f"a = {digits}")
    text = problems(tmp_path, GOOD, f"select.limit={digits}")
    assert "select.limit: is too large" in text


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe" + GOOD.encode("utf-16-le"))
    with pytest.raises(ConfigError, match="is not TOML"):
        load_config(str(file))


def test_a_value_in_place_of_the_section_of_the_period_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("select = 1\n" + GOOD.partition("[select]")[0])
    with pytest.raises(ConfigError, match="select: must be a section"):
        load_config(str(file), period=[Slice.of_day(date(2024, 5, 18))])


def test_a_source_without_kind_is_refused(tmp_path: Path) -> None:
    text = problems(tmp_path, GOOD.replace('kind = "mirror"\n', ""))
    assert 'source.kind: must be "mirror" or "edgar" (given: None)' in text


def test_a_value_of_the_file_is_not_laid_to_an_override_of_another_key(tmp_path: Path) -> None:
    text = problems(tmp_path, GOOD + "[limits]\nmember_bytes = 0\n", "limits.member=3")
    assert "limits.member_bytes: must be greater than 0 (given: 0)" in text
    assert "(given by --set: 3)" in text


def test_what_is_wrong_with_a_catalog_is_named_by_its_key_and_nothing_else_of_it(
    tmp_path: Path,
) -> None:
    text = problems(
        tmp_path,
        GOOD + '[catalog]\nuri = "postgresql://me:password@host/db"\nnamespace = ""\n'
        'name = "mine"\npy-io-impl = "a.B"\npool = 5\n',
    )
    for line in (
        "catalog.namespace: needs a name of printable characters, such as edgar (given: '')",
        "catalog.name: is always set by edgar-arcs: leave it out (given: 'mine')",
        "catalog.py-io-impl: is always set by edgar-arcs: leave it out (given: 'a.B')",
        "catalog.pool: must be text, in quotes (given: 5)",
    ):
        assert line in text
    assert "password" not in text


@pytest.mark.parametrize("file", sorted(CONFIGS.glob("*.toml")), ids=lambda file: file.name)
def test_every_configuration_that_comes_with_the_project_loads(file: Path) -> None:
    load_config(str(file))
