"""Whether a run can read its source and write its output, checked before it starts."""

from importlib import import_module
from typing import Final

from apache_beam.io.filesystems import FileSystems

from pipelines.config import Config
from pipelines.errors import ConfigError
from transforms import filesystem
from transforms.storage import files

# Per scheme of a URL: the package that Beam needs for it, and the extra that installs it.
_CLIENTS: Final = {"gs": ("google.cloud.storage", "gcp"), "s3": ("boto3", "aws")}


def check_places(config: Config) -> None:
    """Check that the source is there and that the output can be written.

    Raises:
        ConfigError: One of them is not so.
    """
    source = filesystem.join(config.archives, "edgar")
    for key, place in (("source.location", source), ("output.path", config.output.path)):
        _check_scheme(key, place)
    try:
        found = filesystem.has_files(source)
    except filesystem.STORAGE_ERRORS as error:
        raise ConfigError(f"source.location: {source} cannot be read: {error}") from error
    if not found:
        raise ConfigError(
            f"source.location: {source} does not exist; name the directory that holds Archives/edgar"
        )
    try:
        files.check_writable(config.output.path)
    except OSError as error:
        raise ConfigError(
            f"output.path: {config.output.path} cannot be written: {error}"
        ) from error


def _check_scheme(key: str, place: str) -> None:
    scheme = FileSystems.get_scheme(place)
    client, extra = _CLIENTS.get(scheme, (None, None))
    try:
        if client:
            import_module(client)
        FileSystems.get_filesystem(place)
    except ImportError as error:
        raise ConfigError(
            f"{key}: {place} needs a client of {scheme}://: pip install 'edgar-arcs[{extra}]'"
        ) from error
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{key}: {place}: Beam cannot read {scheme}:// here; use a local path, gs:// or s3://"
        ) from error
