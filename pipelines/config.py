"""Configuration: a TOML file and `--set` overrides, as one validated `Config`."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import pydantic
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveInt,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails

from pipelines.errors import ConfigError
from transforms.edgar.accession import quarter_of
from transforms.edgar.filing import HeaderSource
from transforms.edgar.forms import intended_form
from transforms.edgar.limits import Limits
from transforms.edgar.paths import SEC
from transforms.edgar.selection import Selection
from transforms.edgar.slices import Slice

if TYPE_CHECKING:
    from transforms.datasets.catalog import Output as OutputTables
    from transforms.edgar.fetching.client import EdgarAccess


def _first_day(value: object) -> date:
    """First day of a quarter such as `2024Q1`, or the day itself."""
    if isinstance(value, str) and _is_quarter(value):
        return date(int(value[:4]), int(value[5]) * 3 - 2, 1)
    return _day(value)


def _last_day(value: object) -> date:
    """Last day of a quarter such as `2024Q1`, or the day itself."""
    if isinstance(value, str) and _is_quarter(value):
        year, month = int(value[:4]), int(value[5]) * 3
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return _day(value)


def _day(value: object) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError("neither a quarter such as 2024Q1 nor a day such as 2024-05-15") from error


def _is_quarter(value: str) -> bool:
    return len(value) == 6 and value[:4].isdigit() and value[4] == "Q" and value[5] in "1234"


def _absolute(path: str) -> str:
    """A local path made absolute, so that workers elsewhere find it too; a URL as it is."""
    if "://" in path:
        return path
    try:
        return str(Path(path).expanduser().absolute())
    except RuntimeError as error:
        raise ValueError(f"{path} begins with the home of a user who is not known") from error


def _usable(path: str) -> str:
    """A path that names one place; DuckDB takes `*`, `?` and `[` for patterns."""
    if not path.strip():
        raise ValueError("a path or URL is needed; . is the current directory")
    if path.startswith(("http://", "https://")):
        raise ValueError("an http(s) address is not a file path: use a local path, gs:// or s3://")
    if set("*?[") & set(path):
        raise ValueError("a path must not hold *, ? or [")
    return path


StoragePath = Annotated[str, pydantic.AfterValidator(_usable), pydantic.AfterValidator(_absolute)]


class Section(BaseModel):
    """A section of the file: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Mirror(Section):
    """Filings in files laid out as EDGAR lays them out.

    Attributes:
        location: Path or URL of the directory that holds `Archives/edgar`.
    """

    kind: Literal["mirror"]
    location: StoragePath


class Edgar(Section):
    """Filings from EDGAR itself, kept in the store.

    Attributes:
        user_agent: Who asks: a name and an e-mail address, which the SEC wants declared.
        base_url: What `/Archives/edgar` follows.
        requests_per_second: Of the whole job; the SEC allows ten from all of a user's jobs.
        block_seconds: Pause after the SEC has said that it blocks; it blocks for ten minutes.
        headers: Where headers come from: `rss` of the month, `hdr_sgml` (one more request a
            filing), `submission` (the full submission in place of the zip), or the `index` alone.
        archives: `filing`: one request each; `feed`: the Feed of each day, and one request for
            each filing that is not in it.
    """

    kind: Literal["edgar"]
    user_agent: str
    base_url: Annotated[str, Field(pattern=r"^https?://[^\s?#]+$")] = SEC
    requests_per_second: Annotated[float, Field(gt=0)] = 8.0
    block_seconds: Annotated[float, Field(ge=0)] = 600.0
    headers: HeaderSource = "rss"
    archives: Literal["filing", "feed"] = "filing"

    @field_validator("requests_per_second")
    @classmethod
    def _is_slow_enough(cls, rate: float, so_far: ValidationInfo) -> float:
        if rate > 10 and so_far.data.get("base_url", SEC).startswith(SEC):
            raise ValueError("the SEC allows 10 requests per second in total")
        return rate

    @field_validator("block_seconds")
    @classmethod
    def _is_long_enough(cls, seconds: float, so_far: ValidationInfo) -> float:
        if seconds < 600 and so_far.data.get("base_url", SEC).startswith(SEC):
            raise ValueError("the SEC blocks for 600 seconds, and longer for every request")
        return seconds

    @property
    def access(self) -> "EdgarAccess":
        """How EDGAR is asked."""
        from transforms.edgar.fetching.client import EdgarAccess  # with the libraries of HTTP

        return EdgarAccess(
            self.user_agent, self.base_url, self.requests_per_second, self.block_seconds
        )


_SOURCES: Final[dict[str, type[Section]]] = {"mirror": Mirror, "edgar": Edgar}


class StoreSection(Section):
    """Where raw archives are kept, so that processing them again costs the SEC nothing.

    Attributes:
        path: Directory or URL; it can be read like a mirror.
    """

    path: StoragePath


AccessionNumber = Annotated[str, Field(pattern=r"^\d{10}-\d{2}-\d{6}$")]


