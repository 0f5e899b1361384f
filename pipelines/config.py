"""Configuration: a TOML file and `--set` overrides, as one validated `Config`."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

import pydantic
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PositiveInt, model_validator
from transforms.edgar.limits import Limits

from transforms.datasets.schema import DATASETS, STANDARD_CONCEPTS
from transforms.edgar.accession import quarter_of
from transforms.edgar.selection import Selection


class ConfigError(Exception):
    """A configuration that cannot be used; the message names everything that is wrong."""


def _quarter_start(value: object) -> object:
    """First day of a quarter such as `2024Q1`; anything else as it is."""
    if isinstance(value, str) and _is_quarter(value):
        return date(int(value[:4]), int(value[5]) * 3 - 2, 1)
    return value


def _quarter_end(value: object) -> object:
    """Last day of a quarter such as `2024Q1`; anything else as it is."""
    if isinstance(value, str) and _is_quarter(value):
        year, month = int(value[:4]), int(value[5]) * 3
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return value


def _is_quarter(value: str) -> bool:
    return len(value) == 6 and value[:4].isdigit() and value[4] == "Q" and value[5] in "1234"


def _absolute(path: str) -> str:
    """A local path made absolute, so that workers elsewhere find it too; a URL as it is."""
    return path if "://" in path else str(Path(path).expanduser().absolute())


def _scheme_known(path: str) -> str:
    if path.startswith(("http://", "https://")):
        raise ValueError("an http(s) address is not a file path: use a local path, gs:// or s3://")
    return path


StoragePath = Annotated[
    str, pydantic.AfterValidator(_scheme_known), pydantic.AfterValidator(_absolute)
]


class Section(BaseModel):
    """A section of the file: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(Section):
    """Where filings come from.

    Attributes:
        kind: `mirror`: files laid out as EDGAR lays them out.
        location: Path or URL of the directory that holds `Archives/edgar`.
    """

    kind: Literal["mirror"]
    location: StoragePath


class Select(Section):
    """Which filings are processed.

    Attributes:
        from_: First filing date, or a quarter (`2024Q1`).
        to: Last filing date, or a quarter.
        forms: Form types as EDGAR spells them; `10-K` does not select `10-K/A`. Empty: all.
        ciks: Filers. Empty: all.
        accessions: Accession numbers. Empty: all.
        limit: At most so many filings, the earliest first.
    """

    from_: Annotated[date, BeforeValidator(_quarter_start)] = Field(alias="from")
    to: Annotated[date, BeforeValidator(_quarter_end)]
    forms: tuple[str, ...] = ()
    ciks: tuple[PositiveInt, ...] = ()
    accessions: tuple[Annotated[str, Field(pattern=r"^\d{10}-\d{2}-\d{6}$")], ...] = ()
    limit: PositiveInt | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Select":
        if self.to < self.from_:
            raise ValueError(f"`to` ({self.to}) is before `from` ({self.from_})")
        return self

    @property
    def quarters(self) -> list[int]:
        """Quarters of the period, `20241`, earliest first."""
        first, last = quarter_of(self.from_), quarter_of(self.to)
        years = range(first // 10, last // 10 + 1)
        quarters = [year * 10 + number for year in years for number in (1, 2, 3, 4)]
        return [quarter for quarter in quarters if first <= quarter <= last]


def _known_dataset(name: str) -> str:
    if name not in DATASETS:
        raise ValueError(f"no such dataset; there are {', '.join(DATASETS)}")
    return name


class Output(Section):
    """What is written, and where.

    Attributes:
        path: Directory or URL of the output.
        datasets: Datasets to write; empty for all.
        shards: Into how many shards a quarter is divided.
    """

    path: StoragePath
    datasets: tuple[Annotated[str, pydantic.AfterValidator(_known_dataset)], ...] = ()
    shards: Annotated[int, Field(ge=1, le=1024)] = 8

    @property
    def partitioned_datasets(self) -> list[str]:
        """Names of the datasets to write, less the catalog."""
        names = [name for name in DATASETS if not self.datasets or name in self.datasets]
        return [name for name in names if DATASETS[name].partitioned]

    @property
    def writes_catalog(self) -> bool:
        """Whether `standard_concepts` is to be written."""
        return not self.datasets or STANDARD_CONCEPTS.name in self.datasets


_Limits = pydantic.dataclasses.dataclass(Limits, config=ConfigDict(extra="forbid", frozen=True))


class Config(Section):
    """Everything a run is told."""

    source: Source
    select: Select
    output: Output
    limits: _Limits = _Limits()  # type: ignore[valid-type]  # a dataclass made by a call

    @property
    def archives(self) -> str:
        """Path of the directory `Archives` of the source."""
        return f"{self.source.location.rstrip('/')}/Archives"

    @property
    def selection(self) -> Selection:
        """What `select` asks of the index."""
        return Selection(
            first=self.select.from_,
            last=self.select.to,
            forms=frozenset(self.select.forms),
            ciks=frozenset(self.select.ciks),
            accessions=frozenset(self.select.accessions),
            limit=self.select.limit,
        )


def load_config(path: str, overrides: Iterable[str] = ()) -> Config:
    """The configuration in a TOML file, changed by overrides such as `select.limit=10`.

    Raises:
        ConfigError: The file cannot be read, or values in it are unknown or wrong: all at once.
    """
    try:
        document = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(
            f"cannot read {path}: {error.strerror}; see configs/ for examples"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not TOML: {error}") from error
    for override in overrides:
        _apply(document, override)
    try:
        return Config.model_validate(document)
    except pydantic.ValidationError as error:
        problems = "\n".join(f"  {problem}" for problem in _problems(error))
        raise ConfigError(f"{path} cannot be used:\n{problems}") from error


def _apply(document: dict[str, Any], override: str) -> None:
    """Put `section.key=value` into the document; the value is TOML, or else plain text."""
    name, equals, text = override.partition("=")
    section, dot, key = name.strip().partition(".")
    if not (equals and dot and section and key):
        raise ConfigError(
            f"--set {override}: write it as section.key=value, such as select.limit=10"
        )
    table = document.setdefault(section, {})
    if not isinstance(table, dict):
        raise ConfigError(f"--set {override}: {section} is not a section")
    try:
        table[key] = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        table[key] = text.strip()


def _problems(error: pydantic.ValidationError) -> Iterator[str]:
    for problem in error.errors(include_url=False):
        place = ".".join(str(part) for part in problem["loc"]) or "configuration"
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
            message = "unknown key" + _suggestions(problem["loc"])
        given = "" if problem["type"] == "missing" else f" (given: {problem['input']!r})"
        yield f"{place}: {message}{given}"


def _suggestions(place: Sequence[int | str]) -> str:
    sections = {name: field.annotation for name, field in Config.model_fields.items()}
    if len(place) == 1:
        return f"; sections are {', '.join(sections)}"
    section = sections.get(str(place[0]))
    if not (isinstance(section, type) and issubclass(section, BaseModel)):
        return ""
    keys = [field.alias or name for name, field in section.model_fields.items()]
    return f"; keys are {', '.join(keys)}"
