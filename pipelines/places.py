"""Whether a run can read its source and write its output, checked before it starts."""

import os
from collections.abc import Iterator
from pathlib import Path

from pipelines.config import Config, Edgar, Mirror
from pipelines.errors import ConfigError
from transforms.datasets.catalog import DATABASE
from transforms.edgar.fetching.user_agent import checked_user_agent
from transforms.storage import files


def check_places(config: Config) -> None:
    """Check that a mirror is there and that the output can be written.

    Raises:
        ConfigError: One of them, or both, are not so.
    """
    of_source = _of_source(config) if isinstance(config.source, Mirror) else ()
    _refuse([*of_source, *_of_output(config)])


def check_mirror(config: Config) -> None:
    """Check that a mirror is there; of a store, fetching makes the directory.

    Raises:
        ConfigError: It is not.
    """
    if isinstance(config.source, Mirror):
        _refuse(list(_of_source(config)))


def check_before_fetch(config: Config) -> None:
    """Check that EDGAR may be asked and that the output can be written.

    Raises:
        ConfigError: `user_agent` names no e-mail address, the output cannot be written, or both.
    """
    _refuse([*of_user_agent(config), *_of_output(config)])


def _refuse(problems: list[str]) -> None:
    if problems:
        raise ConfigError("\n".join(problems))


def _of_source(config: Config) -> Iterator[str]:
    source = files.join(config.archives, "edgar")
    try:
        found = files.has_files(source)
    except (OSError, ValueError) as error:
        yield f"source.location: {source} cannot be read: {_reason(error)}"
        return
    if not found:
        yield (
            f"source.location: {source} does not exist; name the directory that holds Archives/edgar"
        )


def _of_output(config: Config) -> Iterator[str]:
    try:
        files.check_writable(config.output.path)
    except (OSError, ValueError) as error:
        yield f"output.path: {config.output.path} cannot be written: {_reason(error)}"
        return
    database = Path(config.output.path) / DATABASE
    is_used = not (config.catalog.properties or files.is_url(config.output.path))
    # Only the end of a run writes to it: no run is to work for hours and then be refused.
    if is_used and database.is_file() and not os.access(database, os.W_OK):
        yield f"output.path: {database} cannot be written: Permission denied"


def of_user_agent(config: Config) -> Iterator[str]:
    """What is wrong with the user agent, if the source is EDGAR."""
    if isinstance(config.source, Edgar):
        try:
            checked_user_agent(config.source.user_agent, config.source.base_url)
        except ValueError as error:
            yield f"source.user_agent: {error}"


def _reason(error: OSError | ValueError) -> str:
    """Why, without the name of the file that was tried; Arrow's errors have no other text."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
