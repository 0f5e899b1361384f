"""Whether a run can read its source and write its output, checked before it starts."""

from pipelines.config import Config
from pipelines.errors import ConfigError
from transforms.storage import files


def check_places(config: Config) -> None:
    """Check that the source is there and that the output can be written.

    Raises:
        ConfigError: One of them is not so.
    """
    source = files.join(config.archives, "edgar")
    try:
        found = files.has_files(source)
    except (OSError, ValueError) as error:
        raise ConfigError(f"source.location: {source} cannot be read: {error}") from error
    if not found:
        raise ConfigError(
            f"source.location: {source} does not exist; name the directory that holds Archives/edgar"
        )
    try:
        files.check_writable(config.output.path)
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"output.path: {config.output.path} cannot be written: {error}"
        ) from error
