"""Foreign input that cannot be processed, and the row it becomes.

Every domain package derives its errors from `InputError`; only these become rows of
`rejects`. Anything else is a bug of ours and stops the run.

* InputError
  + edgar.errors.EdgarError: indexes, archives, submissions, what a server answers
  + xbrl.errors.XbrlError: schemas, linkbases, instances
  + correspondence.errors.LetterError: staff letters and responses
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Literal

from transforms.codes import Code

Stage = Literal["discover", "fetch", "read", "schema", "linkbase", "instance", "letter", "rows"]

STAGES: Final[dict[Stage, Code]] = {
    "discover": Code("An index, or a row of it"),
    "fetch": Code("A file that could not be had from EDGAR"),
    "read": Code("A container: archive, submission or folder, and its documents as such"),
    "schema": Code("A schema"),
    "linkbase": Code("A linkbase, or a part of it"),
    "instance": Code("An instance, or a fact of it"),
    "letter": Code("A letter"),
    "rows": Code("The rows of a dataset"),
}


MAX_MESSAGE: Final = 4000
"""Characters of a message: a role of a megabyte may have a million arcs to complain of."""


def shortened(message: str) -> str:
    """The message, cut where it is longer than any that a genuine filing gives rise to."""
    return message if len(message) <= MAX_MESSAGE else f"{message[:MAX_MESSAGE]}…"


class FilingError(Exception):
    """A fault of this software that a filing brought to light; the message names both."""


@contextmanager
def naming(accession_number: str, passing: tuple[type[Exception], ...]) -> Iterator[None]:
    """Add the accession number to errors raised while a filing is processed.

    Args:
        accession_number: The filing.
        passing: Errors that have nothing to do with it, such as those of a disk or of memory.

    Raises:
        FilingError: From anything but `passing`.
    """
    try:
        yield
    except passing:
        raise
    except Exception as error:
        cause = f"{type(error).__name__}: {error}".replace("\n", " ")
        raise FilingError(f"{accession_number}: {cause}") from error


class InputError(Exception):
    """Something foreign that cannot be processed.

    Args:
        error: Stable code in kebab case, the value of `rejects.error`, such as `not-well-formed`.
        message: The offending value and the rule, in one sentence.
        file: Name of the document or archive member, if one is at fault.
        line: Line of the start tag or index row, from 1.
    """

    def __init__(
        self, error: str, message: str, *, file: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message)
        self.error = error
        self.message = message
        self.file = file
        self.line = line

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the four fields, so that workers can send the error."""
        return _rebuild, (type(self), self.error, self.message, self.file, self.line)


def _rebuild(
    cls: type[InputError], error: str, message: str, file: str | None, line: int | None
) -> InputError:
    return cls(error, message, file=file, line=line)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row of `rejects` less its filing key: one thing that could not be processed."""

    stage: Stage
    error: str
    message: str
    file: str | None = None
    line: int | None = None

    def __post_init__(self) -> None:
        """Cut a message that is too long."""
        object.__setattr__(self, "message", shortened(self.message))

    @classmethod
    def of(cls, stage: Stage, error: InputError) -> "Reject":
        """The row that `error`, raised in `stage`, becomes."""
        return cls(stage, error.error, error.message, error.file, error.line)
