"""Calculations: every summation of a filing's networks, checked against its facts.

Each network (arcrole and extended link role) stands on its own, and both sets of rules,
XBRL 2.1 §5.2.5.2 and Calculations 1.1, are applied to both summation-item arcroles. There
is a row for each data point at which the total has a fact, nil or not; where no item has a
value there, both verdicts are `unbound`.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, cast

from transforms.columns import Columns, Encoded, transposed
from transforms.xbrl.calculation.binding import (
    INCONSISTENT,
    Binding,
    bind,
    calc11,
    network_defect,
    within_limit,
    xbrl21,
)
from transforms.xbrl.calculation.cause import cause_of
from transforms.xbrl.calculation.data_point import DataPoint, DataPoints
from transforms.xbrl.calculation.evidence import Evidence
from transforms.xbrl.calculation.identity import identified
from transforms.xbrl.calculation.rounding import EXACT
from transforms.xbrl.calculation.summation import NO_GAPS, Gaps, Item, Summation, concepts_of
from transforms.xbrl.calculation.verdict import Unbound11
from transforms.xbrl.instance.contexts import NO_CONTEXT
from transforms.xbrl.instance.facts import Facts, UnreadFact
from transforms.xbrl.item_type import NumericKind
from transforms.xbrl.names import split_clark, standard_prefix

_CONTEXT: Final = tuple(
    """
    context_id entity period_type start_date end_date dimensions dimensions_key
    n_dimensions""".split()
)
COLUMNS: Final = (
    *"instance role_uri arcrole concept namespace".split(),
    *_CONTEXT,
    *"unit unit_measures tuple_index reported decimals is_exact".split(),
    *"xbrl21 xbrl21_unbound xbrl21_computed calc11 calc11_unbound".split(),
    *"calc11_low calc11_high calc11_low_closed calc11_high_closed difference".split(),
    *"items_defined items_reported duplicates cause cause_concept items".split(),
)
"""Columns of dataset `calculations` less the filing key."""

Values = tuple[object, ...]
_NOT_DECIMAL: Final = frozenset({"float", "fraction", "non-numeric"})


def _forget(_: Summation) -> None:
    """Take a summation for a caller who does not ask which are left out."""


def check_calculations(
    facts: Facts,
    summations: Sequence[Summation],
    item_types: Mapping[str, NumericKind] | None = None,
    *,
    names: Mapping[str, str] | None = None,
    gaps: Gaps = NO_GAPS,
    truncation: bool = False,
    leave_out: Callable[[Summation], object] = _forget,
) -> Columns:
    """Columns of dataset `calculations`: verdicts on every summation, and what they rest on.

    Args:
        facts: Facts of one instance.
        summations: What the calculation networks say.
        item_types: By Clark name, how concepts are numeric, as far as it is known.
        names: By Clark name, how datasets show concepts; those with a fact need none.
        gaps: Where the networks may lack relationships.
        truncation: Whether reported numbers are truncated rather than rounded to nearest.
        leave_out: Takes each summation that is not compared, as there are more than `MAX_ITEMS` items.

    Returns:
        A row for each total, data point and network, in the order of `summations` and facts.
    """
    summations = identified(summations, facts)
    kinds = (item_types or {}).items()
    not_decimal = {concept for concept, kind in kinds if kind in _NOT_DECIMAL}
    non_numeric = {concept for concept, kind in kinds if kind == "non-numeric"}
    points = DataPoints(
        facts, concepts_of(summations), truncation=truncation, non_numeric=non_numeric
    )
    rows = _Rows(points, names or {}, gaps)
    compared = within_limit(summations, points, leave_out)
    found = [row for summation in compared for row in rows.of(summation, not_decimal)]
    return transposed(COLUMNS, found)


class _Rows:
    """Makes the rows of summations from the data points of one instance."""

    def __init__(
        self,
        points: DataPoints,
        names: Mapping[str, str],
        gaps: Gaps,
    ) -> None:
        facts = points.facts
        self._instance = facts.instance
        self._columns = facts.columns
        self._is_of_oim = facts.is_of_oim
        self._gaps = gaps
        self._points = points
        self._evidence = Evidence(points)
        shown = cast("list[str]", facts.columns["concept"])
        self._names = {**dict(zip(facts.concepts, shown, strict=True)), **names}
        self._contexts: dict[int, Values] = {}
        self._units: dict[Hashable, str] = {}
        keys = facts.contexts.values[:-1]  # the last is of facts without a context
        positions = {key: at for at, key in reversed(list(enumerate(keys)))}
        # By number of the context in a place: `numbered` counts in this order.
        self._first_of_equal = [positions[key] for key in dict.fromkeys(keys)]

    def _context(self, binding: Binding) -> Values:
        """Values of the context columns: those of the first equal context of the instance."""
        number = binding.place[0]
        values = self._contexts.get(number)
        if values is None:
            if number < len(self._first_of_equal):
                at = self._first_of_equal[number]
                columns = (cast("Encoded", self._columns[name]) for name in _CONTEXT)
                values = tuple([column.values[at] for column in columns])
            else:
                values = _unread_context(self._unread(binding))
            self._contexts[number] = values
        return values

    def _unread(self, binding: Binding) -> UnreadFact:
        """The unread fact that is all there is of a total."""
        return self._points.unread_at(binding.summation.total, binding.place)

    def of(self, summation: Summation, not_decimal: Collection[str]) -> Iterator[Values]:
        """A row for each data point of a total."""
        head = (
            self._instance,
            summation.role_uri,
            summation.arcrole,
            self._shown(summation.total),
            split_clark(summation.total)[0],
        )
        defect = network_defect(summation, not_decimal) if self._is_of_oim else "not_oim"
        absent = {id(item): self._absent_item(item) for item in summation.items}
        for binding in bind(self._points, summation, self._gaps):
            yield (
                *head,
                *self._context(binding),
                *self._reported(binding),
                *self._verdicts(binding, defect),
                [
                    absent[id(item)]
                    if point is None
                    else self._reported_item(absent[id(item)], point)
                    for item, point in binding.items
                ],
            )

    def _reported(self, binding: Binding) -> Values:
        """From `unit` to `is_exact`."""
        total, parent = binding.total, binding.place[2]
        if total.facts:
            index = total.facts[0]
            unit, key = self._columns["unit"][index], self._points.facts.units[index]
        else:
            unread = self._unread(binding).unit
            unit, key = (unread and (unread.text, unread.key)) or (None, None)
        place = unit, self._measures(key), parent
        if total.reported is None:
            return *place, None, None, None
        return (
            *place,
            total.value,
            self._columns["decimals"][total.reported],
            self._columns["is_exact"][total.reported],
        )

    def _verdicts(self, binding: Binding, defect: Unbound11 | None) -> Values:
        """From `xbrl21` to `cause_concept`."""
        by_21, computed = xbrl21(binding)
        by_11, interval = calc11(binding, defect)
        cause, culprit = None, None
        if INCONSISTENT in (by_21, by_11):
            cause, culprit = cause_of(binding, self._evidence, by_11)
        return (
            *by_21,
            computed,
            *by_11,
            *(interval or (None, None, None, None)),
            _difference(binding),
            len(binding.summation.items),
            len({id(item) for item, _ in binding.contributing}),
            _duplicates(binding),
            cause,
            culprit and self._shown(culprit),
        )

    def _measures(self, key: Hashable) -> str:
        """Measures of a unit as Clark names, `{http://www.xbrl.org/2003/iso4217}USD`."""
        shown = self._units.get(key)
        if shown is None:
            parts = cast("tuple[tuple[str, ...], ...]", key)
            shown = self._units[key] = "/".join(
                "*".join(measures) for measures in parts if measures
            )
        return shown

    def _absent_item(self, item: Item) -> dict[str, object]:
        """An item without a fact; rows share it."""
        return {
            "concept": self._shown(item.concept),
            "weight": item.weight,
            "order": item.order,
            "value": None,
            "decimals": None,
            "n_duplicates": None,
        }

    def _reported_item(self, absent: dict[str, object], point: DataPoint) -> dict[str, object]:
        index = point.reported
        if not point.facts:
            return absent
        return {
            **absent,
            "value": point.value,
            "decimals": None if index is None else self._columns["decimals"][index],
            "n_duplicates": len(point.facts) - 1,
        }

    def _shown(self, concept: str) -> str:
        """Name of a concept in datasets."""
        shown = self._names.get(concept)
        if shown is None:
            shown = self._names[concept] = _conventional(concept)
        return shown


def _difference(binding: Binding) -> Decimal | None:
    total = binding.total.value
    if total is None or not (binding.contributing and binding.is_numeric) or binding.has_unread:
        return None
    return EXACT.subtract(total, binding.sum_of_values())


def _duplicates(binding: Binding) -> int:
    """Facts beyond the first of each data point; an item that stands twice counts once."""
    points = [binding.total, *(point for _, point in binding.items if point is not None)]
    return sum({point.facts[0]: len(point.facts) - 1 for point in points if point.facts}.values())


def _unread_context(unread: UnreadFact) -> Values:
    context = unread.context or NO_CONTEXT
    return (
        context.id,
        context.entity,
        context.period_type,
        context.start_date,
        context.end_date,
        context.dimensions,
        context.dimensions_key,
        len(context.dimensions),
    )


def _conventional(concept: str) -> str:
    """`prefix:LocalName` of a standard concept; of any other the Clark name."""
    namespace, local_name = split_clark(concept)
    prefix = standard_prefix(namespace)
    return f"{prefix}:{local_name}" if prefix else concept
