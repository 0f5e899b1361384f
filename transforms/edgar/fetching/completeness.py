"""Whether everything that was selected was processed or has a reason why not."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SliceStatus:
    """How far a slice (a quarter, or a day) has come; counts are of selected filings.

    Attributes:
        name: `2024Q1` or `2024-05-15`.
        in_index: Selected from the index.
        in_store: Whose archive is in the store.
        not_available: Reason to number of those that EDGAR says it does not have.
        rejected: Error code to number of those that could not be processed.
        processed: Which have a row in `filings`.
        unexplained: Accession numbers of the others, ascending.
        is_indexed: Whether its index is there, or EDGAR is known to have none.
    """

    name: str
    in_index: int
    in_store: int
    not_available: Mapping[str, int] = field(default_factory=dict)
    rejected: Mapping[str, int] = field(default_factory=dict)
    processed: int = 0
    unexplained: tuple[str, ...] = ()
    is_indexed: bool = True

    @property
    def is_complete(self) -> bool:
        """Whether its index is known, and none of its filings is unexplained."""
        return self.is_indexed and not self.unexplained


def slice_status(
    name: str,
    selected: Collection[str],
    *,
    stored: Collection[str] = (),
    not_available: Mapping[str, str] | None = None,
    rejected: Mapping[str, str] | None = None,
    processed: Collection[str] = (),
    is_indexed: bool = True,
) -> SliceStatus:
    """The status of a slice from the accession numbers of each kind.

    A filing counts once: as processed, else as not available, else as rejected.

    Args:
        name: Of the slice.
        selected: Chosen from the index.
        stored: Whose archive is in the store.
        not_available: Those that EDGAR does not have, with the reason.
        rejected: Those with a reject, with its error code.
        processed: Those with a row in `filings`.
        is_indexed: Whether its index is there, or EDGAR is known to have none.
    """
    wanted = set(selected)
    done = wanted.intersection(processed)
    absent = {key: why for key, why in (not_available or {}).items() if key in wanted - done}
    refused = {
        key: why for key, why in (rejected or {}).items() if key in wanted - done - absent.keys()
    }
    return SliceStatus(
        name=name,
        in_index=len(wanted),
        in_store=len(wanted.intersection(stored)),
        not_available=_counts(absent.values()),
        rejected=_counts(refused.values()),
        processed=len(done),
        unexplained=tuple(sorted(wanted - done - absent.keys() - refused.keys())),
        is_indexed=is_indexed,
    )


def exit_code(statuses: Iterable[SliceStatus]) -> int:
    """0 if every slice is complete, else 1."""
    return int(any(not status.is_complete for status in statuses))


def _counts(reasons: Iterable[str]) -> dict[str, int]:
    return dict(Counter(reasons).most_common())
