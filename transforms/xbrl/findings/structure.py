"""Findings that compare a filing's calculations with its presentation, where facts use them.

The rules of the EDGAR Filer Manual (6.14.05, 6.15) and some of our own. Each looks at effective
relationships: those about what a statement shows at concepts that a fact of the filing uses,
those about the networks themselves (a repeated or a parenthetical one) at all. A filing without
facts or without a presentation is not checked, and for what is lacking only one that is whole.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from transforms.columns import Columns
from transforms.xbrl.cash_flow_items import cash_flow_items
from transforms.xbrl.findings.rules import Finding, Rule, finding

_PARENTHETICAL: Final = re.compile(r"parenthetical", re.IGNORECASE)  # … (Parenthetical)
# 0000002 - Statement - BALANCE SHEETS
_STATEMENT: Final = re.compile(r"\s-\s*Statement\s*-\s", re.IGNORECASE)
_CURRENCY: Final = re.compile("[A-Z]{3}")  # USD
# `…/role/negatedTotalLabel`, and of us-gaap 2008 and 2009 `…/role/label/negatedTotal`
_TOTAL: Final = re.compile(r"total(?:\w*label)?$", re.IGNORECASE)
_NET_CASH: Final = frozenset(
    f"{name}{activity}Activities{which}"
    for name in ("us-gaap:NetCashProvidedByUsedIn", "ifrs-full:CashFlowsFromUsedIn")
    for activity in ("Operating", "Investing", "Financing")
    for which in ("", "ContinuingOperations")
)


class Arc(NamedTuple):
    """An effective arc of one linkbase, less what the rules do not look at."""

    role_uri: str
    arcrole: str
    source: str
    target: str
    weight: Any
    preferred_label: str | None
    order: Any
    file: str
    line: int | None


class Usage(NamedTuple):
    """How facts use a concept: their units, and whether they are of instants or durations."""

    units: frozenset[str | None]
    period_types: frozenset[str]


def usages(instances: Iterable[Columns]) -> dict[str, Usage]:
    """Usage of each concept that has a fact.

    Args:
        instances: Columns of dataset `facts` of each: `concept`, `unit`, `period_type`.
    """
    found: defaultdict[str, tuple[set[str | None], set[str]]] = defaultdict(lambda: (set(), set()))
    for facts in instances:
        for concept, unit, kind in zip(
            facts["concept"], facts["unit"], facts["period_type"], strict=True
        ):
            units, kinds = found[concept]
            units.add(unit)
            kinds.add(kind)
    return {
        name: Usage(frozenset(units), frozenset(kinds)) for name, (units, kinds) in found.items()
    }


def structure_findings(
    arcs: Columns,
    roles: Columns,
    used: Mapping[str, Usage],
    outside: Collection[str] = (),
    *,
    is_whole: bool = True,
) -> list[Finding]:
    """What the calculation networks of a DTS lack or repeat.

    Args:
        arcs: Columns of dataset `arcs`.
        roles: Columns of dataset `roles`: `role_uri`, `definition`.
        used: Usage of the concepts of the facts.
        outside: Documents with arcs that are not of the DTS.
        is_whole: Whether all relationships are known, so that what is not there is lacking.
    """
    by_linkbase = _effective(arcs, outside)
    presentation, calculation = by_linkbase["presentation"], by_linkbase["calculation"]
    if not used or not presentation:
        return []
    definitions = dict(zip(roles["role_uri"], roles["definition"], strict=True))
    found: list[Finding] = []
    if is_whole:
        found += _apart(calculation, presentation, used)
        found += _totals_without_sum(calculation, presentation, definitions, used)
        found += _rootless_cash_flow(calculation, used)
    found += _repeated(calculation)
    found += _parenthetical(calculation, definitions)
    found += _misplaced_items(calculation, used)
    return found


def _effective(arcs: Columns, outside: Collection[str]) -> dict[str, list[Arc]]:
    found: dict[str, list[Arc]] = {"presentation": [], "calculation": []}
    names = """
        role_uri arcrole from_concept to_concept weight preferred_label order file line""".split()
    columns = zip(*(arcs[name] for name in names), strict=True)
    kinds = zip(arcs["linkbase"], arcs["effective"], arcs["file"], strict=True)
    for (linkbase, effective, file), row in zip(kinds, columns, strict=True):
        if effective and linkbase in found and file not in outside:
            found[linkbase].append(Arc._make(row))
    return found


def _apart(
    calculation: list[Arc], presentation: list[Arc], used: Collection[str]
) -> Iterator[Finding]:
    """Total and item that facts use and no presentation group has both of (EFM 6.14.05)."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for arc in presentation:
        groups[arc.source].add(arc.role_uri)
        groups[arc.target].add(arc.role_uri)
    for arc in calculation:
        if (
            arc.source in used
            and arc.target in used
            and groups[arc.source].isdisjoint(groups[arc.target])
        ):
            message = f"{arc.source} and {arc.target} are in no common presentation group"
            yield _of(arc, "no-common-presentation", message)


