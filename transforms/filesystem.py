"""Files, local or on `gs://` and `s3://`, through Beam's FileSystems."""

from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, Final

from apache_beam.io.filesystem import CompressionTypes
from apache_beam.io.filesystems import FileSystems


def _client_errors() -> Iterator[type[Exception]]:
    """Errors of the cloud clients that are installed; Beam does not wrap all of them."""
    with suppress(ImportError):
        from apache_beam.io.aws.clients.s3.messages import S3ClientError

        yield S3ClientError
    with suppress(ImportError):
        from google.api_core.exceptions import GoogleAPIError
        from google.auth.exceptions import GoogleAuthError

        yield from (GoogleAPIError, GoogleAuthError)
    with suppress(ImportError):
        from google.resumable_media.common import InvalidResponse

        yield InvalidResponse


STORAGE_ERRORS: Final[tuple[type[Exception], ...]] = (OSError, *_client_errors())
"""What goes wrong with files for reasons outside this software; `BeamIOError` is an OSError."""


def join(base: str, path: str) -> str:
    """`path`, with forward slashes, below `base`."""
    return f"{base.rstrip('/')}/{path}"


def exists(path: str) -> bool:
    """Whether there is a file or directory at `path`."""
    return bool(FileSystems.exists(path))


def has_files(directory: str) -> bool:
    """Whether any file lies below `directory`; buckets know no directories of their own."""
    (found,) = FileSystems.match([f"{directory.rstrip('/')}/**"], limits=[1])
    return bool(found.metadata_list)


def open_read(path: str) -> BinaryIO:
    """The bytes of a file, never decompressed on the way."""
    return FileSystems.open(path, compression_type=CompressionTypes.UNCOMPRESSED)  # type: ignore[no-any-return]


def read(path: str) -> bytes:
    """All bytes of a file."""
    with open_read(path) as file:
        return file.read()


def create(path: str) -> BinaryIO:
    """A new file to write to, with its directories."""
    return FileSystems.create(path, compression_type=CompressionTypes.UNCOMPRESSED)  # type: ignore[no-any-return]


def rename(source: str, target: str) -> None:
    """Move a file. The target appears whole."""
    if FileSystems.get_scheme(target) is None:
        make_directories(target.rpartition("/")[0])
    FileSystems.rename([source], [target])


def make_directories(path: str) -> None:
    """Create a directory and those above it, if they are not there."""
    if not FileSystems.exists(path):
        FileSystems.mkdirs(path)


def list_files(directory: str) -> Iterator[str]:
    """Every file below `directory`, none if it does not exist."""
    pattern = f"{directory.rstrip('/')}/**"
    for result in FileSystems.match([pattern]):
        for metadata in result.metadata_list:
            yield metadata.path


def modified(path: str) -> float:
    """When a file was written, in seconds, by the clock of where it lies.

    Raises:
        FileNotFoundError: There is none.
    """
    (found,) = FileSystems.match([path])
    if not found.metadata_list:
        raise FileNotFoundError(path)
    return float(found.metadata_list[0].last_updated_in_seconds)


def delete(paths: list[str]) -> None:
    """Remove files and directories that are there."""
    FileSystems.delete(paths)


def remove_empty_directories(directory: str) -> None:
    """Remove a local directory tree that holds no files; elsewhere directories do not exist."""
    if FileSystems.get_scheme(directory) is None and FileSystems.exists(directory):
        FileSystems.delete([directory])
