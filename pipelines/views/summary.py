"""What a run or a fetch did: its counts, and what they mean for the reader."""

from collections.abc import Iterator, Mapping
from typing import Final

from rich.table import Table

from transforms.metrics import IN_STORE, INDEX_REJECTS, LACKING
from transforms.xbrl.calculation.verdict import VERDICTS

_MODES: Final = {"xbrl21": "XBRL 2.1", "calc11": "Calculations 1.1"}


def summary_table(counters: Mapping[str, int], seconds: float) -> Table:
    """The counts of a run, one per line."""
    table = Table(title="Processed", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, count in counters.items():
        dataset, slash, part = name.partition("/")
        table.add_row(f"  {part}" if slash else dataset, f"{count:,}")
    table.add_section()
    filings = counters.get("filings", 0)
    table.add_row("seconds", f"{seconds:.1f}")
    table.add_row("filings/s", f"{filings / seconds:.1f}")
    return table


def remarks(
    counters: Mapping[str, int], period: str, slices: int, *, is_closed: bool = False
) -> list[str]:
    """What of a run's counts asks for a word.

    Args:
        counters: The counts.
        period: What was selected, such as `2024Q1 to 2024Q4`.
        slices: How many quarters or days that is.
        is_closed: Whether it is a day on which EDGAR is closed.
    """
    lines = []
    without = counters.get(f"{INDEX_REJECTS}/no-index", 0)
    if without:
        lines.append(
            f"{without:,} of {slices:,} indexes of {period} are not there or cannot be read, and "
            "what filings they list is not known; which, is in dataset rejects"
        )
    if not counters.get("filings") and without < slices:
        lines.append(_nothing_selected(period, is_closed))
    lines += [rate for mode, name in _MODES.items() for rate in _rate(counters, mode, name)]
    if counters.get("rejects"):
        lines.append("What was rejected, where and why, is in dataset rejects")
    return lines


def _nothing_selected(period: str, is_closed: bool) -> str:
    if is_closed:
        return (
            f"No filing of {period} is selected: it is a weekend or holiday, for which EDGAR "
            "seldom has an index"
        )
    return (
        f"No filing of {period} is selected: look at select.forms (as EDGAR spells "
        "them), select.ciks and select.accessions"
    )


def _rate(counters: Mapping[str, int], mode: str, name: str) -> Iterator[str]:
    """The share of inconsistent sums: of those that were compared, not of all."""
    consistent, inconsistent, unbound = (
        counters.get(f"calculations/{mode} {verdict}", 0) for verdict in VERDICTS
    )
    checked = consistent + inconsistent
    if checked:
        yield (
            f"{name}: {inconsistent:,} of {checked:,} sums that could be checked are inconsistent "
            f"({inconsistent / checked:.1%}); {unbound:,} more are unbound"
        )


def fetch_table(counters: Mapping[str, int], seconds: float) -> Table:
    """The counts of a fetch, one per line."""
    table = Table(title="Fetched", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("filings in the store", f"{counters.get(IN_STORE, 0):,}")
    for label, name in [
        ("files stored now", "fetch/stored"),
        ("not available", "fetch/not_available"),
        ("failed", "fetch/failed"),
        ("lacking", LACKING),
        ("bytes", "fetch/bytes"),
        ("requests", "fetch/requests"),
    ]:
        table.add_row(label, f"{counters.get(name, 0):,}")
    table.add_row("seconds", f"{seconds:.1f}")
    return table
