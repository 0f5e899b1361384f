"""Files by their path, local or the URL of a bucket: `gs://`, `s3://`. On Arrow's file systems.

A local file counts as written once its content and its name are on the disk. Credentials, region
and endpoint of a bucket are found as the cloud's own tools find them: `AWS_PROFILE`,
`AWS_ENDPOINT_URL`, `~/.aws`; `GOOGLE_APPLICATION_CREDENTIALS`, `STORAGE_EMULATOR_HOST`; or the
machine's own identity.
"""

import io
import os
import shutil
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

import pyarrow as pa

from transforms.storage.durable import DurableFile, sync_directory

if TYPE_CHECKING:
    import pyarrow.fs as pafs

UNFINISHED: Final = ".unfinished-"
"""What the name of a file begins with while `write_whole` writes it."""

_RETRIES: Final = timedelta(seconds=30)  # Arrow's own is 15 minutes, also for a wrong bucket
_BUFFER: Final = 1 << 20


def is_url(path: str) -> bool:
    """Whether `path` is a URL, not a path of this machine."""
    return "://" in path


def join(base: str, path: str) -> str:
    """`path`, with forward slashes, below `base`."""
    return f"{base.rstrip('/')}/{path}"


def open_read(path: str) -> BinaryIO:
    """Open a file.

    Raises:
        FileNotFoundError: There is none.
    """
    if not is_url(path):
        return Path(path).open("rb")
    system, inner = arrow(path)
    with _as_os_errors():
        return cast("BinaryIO", io.BufferedReader(system.open_input_file(inner)))


def open_for_arrow(path: str) -> pa.NativeFile:
    """Open a file that Arrow reads by itself, such as Parquet.

    Threads of Arrow's hold a file for a moment longer than the call that read it. One of Python's
    they would have to let go with Python's lock: at the end of the process that aborts it.

    Raises:
        FileNotFoundError: There is none.
    """
    if not is_url(path):
        Path(path).open("rb").close()  # whose errors say what is wrong, and no more
    system, inner = arrow(path)
    with _as_os_errors():
        return system.open_input_file(inner)


class TooLargeError(Exception):
    """A file is larger than what may be read of it."""


def read(path: str, most: int = sys.maxsize) -> bytes | None:
    """All bytes of a file; None if there is none.

    Raises:
        TooLargeError: There are more than `most`.
    """
    with suppress(FileNotFoundError, NotADirectoryError), _as_os_errors():
        if is_url(path):
            system, inner = arrow(path)
            with system.open_input_stream(inner) as stream:
                return _in_pieces(path, stream, most)
        with Path(path).open("rb") as file:
            if os.fstat(file.fileno()).st_size > most:
                raise TooLargeError(path)
            return file.read()
    return None


def _in_pieces(path: str, stream: BinaryIO, most: int) -> bytes:
    """The rest of a stream: piece by piece, each an answer of the bucket, which Arrow makes 16 KiB."""
    content = io.BytesIO()
    while piece := stream.read(_BUFFER):
        content.write(piece)
        if content.tell() > most:
            raise TooLargeError(path)
    return content.getvalue()


def create(path: str) -> BinaryIO:
    """A new file to write to, with its directories; it is whole and lasting once it is closed."""
    if not is_url(path):
        return cast("BinaryIO", io.BufferedWriter(DurableFile(Path(path)), _BUFFER))
    system, inner = arrow(path)
    with _as_os_errors():
        return cast("BinaryIO", system.open_output_stream(inner))


def write_whole(path: str, content: BinaryIO) -> None:
    """Write a file so that nobody ever sees a part of it under its name.

    It is written beside, then moved: closing an object half-way would keep the half.
    """
    directory, _, _ = path.rpartition("/")
    unfinished = f"{directory}/{UNFINISHED}{uuid.uuid4().hex}"
    try:
        with _as_os_errors(), create(unfinished) as file:
            shutil.copyfileobj(content, file, _BUFFER)
        _move(unfinished, path)
    except BaseException:
        with suppress(OSError):
            delete(unfinished)
        raise


def _move(source: str, target: str) -> None:
    if not is_url(target):
        Path(source).replace(target)
        sync_directory(Path(target).parent)
        return
    system, inner = arrow(target)
    with _as_os_errors():
        system.move(arrow(source)[1], inner)


def check_writable(directory: str) -> None:
    """Write a file to a directory and delete it.

    Raises:
        OSError: It cannot be written.
    """
    now(directory)


