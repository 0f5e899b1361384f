"""Findings on facts that contradict one another without any network: periods and members.

Only amounts of money whose exactness is known are compared, and only beyond what the
`decimals` of all of them allow: each may be off by half a unit of its last digit.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from typing import Final, NamedTuple

from transforms.columns import Columns
from transforms.errors import Reject
from transforms.xbrl.calculation.rounding import EXACT
from transforms.xbrl.findings.rules import Finding, Rule, finding

_CURRENCY: Final = re.compile(r"[A-Z]{3}")  # USD
# Axes whose members are parts of the whole. On other axes a member may rightly be larger: an
# investee's assets, a subsidiary's cash before eliminations. Such as `srt:ProductOrServiceAxis`.
_PARTS: Final = re.compile(
    r"(?:us-gaap|srt):(?:StatementBusinessSegments|ProductOrService|StatementGeographical|"
    r"PropertyPlantAndEquipmentByType)Axis"
)
# us-gaap:ConsolidationItemsAxis=us-gaap:IntersegmentEliminationMember
_ELIMINATION: Final = re.compile(r"=(?:us-gaap|srt):\w*Eliminations?Member\b")
_EXACT: Final = Decimal(0)
MAX_DIVISIONS: Final = 2_000_000
"""Ways to divide the durations of an instance: those of 500 days in a row have twenty million."""
_UNSAID: Final = (
    f"amounts have durations that can be divided in more than {MAX_DIVISIONS} ways; of those that are"
    " left it is not said whether they are the sum of their parts"
)


class Amount(NamedTuple):
    """A reported amount of money, and by how much it may be off."""

    value: Decimal
    tolerance: Decimal
    dimensions_key: str
    file: str
    line: int | None


Point = tuple[str, str | None, str]  # concept, entity, unit
Period = tuple[date | None, date]


def contradictions(facts: Columns, reject: Callable[[Reject], object]) -> list[Finding]:
    """Durations that are not the sum of their parts, and members larger than the whole.

    Args:
        facts: Columns of dataset `facts` of one instance.
        reject: Takes the reject of an instance with too many durations to compare.
    """
    amounts, axes = _amounts(facts)
    return [*_cumulation(amounts, reject), *_members(amounts, axes)]


Amounts = dict[tuple[Point, str], dict[Period, Amount]]


def _amounts(facts: Columns) -> tuple[Amounts, dict[str, str]]:
    """The most precise amount of each data point, and the axis of each single dimension."""
    amounts: Amounts = defaultdict(dict)
    axes: dict[str, str] = {}
    names = """
        concept entity unit dimensions_key start_date end_date numeric_value decimals is_exact
        other_segment dimensions file line""".split()
    currencies = {unit for unit in set(facts["unit"]) if unit and _CURRENCY.fullmatch(unit)}
    tolerances = {
        places: Decimal(5).scaleb(-places - 1)
        for places in set(facts["decimals"])
        if places is not None
    }
    for concept, entity, unit, key, start, end, value, decimals, exact, other, dimensions, file, line in zip(
        *(facts[name] for name in names), strict=True
    ):  # fmt: skip
        if value is None or end is None or other or unit not in currencies:
            continue
        if decimals is None and not exact:
            continue
        tolerance = _EXACT if exact else tolerances[decimals]
        place = amounts[(concept, entity, unit), key]
        known = place.get((start, end))
        if known is None or tolerance < known.tolerance:
            place[start, end] = Amount(value, tolerance, key, file, line)
        if len(dimensions) == 1:
            axes[key] = dimensions[0]["axis"]
    return amounts, axes


class _Middles:
    """Days at which the durations of a concept are divided into two others."""

    def __init__(self, periods: Iterable[Period]) -> None:
        self._ends: defaultdict[date, set[int]] = defaultdict(set)
        self._days_before: defaultdict[date, set[int]] = defaultdict(set)
        for start, end in periods:
            if start is not None:
                self._ends[start].add(end.toordinal())
                self._days_before[end].add(start.toordinal() - 1)  # may be no date

    def tried(self, start: date, end: date) -> int:
        """How many days are looked at to find those of a duration."""
        return min(len(self._ends[start]), len(self._days_before[end]))

    def of(self, start: date, end: date) -> list[date]:
        """Ends of durations with that start after which one with that end starts, ascending.

        Intersecting goes through the smaller of the sets, so that many durations that share a
        start or an end take no more than their number.
        """
        return sorted(map(date.fromordinal, self._ends[start] & self._days_before[end]))


def _cumulation(amounts: Amounts, reject: Callable[[Reject], object]) -> Iterator[Finding]:
    """A duration and the two reported ones that it consists of: they must add up."""
    left = MAX_DIVISIONS
    for ((concept, _, _), key), periods in amounts.items():
        if len(periods) < 3:  # as for most data points: nothing to add up
            continue
        middles = _Middles(periods)
        for (start, end), whole in periods.items():
            if start is None:
                continue
            left -= middles.tried(start, end)
            if left < 0:
                reject(Reject("instance", "too-many-durations", _UNSAID, whole.file))
                return
            for middle in middles.of(start, end):
                if middle >= end or middle - start < timedelta(60):
                    continue
                part, rest = periods[start, middle], periods[middle + timedelta(1), end]
                apart = _total(
                    whole.value, part.value.copy_negate(), rest.value.copy_negate()
                ).copy_abs()
                if apart > _total(whole.tolerance, part.tolerance, rest.tolerance):
                    message = (
                        f"{concept}{key and f' for {key}'} from {start} to {end} is {EXACT.normalize(whole.value):f}, "
                        f"to {middle} and from there {EXACT.normalize(part.value):f} and {EXACT.normalize(rest.value):f}"
                    )
                    yield _of(whole, "cumulative-contradiction", concept, message)


def _members(amounts: Amounts, axes: Mapping[str, str]) -> Iterator[Finding]:
    """A member larger than the whole, where the whole and every member of its axis are positive.

    One row for a concept, axis and period, on the axes of segments, products, regions and
    kinds of property. Where eliminations of the concept are reported for the period, parts may
    rightly exceed the whole, and nothing is compared.
    """
    found: defaultdict[tuple[Point, str, Period], list[Amount]] = defaultdict(list)
    eliminated: set[tuple[Point, Period]] = set()
    for (point, key), periods in amounts.items():
        axis = axes.get(key)
        if axis is not None and _PARTS.fullmatch(axis):
            for period, amount in periods.items():
                found[point, axis, period].append(amount)
        if _ELIMINATION.search(key):
            eliminated.update((point, period) for period in periods)
    for (point, _, period), members in found.items():
        whole = amounts.get((point, ""), {}).get(period)
        if whole is None or (point, period) in eliminated:
            continue
        largest = _largest_part(members)
        if _positive([whole, *members]) and largest is not None and _exceeds(largest, whole):
            start, end = period
            message = (
                f"{point[0]} {f'from {start} to' if start else 'at'} {end} is {EXACT.normalize(whole.value):f}, "
                f"and {EXACT.normalize(largest.value):f} for {largest.dimensions_key}"
            )
            yield _of(largest, "member-exceeds-total", point[0], message)


def _largest_part(members: list[Amount]) -> Amount | None:
    """The largest member, of two or more, less one that is the sum of all others.

    Such a one stands for all parts together before what they owe each other is taken out: the
    total of all segments.
    """
    *others, largest = sorted(members, key=lambda each: each.value)
    if len(others) > 1:
        apart = _total(largest.value, *(each.value.copy_negate() for each in others)).copy_abs()
        if apart <= _total(*(each.tolerance for each in members)):
            return others[-1]
    return largest if others else None


def _positive(amounts: list[Amount]) -> bool:
    return all(each.value > 0 for each in amounts)


def _exceeds(member: Amount, whole: Amount) -> bool:
    least = _total(member.value, member.tolerance.copy_negate())
    return least > _total(whole.value, whole.tolerance)


def _total(*terms: Decimal) -> Decimal:
    """Sum of all digits: the context that `+` goes by would round it."""
    return reduce(EXACT.add, terms)


def _of(amount: Amount, rule: Rule, concept: str, message: str) -> Finding:
    return finding(
        rule,
        message,
        from_concept=concept,
        file=amount.file,
        line=amount.line,
    )
