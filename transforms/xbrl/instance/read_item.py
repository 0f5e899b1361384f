"""Items and tuples as the readers of documents find them."""

from typing import NamedTuple

from transforms.errors import Reject
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.amounts import Amount, Quotient
from transforms.xbrl.lexical import boolean


class ReadItem(NamedTuple):
    """An item or tuple as read; its references are not resolved yet.

    Attributes:
        concept: Clark name.
        shown: The concept as datasets show it.
        context_ref: Id of its context; None for a tuple, '' for an item that has none.
        file: Document that holds it.
        line: Its line.
        value: Text as filed, the amount where a reader made it, or why there is none;
            None where nil or a tuple.
        parent: Index among the items of the tuple it stands in, -1 at the top.
    """

    concept: str
    shown: str
    context_ref: str | None
    file: str
    line: int | None
    unit_ref: str | None = None
    value: str | Amount | Quotient | XbrlError | None = None
    decimals: str | None = None
    precision: str | None = None
    is_nil: bool = False
    lang: str | None = None
    id: str | None = None
    parent: int = -1
    is_hidden: bool = False
    is_lenient: bool = False


def read_nil(text: str) -> bool:
    """Value of an `xsi:nil` attribute.

    Raises:
        XbrlError: `invalid-nil` outside the lexical space of `xs:boolean`.
    """
    value = boolean(text)
    if value is None:
        raise XbrlError("invalid-nil", f"xsi:nil {text[:40]!r} is neither true nor false")
    return value


def fact_reject(error: XbrlError, concept: str, file: str, line: int | None) -> Reject:
    """The reject of one fact."""
    return Reject("instance", error.error, f"fact {concept}: {error.message}", file, line)