def now(directory: str) -> datetime:
    """The time by the clock of a directory's disk or object store, which may not be this machine's.

    Only it can be compared with when files there were written. A file is written to have it.

    Raises:
        OSError: The directory cannot be written.
    """
    probe = join(directory, f"_writable-{uuid.uuid4().hex}")
    try:
        with create(probe) as file:
            file.write(b"?")
        written = modified(probe)
    except OSError:
        with suppress(OSError):  # where no space is left, the empty file is there
            delete(probe)
        raise
    delete(probe)
    return written


class FileInfo(NamedTuple):
    """A file below a directory.

    Attributes:
        path: Absolute path or URL.
        size: In bytes.
        modified: When it was written, by the clock of the disk or object store.
    """

    path: str
    size: int
    modified: datetime


def walk(directory: str) -> Iterator[FileInfo]:
    """Every file below a directory, none if it does not exist."""
    import pyarrow.fs as pafs

    system, inner = arrow(directory)
    selector = pafs.FileSelector(inner, allow_not_found=True, recursive=True)
    with _as_os_errors():
        found = system.get_file_info(selector)
    for each in found:
        if each.is_file:
            yield FileInfo(_scheme(directory) + each.path, each.size, _modified(each))


def has_files(directory: str) -> bool:
    """Whether any file lies below a directory; in those below that cannot be read there is none.

    Raises:
        OSError: The directory itself cannot be read.
    """
    if not is_url(directory):
        with suppress(FileNotFoundError, NotADirectoryError):
            os.scandir(directory).close()
        return any(files for _, _, files in os.walk(directory))
    import pyarrow.fs as pafs

    # of a bucket, what files lie below is a directory
    return bool(_info(directory).type == pafs.FileType.Directory)


def exists(path: str) -> bool:
    """Whether there is a file at `path`."""
    return bool(_info(path).is_file)


def modified(path: str) -> datetime:
    """When a file was written, by the clock of the disk or object store.

    Raises:
        FileNotFoundError: There is none.
    """
    found = _info(path)
    if not found.is_file:
        raise FileNotFoundError(path)
    return _modified(found)


def delete(path: str) -> None:
    """Delete a file.

    Raises:
        FileNotFoundError: There is none.
    """
    system, inner = arrow(path)
    with _as_os_errors():
        system.delete_file(inner)


def _info(path: str) -> "pafs.FileInfo":
    system, inner = arrow(path)
    with _as_os_errors():
        return system.get_file_info(inner)


def _modified(found: "pafs.FileInfo") -> datetime:
    return cast("datetime", found.mtime.astimezone(UTC))


def _scheme(path: str) -> str:
    return path.partition("://")[0] + "://" if is_url(path) else ""


def arrow(path: str) -> tuple["pafs.FileSystem", str]:
    """Arrow's file system of a path, and the path as that takes it.

    Raises:
        ValueError: Its scheme is none of `SYSTEMS`.
    """
    if not is_url(path):
        return _local(), path
    scheme, _, inner = path.partition("://")
    if scheme not in SYSTEMS:
        raise ValueError(f"{path}: use a local path, gs:// or s3://")
    with _as_os_errors():
        return _system(scheme, inner.partition("/")[0]), inner


@cache
def _local() -> "pafs.FileSystem":
    import pyarrow.fs as pafs

    return pafs.LocalFileSystem()


@cache
def _system(scheme: str, bucket: str) -> "pafs.FileSystem":
    """One client for all operations on a bucket, which keeps its connections."""
    return SYSTEMS[scheme](bucket)


def _s3(bucket: str) -> "pafs.FileSystem":
    import pyarrow.fs as pafs

    return pafs.FileSystem.from_uri(f"s3://{bucket}")[0]  # in the region of the bucket


def _gs(_: str) -> "pafs.FileSystem":
    import pyarrow.fs as pafs

    emulator = os.environ.get("STORAGE_EMULATOR_HOST")
    if not emulator:
        return pafs.GcsFileSystem(retry_time_limit=_RETRIES)
    scheme, _, address = emulator.rpartition("://")
    return pafs.GcsFileSystem(
        anonymous=True,
        scheme=scheme or "http",
        endpoint_override=address.rstrip("/"),
        retry_time_limit=_RETRIES,
    )


SYSTEMS: Final[dict[str, Callable[[str], "pafs.FileSystem"]]] = {"gs": _gs, "s3": _s3}
"""Per scheme of a URL: from the name of a bucket to Arrow's file system."""


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """Errors of a cloud that Arrow has no error of the system for, as `OSError`."""
    try:
        yield
    except pa.ArrowException as error:
        raise OSError(str(error)) from error
