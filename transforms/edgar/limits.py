"""Limits: how much a container may ask of the worker that reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that no genuine filing exceeds; one that does is rejected before a worker dies.

    Members of real filings exceed 300 MB, and XML of real linkbases deflates up to 25 times.

    Attributes:
        members: Members of an archive, documents of a submission or folder.
        member_bytes: Size of one, inflated.
        total_bytes: Size of all that are read of one filing, inflated; also that of the archive,
            submission or folder itself, which is not read if it is larger.
        ratio: Inflated size for each deflated byte, of members above a megabyte.
    """

    members: int = 10_000
    member_bytes: int = 1 << 30
    total_bytes: int = 2 << 30
    ratio: int = 250