def _form_type(form: str) -> str:
    intended = intended_form(form)
    if intended:
        raise ValueError(f"{form} is no form of EDGAR's; did you mean {intended}?")
    return form


class Select(Section):
    """Which filings are processed.

    Attributes:
        from_: First filing date, or a quarter (`2024Q1`).
        to: Last filing date, or a quarter.
        forms: Form types as EDGAR spells them; `10-K` does not select `10-K/A`. Empty: all.
        ciks: Filers. Empty: all.
        accessions: Accession numbers. Empty: all.
        exclude: Accession numbers of filings that are not opened although they are selected: each
            has its row in `filings` and a reject `excluded`.
        limit: At most so many filings, the earliest first.
        daily: Whether to take the index of the day `from`, which lists what was disseminated on
            it whatever its filing date, in place of the full index of the quarter.
    """

    from_: Annotated[date, BeforeValidator(_first_day)] = Field(alias="from")
    to: Annotated[date, BeforeValidator(_last_day)]
    forms: tuple[Annotated[str, pydantic.AfterValidator(_form_type)], ...] = ()
    ciks: tuple[PositiveInt, ...] = ()
    accessions: tuple[AccessionNumber, ...] = ()
    exclude: tuple[AccessionNumber, ...] = ()
    limit: PositiveInt | None = None
    daily: bool = False

    # Validated per field, so that an error in one field does not hide errors in others.
    @field_validator("to")
    @classmethod
    def _is_after_from(cls, to: date, so_far: ValidationInfo) -> date:
        first = so_far.data.get("from_")
        if first and to < first:
            raise ValueError(f"`to` ({to}) is before `from` ({first})")
        return to

    @field_validator("daily")
    @classmethod
    def _is_of_one_day(cls, daily: bool, so_far: ValidationInfo) -> bool:
        first, last = so_far.data.get("from_"), so_far.data.get("to")
        if daily and first and last and first != last:
            raise ValueError("one day is needed: `from` and `to` must be the same")
        return daily

    @property
    def period(self) -> str:
        """What is selected, in messages: `2024Q1 to 2024Q4`."""
        first, *others = self.slices
        return f"{first} to {others[-1]}" if others else str(first)

    @property
    def quarters(self) -> list[int]:
        """Quarters of the period, `20241`, earliest first."""
        first, last = quarter_of(self.from_), quarter_of(self.to)
        years = range(first // 10, last // 10 + 1)
        quarters = [year * 10 + number for year in years for number in (1, 2, 3, 4)]
        return [quarter for quarter in quarters if first <= quarter <= last]

    @property
    def slices(self) -> list[Slice]:
        """The units that are fetched and reported: the day, or the quarters of the period."""
        if self.daily:
            return [Slice.of_day(self.from_)]
        return [Slice.of_quarter(quarter) for quarter in self.quarters]


# Arrow, which the schemas are made of, is imported only where they are needed: errors of the
# configuration must come at once.
def _known_dataset(name: str) -> str:
    from transforms.datasets.schema import DATASETS

    if name not in DATASETS:
        raise ValueError(f"no such dataset; there are {', '.join(DATASETS)}")
    return name


class Output(Section):
    """What is written, and where.

    Attributes:
        path: Directory or URL of the output.
        datasets: Datasets to write, and `filings`, which says what is there; empty for all.
        max_text: Characters kept of the value of a text fact; 0 keeps all.
    """

    path: StoragePath
    datasets: tuple[Annotated[str, pydantic.AfterValidator(_known_dataset)], ...] = ()
    max_text: NonNegativeInt = 1000

    @property
    def written_datasets(self) -> list[str]:
        """Names of the datasets to write."""
        from transforms.datasets.schema import DATASETS, FILINGS, RUNS

        asked = {FILINGS.name, *(self.datasets or DATASETS)} - {RUNS.name}
        return [name for name in DATASETS if name in asked]

    @property
    def partitioned_datasets(self) -> list[str]:
        """Names of the datasets to write that have rows of filings."""
        from transforms.datasets.schema import DATASETS

        return [name for name in self.written_datasets if DATASETS[name].partitioned]

    @property
    def writes_catalog(self) -> bool:
        """Whether the tables that the project carries are to be written."""
        from transforms.datasets.schema import STANDARD_ARCS, STANDARD_CONCEPTS

        carried = {STANDARD_CONCEPTS.name, STANDARD_ARCS.name}
        return not carried.isdisjoint(self.written_datasets)


class Calculations(Section):
    """How calculations are checked.

    Attributes:
        rounding: How reported numbers came about, which decides their intervals under
            Calculations 1.1: `nearest`, or `truncation`.
    """

    rounding: Literal["nearest", "truncation"] = "nearest"


_Limits = pydantic.dataclasses.dataclass(Limits, config=ConfigDict(extra="forbid", frozen=True))


class Config(Section):
    """The whole configuration of a run."""

    source: Annotated[Mirror | Edgar, Field(discriminator="kind")]
    select: Select
    output: Output
    store: StoreSection | None = None
    catalog: dict[str, str] = Field(default_factory=dict)
    calculations: Calculations = Calculations()
    limits: _Limits = _Limits()  # type: ignore[valid-type]  # a dataclass made by a call

    @property
    def origin(self) -> str:
        """Path of the directory that holds `Archives`: the mirror or the store."""
        place = self.source.location if isinstance(self.source, Mirror) else self.store_path
        return place.rstrip("/")

    @property
    def store_path(self) -> str:
        """Path of the store; only of a configuration that has one."""
        if self.store is None:
            raise ConfigError("there is no store in this configuration; add [store] with its path")
        return self.store.path.rstrip("/")

    @property
    def archives(self) -> str:
        """Path of the directory `Archives` of the mirror or the store."""
        return f"{self.origin}/Archives"

    @property
    def output_tables(self) -> "OutputTables":
        """The output and its catalog."""
        from transforms.datasets.catalog import Output as OutputTables  # with Arrow

        return OutputTables(self.output.path.rstrip("/"), self.catalog)

    def of(self, slice_: Slice) -> "Config":
        """The configuration for one slice alone."""
        select = self.select.model_copy(
            update={"from_": slice_.first, "to": slice_.last, "daily": slice_.is_day}
        )
        return self.model_copy(update={"select": select})

    @property
    def selection(self) -> Selection:
        """What `select` asks of the index."""
        return Selection(
            first=None if self.select.daily else self.select.from_,
            last=None if self.select.daily else self.select.to,
            forms=frozenset(self.select.forms),
            ciks=frozenset(self.select.ciks),
            accessions=frozenset(self.select.accessions),
            limit=self.select.limit,
        )


def load_config(path: str, overrides: Iterable[str] = (), period: Sequence[Slice] = ()) -> Config:
    """The configuration in a TOML file, changed by overrides such as `select.limit=10`.

    Args:
        path: The file.
        overrides: Values in place of the file's.
        period: Slices of which the first and the last take the place of `select.from` and `to`.

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
    select = document.setdefault("select", {})
    if period and isinstance(select, dict):
        select |= {"from": period[0].first, "to": period[-1].last, "daily": period[0].is_day}
    return _validated(path, document)


def _validated(path: str, document: dict[str, Any]) -> Config:
    """The configuration, if it is valid in itself and between its sections."""
    problems = list(_of_sections(document))
    try:
        config = Config.model_validate(document)
    except pydantic.ValidationError as error:
        problems = [*_problems(error), *problems]
    if problems:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise ConfigError(f"{path} cannot be used:\n{lines}")
    return config


def _of_sections(document: dict[str, Any]) -> Iterator[str]:
    """Errors between sections, and in a source of an unknown kind."""
    source = document.get("source")
    if not isinstance(source, dict):
        return
    if source.get("kind") == "edgar" and "store" not in document:
        yield "store.path: is needed: what comes from EDGAR is kept there"
    if str(source.get("kind")) not in _SOURCES:
        known = {name for kind in _SOURCES.values() for name in _keys(kind)}
        for key in source.keys() - known:
            yield f"source.{key}: unknown key; keys are {', '.join(sorted(known))}"


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


# Messages of pydantic that use terms of Python, in plain words.
_PLAIN_WORDS: Final = {
    "missing": "is needed",
    "tuple_type": 'must be a list, such as ["10-K"]',
    "union_tag_invalid": 'must be "mirror" or "edgar"',
    "union_tag_not_found": 'must be "mirror" or "edgar"',
}


def _problems(error: pydantic.ValidationError) -> Iterator[str]:
    for problem in error.errors(include_url=False):
        place = ".".join(_place(problem)) or "configuration"
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] in ("extra_forbidden", "unexpected_keyword_argument"):
            message = "unknown key" + _suggestions(problem["loc"])
        message = _PLAIN_WORDS.get(problem["type"], message)
        given = "" if problem["type"] == "missing" else f" (given: {_given(problem)!r})"
        yield f"{place}: {message}{given}"


def _given(problem: ErrorDetails) -> object:
    """The value that is wrong; pydantic gives the whole source for its kind."""
    value: object = problem["input"]
    is_kind = problem["type"].startswith("union_tag") and isinstance(value, dict)
    return value.get("kind") if is_kind and isinstance(value, dict) else value


def _place(problem: ErrorDetails) -> list[str]:
    """Section and key; pydantic puts the kind of source between them."""
    place = [str(part) for part in problem["loc"]]
    if place[0:1] == ["source"] and len(place) > 2:
        del place[1]
    return [*place, "kind"] if problem["type"].startswith("union_tag") else place


def _suggestions(place: Sequence[int | str]) -> str:
    sections: dict[str, Any] = {
        name: field.annotation for name, field in Config.model_fields.items()
    }
    sections |= _SOURCES
    if len(place) == 1:
        return f"; sections are {', '.join(Config.model_fields)}"
    section = sections.get(str(place[1])) or sections.get(str(place[0]))
    if not (isinstance(section, type) and issubclass(section, BaseModel)):
        return ""
    return f"; keys are {', '.join(_keys(section))}"


def _keys(section: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in section.model_fields.items()]
