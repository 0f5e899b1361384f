"""Values of the configuration that are more than plain TOML: days, paths, forms and the like.

Each is an annotated type, so that a section says of a field only what kind of value it holds.
"""

import re
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from transforms.edgar.accession import is_accession_number
from transforms.edgar.forms import intended_form
from transforms.edgar.slices import FIRST_YEAR, LAST_YEAR, Slice

# https://www.sec.gov
_WEB_ADDRESS: Final = re.compile(r"https?://[^\s?#]+")


_LARGEST_CIK: Final = 9_999_999_999
"""A Central Index Key has at most ten digits."""


def _no_truth_value(value: object) -> object:
    """A value that is not `true` or `false`, which Python takes for the numbers 1 and 0."""
    if isinstance(value, bool):
        raise ValueError("must be a number")  # noqa: TRY004 # Pydantic's way: no TypeError
    return value


def _first_day(value: object) -> date:
    """First day of a quarter such as `2024Q1`, or the day itself."""
    return _slice(value).first


def _last_day(value: object) -> date:
    """Last day of a quarter such as `2024Q1`, or the day itself."""
    return _slice(value).last


def _slice(value: object) -> Slice:
    try:
        return Slice.named(value.isoformat() if isinstance(value, date) else str(value))
    except ValueError as error:
        raise ValueError(
            "neither a quarter such as 2024Q1 nor a day such as 2024-05-15,"
            f" from {FIRST_YEAR} to {LAST_YEAR}"
        ) from error


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
    if set("*?[\0") & set(path):
        raise ValueError("a path must not hold *, ?, [ or NUL")
    return path


def _accession_number(text: str) -> str:
    if not is_accession_number(text):
        raise ValueError("not an accession number such as 0001990001-24-000004")
    return text


def _web_address(text: str) -> str:
    if not (_WEB_ADDRESS.fullmatch(text) and _has_server(text)):
        raise ValueError("must be an address such as https://www.sec.gov, without ? and #")
    return text


def _has_server(address: str) -> bool:
    """Whether an address names a server, and its port, if it has one, is a number of ports."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _form_type(form: str) -> str:
    if not form.strip():
        raise ValueError("a form type such as 10-K is needed; leave `forms` out for all")
    intended = intended_form(form)
    if intended:
        raise ValueError(f"{form} is no form of EDGAR's; did you mean {intended}?")
    return form


def _given(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty: give it a value, or leave it out")
    return text


def _lasting(kind: str) -> str:
    """A type of catalog whose tables outlast the process."""
    if kind == "in-memory":
        raise ValueError("forgets its tables at the end of the process: use another, such as sql")
    return kind


def _namespace(text: str) -> str:
    """A namespace of which every level, between dots, has a name."""
    if not (text.isprintable() and all(level.strip() for level in text.split("."))):
        raise ValueError("needs a name of printable characters, such as edgar")
    return text


def _ours(_: str) -> str:
    raise ValueError("is always set by edgar-arcs: leave it out")


# Arrow, which the schemas are made of, is imported only where they are needed: errors of the
# configuration must come at once.
def _known_dataset(name: str) -> str:
    from transforms.datasets.schema import DATASETS

    if name not in DATASETS:
        raise ValueError(f"no such dataset; there are {', '.join(DATASETS)}")
    return name


FirstDay = Annotated[date, BeforeValidator(_first_day)]
LastDay = Annotated[date, BeforeValidator(_last_day)]
StoragePath = Annotated[str, AfterValidator(_usable), AfterValidator(_absolute)]
FormType = Annotated[str, AfterValidator(_form_type)]
AccessionNumber = Annotated[str, AfterValidator(_accession_number)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
DatasetName = Annotated[str, AfterValidator(_known_dataset)]
CatalogType = Annotated[str, AfterValidator(_given), AfterValidator(_lasting)]
CatalogAddress = Annotated[str, AfterValidator(_given)]
Namespace = Annotated[str, AfterValidator(_namespace)]
OurProperty = Annotated[str, AfterValidator(_ours)]
Count = Annotated[int, BeforeValidator(_no_truth_value), Field(gt=0, le=sys.maxsize)]
CountOrZero = Annotated[int, BeforeValidator(_no_truth_value), Field(ge=0, le=sys.maxsize)]
Cik = Annotated[int, BeforeValidator(_no_truth_value), Field(gt=0, le=_LARGEST_CIK)]
Number = Annotated[float, BeforeValidator(_no_truth_value)]
