"""The configuration of a run: its sections, and `Config`, which holds them all."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from pipelines.config_values import (
    AccessionNumber,
    CatalogAddress,
    CatalogType,
    Cik,
    Count,
    CountOrZero,
    DatasetName,
    FirstDay,
    FormType,
    LastDay,
    Namespace,
    Number,
    OurProperty,
    StoragePath,
    WebAddress,
)
from pipelines.errors import ConfigError
from transforms.edgar.filing import HeaderSource
from transforms.edgar.limits import Limits
from transforms.edgar.paths import SEC, is_of_sec
from transforms.edgar.selection import Selection
from transforms.edgar.slices import Slice, quarters_between

if TYPE_CHECKING:
    from transforms.datasets.catalog import Output as OutputTables
    from transforms.edgar.fetching.access import EdgarAccess


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
    base_url: WebAddress = SEC
    requests_per_second: Annotated[Number, Field(ge=0.001)] = 8.0
    block_seconds: Annotated[Number, Field(ge=0, le=86_400)] = 600.0
    headers: HeaderSource = "rss"
    archives: Literal["filing", "feed"] = "filing"

    @field_validator("requests_per_second")
    @classmethod
    def _is_slow_enough(cls, rate: float, so_far: ValidationInfo) -> float:
        if rate > 10 and is_of_sec(so_far.data.get("base_url", SEC)):
            raise ValueError("the SEC allows 10 requests per second in total")
        return rate

    @field_validator("block_seconds")
    @classmethod
    def _is_long_enough(cls, seconds: float, so_far: ValidationInfo) -> float:
        if seconds < 600 and is_of_sec(so_far.data.get("base_url", SEC)):
            raise ValueError("the SEC blocks for 600 seconds, and longer for every request")
        return seconds

    @property
    def access(self) -> "EdgarAccess":
        """How EDGAR is asked."""
        from transforms.edgar.fetching.access import EdgarAccess  # with the libraries of HTTP

        return EdgarAccess(
            self.user_agent, self.base_url, self.requests_per_second, self.block_seconds
        )


SOURCES: Final[dict[str, type[Section]]] = {"mirror": Mirror, "edgar": Edgar}
"""The section `source` by its `kind`."""


class StoreSection(Section):
    """Where raw archives are kept, so that processing them again costs the SEC nothing.

    Attributes:
        path: Directory or URL; it can be read like a mirror.
    """

    path: StoragePath


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

    from_: FirstDay = Field(alias="from")
    to: LastDay
    forms: tuple[FormType, ...] = ()
    ciks: tuple[Cik, ...] = ()
    accessions: tuple[AccessionNumber, ...] = ()
    exclude: tuple[AccessionNumber, ...] = ()
    limit: Count | None = None
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
    def slices(self) -> list[Slice]:
        """The units that are fetched and reported: the day, or the quarters of the period."""
        if self.daily:
            return [Slice.of_day(self.from_)]
        return quarters_between(Slice.of_day(self.from_), Slice.of_day(self.to))


class Output(Section):
    """What is written, and where.

    Attributes:
        path: Directory or URL of the output.
        datasets: Datasets to write, and `filings`, which says what is there; empty for all.
        max_text: Characters kept of the value of a text fact; 0 keeps all.
    """

    path: StoragePath
    datasets: tuple[DatasetName, ...] = ()
    max_text: CountOrZero = 1000

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
    def writes_references(self) -> bool:
        """Whether tables without rows of filings, which the project carries, are to be written."""
        return self.written_datasets != self.partitioned_datasets


class Catalog(Section):
    """Properties with which PyIceberg opens the catalog; empty for the database in the output.

    Attributes:
        type: Such as `sql` or `rest`; what others each takes, PyIceberg's documentation says.
        uri: Where the catalog is.
        namespace: Of the tables; `edgar` if left out.
        name: Refused, as it is always `edgar-arcs`.
        file_io: Refused, as files are written so that they last, which PyIceberg's do not.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]

    type: CatalogType = ""
    uri: CatalogAddress = ""
    namespace: Namespace = ""
    name: OurProperty = ""
    file_io: OurProperty = Field("", alias="py-io-impl")

    @property
    def properties(self) -> dict[str, str]:
        """The properties that are given."""
        return self.model_dump(exclude_unset=True)


class Calculations(Section):
    """How calculations are checked.

    Attributes:
        rounding: How reported numbers came about, which decides their intervals under
            Calculations 1.1: `nearest`, or `truncation`.
    """

    rounding: Literal["nearest", "truncation"] = "nearest"


_DEFAULT_LIMITS: Final = Limits()


class LimitsSection(Section):
    """How much a container may ask of the worker that reads it; see `Limits` for each."""

    members: Count = _DEFAULT_LIMITS.members
    member_bytes: Count = _DEFAULT_LIMITS.member_bytes
    total_bytes: Count = _DEFAULT_LIMITS.total_bytes
    ratio: Count = _DEFAULT_LIMITS.ratio

    @property
    def values(self) -> Limits:
        """The limits as readers take them."""
        return Limits(self.members, self.member_bytes, self.total_bytes, self.ratio)


class Config(Section):
    """The whole configuration of a run."""

    source: Annotated[Mirror | Edgar, Field(discriminator="kind")]
    select: Select
    output: Output
    store: StoreSection | None = None
    catalog: Catalog = Field(default_factory=lambda: Catalog.model_validate({}))
    calculations: Calculations = Calculations()
    limits: LimitsSection = LimitsSection()

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

        return OutputTables(self.output.path.rstrip("/"), self.catalog.properties)

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
