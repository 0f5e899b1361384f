"""A file that a command writes: whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipelines.query import QueryError


def left_of(target: Path | None) -> str:
    """What an interruption leaves of a file that is written whole, if one is."""
    return f"{target} is as it was, or written whole" if target and _is_file(target) else ""


def _is_file(target: Path) -> bool:
    return not target.is_symlink() and (target.is_file() or not target.exists())


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A path to write to, which is moved to `target` at the end: what fails leaves the old file.

    A link, a pipe or a device, such as /dev/stdout, is written to as it stands.

    Raises:
        QueryError: It cannot be written; of a file that cannot be begun, before anything is done.
    """
    is_file = _is_file(target)
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
