"""The smallest facts and summations that a calculation needs."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from transforms.columns import Columns, Encoded
from transforms.xbrl.calculation.checking import COLUMNS, check_calculations
from transforms.xbrl.calculation.summation import Item, Summation
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.names import SUMMATION_ITEM, clark

NAMESPACE = "http://example.com/2024"
ROLE = "http://example.com/role/Statement"
FACT_COLUMNS = """
    concept context_id entity period_type start_date end_date dimensions dimensions_key
    n_dimensions unit decimals is_exact is_nil""".split()


@dataclass(frozen=True)
class F:
    """A fact; `value` None is nil, `decimals` None is INF."""

    concept: str
    value: str | None
    decimals: int | None = 0
    context: str = "c1"
    unit: str | None = "USD"
    parent: int = -1


def name(concept: str) -> str:
    return clark(NAMESPACE, concept)


def facts_of(facts: Iterable[F]) -> Facts:
    """Facts of an instance whose contexts are c-equal as far as their ids agree up to a dash."""
    facts = list(facts)
    columns: dict[str, list[object]] = {column: [] for column in FACT_COLUMNS}
    result = Facts("t.xml", "classic", {})
    for fact in facts:
        result.concepts.append(name(fact.concept))
        result.parents.append(fact.parent)
        result.values.append(None if fact.value is None else Decimal(fact.value))
        result.accuracies.append(fact.decimals)
        row = {
            "concept": f"t:{fact.concept}",
            "context_id": fact.context,
            "entity": "0000000001",
            "period_type": "instant",
            "start_date": None,
            "end_date": date(2024, 12, 31),
            "dimensions": [],
            "dimensions_key": "",
            "n_dimensions": 0,
            "unit": fact.unit,
            "decimals": fact.decimals,
            "is_exact": fact.value is not None and fact.decimals is None,
            "is_nil": fact.value is None,
        }
        for column, value in row.items():
            columns[column].append(value)
    contexts = [(fact.context.partition("-")[0], "entity") for fact in facts]
    result.contexts = encoded([*contexts, None], len(facts))
    result.columns = {
        column: encoded([*values, None], len(facts)) for column, values in columns.items()
    }
    result.units = encoded([fact.unit and ((fact.unit,), ()) for fact in facts], len(facts))
    return result


def encoded(values: Sequence[object], rows: int) -> Encoded:
    """A value of its own for each row, and those behind them for none."""
    return Encoded(values, array("i", range(rows)))


def summation(
    total: str, *items: str | tuple[str, str], role: str = ROLE, arcrole: str = SUMMATION_ITEM
) -> Summation:
    """Summation of items, each a name (weight 1) or a name and a weight."""
    pairs = [(item, "1") if isinstance(item, str) else item for item in items]
    return Summation(
        role,
        arcrole,
        name(total),
        tuple(
            Item(name(item), Decimal(weight), Decimal(order))
            for order, (item, weight) in enumerate(pairs, 1)
        ),
    )


def rows_of(columns: Columns) -> list[dict[str, Any]]:
    return [
        dict(zip(COLUMNS, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def check(
    facts: Iterable[F], *summations: Summation, truncation: bool = False
) -> list[dict[str, object]]:
    """Rows of `calculations`."""
    return rows_of(check_calculations(facts_of(facts), summations, truncation=truncation))
