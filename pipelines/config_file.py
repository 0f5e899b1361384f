"""Reading a configuration: a TOML file, changed by `--set` overrides and a period.

What is wrong is reported all at once, in the terms of the file.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipelines.config import SOURCES, Config, StoreSection
from pipelines.errors import ConfigError
from transforms.edgar.slices import Slice


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
        # editors on Windows write a byte order mark, which is no part of TOML
        document = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(
            f"cannot read {path}: {error.strerror}; see configs/ for examples"
        ) from error
    except (ValueError, RecursionError) as error:  # neither text nor TOML, or thousands of digits
        raise ConfigError(f"{path} is not TOML: {error}") from error
    overridden = [_apply(document, override) for override in overrides]
    select = document.setdefault("select", {})
    if period and isinstance(select, dict):
        select |= {"from": period[0].first, "to": period[-1].last, "daily": period[0].is_day}
    return _validated(path, document, overridden)


def _validated(path: str, document: dict[str, Any], overridden: Collection[str]) -> Config:
    """The configuration, if it is valid in itself and between its sections."""
    problems = list(_of_sections(document))
    try:
        config = Config.model_validate(document)
    except ValidationError as error:
        problems = [*_problems(error, overridden), *problems]
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
    if str(source.get("kind")) not in SOURCES:
        known = {name for kind in SOURCES.values() for name in _keys(kind)}
        for key in sorted(source.keys() - known):
            yield f"source.{key}: unknown key; keys are {', '.join(sorted(known))}"


def _apply(document: dict[str, Any], override: str) -> str:
    """Put `section.key=value` into the document; the value is TOML, or else plain text.

    Returns:
        The key with its section.
    """
    name, equals, text = override.partition("=")
    section, _, key = name.strip().partition(".")
    if not (equals and section and key):
        raise ConfigError(
            f"--set {override}: write it as section.key=value, such as select.limit=10"
        )
    table = document.setdefault(section, {})
    if not isinstance(table, dict):
        raise ConfigError(f"--set {override}: {section} is not a section")
    try:
        table[key] = tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):  # of thousands of digits, and of nested lists
        table[key] = text.strip()
    return f"{section}.{key}"


# Messages of pydantic that use terms of Python, in plain words.
_PLAIN_WORDS: Final = {
    "missing": "is needed",
    **dict.fromkeys(["model_type", "model_attributes_type", "dict_type"], "must be a section"),
    **dict.fromkeys(["int_parsing", "int_type", "int_from_float"], "must be a whole number"),
    **dict.fromkeys(["float_parsing", "float_type"], "must be a number"),
    **dict.fromkeys(["bool_parsing", "bool_type"], "must be true or false"),
    "string_type": "must be text, in quotes",
    "int_parsing_size": "is too large",
    "tuple_type": 'must be a list, such as ["10-K"]',
    "union_tag_invalid": 'must be "mirror" or "edgar"',
    "union_tag_not_found": 'must be "mirror" or "edgar"',
}


def _problems(error: ValidationError, overridden: Collection[str]) -> Iterator[str]:
    for problem in error.errors(include_url=False):
        place = ".".join(_place(problem))
        message = problem["msg"].removeprefix("Value error, ").replace("Input should", "must")
        if problem["type"] == "extra_forbidden":
            message = "unknown key" + _suggestions(problem["loc"])
        message = _PLAIN_WORDS.get(problem["type"], message)
        by = " by --set" if any(f"{place}.".startswith(f"{name}.") for name in overridden) else ""
        given = "" if problem["type"] == "missing" else f" (given{by}: {_as_toml(_given(problem))})"
        yield f"{place}: {message}{given}"


def _given(problem: ErrorDetails) -> object:
    """The value that is wrong; pydantic gives the whole source for its kind."""
    value: object = problem["input"]
    if problem["type"].startswith("union_tag") and isinstance(value, dict):
        return value.get("kind")
    return value


def _as_toml(value: object) -> str:
    """A value as the file may have it; Python has other words for days, true and false."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else repr(value)


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
    sections |= SOURCES | {"store": StoreSection}  # which may be left out
    if len(place) == 1:
        return f"; sections are {', '.join(Config.model_fields)}"
    section = place[1 if place[0] == "source" else 0]  # behind `source` pydantic has its kind
    return f"; keys are {', '.join(_keys(sections[str(section)]))}"


def _keys(section: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in section.model_fields.items()]