def _totals_without_sum(
    calculation: list[Arc],
    presentation: list[Arc],
    definitions: Mapping[str, str | None],
    used: Mapping[str, Usage],
) -> Iterator[Finding]:
    """Totals of statements that nothing adds up (EFM 6.15.02, 6.15.03).

    A total is a monetary concept whose presentation asks for a total label; there must be two
    other concepts above it below the same parent that facts use in its unit, for its kind of period:
    a balance after movements is no sum of them.
    """
    totals = {arc.source for arc in calculation}
    statements = {role for role, text in definitions.items() if _STATEMENT.search(text or "")}
    groups: defaultdict[tuple[str, str], list[Arc]] = defaultdict(list)
    for arc in presentation:
        if arc.role_uri in statements and arc.target in used:
            groups[arc.role_uri, arc.source].append(arc)
    for group in groups.values():
        unsummed = [
            arc
            for arc in group
            if arc.target not in totals and _TOTAL.search(arc.preferred_label or "")
        ]
        if unsummed:
            shown = _Shown(group, used)
            for arc in unsummed:
                n_items = shown.n_above(arc)
                if n_items > 1:
                    message = f"{arc.target} is shown as the total of {n_items} items and no calculation has it"
                    yield _of(arc, "total-without-calculation", message)


class _Shown:
    """Concepts below one parent, found by what is alike of those that may add up.

    Args:
        group: Arcs from the parent in one role.
        used: Usage of their concepts.
    """

    def __init__(self, group: Iterable[Arc], used: Mapping[str, Usage]) -> None:
        self._used = used
        self._first: dict[str, Any] = {}
        for arc in group:
            if arc.order is not None:
                before = self._first.get(arc.target, arc.order)
                self._first[arc.target] = min(before, arc.order)
        self._alike: defaultdict[Usage, list[Any]] = defaultdict(list)
        for concept, order in self._first.items():
            self._alike[used[concept]].append(order)
        self._usages: defaultdict[str, list[Usage]] = defaultdict(list)
        for usage, orders in self._alike.items():
            orders.sort()
            for currency in _currencies(usage):
                self._usages[currency].append(usage)

    def n_above(self, total: Arc) -> int:
        """How many other concepts stand above a total and may add up to it."""
        if total.order is None:
            return 0
        own = self._used[total.target]
        usages = {usage for each in _currencies(own) for usage in self._usages[each]}
        above = sum(
            bisect_left(self._alike[usage], total.order)
            for usage in usages
            if usage.period_types == own.period_types
        )
        return above - (own in usages and self._first[total.target] < total.order)


def _currencies(usage: Usage) -> list[str]:
    return [unit for unit in usage.units if unit and _CURRENCY.fullmatch(unit)]


def _repeated(calculation: list[Arc]) -> Iterator[Finding]:
    """The same total of the same items in two roles (EFM 6.15.04)."""
    sums: defaultdict[tuple[str, str, str], list[Arc]] = defaultdict(list)
    for arc in calculation:
        sums[arc.role_uri, arc.arcrole, arc.source].append(arc)
    first: dict[tuple[str, frozenset[tuple[str, Any]]], Arc] = {}
    for arcs in sums.values():
        items = frozenset((arc.target, arc.weight) for arc in arcs)
        earlier = first.setdefault((arcs[0].source, items), arcs[0])
        if earlier.role_uri != arcs[0].role_uri:
            message = f"{arcs[0].source} is the sum of the same items in {earlier.role_uri}"
            yield _of(arcs[0], "repeated-calculation", message, item=False)


def _parenthetical(
    calculation: list[Arc], definitions: Mapping[str, str | None]
) -> Iterator[Finding]:
    """A calculation network in the role of a statement's parentheses."""
    seen = set()
    for arc in calculation:
        if arc.role_uri not in seen and _PARENTHETICAL.search(definitions.get(arc.role_uri) or ""):
            seen.add(arc.role_uri)
            yield _of(arc, "parenthetical-calculation", f"{arc.source} is summed in a parenthetical role", item=False)  # fmt: skip


def _rootless_cash_flow(calculation: list[Arc], used: Collection[str]) -> Iterator[Finding]:
    """Net cash of two or three activities, each summed in one role, and no total of them."""
    items = {arc.target for arc in calculation}
    roles: defaultdict[str, dict[str, Arc]] = defaultdict(dict)
    for arc in calculation:
        if arc.source in _NET_CASH and arc.source in used:
            roles[arc.role_uri].setdefault(arc.source, arc)
    for totals in roles.values():
        if len(totals) > 1 and items.isdisjoint(totals):
            message = f"{', '.join(totals)} are summed and are items of no total"
            yield _of(next(iter(totals.values())), "cash-flow-without-root", message, item=False)


def _misplaced_items(calculation: list[Arc], used: Collection[str]) -> Iterator[Finding]:
    """Items of the cash of an activity that are no cash, or none of that activity."""
    for arc in calculation:
        if arc.source in _NET_CASH and arc.target in used:
            if arc.target in cash_flow_items("non-cash"):
                message = f"{arc.target} is an amount beside the statement of cash flows and is summed as cash of {arc.source}"
                yield _of(arc, "non-cash-item", message)
            elif "Operating" not in arc.source and arc.target in cash_flow_items("accrual"):
                message = f"{arc.target} is one of FASB's accrual items and is summed as cash of {arc.source}"
                yield _of(arc, "accrual-item", message)


def _of(arc: Arc, rule: Rule, message: str, *, item: bool = True) -> Finding:
    """A finding at an arc: at its total and item, or at the total alone."""
    return finding(
        rule,
        message,
        linkbase="presentation" if rule == "total-without-calculation" else "calculation",
        role_uri=arc.role_uri,
        arcrole=arc.arcrole,
        from_concept=arc.source,
        to_concept=arc.target if item else None,
        file=arc.file,
        line=arc.line,
    )
