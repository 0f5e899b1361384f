"""A file that a command writes: whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipelines.query import QueryError


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A path to write to, which is moved to `target` at the end: what fails leaves the old file.

    A link, a pipe or a device, such as /dev/stdout, is written to as it stands.

    Raises:
        QueryError: It cannot be written; of a file that cannot be begun, before anything is done.
    """
    is_file = not target.is_symlink() and (target.is_file() or not target.exists())
    part = target.with_name(f"{target.name}.part") if is_file else target
    try:
        if is_file:
            part.open("wb").close()
        yield part
        if is_file:
            part.replace(target)
    except BrokenPipeError:  # what reads it has left
        raise
    except OSError as error:
        raise QueryError(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        if is_file:
            with suppress(OSError):
                part.unlink()
